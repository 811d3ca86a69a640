//! The sprint ends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SprintDone, SprintOf};
use super::{lookup, rules};
use crate::backlog::queries::first_rank;
use crate::backlog::{State, Story, StoryId};
use crate::spine::desk::Desk;
use crate::spine::id::SprintId;
use crate::spine::rank::Rank;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::sprint::{GoalMet, Sprint, SprintState};
use std::collections::{HashMap, HashSet};

words! {
    /// Where an unfinished story goes.
    Place {
        /// Into the next planned sprint of the team.
        Next = "next",
        /// To the top of the backlog.
        Backlog = "backlog",
        /// Back to the backlog, where it is ranked.
        Stay = "stay",
    }
}

/// Close a running sprint: whether its goal was met, and where each unfinished story goes. A story that is not named goes back to the backlog, where it is ranked.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CloseSprint {
    pub sprint: SprintId,
    pub goal_met: GoalMet,
    /// At most 500 characters.
    #[serde(default)]
    pub note: String,
    /// Unfinished stories, in the same order as `places`.
    #[serde(default)]
    pub stories: Vec<StoryId>,
    #[serde(default)]
    pub places: Vec<Place>,
}

impl Command for CloseSprint {
    const NAME: &'static str = "close_sprint";
    type Subject = SprintOf;
    type Done = SprintDone;

    fn load(&self, desk: &Desk<'_>) -> Result<SprintOf> {
        SprintOf::load(desk, self.sprint)
    }

    fn gate(&self, of: &SprintOf) -> Gate {
        Gate::Product(Permission::PlanSprints, of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, of: SprintOf) -> Result<SprintDone> {
        let sprint = &of.sprint;
        if sprint.state != SprintState::Running {
            return Refusal::conflict(format!("Sprint {} does not run.", sprint.number));
        }
        let goal_note = text::optional_line("note", "the note", &self.note, text::LINE_MAX)?;
        let stories = lookup::stories_in(desk.tx, desk.workspace(), sprint.id)?;
        let places = self.places_of(&stories)?;
        self.send_on(desk, &of, &stories, &places)?;
        let accepted = stories.iter().filter(|story| story.state == State::Accepted);
        let (items, tenths) = rules::sums(accepted);
        let after = Sprint {
            state: SprintState::Closed,
            closed_at: Some(desk.now()),
            goal_met: Some(self.goal_met),
            goal_note,
            accepted_items: Some(items),
            accepted_tenths: Some(tenths),
            ..sprint.clone()
        };
        desk.change(sprint, &after)?;
        Ok(of.done())
    }

    fn sentence(&self, done: &SprintDone) -> String {
        format!("Sprint {} is closed.", done.number)
    }
}
impl CloseSprint {
    /// Where each named story goes.
    fn places_of(&self, stories: &[Story]) -> Result<HashMap<StoryId, Place>> {
        if self.stories.len() != self.places.len() {
            return Refusal::invalid("places", "Say for each story where it goes.");
        }
        let known: HashSet<StoryId> = stories.iter().map(|story| story.id).collect();
        if self.stories.iter().any(|story| !known.contains(story)) {
            return Refusal::invalid("stories", "Name only stories of this sprint.");
        }
        Ok(self.stories.iter().copied().zip(self.places.iter().copied()).collect())
    }

    /// Sends on what is not accepted, the last one first, so that what goes on top keeps its order.
    fn send_on(
        &self,
        desk: &Desk<'_>,
        of: &SprintOf,
        stories: &[Story],
        places: &HashMap<StoryId, Place>,
    ) -> Result<()> {
        let next = lookup::next_planned(desk.tx, desk.workspace(), &of.sprint)?;
        for story in stories.iter().rev().filter(|story| story.state != State::Accepted) {
            let mut after = Story { sprint_id: None, column_id: None, ..story.clone() };
            match places.get(&story.id).copied().unwrap_or(Place::Stay) {
                Place::Stay => {}
                Place::Backlog => {
                    let first = first_rank(desk.tx, desk.workspace(), of.product.id)?;
                    after.rank = Rank::between(None, first.as_ref());
                }
                Place::Next => match next {
                    Some(next) => after.sprint_id = Some(next),
                    None => {
                        return Refusal::invalid(
                            "places",
                            "There is no planned sprint to go to. Plan one first.",
                        );
                    }
                },
            }
            desk.change(story, &after)?;
        }
        Ok(())
    }
}
