//! What was in the way is out of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ImpedimentDone;
use crate::backlog::InProduct;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::sprint::{Impediment, ImpedimentId};

/// Say that an impediment is resolved, and how.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ResolveImpediment {
    pub impediment: ImpedimentId,
    /// How: at most 500 characters, may be empty.
    #[serde(default)]
    pub resolution: String,
}

impl Command for ResolveImpediment {
    const NAME: &'static str = "resolve_impediment";
    type Subject = (Impediment, InProduct);
    type Done = ImpedimentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Impediment, InProduct)> {
        let impediment: Impediment = desk.load(self.impediment.0)?;
        let story = InProduct::load(desk, impediment.story_id)?;
        Ok((impediment, story))
    }

    fn gate(&self, (impediment, _): &(Impediment, InProduct)) -> Gate {
        Gate::Product(Permission::WorkOnBoard, impediment.product_id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (before, subject): (Impediment, InProduct),
    ) -> Result<ImpedimentDone> {
        if before.archived_at.is_some() || before.resolved_at.is_some() {
            return Refusal::conflict("It is resolved already.");
        }
        let resolution = text::optional_line("resolution", "how", &self.resolution, text::LINE_MAX)?;
        let after = Impediment { resolution, resolved_at: Some(desk.now()), ..before.clone() };
        desk.change(&before, &after)?;
        Ok(ImpedimentDone { id: before.id, key: subject.key() })
    }

    fn sentence(&self, done: &ImpedimentDone) -> String {
        format!("An impediment of {} is resolved.", done.key)
    }
}
