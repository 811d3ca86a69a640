//! By what the features of a product are scored.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ScoreInput, queries, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Score the features of a product by a formula over its inputs, or by RICE.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetFormula {
    pub product: ProductId,
    /// Such as `savings × confidence ÷ effort`, at most 500 characters: + − × ÷ ^, comparisons, `sqrt`, `ln`, `abs`, `min`,
    /// `max`, `if`. Empty: RICE.
    #[serde(default)]
    pub formula: String,
}

/// What a caller learns of what a product scores by.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FormulaDone {
    pub id: ProductId,
    pub name: String,
    /// As it is kept; empty: RICE.
    pub formula: String,
}

impl Command for SetFormula {
    const NAME: &'static str = "set_formula";
    type Subject = (Product, Vec<ScoreInput>);
    type Done = FormulaDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        Ok((desk.load(self.product.0)?, queries::inputs_at(desk, self.product)?))
    }

    fn gate(&self, (product, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::SetDirection, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (product, inputs): Self::Subject) -> Result<FormulaDone> {
        let formula = rules::formula(&self.formula, &inputs)?;
        desk.change(&product, &Product { formula: formula.clone(), ..product.clone() })?;
        Ok(FormulaDone { id: product.id, name: product.name, formula })
    }

    fn sentence(&self, done: &FormulaDone) -> String {
        match done.formula.is_empty() {
            true => format!("Features of {} are scored by RICE.", done.name),
            false => format!("Features of {} are scored by a formula.", done.name),
        }
    }
}
