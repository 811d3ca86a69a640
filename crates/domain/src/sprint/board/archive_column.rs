//! A column that is not needed any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ColumnDone, TeamBoard, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::id::ColumnId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};
use crate::sprint::BoardColumn;

/// Archive a column in which no story stands. A board keeps at least one column of each stage.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveColumn {
    pub column: ColumnId,
}

impl Command for ArchiveColumn {
    const NAME: &'static str = "archive_column";
    type Subject = (BoardColumn, TeamBoard);
    type Done = ColumnDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(BoardColumn, TeamBoard)> {
        TeamBoard::of_column(desk, self.column)
    }

    fn gate(&self, (_, board): &(BoardColumn, TeamBoard)) -> Gate {
        board.gate()
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, board): (BoardColumn, TeamBoard)) -> Result<ColumnDone> {
        let done = ColumnDone { id: before.id, name: before.name.clone() };
        if before.archived_at.is_some() {
            return Ok(done);
        }
        let columns = board.columns(desk)?;
        rules::refuse_last_of_stage(&columns, &before)?;
        for product in board.products {
            if queries::standing_in(desk.tx, desk.actor, product, (&columns, &before))? > 0 {
                return Refusal::conflict("Stories stand in it. Move them to another column first.");
            }
        }
        desk.change(&before, &BoardColumn { archived_at: Some(desk.now()), ..before.clone() })?;
        Ok(done)
    }

    fn sentence(&self, done: &ColumnDone) -> String {
        format!("The column {} is archived.", done.name)
    }
}
