//! A piece of a story.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{TaskDone, queries, rules};
use crate::backlog::{InProduct, StoryId};
use crate::spine::desk::Desk;
use crate::spine::rank::Rank;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::sprint::Task;

/// Add a task to a story: a piece of it, ticked off when it is done.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddTask {
    pub story: StoryId,
    /// 1 to 200 characters.
    pub title: String,
}

impl Command for AddTask {
    const NAME: &'static str = "add_task";
    type Subject = InProduct;
    type Done = TaskDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WorkOnBoard, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<TaskDone> {
        let title = text::line("title", "what there is to do", &self.title, text::TITLE_MAX)?;
        if queries::tasks(desk.tx, desk.actor, &subject.story)?.len() >= rules::TASKS_MAX {
            return Refusal::over_limit("A story has at most 50 tasks. Split the story instead.");
        }
        let last = queries::last_task_rank(desk.tx, desk.workspace(), self.story)?;
        let task = Task {
            id: desk.moment.id(),
            product_id: subject.story.product_id,
            story_id: self.story,
            title,
            rank: Rank::between(last.as_ref(), None),
            done_at: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&task)?;
        Ok(TaskDone { id: task.id, key: subject.key() })
    }

    fn sentence(&self, done: &TaskDone) -> String {
        format!("{} has one more task.", done.key)
    }
}
