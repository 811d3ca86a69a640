//! The rule of a segment in words.

use domain::market::segments::membership::Ruled;
use domain::market::segments::queries::Counted;
use domain::market::segments::{Basis, ConditionKind, SegmentCondition};

use crate::shell::money;

/// `4 customers, €98.2k a year`.
pub fn told(counted: &Counted) -> String {
    let customers = if counted.accounts == 1 { "customer" } else { "customers" };
    format!("{} {customers}, {} a year", counted.accounts, money(counted.revenue_minor, "EUR"))
}

/// A rule in words: `is tagged farming, or is tagged food`.
pub fn sentence(rule: &Ruled) -> String {
    let words: Vec<String> = rule.conditions.iter().map(words).collect();
    match rule.basis {
        Basis::Hand => "put in by hand".into(),
        _ if words.is_empty() => "no condition yet: nobody is in it".into(),
        Basis::All => words.join(", and "),
        Basis::Any => words.join(", or "),
    }
}

/// A condition in words.
pub fn words(condition: &SegmentCondition) -> String {
    match (condition.kind, condition.least, condition.most) {
        (ConditionKind::RevenueAtLeast, least, _) => {
            format!("pays {} a year or more", money(least.unwrap_or(0), "EUR"))
        }
        (ConditionKind::SeatsBetween, Some(1..), Some(most)) => {
            format!("has {} to {most} seats", condition.least.unwrap_or(0))
        }
        (ConditionKind::SeatsBetween, _, Some(most)) => format!("has at most {most} seats"),
        (ConditionKind::SeatsBetween, least, None) => format!("has {} seats or more", least.unwrap_or(0)),
        (ConditionKind::HasTag, ..) => format!("is tagged {}", condition.word),
        (ConditionKind::PlanIs, ..) => format!("is on the plan {}", condition.word),
    }
}

/// What a condition is about, as a form calls it.
pub fn kind_word(kind: &ConditionKind) -> &'static str {
    match kind {
        ConditionKind::RevenueAtLeast => "pays a year at least",
        ConditionKind::SeatsBetween => "has seats, from and to",
        ConditionKind::HasTag => "has the tag",
        ConditionKind::PlanIs => "is on the plan",
    }
}
