//! An input that nobody asks for any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_score_input::InputDone;
use super::{ScoreInput, ScoreInputId, queries, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Remove an input that the product's formula does not name. What was said of features is kept, and back with an undo.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveScoreInput {
    pub input: ScoreInputId,
}

impl Command for RemoveScoreInput {
    const NAME: &'static str = "remove_score_input";
    type Subject = (ScoreInput, Product);
    type Done = InputDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        let input: ScoreInput = desk.load(self.input)?;
        let product = desk.load(input.product_id.0)?;
        Ok((input, product))
    }

    fn gate(&self, (_, product): &Self::Subject) -> Gate {
        Gate::Product(Permission::SetDirection, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (input, product): Self::Subject) -> Result<InputDone> {
        rules::refuse_removed(&input)?;
        if rules::uses(&product.formula, &queries::inputs_at(desk, product.id)?, input.id) {
            let sentence = format!("The formula names “{}”. Change the formula first.", input.name);
            return Refusal::conflict(sentence);
        }
        desk.change(&input, &ScoreInput { archived_at: Some(desk.now()), ..input.clone() })?;
        Ok(InputDone { id: input.id, name: input.name, formula: product.formula })
    }

    fn sentence(&self, done: &InputDone) -> String {
        format!("“{}” was removed.", done.name)
    }
}
