//! A competitor that is put away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Competitor, CompetitorDone, CompetitorId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive a competitor. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveCompetitor {
    pub competitor: CompetitorId,
}

impl Command for ArchiveCompetitor {
    const NAME: &'static str = "archive_competitor";
    type Subject = Competitor;
    type Done = CompetitorDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Competitor> {
        desk.load(self.competitor)
    }

    fn gate(&self, _: &Competitor) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Competitor) -> Result<CompetitorDone> {
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &Competitor { archived_at, ..before.clone() })?;
        Ok(CompetitorDone::of(&before))
    }

    fn sentence(&self, done: &CompetitorDone) -> String {
        format!("{} was archived.", done.name)
    }
}
