//! When something was done, put into words only where it is shown.

use domain::spine::moment::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// A moment on the clocks of a firm, as it is told today.
#[derive(Clone)]
pub struct When {
    at: Timestamp,
    zone: TimeZone,
    today: Date,
}

impl When {
    /// Now in a time zone; in UTC where its name is unknown.
    pub fn in_zone(now: Timestamp, zone: &str) -> Self {
        let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let today = zone.to_datetime(now.exact()).date();
        Self { at: now, zone, today }
    }

    /// Another moment, told on the same day.
    pub fn and_at(&self, at: Timestamp) -> Self {
        Self { at, ..self.clone() }
    }

    /// For machines.
    pub fn exact(&self) -> jiff::Timestamp {
        self.at.exact()
    }

    /// "today, 09:58", "yesterday", "12 Nov", "4 Nov 2025".
    pub fn day(&self) -> String {
        let at: DateTime = self.zone.to_datetime(self.exact());
        let then = at.date();
        if then == self.today {
            return at.strftime("today, %H:%M").to_string();
        }
        if then.tomorrow().is_ok_and(|next| next == self.today) {
            return "yesterday".into();
        }
        let form = if then.year() == self.today.year() { "%-d %b" } else { "%-d %b %Y" };
        then.strftime(form).to_string()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn days_are_those_of_the_firm() {
        let at = |text: &str| Timestamp::from(text.parse::<jiff::Timestamp>().unwrap());
        let now = When::in_zone(at("2026-11-29T23:30:00Z"), "Europe/Berlin");
        for (moment, told) in [
            ("2026-11-29T23:10:00Z", "today, 00:10"),
            ("2026-11-29T22:10:00Z", "yesterday"),
            ("2026-11-28T12:00:00Z", "28 Nov"),
            ("2025-12-31T22:59:00Z", "31 Dec 2025"),
            ("2025-12-31T23:00:00Z", "1 Jan"),
        ] {
            assert_eq!(now.and_at(at(moment)).day(), told, "{moment}");
        }
        assert_eq!(When::in_zone(at("2026-11-29T23:30:00Z"), "Nowhere").day(), "today, 23:30");
    }
}
