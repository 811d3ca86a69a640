//! When items, features and releases of a ranked backlog are done, by several teams.
//!
//! A team's paths are independent of another's, so the chance that an item is done by a week is the product over
//! the teams of the chance that each has come far enough. Exact for the drawn paths, without drawing them jointly.

use super::backlog::{Item, Rank, Team};
use super::chances::{Chances, STEPS, Way, step_by, week_of};
use super::outlook::{Draws, Sure};
use super::similar::Similar;
use crate::refused::Refused;

/// A forecast of a whole backlog; asked as often as one likes.
pub struct Forecast {
    rank: Rank,
    /// One per team.
    chances: Vec<Chances>,
}

impl Forecast {
    /// Of items in rank order. Errors: what [`super::Outlook::similar`] refuses, with the team's name; a circle of needs;
    /// broken amounts.
    pub fn of(items: &[Item], teams: &[Team], similar: &Similar, draws: Draws) -> Result<Self, Refused> {
        let rank = Rank::of(items, teams)?;
        let mut chances = Vec::with_capacity(teams.len());
        for (number, (team, total)) in teams.iter().zip(&rank.totals).enumerate() {
            let seed = draws.seed.wrapping_mul(0x9E37_79B9).wrapping_add(number as u64);
            let outlook = team.outlook(similar, Draws { seed, ..draws })?;
            let way = Way { growth: &team.growth, seed: seed ^ u64::MAX };
            chances.push(Chances::counted(&outlook, total.max(f64::MIN_POSITIVE), &way));
        }
        Ok(Self { rank, chances })
    }

    /// How likely all of these (positions in the backlog: an item, a feature's items, a release's) are done by the
    /// end of a week; 1 is the coming week, weeks beyond five years count as five years.
    pub fn chance(&self, items: &[usize], week: usize) -> f64 {
        let ahead = self.ahead(items);
        step_by(week).map_or(0.0, |step| self.chance_at(&ahead, step))
    }

    /// The week by whose end all of these are done; `None` later than five years. After a year in steps of four weeks.
    pub fn when(&self, items: &[usize]) -> Sure<Option<usize>> {
        let ahead = self.ahead(items);
        Sure::each(|sure| {
            let (mut from, mut to) = (0, STEPS);
            while from < to {
                let middle = usize::midpoint(from, to);
                if self.chance_at(&ahead, middle) >= sure { to = middle } else { from = middle + 1 }
            }
            (from < STEPS).then(|| week_of(from))
        })
    }

    /// How many items from the top of the backlog are all done by the end of a week.
    pub fn how_many(&self, week: usize) -> Sure<usize> {
        let mut ahead = vec![0.0; self.chances.len()];
        let step = step_by(week);
        let mut chance = Vec::with_capacity(self.rank.ahead.len());
        for units in &self.rank.ahead {
            take_most(&mut ahead, units);
            chance.push(step.map_or(0.0, |step| self.chance_at(&ahead, step)));
        }
        // The more items, the less likely: the chances never rise.
        Sure::each(|sure| chance.partition_point(|chance| *chance >= sure))
    }

    fn ahead(&self, items: &[usize]) -> Vec<f64> {
        let mut ahead = vec![0.0; self.chances.len()];
        for units in items.iter().filter_map(|item| self.rank.ahead.get(*item)) {
            take_most(&mut ahead, units);
        }
        ahead
    }

    fn chance_at(&self, ahead: &[f64], step: usize) -> f64 {
        self.chances.iter().zip(ahead).map(|(chances, units)| chances.of(*units, step)).product()
    }
}

fn take_most(most: &mut [f64], units: &[f64]) {
    most.iter_mut().zip(units).for_each(|(most, units)| *most = most.max(*units));
}
