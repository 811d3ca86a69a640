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
        -3.969683028665376e1,
        2.209460984245205e2,
        -2.759285104469687e2,
        1.383577518672690e2,
        -3.066479806614716e1,
        2.506628277459239,
    ];
    const B: [f64; 6] = [
        -5.447609879822406e1,
        1.615858368580409e2,
        -1.556989798598866e2,
        6.680131188771972e1,
        -1.328068155288572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784894002430293e-3,
        -3.223964580411365e-1,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
        2.938163982698783,
    ];
    const D: [f64; 5] =
        [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1.0];
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
