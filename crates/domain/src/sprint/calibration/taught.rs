//! What a product's own forecasts of its pace teach: where they were surprised too often, the next is wider.

use database::{Query, Together};
use planner::forecast::Calibration;
use serde::Serialize;

use super::rules::PACE_DAYS;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::moment::Day;

/// Forecasts of the last so many weeks teach.
const WEEKS: i64 = 53;

database::row! {
    /// A forecast of the pace whose four weeks are over: between which numbers eight of ten were to lie, and what came.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Settled { pub week_on: Day, pub p90: i64, pub p10: i64, pub actual: i64 }
}

/// How many times as far the next forecast reaches below and above its middle.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Taught {
    pub below: f64,
    pub above: f64,
    /// How many forecasts taught it.
    pub forecasts: usize,
}

/// Whether the forecast of a week teaches: every fourth, so that no two are of the same days.
pub fn teaches(week_on: Day) -> bool {
    first_monday().days_until(week_on) % PACE_DAYS == 0
}

/// What was learned by a day. The forecasts are those that [teach](teaches), the oldest first.
pub fn learned(settled: impl IntoIterator<Item = Settled>, by: Day) -> (Calibration, usize) {
    let (mut calibration, mut count) = (Calibration::default(), 0);
    for one in settled {
        if one.week_on.plus_days(PACE_DAYS).days_until(by) >= 0 {
            calibration.learn(one.p90 as f64, one.p10 as f64, one.actual as f64);
            count += 1;
        }
    }
    (calibration, count)
}

impl Taught {
    pub fn of((calibration, forecasts): (Calibration, usize)) -> Self {
        let (below, above) = calibration.widths();
        Self { below, above, forecasts }
    }
}

/// The forecasts that teach on a day, the oldest first. Yet to be asked.
pub fn settled(workspace: WorkspaceId, product: ProductId, today: Day) -> Query<'static, Settled> {
    let sql = "
        select week_on, p90, p10, actual from forecast
         where workspace_id = $1 and product_id = $2 and subject = 'pace' and item_id = $2 and week_on >= $3
           and (week_on - $4) % $5 = 0 and p90 is not null and p10 is not null and actual is not null
         order by week_on";
    let (since, first) = (today.plus_days(-7 * WEEKS), first_monday());
    Query::new(sql, vec![workspace.into(), product.into(), since.into(), first.into(), PACE_DAYS.into()])
}

/// The same, as what they taught.
pub fn taught(
    workspace: WorkspaceId,
    product: ProductId,
    today: Day,
) -> impl Together<Rows = (Calibration, usize)> + use<> {
    settled(workspace, product, today).then(move |rows| learned(rows, today))
}

fn first_monday() -> Day {
    Day::of(jiff::civil::Date::constant(1970, 1, 5))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn every_fourth_monday_teaches() {
        let mondays = (0..12).map(|week| day("2026-09-07").plus_days(7 * week));
        let teach: Vec<bool> = mondays.map(teaches).collect();
        assert_eq!(teach.iter().filter(|teach| **teach).count(), 3);
        let first = teach.iter().position(|teach| *teach).unwrap();
        assert!(teach[first + 4] && first < 4, "{teach:?}");
        assert!(!teaches(day("2026-09-08")));
    }

    #[test]
    fn what_was_not_over_by_a_day_taught_nothing_then() {
        let one = |week_on: &str, actual| Settled { week_on: day(week_on), p90: 5, p10: 9, actual };
        let both = [one("2026-09-07", 3), one("2026-10-05", 10)];
        assert_eq!(learned(both, day("2026-10-04")), (Calibration::default(), 0));
        let taught = Taught::of(learned(both, day("2026-10-05")));
        assert!(taught.below > 1.0 && taught.above < 1.0 && taught.forecasts == 1, "{taught:?}");
        let taught = Taught::of(learned(both, day("2026-11-02")));
        assert!(taught.below > 1.0 && taught.above > 1.0 && taught.forecasts == 2, "{taught:?}");
    }
}
