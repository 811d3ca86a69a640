//! Which sprint or month is looked at, as an address says it.

use domain::line::accepted::During;
use domain::people::Product;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Found, Refusal, Result};
use domain::sprint::SprintState;
use domain::sprint::plan::queries::SprintRow;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::visit::Visit;

/// Sprints and months that are offered.
pub(super) const OFFERED: usize = 12;

/// A stretch of time that can be looked at.
pub(super) struct Stretch {
    pub during: During,
    /// `Sprint 3`, `November 2026`.
    pub name: String,
    /// How the address says it: `sprint-3`.
    pub asked: String,
}

/// The stretch that is asked for.
pub(super) fn stretch(
    visit: &Visit<'_>,
    product: &Product,
    sprints: &[SprintRow],
    during: &str,
) -> Result<Stretch> {
    let wanted = match during.strip_prefix("sprint-") {
        Some(number) => {
            Some(sprints.iter().find(|sprint| sprint.number.to_string() == number).found("sprint")?)
        }
        None => {
            let closed = sprints.iter().find(|sprint| sprint.state == SprintState::Closed);
            closed.or(sprints.first()).filter(|_| during.is_empty())
        }
    };
    if let Some(sprint) = wanted {
        let (name, asked) = (format!("Sprint {}", sprint.number), of_sprint(sprint));
        return Ok(Stretch { during: During::Sprint(sprint.id), name, asked });
    }
    let first = match during {
        "" => Some(visit.now.day_in(&product.time_zone)),
        month => format!("{month}-01").parse::<Date>().ok(),
    };
    let Some(first) = first.map(Date::first_of_month) else {
        return Refusal::invalid("during", "Write a sprint as sprint-3, and a month as 2026-11.");
    };
    let next = first.checked_add(1.month()).ok();
    let bounds = start(first, product).zip(next.and_then(|next| start(next, product)));
    let Some((from, until)) = bounds else {
        return Refusal::invalid("during", "This month is too far away.");
    };
    let (asked, name) = told(first);
    Ok(Stretch { during: During::Between(from, until), name, asked })
}

pub(super) fn of_sprint(sprint: &SprintRow) -> String {
    format!("sprint-{}", sprint.number)
}

/// A month as the address and as the page say it.
fn told(month: Date) -> (String, String) {
    (month.strftime("%Y-%m").to_string(), month.strftime("%B %Y").to_string())
}

/// When a day begins where the product is.
fn start(day: Date, product: &Product) -> Option<Timestamp> {
    let at = day.in_tz(&product.time_zone).or_else(|_| day.in_tz("UTC")).ok()?;
    Some(Timestamp(at.timestamp().as_microsecond()))
}

/// The last months, the newest first.
pub(super) fn months(today: Date) -> Vec<(String, String)> {
    let back = |n: i64| today.first_of_month().checked_sub(n.months()).ok();
    (0..OFFERED as i64).filter_map(back).map(told).collect()
}
