//! An archived competitor comes back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Competitor, CompetitorDone, CompetitorId, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Bring an archived competitor back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreCompetitor {
    pub competitor: CompetitorId,
}

impl Command for RestoreCompetitor {
    const NAME: &'static str = "restore_competitor";
    type Subject = Competitor;
    type Done = CompetitorDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Competitor> {
        desk.load(self.competitor)
    }

    fn gate(&self, _: &Competitor) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Competitor) -> Result<CompetitorDone> {
        if before.archived_at.is_none() {
            return Ok(CompetitorDone::of(&before));
        }
        // Where twelve are compared already, it waits outside.
        let there = queries::competitors_now(desk.tx, desk.workspace())?;
        let compared = there.iter().filter(|one| one.is_compared).count();
        let is_compared = before.is_compared && compared < rules::COMPARED_MAX;
        desk.change(&before, &Competitor { archived_at: None, is_compared, ..before.clone() })?;
        Ok(CompetitorDone::of(&before))
    }

    fn sentence(&self, done: &CompetitorDone) -> String {
        format!("{} is back.", done.name)
    }
}
