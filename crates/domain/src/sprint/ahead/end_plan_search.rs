//! A search is over.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::found::Found;
use super::propose_plan::SearchDone;
use super::{PlanSearch, PlanSearchId, SearchState, progress};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Result, broken};
use crate::spine::run::{Command, Gate};

/// Write down how a search for a plan ended, and what it found. Only the program does this.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EndPlanSearch {
    pub search: PlanSearchId,
    pub state: SearchState,
    #[schemars(with = "serde_json::Value")]
    pub found: Found,
}

impl EndPlanSearch {
    /// How a search ended that was not proven: by the clock, unless somebody stopped it.
    pub fn of(search: PlanSearchId, found: Found, was_stopped: bool) -> Self {
        let state = match () {
            () if found.failure.is_some() => SearchState::Failed,
            () if found.proven => SearchState::Proven,
            () if was_stopped => SearchState::Stopped,
            () => SearchState::Cut,
        };
        Self { search, state, found }
    }

    /// A search that will not end by itself.
    pub fn given_up(search: PlanSearchId, sentence: &str) -> Self {
        Self { search, state: SearchState::Failed, found: Found::failed(sentence.into()) }
    }
}

impl Command for EndPlanSearch {
    const NAME: &'static str = "end_plan_search";
    type Subject = PlanSearch;
    type Done = SearchDone;

    fn load(&self, desk: &Desk<'_>) -> Result<PlanSearch> {
        desk.load(self.search)
    }

    fn gate(&self, _: &PlanSearch) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, search: PlanSearch) -> Result<SearchDone> {
        let done = SearchDone { id: search.id };
        if search.state != SearchState::Searching {
            return Ok(done);
        }
        let found = serde_json::to_string(&self.found).map_err(broken)?;
        progress::end(desk.tx, desk.workspace(), search.id, &found)?;
        let after = PlanSearch { state: self.state, ended_at: Some(desk.now()), ..search.clone() };
        desk.change(&search, &after)?;
        Ok(done)
    }

    fn sentence(&self, _: &SearchDone) -> String {
        "The search for a plan is over.".into()
    }
}
