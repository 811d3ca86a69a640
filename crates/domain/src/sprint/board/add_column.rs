//! One more column on a board.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ColumnDone, TeamBoard, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::rank::Rank;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::sprint::{BoardColumn, Stage, TeamId};

/// Add a column to a team's board, as the last one of its stage.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddColumn {
    pub team: TeamId,
    /// 1 to 100 characters.
    pub name: String,
    pub stage: Stage,
    /// How many stories may be in it at once, 1 to 99; empty: any number.
    #[serde(default)]
    pub wip_limit: String,
}

impl Command for AddColumn {
    const NAME: &'static str = "add_column";
    type Subject = TeamBoard;
    type Done = ColumnDone;

    fn load(&self, desk: &Desk<'_>) -> Result<TeamBoard> {
        TeamBoard::load(desk, self.team)
    }

    fn gate(&self, board: &TeamBoard) -> Gate {
        board.gate()
    }

    fn carry_out(&self, desk: &Desk<'_>, board: TeamBoard) -> Result<ColumnDone> {
        let name = text::line("name", "a name for the column", &self.name, text::NAME_MAX)?;
        let wip_limit = rules::wip_limit(&self.wip_limit)?;
        let columns = board.columns(desk)?;
        if columns.len() >= rules::COLUMNS_MAX {
            return Refusal::over_limit("A board has at most 12 columns. Archive one first.");
        }
        refuse_twice(&columns, &name)?;
        let column = BoardColumn {
            id: desk.moment.id(),
            team_id: board.team.id,
            name: name.clone(),
            stage: self.stage,
            rank: self.rank(desk)?,
            wip_limit,
            created_at: desk.now(),
            archived_at: None,
        };
        desk.add(&column)?;
        Ok(ColumnDone { id: column.id, name })
    }

    fn sentence(&self, done: &ColumnDone) -> String {
        format!("{} is a column now.", done.name)
    }
}

impl AddColumn {
    /// After the last column of its stage. Archived columns keep their places, so they count too.
    fn rank(&self, desk: &Desk<'_>) -> Result<Rank> {
        let all = queries::all_columns(desk.tx, desk.workspace(), self.team)?;
        let next = all.iter().position(|column| column.stage as u8 > self.stage as u8).unwrap_or(all.len());
        let lower = next.checked_sub(1).and_then(|last| all.get(last)).map(|column| &column.rank);
        Ok(Rank::between(lower, all.get(next).map(|column| &column.rank)))
    }
}

/// Two columns of one name could not be told apart.
pub(super) fn refuse_twice(others: &[BoardColumn], name: &str) -> Result<()> {
    if others.iter().any(|column| column.name == name) {
        return Refusal::invalid("name", "There is a column of this name. Use another one.");
    }
    Ok(())
}
