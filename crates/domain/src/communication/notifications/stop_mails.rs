//! No more mails: one click in the mail itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::set_notifications::store;
use super::{NotificationSetting, Way, queries};
use crate::people::Person;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Mail somebody no more notifications and no digest; the page of notifications stays. Only the program does this, for
/// whoever holds the link of a mail.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StopMails {
    pub person: PersonId,
}

impl Command for StopMails {
    const NAME: &'static str = "stop_mails";
    type Subject = NotificationSetting;
    type Done = ();

    fn load(&self, desk: &Desk<'_>) -> Result<NotificationSetting> {
        let person: Person = desk.load(self.person)?;
        Ok(match queries::setting(desk.tx, desk.workspace(), person.id)? {
            Some(said) if said.archived_at.is_none() => said,
            Some(said) => NotificationSetting {
                archived_at: said.archived_at,
                ..NotificationSetting::usual(said.id, person.id)
            },
            None => NotificationSetting::usual(desk.moment.id(), person.id),
        })
    }

    fn gate(&self, _: &NotificationSetting) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, before: NotificationSetting) -> Result<()> {
        let quiet = |way| if matches!(way, Way::Digest | Way::Mail) { Way::App } else { way };
        let after = NotificationSetting {
            assigned: quiet(before.assigned),
            mentioned: quiet(before.mentioned),
            your_feedback: quiet(before.your_feedback),
            following: quiet(before.following),
            your_team: quiet(before.your_team),
            archived_at: None,
            ..before.clone()
        };
        store(desk, &before, &after)
    }

    fn sentence(&self, (): &()) -> String {
        "You get no more of these mails.".into()
    }
}
