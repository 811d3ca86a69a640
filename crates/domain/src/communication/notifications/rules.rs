//! Pure rules of notifications: what is news of an item, and when a digest is due.

use jiff::ToSpan;
use jiff::tz::TimeZone;

use super::Reason;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};

/// Fields of which a change is news to who follows an item. What is not named here changes quietly: ranks, estimates,
/// scores, counters.
const NEWS: [(&str, &[&str]); 5] = [
    (
        "story",
        &[
            "title",
            "role",
            "want",
            "benefit",
            "description",
            "kind",
            "state",
            "assignee_id",
            "sprint_id",
            "release_id",
            "feature_id",
            "archived_at",
        ],
    ),
    (
        "feature",
        &[
            "title",
            "problem",
            "who_for",
            "outcome_measure",
            "in_scope",
            "not_in_scope",
            "constraints",
            "open_questions",
            "design_links",
            "evidence",
            "decision",
            "horizon",
            "starts_on",
            "ends_on",
            "completed_at",
            "outcome",
            "archived_at",
        ],
    ),
    ("need", &["title", "description", "state", "archived_at"]),
    ("goal", &["title", "why", "period", "owner_id", "parent_id", "state", "archived_at"]),
    ("release", &["name", "planned_on", "audience", "state", "note_published_at", "archived_at"]),
];

/// Whether a change of these fields is news to who follows an item.
pub fn is_news(noun: &str, fields: &[&str]) -> bool {
    NEWS.iter().any(|(known, news)| *known == noun && fields.iter().any(|field| news.contains(field)))
}

/// How urgent a reason is, 0 the most.
pub fn urgency(reason: Reason) -> i64 {
    Reason::ALL.iter().position(|known| *known == reason).unwrap_or(Reason::ALL.len()) as i64
}

/// The next time that clocks of a zone show this hour. An unknown zone is UTC.
pub fn next_digest(now: Timestamp, hour: i64, time_zone: &str) -> Timestamp {
    let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
    let hour = i8::try_from(hour.clamp(0, 23)).unwrap_or(0);
    let clock = zone.to_datetime(now.exact());
    let today = clock.date().at(hour, 0, 0, 0);
    let due = if today > clock { today } else { today.saturating_add(1.day()) };
    // An hour that a clock leaves out in spring is the one after it.
    due.to_zoned_datetime(zone).map_or(now.plus_days(1), |due| Timestamp::from(due.timestamp()))
}

/// The hour of a digest, as a form says it.
pub fn hour(text: &str) -> Result<i64> {
    match text.trim().parse::<i64>() {
        Ok(hour) if (0..24).contains(&hour) => Ok(hour),
        _ => Refusal::invalid("digest_hour", "Choose an hour from 0 to 23."),
    }
}

/// A time zone, as a form says it; empty is that of the product.
pub fn time_zone(text: &str) -> Result<String> {
    let name = text.trim();
    if !name.is_empty() && TimeZone::get(name).is_err() {
        return Refusal::invalid("time_zone", "Write a time zone such as Europe/Lisbon, or leave it empty.");
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from(text.parse::<jiff::Timestamp>().unwrap())
    }

    #[test]
    fn a_digest_is_due_when_clocks_there_show_its_hour() {
        for (now, hour, zone, due) in [
            ("2026-11-18T05:00:00Z", 7, "UTC", "2026-11-18T07:00:00Z"),
            ("2026-11-18T07:00:00Z", 7, "UTC", "2026-11-19T07:00:00Z"),
            ("2026-11-18T09:00:00Z", 7, "Asia/Tokyo", "2026-11-18T22:00:00Z"),
            ("2026-07-01T09:00:00Z", 7, "Europe/Lisbon", "2026-07-02T06:00:00Z"),
            // The night in which clocks go from 2 to 3.
            ("2026-03-28T20:00:00Z", 2, "Europe/Berlin", "2026-03-29T01:00:00Z"),
            ("2026-11-18T05:00:00Z", 7, "Nowhere/Land", "2026-11-18T07:00:00Z"),
        ] {
            assert_eq!(next_digest(at(now), hour, zone), at(due), "{now} {hour} {zone}");
        }
    }

    #[test]
    fn what_is_quiet_is_no_news() {
        assert!(is_news("story", &["rank", "state"]) && is_news("feature", &["decision", "decided_at"]));
        for (noun, fields) in [
            ("story", &["rank"][..]),
            ("story", &["points_tenths"]),
            ("feature", &["reach"]),
            ("person", &["name"]),
        ] {
            assert!(!is_news(noun, fields), "{noun} {fields:?}");
        }
    }

    #[test]
    fn to_be_assigned_is_the_most_urgent() {
        assert!(urgency(Reason::Assigned) < urgency(Reason::Mentioned));
        assert!(urgency(Reason::Following) < urgency(Reason::YourTeam));
    }

    #[test]
    fn hours_and_zones_are_read_as_they_are_written() {
        assert_eq!((hour(" 0 ").unwrap(), hour("23").unwrap()), (0, 23));
        for wrong in ["24", "-1", "seven", ""] {
            assert!(hour(wrong).is_err(), "{wrong}");
        }
        assert_eq!(time_zone(" Europe/Lisbon ").unwrap(), "Europe/Lisbon");
        assert!(time_zone("").unwrap().is_empty() && time_zone("Lisbon").is_err());
    }
}
