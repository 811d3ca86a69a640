//! Pure rules of segments: what a condition asks for, and who may be put where.

use super::{Basis, ConditionKind, Segment, SegmentCondition};
use crate::market::rules::{money, seats};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::text;

/// Segments of a workspace, conditions of a segment, and segments of a customer by hand, at most.
pub const SEGMENTS_MAX: usize = 100;
pub const CONDITIONS_MAX: usize = 10;
const NAMED_MAX: usize = 20;

/// What a condition asks for, as it is stored: a word, at least, at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub word: String,
    pub least: Option<i64>,
    pub most: Option<i64>,
}

/// A condition as people write it: an amount, a number of seats from and to, a tag, a plan.
pub fn terms(kind: ConditionKind, value: &str, most: &str) -> Result<Terms> {
    let nothing = Terms { word: String::new(), least: None, most: None };
    match kind {
        ConditionKind::RevenueAtLeast => match money("value", value)? {
            least @ 1.. => Ok(Terms { least: Some(least), ..nothing }),
            _ => Refusal::invalid("value", "Say how much they pay a year at least, such as 10000."),
        },
        ConditionKind::SeatsBetween => {
            let (least, to) = (seats_in("value", value)?, seats_in("most", most)?);
            match to {
                0 if least == 0 => Refusal::invalid("value", "Say how many seats, from, to, or both."),
                0 => Ok(Terms { least: Some(least), ..nothing }),
                to if to < least => Refusal::invalid("most", "Let it end at a number that is not smaller."),
                to => Ok(Terms { least: Some(least), most: Some(to), ..nothing }),
            }
        }
        ConditionKind::HasTag => match tag(value)? {
            tag if tag.is_empty() || tag.contains(", ") => Refusal::invalid("value", "Write one tag."),
            word => Ok(Terms { word, ..nothing }),
        },
        ConditionKind::PlanIs => {
            let word = text::line("value", "the name of a plan", value, text::NAME_MAX)?;
            Ok(Terms { word, ..nothing })
        }
    }
}

fn tag(given: &str) -> Result<String> {
    text::tags(given).map_err(|_| {
        Refusal::Invalid { field: "value", sentence: "Write one tag, at most 50 characters.".into() }.into()
    })
}

fn seats_in(field: &'static str, given: &str) -> Result<i64> {
    seats(given)
        .map_err(|_| Refusal::Invalid { field, sentence: "Use a number of seats, such as 25.".into() }.into())
}

/// Names of segments as people write them, joined by commas; each once, whatever its letters.
pub fn names(field: &'static str, given: &str) -> Result<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for part in given.split(',').filter(|part| !part.trim().is_empty()) {
        let name = text::line(field, "a segment", part, text::NAME_MAX)?;
        if names.iter().all(|known| !is_same(known, &name)) {
            names.push(name);
        }
    }
    if names.len() > NAMED_MAX {
        return Refusal::invalid(field, format!("Name at most {NAMED_MAX} segments."));
    }
    Ok(names)
}

pub fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Customers are put in by hand where there is no rule.
pub fn refuse_rule(segment: &Segment) -> Result<()> {
    match segment.basis {
        Basis::Hand => Ok(()),
        Basis::All | Basis::Any => {
            Refusal::conflict(format!("“{}” is filled by its rule. Change the rule instead.", segment.name))
        }
    }
}

/// Conditions belong to a rule.
pub fn refuse_hand(segment: &Segment) -> Result<()> {
    match segment.basis {
        Basis::Hand => Refusal::conflict(format!(
            "“{}” is filled by hand. Make another segment for a rule.",
            segment.name
        )),
        Basis::All | Basis::Any => Ok(()),
    }
}

pub fn refuse_archived_segment(segment: &Segment) -> Result<()> {
    match segment.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This segment is archived. Restore it first."),
    }
}

/// A rule stays short enough to be read, and says nothing twice.
pub fn may_add_condition(known: &[SegmentCondition], kind: ConditionKind, terms: &Terms) -> Result<()> {
    let is_known = |one: &SegmentCondition| {
        one.kind == kind && one.word == terms.word && (one.least, one.most) == (terms.least, terms.most)
    };
    if known.iter().any(is_known) {
        return Refusal::conflict("The rule says so already.");
    }
    match known.len() {
        0..CONDITIONS_MAX => Ok(()),
        _ => Refusal::conflict(format!("A rule has at most {CONDITIONS_MAX} conditions.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spine::refusal::Failure;

    #[test]
    fn a_condition_is_read_as_people_write_it() {
        use ConditionKind::{HasTag, PlanIs, RevenueAtLeast, SeatsBetween};
        let told = |word: &str, least, most| Terms { word: word.into(), least, most };
        for (kind, value, most, read) in [
            (RevenueAtLeast, "€10,000", "", told("", Some(1_000_000), None)),
            (SeatsBetween, "5", "20", told("", Some(5), Some(20))),
            (SeatsBetween, "", "20", told("", Some(0), Some(20))),
            (SeatsBetween, "5", "", told("", Some(5), None)),
            (HasTag, " Farming ", "", told("farming", None, None)),
            (PlanIs, "  Workshop  plus", "", told("Workshop plus", None, None)),
        ] {
            assert_eq!(terms(kind, value, most).unwrap(), read, "{kind:?} {value}");
        }
        for (kind, value, most, field) in [
            (RevenueAtLeast, "", "", "value"),
            (RevenueAtLeast, "much", "", "value"),
            (SeatsBetween, "", "", "value"),
            (SeatsBetween, "9", "3", "most"),
            (SeatsBetween, "1", "many", "most"),
            (HasTag, "a, b", "", "value"),
            (HasTag, " ", "", "value"),
            (PlanIs, "", "", "value"),
        ] {
            let refused = terms(kind, value, most).unwrap_err();
            let told = matches!(refused, Failure::Refused(refusal) if refusal.field() == Some(field));
            assert!(told, "{kind:?} {value} {most}");
        }
    }

    #[test]
    fn names_are_joined_by_commas_and_each_once() {
        assert_eq!(names("segments", "Food, farming,, FOOD ,").unwrap(), ["Food", "farming"]);
        assert!(names("segments", "").unwrap().is_empty());
        assert!(names("segments", &"x".repeat(101)).is_err());
        let many = (0..21).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        assert!(names("segments", &many).is_err());
    }
}
