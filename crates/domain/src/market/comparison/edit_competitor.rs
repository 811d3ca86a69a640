//! The words of a competitor.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Competitor, CompetitorDone, CompetitorId, queries, rules};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of a competitor. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditCompetitor {
    pub competitor: CompetitorId,
    pub field: CompetitorText,
    /// The name: 1 to 100 characters. The website: 500. The others: 50,000.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a competitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CompetitorText {
    Name,
    Website,
    Profile,
    Strengths,
    Weaknesses,
    Prices,
}

impl CompetitorText {
    fn of(self, competitor: &mut Competitor) -> &mut String {
        match self {
            Self::Name => &mut competitor.name,
            Self::Website => &mut competitor.website,
            Self::Profile => &mut competitor.profile,
            Self::Strengths => &mut competitor.strengths,
            Self::Weaknesses => &mut competitor.weaknesses,
            Self::Prices => &mut competitor.prices,
        }
    }
}

impl Command for EditCompetitor {
    const NAME: &'static str = "edit_competitor";
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
        let new = match self.field {
            CompetitorText::Name => text::line("text", "a name", &self.text, text::NAME_MAX)?,
            CompetitorText::Website => {
                text::optional_line("text", "the website", &self.text, text::LINE_MAX)?
            }
            _ => text::body("text", "this text", &self.text, text::BODY_MAX)?,
        };
        if self.field == CompetitorText::Name {
            let there = queries::competitors_now(desk.tx, desk.workspace())?;
            let same = |one: &queries::CompetitorRow| one.name.to_lowercase() == new.to_lowercase();
            if there.iter().any(|one| one.id != before.id && same(one)) {
                return Refusal::invalid("text", format!("{new} is on the list already."));
            }
        }
        let mut after = before.clone();
        let place = self.field.of(&mut after);
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        desk.change(&before, &after)?;
        Ok(CompetitorDone::of(&after))
    }

    fn sentence(&self, done: &CompetitorDone) -> String {
        format!("{} was edited.", done.name)
    }
}
