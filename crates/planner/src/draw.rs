//! Random numbers: the same seed draws the same on every machine.

/// A generator after Steele, Lea and Flood's SplitMix64.
pub(crate) struct Draw(u64);

impl Draw {
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
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
}
