//! A plan over several sprints is asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanSearch, PlanSearchId, SearchState, progress, queries};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Search for the best plan over all planned sprints of a product, in the background. What is pinned and kept out stays so.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ProposePlan {
    pub product: ProductId,
}

/// What a caller learns of a search.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SearchDone {
    pub id: PlanSearchId,
}

impl Command for ProposePlan {
    const NAME: &'static str = "propose_plan";
    type Subject = Product;
    type Done = SearchDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::PlanSprints, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<SearchDone> {
        if desk.actor.person.is_none() {
            return Refusal::sign_in("Sign in first.");
        }
        if queries::planned_count(desk.tx, desk.actor, product.id)? == 0 {
            return Refusal::conflict("No sprint is planned. Plan one first.");
        }
        let newest = queries::newest(desk.tx, desk.actor, product.id)?;
        if newest.is_some_and(|search| search.state == SearchState::Searching) {
            return Refusal::conflict("A search for this product is under way. Wait for it, or stop it.");
        }
        let id = desk.moment.id();
        desk.add(&PlanSearch {
            id,
            product_id: product.id,
            state: SearchState::Searching,
            stop_asked_at: None,
            ended_at: None,
            taken_at: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        })?;
        progress::queue(desk.tx, desk.workspace(), id)?;
        Ok(SearchDone { id })
    }

    fn sentence(&self, _: &SearchDone) -> String {
        "The search for a plan has begun.".into()
    }
}
