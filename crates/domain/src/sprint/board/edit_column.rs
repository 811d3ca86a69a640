//! A column's name and how much may be in it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_column::refuse_twice;
use super::{ColumnDone, TeamBoard, rules};
use crate::spine::desk::Desk;
use crate::spine::id::ColumnId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::sprint::BoardColumn;

/// Change the name of a column and its limit. What it means for a story stays.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditColumn {
    pub column: ColumnId,
    /// 1 to 100 characters.
    pub name: String,
    /// How many stories may be in it at once, 1 to 99; empty: any number.
    #[serde(default)]
    pub wip_limit: String,
}

impl Command for EditColumn {
    const NAME: &'static str = "edit_column";
    type Subject = (BoardColumn, TeamBoard);
    type Done = ColumnDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(BoardColumn, TeamBoard)> {
        TeamBoard::of_column(desk, self.column)
    }

    fn gate(&self, (_, board): &(BoardColumn, TeamBoard)) -> Gate {
        board.gate()
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, board): (BoardColumn, TeamBoard)) -> Result<ColumnDone> {
        if before.archived_at.is_some() {
            return Refusal::conflict("This column was archived.");
        }
        let name = text::line("name", "a name for the column", &self.name, text::NAME_MAX)?;
        let wip_limit = rules::wip_limit(&self.wip_limit)?;
        let mut others = board.columns(desk)?;
        others.retain(|column| column.id != before.id);
        refuse_twice(&others, &name)?;
        desk.change(&before, &BoardColumn { name: name.clone(), wip_limit, ..before.clone() })?;
        Ok(ColumnDone { id: before.id, name })
    }

    fn sentence(&self, done: &ColumnDone) -> String {
        format!("The column {} is changed.", done.name)
    }
}
