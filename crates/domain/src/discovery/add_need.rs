//! A new need.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Need, NeedId, NeedState, capabilities};
use crate::market::comparison::{Capability, CapabilityId};
use crate::people::Product;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a need: a problem worth solving, in the customer's terms.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddNeed {
    pub product: ProductId,
    /// 1 to 200 characters.
    pub title: String,
    /// At most 50,000 characters.
    #[serde(default)]
    pub description: String,
    /// The larger need it is a part of.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub parent: Option<NeedId>,
    /// The capability of the comparison that it is raised from, and that is for it from then on.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub capability: Option<CapabilityId>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NeedDone {
    pub id: NeedId,
    /// Such as `INV-17`.
    pub key: String,
}

impl Command for AddNeed {
    const NAME: &'static str = "add_need";
    type Subject = Product;
    type Done = NeedDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<NeedDone> {
        add(desk, &product, self)
    }

    fn sentence(&self, done: &NeedDone) -> String {
        format!("{} was added.", done.key)
    }
}

pub(super) fn add(desk: &Desk<'_>, product: &Product, command: &AddNeed) -> Result<NeedDone> {
    if let Some(parent) = command.parent
        && desk.load::<Need>(parent)?.product_id != product.id
    {
        return Refusal::conflict("A need is part of a need of its own product.");
    }
    let id: NeedId = desk.moment.id();
    let need = Need {
        id,
        product_id: product.id,
        number: desk.next_number::<Need>(product.id, id)?,
        title: text::line("title", "a title", &command.title, text::TITLE_MAX)?,
        description: text::body("description", "the description", &command.description, text::BODY_MAX)?,
        state: NeedState::Open,
        parent_id: command.parent,
        created_at: desk.now(),
        created_by: desk.actor.person,
        merged_into_id: None,
        archived_at: None,
    };
    desk.add(&need)?;
    if let Some(capability) = command.capability {
        let capability: Capability = desk.load(capability)?;
        capabilities::link(desk, (id, product.id), &capability)?;
    }
    Ok(NeedDone { id, key: format!("{}-{}", product.prefix, need.number) })
}
