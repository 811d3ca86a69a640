//! How a product differs from what people would take instead.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Positioning, PositioningId, queries};
use crate::people::Product;
use crate::spine::desk::{self, Desk};
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Write one text of a product's positioning. The first one makes it. A text that somebody else changed meanwhile is
/// refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WritePositioning {
    pub product: ProductId,
    pub field: PositioningText,
    /// At most 2,000 characters.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

const TEXT_MAX: usize = 2_000;

/// Which text of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PositioningText {
    /// Who it is for, and what they have to get done.
    ForWhom,
    /// What kind of thing it is.
    Category,
    /// What they gain.
    Benefit,
    /// What they would take instead, and how it differs.
    Unlike,
    /// Why one can believe it.
    Proof,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PositioningWritten {
    pub id: PositioningId,
}

impl Command for WritePositioning {
    const NAME: &'static str = "write_positioning";
    type Subject = Product;
    type Done = PositioningWritten;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::SetDirection, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<PositioningWritten> {
        let stored = queries::stored_positioning(desk.tx, desk.workspace(), product.id)?;
        // One that was taken back begins anew.
        let before = stored.clone().filter(|stored| stored.archived_at.is_none());
        let id = stored.as_ref().map_or_else(|| desk.moment.id(), |stored| stored.id);
        let before = before.unwrap_or_else(|| Positioning {
            id,
            product_id: product.id,
            for_whom: String::new(),
            category: String::new(),
            benefit: String::new(),
            unlike: String::new(),
            proof: String::new(),
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        });
        let mut after = before.clone();
        let place = match self.field {
            PositioningText::ForWhom => &mut after.for_whom,
            PositioningText::Category => &mut after.category,
            PositioningText::Benefit => &mut after.benefit,
            PositioningText::Unlike => &mut after.unlike,
            PositioningText::Proof => &mut after.proof,
        };
        let new = text::body("text", "the text", &self.text, TEXT_MAX)?;
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        match stored {
            Some(stored) => desk.change(&stored, &after)?,
            None if after == before => {}
            None => desk.add(&after)?,
        }
        Ok(PositioningWritten { id: after.id })
    }

    fn sentence(&self, _: &PositioningWritten) -> String {
        "The positioning was written.".into()
    }
}
