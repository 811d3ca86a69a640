//! Clock and randomness, handed in: a write that is retried sees the same time and draws the same ids.

use std::cell::Cell;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A point in time in microseconds since 1970, UTC. Sent as RFC 3339, stored as an integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(pub i64);

database::stored!(Timestamp => i64);

impl From<Timestamp> for database::Value<'_> {
    fn from(at: Timestamp) -> Self {
        Self::Int(at.0)
    }
}

impl Timestamp {
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    pub fn plus_days(self, days: i64) -> Self {
        self.plus_seconds(days.saturating_mul(86_400))
    }

    /// The day that it is in a time zone; UTC where the name is unknown.
    pub fn day_in(self, time_zone: &str) -> Date {
        self.clock_in(time_zone).date()
    }

    /// What calendar and clock show in a time zone; UTC where the name is unknown.
    pub fn clock_in(self, time_zone: &str) -> DateTime {
        let zone = TimeZone::get(time_zone).unwrap_or(TimeZone::UTC);
        zone.to_datetime(self.exact())
    }

    pub fn exact(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(exact: jiff::Timestamp) -> Self {
        Self(exact.as_microsecond())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.exact().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        jiff::Timestamp::deserialize(deserializer).map(Self::from)
    }
}

/// A day in somebody's calendar, whatever the time zone: days since 1 January 1970. Sent as `2026-11-18`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Day(i64);

database::stored!(Day => i64);

impl From<Day> for database::Value<'_> {
    fn from(day: Day) -> Self {
        Self::Int(day.0)
    }
}

/// The first and the last day that can be written with four digits.
const DAYS: std::ops::RangeInclusive<i64> = -719_528..=2_932_896;

impl Day {
    /// Of `2026-11-18`.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self::of)
    }

    pub fn of(date: Date) -> Self {
        Self((date - Date::constant(1970, 1, 1)).get_days().into())
    }

    pub fn date(self) -> Date {
        Date::constant(1970, 1, 1)
            .saturating_add(jiff::Span::new().days(self.0.clamp(*DAYS.start(), *DAYS.end())))
    }

    /// The day `days` later, or earlier where negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days).clamp(*DAYS.start(), *DAYS.end()))
    }

    /// How many days there are from this one to the other, which is not counted.
    pub fn days_until(self, other: Self) -> i64 {
        other.0 - self.0
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.date().fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.date().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Date::deserialize(deserializer).map(Self::of)
    }
}

impl schemars::JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

/// When something happens, and a stream of ids that belongs to it alone.
#[derive(Clone, Debug)]
pub struct Moment {
    pub now: Timestamp,
    entropy: u64,
    drawn: Cell<u64>,
}

impl Moment {
    /// `entropy` comes from the operating system, or from the test.
    pub fn new(now: Timestamp, entropy: u64) -> Self {
        Self { now, entropy, drawn: Cell::new(0) }
    }

    /// The same moment from its beginning, for a retry.
    pub fn again(&self) -> Self {
        Self::new(self.now, self.entropy)
    }

    /// The next id of this moment: a UUIDv7 of its time.
    pub fn id<Id: From<Uuid>>(&self) -> Id {
        let nth = self.drawn.get();
        self.drawn.set(nth + 1);
        let (high, low) = (mixed(self.entropy, nth * 2), mixed(self.entropy, nth * 2 + 1));
        let mut random = [0; 10];
        random[..8].copy_from_slice(&high.to_be_bytes());
        random[8..].copy_from_slice(&low.to_be_bytes()[..2]);
        let millis = u64::try_from(self.now.0 / 1000).unwrap_or(0);
        Id::from(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

/// The `nth` number of the SplitMix64 sequence that starts at `seed` (Steele, Lea, Flood 2014).
fn mixed(seed: u64, nth: u64) -> u64 {
    let mut z = seed.wrapping_add((nth + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_again_draws_the_same_ids_and_another_draws_others() {
        let moment = Moment::new(Timestamp(1_700_000_000_000_000), 42);
        let first: Vec<Uuid> = (0..3).map(|_| moment.id()).collect();
        let retried = moment.again();
        assert_eq!(first, (0..3).map(|_| retried.id()).collect::<Vec<Uuid>>());
        assert_ne!(first[0], first[1]);
        assert_ne!(first[0], Moment::new(moment.now, 43).id::<Uuid>());
        assert_eq!(first[0].get_version_num(), 7);
    }

    #[test]
    fn a_day_is_sent_as_it_is_written_and_can_be_counted_from() {
        let day = Day::parse("2026-02-27").unwrap();
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2026-02-27\"");
        assert_eq!(serde_json::from_str::<Day>("\"2026-02-27\"").unwrap(), day);
        assert_eq!(day.plus_days(2).to_string(), "2026-03-01");
        assert_eq!(day.days_until(day.plus_days(366)), 366);
        assert_eq!(Day::parse("1970-01-01").unwrap(), Day(0));
        assert_eq!(Day::parse("2026-02-30"), None);
        for (edge, text) in [(*DAYS.start(), "0000-01-01"), (*DAYS.end(), "9999-12-31")] {
            assert_eq!(Day(edge).to_string(), text);
        }
    }

    #[test]
    fn a_timestamp_is_sent_as_rfc_3339_and_comes_back() {
        let at = Timestamp(1_700_000_000_123_456);
        let sent = serde_json::to_string(&at).unwrap();
        assert_eq!(sent, "\"2023-11-14T22:13:20.123456Z\"");
        assert_eq!(serde_json::from_str::<Timestamp>(&sent).unwrap(), at);
        assert_eq!(at.day_in("Asia/Tokyo").to_string(), "2023-11-15");
    }
}
