//! What a feature is worth by the formula of its product.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ScoreAmount, ScoreInput, ScoreInputId, queries, rules};
use crate::roadmap::{FeatureDone, FeatureId, InProduct};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Found, Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say how much of the inputs of the product's formula a feature has. An empty amount takes it away.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ScoreByFormula {
    pub feature: FeatureId,
    /// Inputs of the product; others stay as they are.
    #[serde(default)]
    pub input: Vec<ScoreInputId>,
    /// An amount for each of them, in the same order.
    #[serde(default)]
    pub amount: Vec<String>,
}

impl Command for ScoreByFormula {
    const NAME: &'static str = "score_by_formula";
    type Subject = (InProduct, Vec<ScoreInput>);
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        let subject = InProduct::load(desk, self.feature)?;
        let inputs = queries::inputs_at(desk, subject.product.id)?;
        Ok((subject, inputs))
    }

    fn gate(&self, (subject, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (subject, inputs): Self::Subject) -> Result<FeatureDone> {
        if subject.product.formula.is_empty() {
            return Refusal::conflict("The features of this product are scored by RICE.");
        }
        if self.input.len() != self.amount.len() {
            return Refusal::invalid("amount", "Give one amount for each input.");
        }
        for (id, text) in self.input.iter().zip(&self.amount) {
            let input = inputs.iter().find(|input| input.id == *id).found("input")?;
            self.say(desk, &subject, input, rules::amount(text, input)?)?;
        }
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} was scored.", done.key)
    }
}

impl ScoreByFormula {
    fn say(&self, desk: &Desk<'_>, of: &InProduct, input: &ScoreInput, amount: Option<i64>) -> Result<()> {
        let said = queries::amount(desk, self.feature, input.id)?;
        match (said, amount) {
            (None, None) => Ok(()),
            (None, Some(amount_thousandths)) => desk.add(&ScoreAmount {
                id: desk.moment.id(),
                product_id: of.product.id,
                feature_id: self.feature,
                input_id: input.id,
                amount_thousandths,
                created_at: desk.now(),
                archived_at: None,
            }),
            (Some(said), Some(amount_thousandths)) => {
                desk.change(&said, &ScoreAmount { amount_thousandths, archived_at: None, ..said.clone() })
            }
            (Some(said), None) => {
                let archived_at = said.archived_at.or(Some(desk.now()));
                desk.change(&said, &ScoreAmount { archived_at, ..said.clone() })
            }
        }
    }
}
