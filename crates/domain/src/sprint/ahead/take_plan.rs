//! What was found becomes the plan of all its sprints.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::found::Found;
use super::sprints::Ahead;
use super::{PlanSearch, PlanSearchId, SearchState, holds, queries};
use crate::backlog::{Story, StoryId};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::item::Item;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Put the stories of a plan into its sprints, all at once, and take those out that it leaves out. What no longer holds is refused.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakePlan {
    pub search: PlanSearchId,
}

/// What taking a plan did.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlanTaken {
    pub id: PlanSearchId,
    /// Stories that went into a sprint, or into another one.
    pub moved_in: usize,
    /// Stories that went back to the backlog.
    pub moved_out: usize,
}

impl Command for TakePlan {
    const NAME: &'static str = "take_plan";
    type Subject = (PlanSearch, Product);
    type Done = PlanTaken;

    fn load(&self, desk: &Desk<'_>) -> Result<(PlanSearch, Product)> {
        let search: PlanSearch = desk.load(self.search)?;
        let product = desk.load(search.product_id.0)?;
        Ok((search, product))
    }

    fn gate(&self, (_, product): &(PlanSearch, Product)) -> Gate {
        Gate::Product(Permission::PlanSprints, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (search, product): (PlanSearch, Product)) -> Result<PlanTaken> {
        let found = takeable(desk, &search)?;
        let ahead = queries::ahead(desk.tx, desk.actor, product.id, &product.prefix)?;
        let key = |story: StoryId| {
            let story = Story::load(desk.tx, desk.workspace(), story.0).ok().flatten()?;
            Some(format!("{}-{}", product.prefix, story.number))
        };
        let broken = holds::broken(&ahead, &found, key);
        if !broken.is_empty() {
            return Refusal::conflict(format!("{} Propose again.", broken.join(" ")));
        }
        let done = put(desk, &ahead, &found)?;
        let after = PlanSearch { taken_at: Some(desk.now()), ..search.clone() };
        desk.change(&search, &after)?;
        Ok(PlanTaken { id: search.id, ..done })
    }

    fn sentence(&self, done: &PlanTaken) -> String {
        match (done.moved_in, done.moved_out) {
            (0, 0) => "The plan is taken: everything was in its place.".into(),
            (moved, 0) => format!("The plan is taken: {} into sprints.", stories(moved)),
            (0, out) => format!("The plan is taken: {} back to the backlog.", stories(out)),
            (moved, out) => {
                format!(
                    "The plan is taken: {} into sprints, {} back to the backlog.",
                    stories(moved),
                    stories(out)
                )
            }
        }
    }
}

fn stories(count: usize) -> String {
    if count == 1 { "one story".into() } else { format!("{count} stories") }
}

/// What the search found, if it can be taken at all.
fn takeable(desk: &Desk<'_>, search: &PlanSearch) -> Result<Found> {
    if search.state == SearchState::Searching {
        return Refusal::conflict("The search is under way. Wait for it, or stop it.");
    }
    if search.taken_at.is_some() {
        return Refusal::conflict("This plan was taken already.");
    }
    let newest = queries::newest(desk.tx, desk.actor, search.product_id)?;
    let Some(newest) = newest.filter(|newest| newest.id == search.id) else {
        return Refusal::conflict("There is a newer proposal. Look at that one.");
    };
    match Found::read(&newest.found) {
        Some(Found { failure: Some(sentence), .. }) => Refusal::conflict(sentence),
        Some(Found { conflict: Some(sentence), .. }) => Refusal::conflict(sentence),
        Some(found) => Ok(found),
        None => Refusal::conflict("This proposal cannot be read any more. Propose again."),
    }
}

/// Puts every story where the plan has it.
fn put(desk: &Desk<'_>, ahead: &Ahead, found: &Found) -> Result<PlanTaken> {
    let (mut moved_in, mut moved_out) = (0, 0);
    for row in &ahead.inputs.stories {
        let sprint_id = found.sprint_of(row.id);
        if sprint_id == row.sprint_id {
            continue;
        }
        match sprint_id {
            Some(_) => moved_in += 1,
            None => moved_out += 1,
        }
        let story: Story = desk.load(row.id.0)?;
        desk.change(&story, &Story { sprint_id, column_id: None, ..story.clone() })?;
    }
    Ok(PlanTaken { id: PlanSearchId(uuid::Uuid::nil()), moved_in, moved_out })
}
