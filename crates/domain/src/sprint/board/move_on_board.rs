//! A story is put into a column.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{queries, rules};
use crate::backlog::{InProduct, State, Story, StoryId};
use crate::spine::desk::Desk;
use crate::spine::id::ColumnId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::BoardColumn;

/// Move a story into a column of the board. What the column means becomes the story's state. A limit that is
/// passed is said, not barred.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MoveOnBoard {
    pub story: StoryId,
    pub column: ColumnId,
}

#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct MovedOnBoard {
    pub id: StoryId,
    pub key: String,
    /// The name of the column.
    pub column: String,
    /// "Doing is over its limit by one", where it is.
    pub warning: Option<String>,
}

impl Command for MoveOnBoard {
    const NAME: &'static str = "move_on_board";
    type Subject = (InProduct, BoardColumn);
    type Done = MovedOnBoard;

    fn load(&self, desk: &Desk<'_>) -> Result<(InProduct, BoardColumn)> {
        Ok((InProduct::load(desk, self.story)?, desk.load(self.column.0)?))
    }

    fn gate(&self, (subject, _): &(InProduct, BoardColumn)) -> Gate {
        Gate::Product(Permission::WorkOnBoard, subject.story.product_id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (subject, column): (InProduct, BoardColumn),
    ) -> Result<MovedOnBoard> {
        let before = &subject.story;
        rules::refuse_unmovable(before.state)?;
        if column.archived_at.is_some() {
            return Refusal::conflict("This column was archived. Choose another one.");
        }
        if !queries::products_of(desk.tx, desk.workspace(), column.team_id)?.contains(&before.product_id) {
            return Refusal::conflict("This column is of a team that does not work on this product.");
        }
        let state = rules::state_of(column.stage);
        let done_at = match state {
            State::Done => before.done_at.or(Some(desk.now())),
            _ => None,
        };
        let after = Story { state, done_at, column_id: Some(column.id), ..before.clone() };
        desk.change(before, &after)?;
        let warning = match column.wip_limit {
            Some(_) => warning(desk, &after, &column)?,
            None => None,
        };
        Ok(MovedOnBoard { id: before.id, key: subject.key(), column: column.name, warning })
    }

    fn sentence(&self, done: &MovedOnBoard) -> String {
        match &done.warning {
            Some(warning) => format!("{} is in {}. {warning}.", done.key, done.column),
            None => format!("{} is in {}.", done.key, done.column),
        }
    }
}

fn warning(desk: &Desk<'_>, story: &Story, column: &BoardColumn) -> Result<Option<String>> {
    let columns = queries::columns(desk.tx, desk.actor, column.team_id)?;
    let stories = queries::standing_in(desk.tx, desk.actor, story.product_id, (&columns, column))?;
    Ok(rules::over(&column.name, column.wip_limit, stories))
}
