//! What a capability is called, and under which heading it stands.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Capability, CapabilityDone, CapabilityId, queries, rules};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of a capability. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditCapability {
    pub capability: CapabilityId,
    pub field: CapabilityText,
    /// At most 200 characters; a title has at least one.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a capability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CapabilityText {
    Title,
    Group,
}

impl Command for EditCapability {
    const NAME: &'static str = "edit_capability";
    type Subject = Capability;
    type Done = CapabilityDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Capability> {
        desk.load(self.capability)
    }

    fn gate(&self, capability: &Capability) -> Gate {
        Gate::Product(Permission::SetDirection, capability.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Capability) -> Result<CapabilityDone> {
        rules::refuse_archived_capability(&before)?;
        let mut after = before.clone();
        let (place, new) = match self.field {
            CapabilityText::Title => {
                (&mut after.title, text::line("text", "a title", &self.text, text::TITLE_MAX)?)
            }
            CapabilityText::Group => {
                let new = text::optional_line("text", "the group", &self.text, text::TITLE_MAX)?;
                (&mut after.group_name, new)
            }
        };
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        if self.field == CapabilityText::Title {
            let there = queries::capabilities_now(desk.tx, desk.workspace(), before.product_id)?;
            let same = |one: &queries::Named| one.title.to_lowercase() == new.to_lowercase();
            if there.iter().any(|one| one.id != before.id && same(one)) {
                return Refusal::invalid("text", format!("“{new}” is compared already."));
            }
        }
        *place = new;
        desk.change(&before, &after)?;
        Ok(CapabilityDone::of(&after))
    }

    fn sentence(&self, done: &CapabilityDone) -> String {
        format!("“{}” was edited.", done.title)
    }
}
