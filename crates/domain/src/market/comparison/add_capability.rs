//! A new row of the comparison.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Capability, CapabilityDone, CapabilityId, queries};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a capability: something that we, or others, can do.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddCapability {
    pub product: ProductId,
    /// 1 to 200 characters; no other capability of the product has it.
    pub title: String,
    /// The heading it stands under; at most 200 characters.
    #[serde(default)]
    pub group: String,
}

impl Command for AddCapability {
    const NAME: &'static str = "add_capability";
    type Subject = Product;
    type Done = CapabilityDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::SetDirection, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<CapabilityDone> {
        let title = text::line("title", "a title", &self.title, text::TITLE_MAX)?;
        let there = queries::capabilities_now(desk.tx, desk.workspace(), product.id)?;
        if there.iter().any(|one| one.title.to_lowercase() == title.to_lowercase()) {
            return Refusal::invalid("title", format!("“{title}” is compared already."));
        }
        if there.len() >= queries::CAPABILITIES_MAX as usize {
            return Refusal::conflict("There are 300 capabilities already. Archive one first.");
        }
        let id: CapabilityId = desk.moment.id();
        let capability = Capability {
            id,
            product_id: product.id,
            number: desk.next_number::<Capability>(product.id, id)?,
            title,
            group_name: text::optional_line("group", "the group", &self.group, text::TITLE_MAX)?,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&capability)?;
        Ok(CapabilityDone::of(&capability))
    }

    fn sentence(&self, done: &CapabilityDone) -> String {
        format!("“{}” is compared now.", done.title)
    }
}
