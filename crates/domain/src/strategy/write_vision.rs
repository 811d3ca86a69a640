//! The vision board.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Vision, VisionId, queries};
use crate::people::Product;
use crate::spine::desk::{self, Desk};
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Write one text of a product's vision board. The first one makes the board. A text that somebody else changed
/// meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WriteVision {
    pub product: ProductId,
    pub field: VisionText,
    /// The statement: 1 to 500 characters. The others: 50,000, one thing to a line.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VisionText {
    /// What the product is for, in one sentence.
    Statement,
    TargetGroup,
    CustomerNeeds,
    Offering,
    BusinessGoals,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VisionWritten {
    pub id: VisionId,
    /// Such as `INV-1`.
    pub key: String,
}

impl Command for WriteVision {
    const NAME: &'static str = "write_vision";
    type Subject = Product;
    type Done = VisionWritten;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::SetDirection, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<VisionWritten> {
        let stored = queries::vision(desk.tx, desk.actor, product.id)?;
        let before = match &stored {
            Some(vision) => vision.clone(),
            None => blank(desk, product.id)?,
        };
        let mut after = before.clone();
        let place = match self.field {
            VisionText::Statement => &mut after.statement,
            VisionText::TargetGroup => &mut after.target_group,
            VisionText::CustomerNeeds => &mut after.customer_needs,
            VisionText::Offering => &mut after.offering,
            VisionText::BusinessGoals => &mut after.business_goals,
        };
        let new = match self.field {
            VisionText::Statement => text::line("text", "the vision", &self.text, text::LINE_MAX)?,
            _ => text::body("text", "the text", &self.text, text::BODY_MAX)?,
        };
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        match stored {
            Some(before) => desk.change(&before, &after)?,
            None => desk.add(&after)?,
        }
        Ok(VisionWritten { id: after.id, key: format!("{}-{}", product.prefix, after.number) })
    }

    fn sentence(&self, _: &VisionWritten) -> String {
        "The vision was written.".into()
    }
}

fn blank(desk: &Desk<'_>, product_id: ProductId) -> Result<Vision> {
    let id: VisionId = desk.moment.id();
    Ok(Vision {
        id,
        product_id,
        number: desk.next_number::<Vision>(product_id, id)?,
        statement: String::new(),
        target_group: String::new(),
        customer_needs: String::new(),
        offering: String::new(),
        business_goals: String::new(),
        created_at: desk.now(),
        created_by: desk.actor.person,
        archived_at: None,
    })
}
