//! A task is not done after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{TaskDone, load_task};
use crate::backlog::InProduct;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::{Task, TaskId};

/// Take the tick off a task.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UntickTask {
    pub task: TaskId,
}

impl Command for UntickTask {
    const NAME: &'static str = "untick_task";
    type Subject = (Task, InProduct);
    type Done = TaskDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Task, InProduct)> {
        load_task(desk, self.task)
    }

    fn gate(&self, (task, _): &(Task, InProduct)) -> Gate {
        Gate::Product(Permission::WorkOnBoard, task.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, subject): (Task, InProduct)) -> Result<TaskDone> {
        if before.archived_at.is_some() {
            return Refusal::conflict("This task was removed.");
        }
        desk.change(&before, &Task { done_at: None, ..before.clone() })?;
        Ok(TaskDone { id: before.id, key: subject.key() })
    }

    fn sentence(&self, done: &TaskDone) -> String {
        format!("A task of {} is open again.", done.key)
    }
}
