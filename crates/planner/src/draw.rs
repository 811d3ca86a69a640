//! Random numbers: the same seed draws the same on every machine.

/// A generator after Steele, Lea and Flood's SplitMix64.
pub(crate) struct Draw(u64);

impl Draw {
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 bits, each as likely 1 as 0.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Evenly in [0, 1).
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Evenly among 0..below; 0 where that is empty.
    pub fn below(&mut self, below: usize) -> usize {
        (self.share() * below as f64) as usize
    }

    /// One of these, evenly; 0 when there are none.
    pub fn one_of(&mut self, values: &[f64]) -> f64 {
        let at = (self.share() * values.len() as f64) as usize;
        values.get(at).copied().unwrap_or(0.0)
    }

    /// Nearly normal with mean 0 and deviation 1: four shares summed and scaled, never beyond ±3.5.
    pub fn normal(&mut self) -> f64 {
        let sum: f64 = (0..4).map(|_| self.share()).sum();
        (sum - 2.0) * 3.0_f64.sqrt()
    }

    /// Normal with mean 0 and deviation 1, by the inverse of its distribution: tails included.
    pub fn exactly_normal(&mut self) -> f64 {
        quantile(self.share().max(f64::MIN_POSITIVE))
    }

    /// After the gamma distribution of this shape, above 0, with scale 1 (Marsaglia and Tsang 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let lifted = self.gamma(shape + 1.0);
            return lifted * self.share().max(f64::MIN_POSITIVE).powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        loop {
            let x = self.exactly_normal();
            let v = (1.0 + x / (9.0 * d).sqrt()).powi(3);
            if v > 0.0 && self.share().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }
}

/// Below which the standard normal distribution lies with this likelihood, in (0, 1) (Acklam 2003; off by 1.2e-9 of it).
pub(crate) fn quantile(share: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] = [
        7.784_695_709_041_462e-3,
        3.224_671_290_700_398e-1,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
        1.0,
    ];
    let of = |terms: &[f64], x: f64| terms.iter().fold(0.0, |sum, term| sum * x + term);
    let tail = |share: f64| {
        let q = (-2.0 * share.ln()).sqrt();
        of(&C, q) / of(&D, q)
    };
    match share {
        low if low < 0.02425 => tail(low),
        high if high > 0.97575 => -tail(1.0 - high),
        middle => {
            let q = middle - 0.5;
            q * of(&A, q * q) / of(&B, q * q)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Draw, quantile};

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (share, expected) in
            [(0.5, 0.0), (0.841344746, 1.0), (0.975, 1.959963985), (0.01, -2.326347874), (0.999, 3.090232306)]
        {
            assert!((quantile(share) - expected).abs() < 1e-7, "{share}: {}", quantile(share));
        }
    }

    #[test]
    fn gammas_have_their_mean_and_variance() {
        for shape in [0.4, 1.0, 6.0] {
            let mut draw = Draw::seeded(7);
            let drawn: Vec<f64> = (0..40_000).map(|_| draw.gamma(shape)).collect();
            let mean = drawn.iter().sum::<f64>() / 40_000.0;
            let spread = drawn.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 40_000.0;
            assert!(
                (mean / shape - 1.0).abs() < 0.03 && (spread / shape - 1.0).abs() < 0.06,
                "{shape} {mean} {spread}"
            );
        }
    }
}
