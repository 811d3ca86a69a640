//! A search is to end with the best that it has.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::propose_plan::SearchDone;
use super::{PlanSearch, PlanSearchId, SearchState};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Stop a search for a plan. The best plan so far is kept, with how much better one could be at most.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StopPlanSearch {
    pub search: PlanSearchId,
}

impl Command for StopPlanSearch {
    const NAME: &'static str = "stop_plan_search";
    type Subject = PlanSearch;
    type Done = SearchDone;

    fn load(&self, desk: &Desk<'_>) -> Result<PlanSearch> {
        desk.load(self.search)
    }

    fn gate(&self, search: &PlanSearch) -> Gate {
        Gate::Product(Permission::PlanSprints, search.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, search: PlanSearch) -> Result<SearchDone> {
        if search.state != SearchState::Searching || search.archived_at.is_some() {
            return Refusal::conflict("This search is over.");
        }
        let stop_asked_at = search.stop_asked_at.or(Some(desk.now()));
        desk.change(&search, &PlanSearch { stop_asked_at, ..search.clone() })?;
        Ok(SearchDone { id: search.id })
    }

    fn sentence(&self, _: &SearchDone) -> String {
        "The search ends with the best plan so far.".into()
    }
}
