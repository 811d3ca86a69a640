//! Chances that were told in percent, and how often what was said to be so likely happened.

use serde::Serialize;

use super::Subject;
use super::rules::between;
use crate::spine::desk::Desk;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::sprint::Sprint;
use crate::sprint::plan::proposal::chance_as_it_stands;
use crate::sprint::plan::queries::inputs;

/// Chances of one band are this far from each other at most, in percent.
const BAND: i64 = 20;

/// A chance as it is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// How likely it was said to be, in percent.
    pub percent: i64,
    pub due_on: Option<Day>,
    /// None: nobody knows yet.
    pub kept: Option<bool>,
}

/// How often what was said to be about equally likely happened.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Band {
    /// From so many percent up to less than so many; 100 is in the last band.
    pub from: i64,
    pub to: i64,
    /// What was said on average, in percent; none where nothing was due.
    pub said: Option<f64>,
    pub kept: i64,
    pub due: i64,
    /// The share that was kept, and between which the truth lies nineteen times of twenty (Wilson 1927), in percent.
    pub share: Option<f64>,
    pub between: Option<(f64, f64)>,
}

impl Chance {
    /// What became of it; none before its day is over, however soon it happened.
    pub fn kept(&self, today: Day) -> Option<bool> {
        let is_over = self.due_on.is_none_or(|last| last.days_until(today) > 0);
        self.kept.filter(|_| is_over)
    }
}

impl Band {
    fn of(from: i64, chances: &[Chance], today: Day) -> Self {
        let to = from + BAND;
        let here = chances.iter().filter(|one| (from..to).contains(&one.percent.clamp(0, 99)));
        let told: Vec<(i64, bool)> = here.filter_map(|one| Some((one.percent, one.kept(today)?))).collect();
        let (due, kept) = (told.len() as i64, told.iter().filter(|(_, kept)| *kept).count() as i64);
        let of_all = |sum: i64| (due > 0).then(|| sum as f64 / due as f64);
        Self {
            from,
            to,
            said: of_all(told.iter().map(|(percent, _)| percent).sum()),
            kept,
            due,
            share: of_all(100 * kept),
            between: between(kept, due),
        }
    }

    /// Whether what was said lies outside of what can be chance.
    pub fn is_off(&self) -> bool {
        let of = self.said.zip(self.between);
        of.is_some_and(|(said, (low, high))| !(low..=high).contains(&said))
    }
}

/// Five bands, the least likely first.
pub fn bands(chances: &[Chance], today: Day) -> Vec<Band> {
    (0..100 / BAND).map(|nth| Band::of(nth * BAND, chances, today)).collect()
}

/// Puts down how likely the stories fit with which a sprint starts; nothing where none may take more than its size.
pub fn start(desk: &Desk<'_>, (sprint, prefix): (&Sprint, &str)) -> Result<()> {
    let Some(percent) = chance_as_it_stands(&inputs(desk.tx, desk.actor, sprint, prefix)?) else {
        return Ok(());
    };
    let (workspace, on) = (desk.workspace(), Day::of(desk.now().day_in("UTC")));
    // It was started before, and that was undone.
    let again = "
        delete from forecast
         where workspace_id = $1 and product_id = $2 and subject = $3 and item_id = $4 and actual is null";
    keep(desk.tx, Ledger::Forecast, again, &[&workspace, &sprint.product_id, &Subject::Fit, &sprint.id])?;
    let sql = "
        insert into forecast (workspace_id, product_id, week_on, made_on, is_later, subject, item_id, due_on, percent)
        values ($1, $2, $3, $4, false, $5, $6, $7, $8)
        on conflict (workspace_id, product_id, subject, week_on, item_id) do nothing";
    let week_on = super::weekly::monday(on);
    let of: [&dyn database::Param; 8] =
        [&workspace, &sprint.product_id, &week_on, &on, &Subject::Fit, &sprint.id, &sprint.ends_on, &percent];
    keep(desk.tx, Ledger::Forecast, sql, &of)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_chance_counts_once_its_day_is_over_in_the_band_that_was_said() {
        let one = |percent, kept| Chance { percent, due_on: Some(day("2026-11-30")), kept };
        let said = [one(100, Some(true)), one(80, Some(false)), one(79, Some(true)), one(0, None)];
        assert!(bands(&said, day("2026-11-30")).iter().all(|band| band.due == 0 && band.said.is_none()));
        let bands = bands(&said, day("2026-12-01"));
        let told: Vec<_> = bands.iter().map(|band| (band.from, band.to, band.kept, band.due)).collect();
        assert_eq!(told, [(0, 20, 0, 0), (20, 40, 0, 0), (40, 60, 0, 0), (60, 80, 1, 1), (80, 100, 1, 2)]);
        assert_eq!((bands[4].said, bands[4].share), (Some(90.0), Some(50.0)));
        assert!(!bands[4].is_off());
        let many = vec![one(90, Some(false)); 10];
        assert!(super::bands(&many, day("2026-12-01"))[4].is_off());
    }
}
