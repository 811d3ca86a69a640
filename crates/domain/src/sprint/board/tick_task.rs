//! A task is done.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{TaskDone, load_task};
use crate::backlog::InProduct;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::{Task, TaskId};

/// Tick a task off.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TickTask {
    pub task: TaskId,
}

impl Command for TickTask {
    const NAME: &'static str = "tick_task";
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
        if before.done_at.is_none() {
            desk.change(&before, &Task { done_at: Some(desk.now()), ..before.clone() })?;
        }
        Ok(TaskDone { id: before.id, key: subject.key() })
    }

    fn sentence(&self, done: &TaskDone) -> String {
        format!("A task of {} is done.", done.key)
    }
}
