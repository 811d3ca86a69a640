//! A new competitor.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Competitor, CompetitorDone, CompetitorId, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a competitor, or what people use instead. It is compared at once where there is room for one more.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct AddCompetitor {
    /// 1 to 100 characters; no other competitor has it.
    pub name: String,
    /// At most 500 characters.
    #[serde(default)]
    pub website: String,
    /// Who they are and whom they serve; at most 50,000 characters. So too the next three.
    #[serde(default)]
    pub profile: String,
    #[serde(default)]
    pub strengths: String,
    #[serde(default)]
    pub weaknesses: String,
    #[serde(default)]
    pub prices: String,
}

impl Command for AddCompetitor {
    const NAME: &'static str = "add_competitor";
    type Subject = ();
    type Done = CompetitorDone;

    fn load(&self, _: &Desk<'_>) -> Result<()> {
        Ok(())
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<CompetitorDone> {
        let name = text::line("name", "a name", &self.name, text::NAME_MAX)?;
        let there = queries::competitors_now(desk.tx, desk.workspace())?;
        if there.iter().any(|one| one.name.to_lowercase() == name.to_lowercase()) {
            return Refusal::invalid("name", format!("{name} is on the list already."));
        }
        if there.len() >= queries::COMPETITORS_MAX as usize {
            return Refusal::conflict("There are 200 competitors already. Archive one first.");
        }
        let compared = there.iter().filter(|one| one.is_compared).count();
        let id: CompetitorId = desk.moment.id();
        let competitor = Competitor {
            id,
            number: desk.next_workspace_number::<Competitor>(id)?,
            name,
            website: text::optional_line("website", "the website", &self.website, text::LINE_MAX)?,
            profile: text::body("profile", "the profile", &self.profile, text::BODY_MAX)?,
            strengths: text::body("strengths", "the strengths", &self.strengths, text::BODY_MAX)?,
            weaknesses: text::body("weaknesses", "the weaknesses", &self.weaknesses, text::BODY_MAX)?,
            prices: text::body("prices", "the prices", &self.prices, text::BODY_MAX)?,
            is_compared: compared < rules::COMPARED_MAX,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&competitor)?;
        Ok(CompetitorDone::of(&competitor))
    }

    fn sentence(&self, done: &CompetitorDone) -> String {
        format!("{} was added.", done.name)
    }
}
