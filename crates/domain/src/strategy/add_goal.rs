//! A new goal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Goal, GoalId, GoalState, rules};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a goal: something the firm wants to reach.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct AddGoal {
    /// 1 to 200 characters.
    pub title: String,
    /// At most 50,000 characters.
    #[serde(default)]
    pub why: String,
    /// When it is meant for: `2027`, `Q1 2027`. At most 100 characters.
    #[serde(default)]
    pub period: String,
    /// The larger goal it is a part of.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub parent: Option<GoalId>,
    /// The share of the capacity that is meant for it, in percent.
    #[serde(default)]
    pub share: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GoalDone {
    pub id: GoalId,
    pub title: String,
}

impl Command for AddGoal {
    const NAME: &'static str = "add_goal";
    type Subject = Option<Goal>;
    type Done = GoalDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Option<Goal>> {
        self.parent.map(|parent| desk.load(parent)).transpose()
    }

    fn gate(&self, _: &Option<Goal>) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, parent: Option<Goal>) -> Result<GoalDone> {
        let id: GoalId = desk.moment.id();
        let title = text::line("title", "a title", &self.title, text::TITLE_MAX)?;
        let goal = Goal {
            id,
            number: desk.next_workspace_number::<Goal>(id)?,
            title: title.clone(),
            why: text::body("why", "the reason", &self.why, text::BODY_MAX)?,
            period: text::optional_line("period", "the period", &self.period, text::NAME_MAX)?,
            owner_id: desk.actor.person,
            parent_id: parent.map(|parent| parent.id),
            share_percent: rules::share(&self.share)?,
            state: GoalState::Active,
            reason: String::new(),
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&goal)?;
        Ok(GoalDone { id, title })
    }

    fn sentence(&self, done: &GoalDone) -> String {
        format!("“{}” is a goal now.", done.title)
    }
}
