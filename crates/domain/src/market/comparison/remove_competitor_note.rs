//! A note about a competitor that was wrong.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::note_competitor::CompetitorNoted;
use super::{Competitor, CompetitorNote, CompetitorNoteId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take back a note about a competitor. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveCompetitorNote {
    pub note: CompetitorNoteId,
}

impl Command for RemoveCompetitorNote {
    const NAME: &'static str = "remove_competitor_note";
    type Subject = CompetitorNote;
    type Done = CompetitorNoted;

    fn load(&self, desk: &Desk<'_>) -> Result<CompetitorNote> {
        desk.load(self.note)
    }

    fn gate(&self, _: &CompetitorNote) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: CompetitorNote) -> Result<CompetitorNoted> {
        let competitor: Competitor = desk.load(before.competitor_id)?;
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &CompetitorNote { archived_at, ..before.clone() })?;
        Ok(CompetitorNoted { id: before.id, name: competitor.name })
    }

    fn sentence(&self, done: &CompetitorNoted) -> String {
        format!("A note about {} was taken back.", done.name)
    }
}
