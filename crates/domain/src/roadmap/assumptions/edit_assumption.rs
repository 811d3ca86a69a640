//! The words of an assumption.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assumption, AssumptionDone, AssumptionId, AssumptionInProduct, rules};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit what an assumption says. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditAssumption {
    pub assumption: AssumptionId,
    /// 1 to 500 characters.
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

impl Command for EditAssumption {
    const NAME: &'static str = "edit_assumption";
    type Subject = AssumptionInProduct;
    type Done = AssumptionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<AssumptionInProduct> {
        AssumptionInProduct::load(desk, self.assumption)
    }

    fn gate(&self, subject: &AssumptionInProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: AssumptionInProduct) -> Result<AssumptionDone> {
        let before = &subject.assumption;
        rules::refuse_archived_assumption(before)?;
        let statement = text::line("text", "an assumption", &self.text, text::LINE_MAX)?;
        desk::refuse_stale("text", &before.statement, self.seen.as_deref(), &statement)?;
        desk.change(before, &Assumption { statement, ..before.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &AssumptionDone) -> String {
        format!("{} was edited.", done.key)
    }
}
