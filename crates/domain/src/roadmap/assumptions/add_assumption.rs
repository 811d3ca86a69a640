//! What a feature rests on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assumption, AssumptionDone, AssumptionInProduct, AssumptionState, rules};
use crate::roadmap::{FeatureId, InProduct};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add an assumption: something that must be true for a feature to help, and is not known.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddAssumption {
    pub feature: FeatureId,
    /// 1 to 500 characters.
    pub statement: String,
    /// 1 hardly matters, 5 all depends on it; 3 if left out.
    #[serde(default)]
    pub importance: Option<i64>,
    /// 0 nothing speaks for it (if left out), 5 as good as known.
    #[serde(default)]
    pub evidence: Option<i64>,
}

impl Command for AddAssumption {
    const NAME: &'static str = "add_assumption";
    type Subject = InProduct;
    type Done = AssumptionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.product.id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        InProduct { feature, product, .. }: InProduct,
    ) -> Result<AssumptionDone> {
        let id = desk.moment.id();
        let assumption = Assumption {
            id,
            product_id: product.id,
            feature_id: feature.id,
            statement: text::line("statement", "an assumption", &self.statement, text::LINE_MAX)?,
            importance: rules::importance(self.importance.unwrap_or(3))?,
            evidence: rules::evidence(self.evidence.unwrap_or(0))?,
            state: AssumptionState::Open,
            number: desk.next_number::<Assumption>(product.id, id)?,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&assumption)?;
        Ok(AssumptionInProduct { assumption, product }.done())
    }

    fn sentence(&self, done: &AssumptionDone) -> String {
        format!("{} was added.", done.key)
    }
}
