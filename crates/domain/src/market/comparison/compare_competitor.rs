//! Whether a competitor is a column of the comparison.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Competitor, CompetitorDone, CompetitorId, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take a competitor into the comparison or out of it. Its ratings stay. Twelve are compared at most.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CompareCompetitor {
    pub competitor: CompetitorId,
    pub compared: bool,
}

impl Command for CompareCompetitor {
    const NAME: &'static str = "compare_competitor";
    type Subject = Competitor;
    type Done = CompetitorDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Competitor> {
        desk.load(self.competitor)
    }

    fn gate(&self, _: &Competitor) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Competitor) -> Result<CompetitorDone> {
        rules::refuse_archived_competitor(&before)?;
        let there = queries::competitors_now(desk.tx, desk.workspace())?;
        let compared = there.iter().filter(|one| one.is_compared).count();
        if self.compared && !before.is_compared && compared >= rules::COMPARED_MAX {
            return Refusal::conflict("Twelve are compared already. Take one of them out first.");
        }
        desk.change(&before, &Competitor { is_compared: self.compared, ..before.clone() })?;
        Ok(CompetitorDone::of(&before))
    }

    fn sentence(&self, done: &CompetitorDone) -> String {
        match self.compared {
            true => format!("{} is compared now.", done.name),
            false => format!("{} is no longer compared.", done.name),
        }
    }
}
