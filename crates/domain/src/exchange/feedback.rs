//! What customers said, one row each.

use super::table::{Cells, Table};
use super::{Outcome, Place, Row, customers, fingerprint, joined, kept_as_it_was, known, remember};
use crate::discovery::Channel;
use crate::discovery::add_feedback::AddFeedback;
use crate::market::ContactId;
use crate::spine::id::ProductId;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::run;

/// One thing somebody said.
pub struct FeedbackRow {
    line: usize,
    source: String,
    key: String,
    product: ProductId,
    body: String,
    said_as: String,
    tags: String,
    said_at: String,
    channel: String,
    /// How the customers' file names the person.
    reference: String,
}

/// Columns: `body`, or `feature` with `benefit`; and as far as known `id user_id role tags application_domain
/// created_at channel`. A row without an `id` is known by its words.
pub fn read(bytes: &[u8], source: &str, product: ProductId) -> Result<Vec<FeedbackRow>> {
    let table = Table::read(bytes)?;
    if !table.has("body") {
        table.must_have(&["feature"])?;
    }
    Ok(table.rows().map(|row| FeedbackRow::of(&row, source, product)).collect())
}

impl FeedbackRow {
    fn of(row: &Cells<'_>, source: &str, product: ProductId) -> Self {
        let body = match (row.get("body"), row.get("feature"), row.get("benefit")) {
            ("", feature, "") => feature.to_owned(),
            ("", feature, benefit) => format!("I want {feature}, so that {benefit}."),
            (body, ..) => body.to_owned(),
        };
        let domain = match row.get("application_domain") {
            "Other" => row.get("application_domain_other"),
            domain => domain,
        };
        let key = match row.get("id") {
            "" => {
                fingerprint(&[&body, row.get("user_id")]).iter().map(|byte| format!("{byte:02x}")).collect()
            }
            id => id.to_owned(),
        };
        Self {
            line: row.line,
            source: source.into(),
            key,
            product,
            body,
            said_as: row.get("role").chars().take(100).collect(),
            tags: tags(domain, row.get("tags")),
            said_at: row.get("created_at").to_owned(),
            channel: row.get("channel").to_owned(),
            reference: row.get("user_id").to_owned(),
        }
    }

    fn command(&self, place: &Place<'_>) -> Result<AddFeedback> {
        let contact = match self.reference.as_str() {
            "" => None,
            name => known(place.tx, place.actor.workspace, customers::SOURCE, &customers::contact_key(name))?,
        };
        Ok(AddFeedback {
            product: self.product,
            body: self.body.clone(),
            channel: Channel::parse(&self.channel.to_lowercase()),
            contact: contact.map(|known| ContactId(known.item_id)),
            customer: None,
            said_as: self.said_as.clone(),
            tags: self.tags.clone(),
            said_at: moment(&self.said_at)?,
        })
    }
}

/// The domain and the free tags, as many and as long as a feedback takes.
fn tags(domain: &str, tags: &str) -> String {
    let all = std::iter::once(domain).chain(tags.split(','));
    let fine = all.map(str::trim).filter(|tag| !tag.is_empty() && tag.chars().count() <= 50);
    let mut kept: Vec<String> = Vec::new();
    for tag in fine.map(str::to_lowercase) {
        if !kept.contains(&tag) && kept.len() < 20 {
            kept.push(tag);
        }
    }
    kept.join(", ")
}

/// A time as exports write it: RFC 3339, a day, or month/day/year with hours and minutes, taken as UTC.
fn moment(text: &str) -> Result<Option<Timestamp>> {
    if text.is_empty() {
        return Ok(None);
    }
    if let Ok(exact) = text.parse::<jiff::Timestamp>() {
        return Ok(Some(exact.into()));
    }
    for form in ["%m/%d/%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"] {
        let read = jiff::civil::DateTime::strptime(form, text).ok().and_then(utc);
        if let Some(at) = read {
            return Ok(Some(at));
        }
    }
    let day = jiff::civil::Date::strptime("%Y-%m-%d", text).ok();
    match day.and_then(|day| utc(day.to_datetime(jiff::civil::Time::midnight()))) {
        Some(at) => Ok(Some(at)),
        None => Refusal::invalid(
            "created_at",
            format!("“{text}” is no date; write 2026-11-18 or 11/18/2026 9:30."),
        ),
    }
}

fn utc(at: jiff::civil::DateTime) -> Option<Timestamp> {
    jiff::tz::TimeZone::UTC.to_timestamp(at).ok().map(Timestamp::from)
}

impl Row for FeedbackRow {
    fn line(&self) -> usize {
        self.line
    }

    fn shown(&self) -> (String, String) {
        (self.body.clone(), joined(&[&self.said_as, &self.said_at, &self.tags]))
    }

    fn bring_in(&self, place: &Place<'_>) -> Result<Outcome> {
        let source = format!("feedback {} {}", self.product, self.source);
        let print = fingerprint(&[&self.body, &self.said_as, &self.tags, &self.said_at]);
        match known(place.tx, place.actor.workspace, &source, &self.key)? {
            Some(known) if known.fingerprint == print => return Ok(Outcome::Merged),
            Some(_) => return kept_as_it_was(),
            None => {}
        }
        let made = run(place.tx, place.actor, place.moment, &self.command(place)?)?;
        remember(place, &source, &self.key, made.done.id, &print)?;
        Ok(Outcome::Made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_exports_write_them() {
        let at = |text: &str| moment(text).unwrap().unwrap().exact().to_string();
        assert_eq!(at("12/25/2015 2:35"), "2015-12-25T02:35:00Z");
        assert_eq!(at("2015-12-25"), "2015-12-25T00:00:00Z");
        assert_eq!(at("2015-12-25T02:35:00+01:00"), "2015-12-25T01:35:00Z");
        assert!(moment("Christmas").is_err());
        assert_eq!(moment("").unwrap(), None);
    }

    #[test]
    fn the_domain_is_the_first_tag_and_each_stands_once() {
        assert_eq!(tags("Health", "food, Health , delivery,"), "health, food, delivery");
    }
}
