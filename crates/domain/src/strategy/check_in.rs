//! One measurement of a key result.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{CheckIn as Measured, CheckInId, KeyResult, KeyResultId, rules};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Check in: where a key result stands, and how sure people are that it will be reached.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CheckIn {
    pub key_result: KeyResultId,
    /// `71`, `6.2`, `yes`.
    pub value: String,
    /// 1 to 10.
    #[serde(default, deserialize_with = "whole")]
    pub confidence: i64,
    /// At most 500 characters.
    #[serde(default)]
    pub note: String,
    /// When it was measured; today, if left out.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub measured_on: Option<Day>,
}

/// A form sends `7`, JSON sends 7.
fn whole<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<i64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Whole {
        Number(i64),
        Text(String),
    }
    match Whole::deserialize(deserializer)? {
        Whole::Number(number) => Ok(number),
        Whole::Text(text) => text.trim().parse().map_err(serde::de::Error::custom),
    }
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CheckedIn {
    pub id: CheckInId,
    pub value: String,
}

impl Command for CheckIn {
    const NAME: &'static str = "check_in";
    type Subject = KeyResult;
    type Done = CheckedIn;

    fn load(&self, desk: &Desk<'_>) -> Result<KeyResult> {
        desk.load(self.key_result)
    }

    fn gate(&self, _: &KeyResult) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, key_result: KeyResult) -> Result<CheckedIn> {
        if key_result.archived_at.is_some() {
            return Refusal::conflict("This key result was removed. Undo that first.");
        }
        // No place on earth is a whole day ahead of the clock.
        let today = Day::of(desk.now().day_in("UTC"));
        let measured_on = self.measured_on.unwrap_or(today);
        if today.plus_days(1) < measured_on {
            return Refusal::invalid("measured_on", "This day is still to come.");
        }
        let check_in = Measured {
            id: desk.moment.id(),
            key_result_id: key_result.id,
            value_thousandths: rules::measure("value", &self.value, key_result.unit)?,
            confidence: rules::confidence(self.confidence)?,
            note: text::optional_line("note", "the note", &self.note, text::LINE_MAX)?,
            measured_on,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&check_in)?;
        let value = rules::shown(check_in.value_thousandths, key_result.unit);
        Ok(CheckedIn { id: check_in.id, value })
    }

    fn sentence(&self, done: &CheckedIn) -> String {
        format!("Checked in at {}.", done.value)
    }
}
