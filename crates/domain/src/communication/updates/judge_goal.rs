//! How a goal stands, in an update.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Addressed, Standing, StatusUpdate, StatusUpdateId, UpdateDone, UpdateGoal, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::strategy::{Goal, GoalId};

/// Say how a goal stands in an update, and in which words; or leave it out.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct JudgeGoal {
    pub update: StatusUpdateId,
    pub goal: GoalId,
    pub standing: Standing,
    /// At most 500 characters.
    #[serde(default)]
    pub words: String,
    /// Whether the update says nothing of it.
    #[serde(default)]
    pub left_out: bool,
}

impl Command for JudgeGoal {
    const NAME: &'static str = "judge_goal";
    type Subject = (Addressed, Goal);
    type Done = UpdateDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Addressed, Goal)> {
        Ok((Addressed::load(desk, self.update)?, desk.load(self.goal)?))
    }

    fn gate(&self, (subject, _): &(Addressed, Goal)) -> Gate {
        Gate::Product(Permission::TellAudiences, subject.update.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (subject, goal): (Addressed, Goal)) -> Result<UpdateDone> {
        subject.refuse_archived()?;
        if !subject.audience.shows_goals {
            return Refusal::conflict(format!(
                "“{}” does not read how goals stand. Say so among what they see.",
                subject.audience.name
            ));
        }
        let words = text::optional_line("words", "the words", &self.words, text::LINE_MAX)?;
        let archived_at = self.left_out.then(|| desk.now());
        let standing = self.standing;
        let known = queries::standings_kept(desk.tx, desk.workspace(), subject.update.id)?;
        match known.iter().find(|known| known.goal_id == goal.id) {
            Some(known) => {
                desk.change(known, &UpdateGoal { standing, words, archived_at, ..known.clone() })?
            }
            None => desk.add(&UpdateGoal {
                id: desk.moment.id(),
                product_id: subject.update.product_id,
                update_id: subject.update.id,
                goal_id: goal.id,
                standing,
                words,
                created_at: desk.now(),
                archived_at,
            })?,
        }
        let after = StatusUpdate { is_draft: false, ..subject.update.clone() };
        desk.change(&subject.update, &after)?;
        Ok(subject.done(&after))
    }

    fn sentence(&self, done: &UpdateDone) -> String {
        format!("It is said in {} how the goal stands.", done.key)
    }
}
