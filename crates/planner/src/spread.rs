//! The spread of an estimate: a factor whose logarithm is normal, drawn from steps of equal likelihood.

use crate::draw::{Draw, quantile};

/// From so many steps a factor is drawn; the first is the least.
pub(crate) const STEPS: usize = 1 << BITS;
const BITS: u32 = 10;
/// The 90 % point of the standard normal distribution.
const NINE_IN_TEN: f64 = 1.281_551_565_544_600_5;

/// The deviation of the logarithm when eight of ten cases lie between two amounts, 0 < low ≤ high.
pub(crate) fn deviation_between(low: f64, high: f64) -> f64 {
    (high / low).ln() / (2.0 * NINE_IN_TEN)
}

/// The factors of a deviation, rising, each as likely as the others; mirrored steps multiply to 1.
pub(crate) fn factors(deviation: f64) -> Box<[f64; STEPS]> {
    let mut factors = Box::new([0.0; STEPS]);
    for (step, factor) in factors.iter_mut().enumerate() {
        *factor = (deviation * quantile((step as f64 + 0.5) / STEPS as f64)).exp();
    }
    factors
}

/// Steps from 0 to 1,023, six from each random number.
pub(crate) struct Steps {
    draw: Draw,
    bits: u64,
    left: u32,
}

impl Steps {
    pub fn seeded(seed: u64) -> Self {
        Self { draw: Draw::seeded(seed), bits: 0, left: 0 }
    }

    pub fn next(&mut self) -> usize {
        if self.left == 0 {
            (self.bits, self.left) = (self.draw.next(), u64::BITS / BITS);
        }
        let step = self.bits as usize & (STEPS - 1);
        self.bits >>= BITS;
        self.left -= 1;
        step
    }
}

#[cfg(test)]
mod tests {
    use super::{STEPS, Steps, deviation_between, factors};

    #[test]
    fn eight_of_ten_steps_lie_between_low_and_high() {
        let (low, high) = (3.0_f64, 8.0_f64);
        let factors = factors(deviation_between(low, high));
        let middle = (low * high).sqrt();
        let within = factors.iter().filter(|factor| (low..=high).contains(&(middle * **factor))).count();
        assert!((within as f64 / STEPS as f64 - 0.8).abs() < 0.002, "{within}");
    }

    #[test]
    fn mirrored_steps_multiply_to_one_and_steps_are_even() {
        let factors = factors(0.7);
        assert!((0..STEPS).all(|step| (factors[step] * factors[STEPS - 1 - step] - 1.0).abs() < 1e-7));
        let mut steps = Steps::seeded(3);
        let mean = (0..60_000).map(|_| steps.next() as f64).sum::<f64>() / 60_000.0;
        assert!((mean - 511.5).abs() < 5.0, "{mean}");
    }
}
