//! How somebody wishes to be told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{NotificationSetting, Way, informing, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Found, Result};
use crate::spine::run::{Command, Gate};

/// Say how you wish to be told, for each reason, and when the one mail a day comes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetNotifications {
    /// A story or a goal was given to you.
    pub assigned: Way,
    /// You are named in a comment.
    pub mentioned: Way,
    /// What you recorded for a customer led somewhere.
    pub your_feedback: Way,
    /// Something became of an item that you follow.
    pub following: Way,
    /// A sprint of your team, or what stands in its way.
    pub your_team: Way,
    /// The hour of the digest, 0 to 23.
    pub digest_hour: String,
    /// An IANA name, such as `Europe/Lisbon`; empty: that of the product.
    #[serde(default)]
    pub time_zone: String,
}

impl Command for SetNotifications {
    const NAME: &'static str = "set_notifications";
    type Subject = NotificationSetting;
    type Done = ();

    fn load(&self, desk: &Desk<'_>) -> Result<NotificationSetting> {
        let person = desk.actor.person.found("person")?;
        let stored = queries::setting(desk.tx, desk.workspace(), person)?;
        Ok(stored.unwrap_or_else(|| NotificationSetting::usual(desk.moment.id(), person)))
    }

    fn gate(&self, _: &NotificationSetting) -> Gate {
        Gate::Person
    }

    fn carry_out(&self, desk: &Desk<'_>, before: NotificationSetting) -> Result<()> {
        let after = NotificationSetting {
            assigned: self.assigned,
            mentioned: self.mentioned,
            your_feedback: self.your_feedback,
            following: self.following,
            your_team: self.your_team,
            digest_hour: rules::hour(&self.digest_hour)?,
            time_zone: rules::time_zone(&self.time_zone)?,
            archived_at: None,
            ..before.clone()
        };
        if (before.digest_hour, &before.time_zone) != (after.digest_hour, &after.time_zone) {
            let due = rules::next_digest(desk.now(), after.digest_hour, &after.time_zone);
            informing::put_off(desk, after.person_id, due)?;
        }
        store(desk, &before, &after)
    }

    fn sentence(&self, (): &()) -> String {
        "You are told as you said.".into()
    }
}

/// Stores a setting, which may be the first one of its person.
pub(super) fn store(
    desk: &Desk<'_>,
    before: &NotificationSetting,
    after: &NotificationSetting,
) -> Result<()> {
    match queries::setting(desk.tx, desk.workspace(), before.person_id)? {
        Some(_) => desk.change(before, after),
        None => desk.add(after),
    }
}
