//! A sprint burning down and up, drawn over its working days.

use domain::backlog::Points;
use domain::spine::moment::{Day, Timestamp};
use domain::spine::refusal::Result;
use domain::sprint::reports::queries::burn_of;
use domain::sprint::reports::rules::{Burn, DayEnd, Step, by_days};
use domain::sprint::{Sprint, SprintState};
use jiff::civil::Weekday;

use crate::visit::Visit;

/// The drawn field, in units of the picture.
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 150.0;
const TOP: f64 = 8.0;

/// The drawing of a sprint; its table is `days`.
pub struct BurnChart {
    /// "28 of 36 points left on day 3 of 10; 25 expected."
    pub told: String,
    /// "Three stories came in after the start, 8 points." Empty where nothing did.
    pub scope_told: String,
    /// Paths: what is left, what is accepted, what is in it.
    pub left: String,
    pub accepted: String,
    pub scope: String,
    pub ideal: String,
    /// Where it stands now; none once it is over.
    pub here_left: Option<(String, String)>,
    pub here_accepted: Option<(String, String)>,
    /// The highest value, at the top of the field.
    pub most: String,
    pub days: Vec<DayEnd>,
    pub in_points: bool,
}

/// The chart of a sprint; none where it has not started.
pub fn of_sprint(visit: &Visit<'_>, sprint: &Sprint, time_zone: &str) -> Result<Option<BurnChart>> {
    let burn = burn_of(visit.tx, &visit.actor, sprint)?;
    Ok(burn.map(|burn| BurnChart::of(&burn, &Of { sprint, time_zone, now: visit.now })))
}

/// A sprint in its time zone, as of now.
pub struct Of<'s> {
    pub sprint: &'s Sprint,
    pub time_zone: &'s str,
    pub now: Timestamp,
}

impl BurnChart {
    pub fn of(burn: &Burn, of: &Of<'_>) -> Self {
        let most = burn.steps.iter().map(|step| step.scope).max().unwrap_or(0).max(1);
        let until = of.sprint.closed_at.unwrap_or(of.now);
        let runs = of.sprint.state == SprintState::Running;
        let spot = |at, value: i64| (of.across(at), HEIGHT - value as f64 / most as f64 * (HEIGHT - TOP));
        let path = |value: fn(&Step) -> i64| stairs(&burn.steps, until, |step, at| spot(at, value(step)));
        let (last, first) = (burn.steps[burn.steps.len() - 1], burn.steps[0]);
        let here = |value| {
            let (x, y) = spot(until, value);
            (format!("{x:.1}"), format!("{y:.1}"))
        };
        let today = Day::of(until.day_in(of.time_zone));
        let shown = if today < of.sprint.starts_on { of.sprint.starts_on } else { today };
        let begins = HEIGHT - first.scope as f64 / most as f64 * (HEIGHT - TOP);
        Self {
            told: of.told(burn, &last, until),
            scope_told: scope_told(burn),
            left: path(Step::left),
            accepted: path(|step| step.accepted),
            scope: path(|step| step.scope),
            ideal: format!("M0 {begins:.1}L{WIDTH} {HEIGHT}"),
            here_left: runs.then(|| here(last.left())),
            here_accepted: runs.then(|| here(last.accepted)),
            most: number(most, burn.in_points),
            days: by_days(burn, (of.sprint.starts_on.min(today), shown), of.time_zone),
            in_points: burn.in_points,
        }
    }

    pub fn unit(&self) -> &'static str {
        if self.in_points { "points" } else { "stories" }
    }

    pub fn day(&self, end: &DayEnd) -> String {
        end.day.date().strftime("%a %-d %b").to_string()
    }

    pub fn number(&self, value: &i64) -> String {
        number(*value, self.in_points)
    }

    pub fn left_of(&self, end: &DayEnd) -> String {
        number(end.scope - end.accepted, self.in_points)
    }
}

/// Points in tenths as points, stories as they are.
pub fn number(value: i64, in_points: bool) -> String {
    if in_points { Points::of_tenths(value).to_string() } else { value.to_string() }
}

/// A line that stays level until something changes.
fn stairs(steps: &[Step], until: Timestamp, spot: impl Fn(&Step, Timestamp) -> (f64, f64)) -> String {
    let mut path = String::new();
    for (nth, step) in steps.iter().enumerate() {
        let (x, y) = spot(step, step.at);
        path.push_str(&if nth == 0 { format!("M{x:.1} {y:.1}") } else { format!("H{x:.1}V{y:.1}") });
    }
    if let Some(last) = steps.last() {
        path.push_str(&format!("H{:.1}", spot(last, until).0));
    }
    path
}

fn scope_told(burn: &Burn) -> String {
    let (first, last) = (burn.steps[0].scope, burn.steps[burn.steps.len() - 1].scope);
    let unit = if burn.in_points { "points" } else { "stories" };
    match last - first {
        0 => String::new(),
        more if more > 0 => {
            format!("It has grown by {} {unit} since its start.", number(more, burn.in_points))
        }
        less => format!("It has shrunk by {} {unit} since its start.", number(-less, burn.in_points)),
    }
}

