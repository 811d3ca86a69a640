//! Two contacts who are one person.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MergeDone, Merges, Two, merge};
use crate::market::{Contact, ContactId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Merge a contact into another one: what they said, answered and are told of moves. Whoever said once that we must not write
/// to them is not written to. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MergeContacts {
    /// The one that goes.
    pub contact: ContactId,
    /// The one that stays.
    pub into: ContactId,
    /// The newest change that the preview showed. If one of both was changed since, nothing is done.
    #[serde(default)]
    pub seen: Option<i64>,
}

impl Command for MergeContacts {
    const NAME: &'static str = "merge_contacts";
    type Subject = Two<Contact>;
    type Done = MergeDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Two<Contact>> {
        Two::load(desk.tx, desk.workspace(), self.contact.0, self.into.0)
    }

    fn gate(&self, two: &Two<Contact>) -> Gate {
        two.one.gate()
    }

    fn carry_out(&self, desk: &Desk<'_>, two: Two<Contact>) -> Result<MergeDone> {
        merge(desk, &two, self.seen)
    }

    fn sentence(&self, done: &MergeDone) -> String {
        done.sentence()
    }
}
