//! The board: columns in which stories stand, tasks, and what is in the way.

pub mod add_column;
pub mod add_task;
pub mod archive_column;
pub mod edit_column;
pub mod move_on_board;
pub mod queries;
pub mod raise_impediment;
pub mod remove_task;
pub mod resolve_impediment;
pub mod rules;
pub mod tick_task;
pub mod untick_task;

use schemars::JsonSchema;
use serde::Serialize;

use super::{BoardColumn, ImpedimentId, Task, TaskId, Team, TeamId};
use crate::backlog::InProduct;
use crate::spine::desk::Desk;
use crate::spine::id::{ColumnId, ProductId};
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::run::Gate;

/// A team with the products it works on: what a change to its columns is about.
#[derive(Clone, Debug)]
pub struct TeamBoard {
    pub team: Team,
    pub products: Vec<ProductId>,
    /// The product by whose right it is changed.
    by: ProductId,
}

impl TeamBoard {
    fn load(desk: &Desk<'_>, id: TeamId) -> Result<Self> {
        let team: Team = desk.load(id.0)?;
        let products = queries::products_of(desk.tx, desk.workspace(), id)?;
        let may = |product: &&ProductId| desk.actor.may(Permission::SetUpTeams, **product);
        let by = *products.iter().find(may).or(products.first()).found("team")?;
        Ok(Self { team, products, by })
    }

    fn of_column(desk: &Desk<'_>, id: ColumnId) -> Result<(BoardColumn, Self)> {
        let column: BoardColumn = desk.load(id.0)?;
        let board = Self::load(desk, column.team_id)?;
        Ok((column, board))
    }

    fn gate(&self) -> Gate {
        Gate::Product(Permission::SetUpTeams, self.by)
    }

    /// The columns that stand on the board now.
    fn columns(&self, desk: &Desk<'_>) -> Result<Vec<BoardColumn>> {
        let columns = queries::all_columns(desk.tx, desk.workspace(), self.team.id)?;
        Ok(columns.into_iter().filter(|column| column.archived_at.is_none()).collect())
    }
}

/// What a caller learns of a column that was changed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ColumnDone {
    pub id: ColumnId,
    pub name: String,
}

/// What a caller learns of a task that was changed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct TaskDone {
    pub id: TaskId,
    /// The story's key.
    pub key: String,
}

/// What a caller learns of an impediment that was raised or resolved.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ImpedimentDone {
    pub id: ImpedimentId,
    /// The story's key.
    pub key: String,
}

fn load_task(desk: &Desk<'_>, id: TaskId) -> Result<(Task, InProduct)> {
    let task: Task = desk.load(id.0)?;
    let story = InProduct::load(desk, task.story_id)?;
    Ok((task, story))
}
