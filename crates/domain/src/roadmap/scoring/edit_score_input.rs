//! An input called otherwise, counted in something else, or believed otherwise.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_score_input::InputDone;
use super::{InputKind, ScoreInput, ScoreInputId, queries, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Edit an input of a product's formula; the formula names it as it is called then.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditScoreInput {
    pub input: ScoreInputId,
    /// One word, at most 24 letters and digits.
    pub name: String,
    /// At most 40 characters.
    #[serde(default)]
    pub unit: String,
    pub kind: InputKind,
}

impl Command for EditScoreInput {
    const NAME: &'static str = "edit_score_input";
    type Subject = (ScoreInput, Product, Vec<ScoreInput>);
    type Done = InputDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        let input: ScoreInput = desk.load(self.input)?;
        let product = desk.load(input.product_id.0)?;
        let inputs = queries::inputs_at(desk, input.product_id)?;
        Ok((input, product, inputs))
    }

    fn gate(&self, (_, product, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::SetDirection, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (input, product, inputs): Self::Subject) -> Result<InputDone> {
        rules::refuse_removed(&input)?;
        let others: Vec<&ScoreInput> = inputs.iter().filter(|other| other.id != input.id).collect();
        let after = ScoreInput {
            name: rules::name(&self.name, &others)?,
            unit: rules::unit(&self.unit)?,
            kind: rules::kind(self.kind, &others)?,
            ..input.clone()
        };
        desk.change(&input, &after)?;
        let renamed: Vec<ScoreInput> =
            inputs.iter().map(|one| if one.id == after.id { after.clone() } else { one.clone() }).collect();
        let formula = rules::renamed(&product.formula, &inputs, &renamed);
        desk.change(&product, &Product { formula: formula.clone(), ..product.clone() })?;
        Ok(InputDone { id: after.id, name: after.name, formula })
    }

    fn sentence(&self, done: &InputDone) -> String {
        format!("“{}” is kept as it is now.", done.name)
    }
}
