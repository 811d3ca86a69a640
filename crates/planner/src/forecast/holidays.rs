//! Weeks that are not worked in full: how much working time lies before a day, and by which day so much of it is over.

use crate::refused::Refused;

/// Working time of the coming weeks. After the last one that is named weeks are full.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Worked {
    /// Working weeks by the end of each week.
    sums: Vec<f64>,
}

/// Refuses shares of the usual working time that are none.
pub(super) fn check(shares: impl IntoIterator<Item = f64>) -> Result<(), Refused> {
    match shares.into_iter().position(|share| !(0.0..=1.0).contains(&share)) {
        Some(week) => {
            let sentence = format!("The working time of week {} must be a share between 0 and 1.", week + 1);
            Err(Refused::new(sentence, vec![week]))
        }
        None => Ok(()),
    }
}

impl Worked {
    /// Of shares of the usual working time: 0 a holiday, 1 a full week.
    pub fn of(shares: &[f64]) -> Result<Self, Refused> {
        check(shares.iter().copied())?;
        let sums = shares.iter().scan(0.0, |sum, share| {
            *sum += share;
            Some(*sum)
        });
        Ok(Self { sums: sums.collect() })
    }

    /// Working weeks in so many weeks from now.
    pub fn within(&self, weeks: f64) -> f64 {
        let week = weeks as usize;
        let Some(full) = self.sums.get(week) else {
            let last = self.sums.last().copied().unwrap_or(0.0);
            return last + (weeks - self.sums.len() as f64);
        };
        let before = self.before(week);
        before + (full - before) * weeks.fract()
    }

    /// After how many weeks so many working weeks are over.
    pub fn weeks_for(&self, worked: f64) -> f64 {
        let week = self.sums.partition_point(|sum| *sum < worked);
        let before = self.before(week);
        match self.sums.get(week) {
            Some(sum) if *sum > before => week as f64 + (worked - before) / (sum - before),
            // Nothing is asked for.
            Some(_) => week as f64,
            None => week as f64 + (worked - before),
        }
    }

    fn before(&self, week: usize) -> f64 {
        week.checked_sub(1).map_or(0.0, |before| self.sums[before])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_without_work_pass_without_it() {
        let worked = Worked::of(&[1.0, 0.0, 0.5]).unwrap();
        for (weeks, working) in
            [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (1.7, 1.0), (2.0, 1.0), (2.5, 1.25), (4.0, 2.5)]
        {
            assert_eq!(worked.within(weeks), working, "{weeks}");
        }
        for (working, weeks) in [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (1.25, 2.5), (1.5, 3.0), (2.5, 4.0)] {
            assert_eq!(worked.weeks_for(working), weeks, "{working}");
        }
        let full = Worked::default();
        assert_eq!((full.within(3.25), full.weeks_for(3.25)), (3.25, 3.25));
        assert!(Worked::of(&[1.0, f64::NAN]).is_err_and(|refused| refused.sentence.contains("week 2")));
    }
}
