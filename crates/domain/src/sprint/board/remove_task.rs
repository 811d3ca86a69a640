//! A task that is not needed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{TaskDone, load_task};
use crate::backlog::InProduct;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::{Task, TaskId};

/// Remove a task from a story. It is archived and can be brought back by undo.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveTask {
    pub task: TaskId,
}

impl Command for RemoveTask {
    const NAME: &'static str = "remove_task";
    type Subject = (Task, InProduct);
    type Done = TaskDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Task, InProduct)> {
        load_task(desk, self.task)
    }

    fn gate(&self, (task, _): &(Task, InProduct)) -> Gate {
        Gate::Product(Permission::WorkOnBoard, task.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, subject): (Task, InProduct)) -> Result<TaskDone> {
        if before.archived_at.is_none() {
            desk.change(&before, &Task { archived_at: Some(desk.now()), ..before.clone() })?;
        }
        Ok(TaskDone { id: before.id, key: subject.key() })
    }

    fn sentence(&self, done: &TaskDone) -> String {
        format!("A task of {} was removed.", done.key)
    }
}
