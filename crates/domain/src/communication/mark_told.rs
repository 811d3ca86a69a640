//! A contact was told of a release: the mail has left.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Telling, TellingId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Note down that a contact was told of a release. Only the program does this, once the mail has left.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MarkTold {
    pub telling: TellingId,
}

impl Command for MarkTold {
    const NAME: &'static str = "mark_told";
    type Subject = Telling;
    type Done = TellingId;

    fn load(&self, desk: &Desk<'_>) -> Result<Telling> {
        desk.load(self.telling)
    }

    fn gate(&self, _: &Telling) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, telling: Telling) -> Result<TellingId> {
        let told_at = telling.told_at.or(Some(desk.now()));
        desk.change(&telling, &Telling { told_at, ..telling.clone() })?;
        Ok(telling.id)
    }

    fn sentence(&self, _: &TellingId) -> String {
        "A contact was told.".into()
    }
}
