//! One more thing that a product's formula may be made of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InputKind, ScoreInput, ScoreInputId, queries, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Add an input to what the features of a product are scored by; eight at most.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddScoreInput {
    pub product: ProductId,
    /// One word, at most 24 letters and digits, as the formula calls it.
    pub name: String,
    /// What its amounts are counted in, at most 40 characters.
    #[serde(default)]
    pub unit: String,
    pub kind: InputKind,
}

/// What a caller learns of an input.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct InputDone {
    pub id: ScoreInputId,
    pub name: String,
    /// The formula of the product; empty: RICE.
    pub formula: String,
}

impl Command for AddScoreInput {
    const NAME: &'static str = "add_score_input";
    type Subject = (Product, Vec<ScoreInput>);
    type Done = InputDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        Ok((desk.load(self.product.0)?, queries::inputs_at(desk, self.product)?))
    }

    fn gate(&self, (product, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::SetDirection, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (product, inputs): Self::Subject) -> Result<InputDone> {
        if inputs.len() >= rules::INPUTS_MAX {
            return Refusal::conflict("A product has at most eight inputs. Remove one first.");
        }
        let others: Vec<&ScoreInput> = inputs.iter().collect();
        let input = ScoreInput {
            id: desk.moment.id(),
            product_id: product.id,
            name: rules::name(&self.name, &others)?,
            unit: rules::unit(&self.unit)?,
            kind: rules::kind(self.kind, &others)?,
            created_at: desk.now(),
            archived_at: None,
        };
        desk.add(&input)?;
        Ok(InputDone { id: input.id, name: input.name, formula: product.formula })
    }

    fn sentence(&self, done: &InputDone) -> String {
        format!("“{}” may stand in the formula now.", done.name)
    }
}
