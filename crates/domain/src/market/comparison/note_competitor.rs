//! What was seen of a competitor.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Competitor, CompetitorId, CompetitorNote, CompetitorNoteId, rules};
use crate::market::rules::not_ahead;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Note what was seen of a competitor: a price, a release, a customer who changed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct NoteCompetitor {
    pub competitor: CompetitorId,
    /// 1 to 50,000 characters.
    pub body: String,
    /// Where it was seen; at most 500 characters.
    #[serde(default)]
    pub source: String,
    /// When it was seen; today, if left out.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub noted_on: Option<Day>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CompetitorNoted {
    pub id: CompetitorNoteId,
    /// The competitor's name.
    pub name: String,
}

impl Command for NoteCompetitor {
    const NAME: &'static str = "note_competitor";
    type Subject = Competitor;
    type Done = CompetitorNoted;

    fn load(&self, desk: &Desk<'_>) -> Result<Competitor> {
        desk.load(self.competitor)
    }

    fn gate(&self, _: &Competitor) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, competitor: Competitor) -> Result<CompetitorNoted> {
        rules::refuse_archived_competitor(&competitor)?;
        let body = text::body("body", "the note", &self.body, text::BODY_MAX)?;
        if body.is_empty() {
            return Refusal::invalid("body", "Say what was seen.");
        }
        let note = CompetitorNote {
            id: desk.moment.id(),
            competitor_id: competitor.id,
            noted_on: not_ahead("noted_on", self.noted_on, desk.now())?,
            body,
            source: text::optional_line("source", "the source", &self.source, text::LINE_MAX)?,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&note)?;
        Ok(CompetitorNoted { id: note.id, name: competitor.name })
    }

    fn sentence(&self, done: &CompetitorNoted) -> String {
        format!("Noted about {}.", done.name)
    }
}
