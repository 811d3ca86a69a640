//! What an audience is called.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, AudienceDone, AudienceId, load, refuse_archived};
use crate::people::Product;
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit the one text of an audience, its name. One that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditAudience {
    pub audience: AudienceId,
    /// 1 to 100 characters.
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

impl Command for EditAudience {
    const NAME: &'static str = "edit_audience";
    type Subject = (Audience, Product);
    type Done = AudienceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product)> {
        load(desk, self.audience)
    }

    fn gate(&self, (audience, _): &(Audience, Product)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Audience, Product)) -> Result<AudienceDone> {
        refuse_archived(&before)?;
        let name = text::line("text", "a name", &self.text, text::NAME_MAX)?;
        desk::refuse_stale("text", &before.name, self.seen.as_deref(), &name)?;
        let after = Audience { name, ..before.clone() };
        desk.change(&before, &after)?;
        Ok(AudienceDone::of(&after, &product))
    }

    fn sentence(&self, done: &AudienceDone) -> String {
        format!("The audience is called “{}”.", done.name)
    }
}