impl Of<'_> {
    /// How far a moment is over the field: weekends take no room.
    fn across(&self, at: Timestamp) -> f64 {
        let clock = at.clock_in(self.time_zone);
        let day = Day::of(clock.date());
        let hours = f64::from(clock.hour()) + f64::from(clock.minute()) / 60.0;
        let today = if is_working(day) { hours / 24.0 } else { 0.0 };
        let all = working_days(self.sprint.starts_on, self.sprint.ends_on.plus_days(1)).max(1) as f64;
        let gone = working_days(self.sprint.starts_on, day) as f64 + today;
        if day < self.sprint.starts_on { 0.0 } else { (gone / all).min(1.0) * WIDTH }
    }

    fn told(&self, burn: &Burn, last: &Step, until: Timestamp) -> String {
        let number = |value| number(value, burn.in_points);
        let unit = if burn.in_points { "points" } else { "stories" };
        let all = working_days(self.sprint.starts_on, self.sprint.ends_on.plus_days(1)).max(1);
        if self.sprint.state == SprintState::Closed {
            let (accepted, scope) = (number(last.accepted), number(last.scope));
            return format!("{accepted} of {scope} {unit} were accepted in {all} working days.");
        }
        let day = Day::of(until.day_in(self.time_zone));
        let nth = working_days(self.sprint.starts_on, day.plus_days(1)).clamp(1, all);
        let first = burn.steps[0].scope as f64;
        let expected = (first * (1.0 - self.across(until) / WIDTH)).round() as i64;
        let expected = if burn.in_points { expected / 10 * 10 } else { expected };
        let (left, scope) = (number(last.left()), number(last.scope));
        format!("{left} of {scope} {unit} left on day {nth} of {all}; {} expected.", number(expected))
    }
}

/// Monday to Friday, from a day to before another.
fn working_days(from: Day, before: Day) -> i64 {
    let count = from.days_until(before).clamp(0, 366);
    (0..count).filter(|n| is_working(from.plus_days(*n))).count() as i64
}

fn is_working(day: Day) -> bool {
    !matches!(day.date().weekday(), Weekday::Saturday | Weekday::Sunday)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use domain::spine::id::{ProductId, SprintId};
    use domain::sprint::TeamId;
    use uuid::Uuid;

    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from(text.parse::<jiff::Timestamp>().unwrap())
    }

    fn sprint() -> Sprint {
        Sprint {
            id: SprintId(Uuid::nil()),
            product_id: ProductId(Uuid::nil()),
            team_id: TeamId(Uuid::nil()),
            number: 1,
            goal: String::new(),
            starts_on: Day::parse("2026-11-16").unwrap(),
            ends_on: Day::parse("2026-11-27").unwrap(),
            state: SprintState::Running,
            started_at: None,
            closed_at: None,
            goal_met: None,
            goal_note: String::new(),
            planned_tenths: None,
            planned_items: None,
            accepted_tenths: None,
            accepted_items: None,
            created_at: Timestamp(0),
            created_by: None,
            archived_at: None,
        }
    }

    #[test]
    fn a_weekend_takes_no_room_and_nothing_leaves_the_field() {
        let sprint = sprint();
        let of = Of { sprint: &sprint, time_zone: "UTC", now: at("2026-11-18T12:00:00Z") };
        for (moment, wanted) in [
            ("2026-11-10T12:00:00Z", 0.0),
            ("2026-11-16T00:00:00Z", 0.0),
            ("2026-11-17T00:00:00Z", 56.0),
            ("2026-11-21T00:00:00Z", 280.0),
            ("2026-11-22T18:00:00Z", 280.0),
            ("2026-11-23T12:00:00Z", 308.0),
            ("2026-12-24T12:00:00Z", 560.0),
        ] {
            assert!((of.across(at(moment)) - wanted).abs() < 1e-9, "{moment}: {}", of.across(at(moment)));
        }
    }

    #[test]
    fn it_says_what_is_left_and_what_was_expected() {
        let sprint = sprint();
        let now = at("2026-11-18T12:00:00Z");
        let steps = vec![
            Step { at: at("2026-11-16T09:00:00Z"), scope: 360, accepted: 0 },
            Step { at: at("2026-11-17T09:00:00Z"), scope: 360, accepted: 80 },
            Step { at: at("2026-11-18T09:00:00Z"), scope: 400, accepted: 80 },
        ];
        let burn = Burn { in_points: true, steps };
        let chart = BurnChart::of(&burn, &Of { sprint: &sprint, time_zone: "UTC", now });
        assert_eq!(chart.told, "32 of 40 points left on day 3 of 10; 27 expected.");
        assert_eq!(chart.scope_told, "It has grown by 4 points since its start.");
        assert!(chart.left.starts_with("M21.0 22.2H77.0V50.6H133.0V36.4H140.0"), "{}", chart.left);
        assert_eq!(chart.days.len(), 3);
        let closed = Sprint { state: SprintState::Closed, closed_at: Some(now), ..sprint };
        let chart = BurnChart::of(&burn, &Of { sprint: &closed, time_zone: "UTC", now });
        assert_eq!(chart.told, "8 of 40 points were accepted in 10 working days.");
        assert!(chart.here_left.is_none());
    }
}
