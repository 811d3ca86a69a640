//! Pure rules of boards.

use crate::backlog::State;
use crate::spine::id::ColumnId;
use crate::spine::refusal::{Refusal, Result};
use crate::sprint::{BoardColumn, Stage};

/// Columns of a board at most.
pub const COLUMNS_MAX: usize = 12;
/// Tasks of a story at most.
pub const TASKS_MAX: usize = 50;

const WIP_MAX: i64 = 99;
const NUMBERS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// The state of a story that stands in a column of this stage.
pub fn state_of(stage: Stage) -> State {
    match stage {
        Stage::Todo => State::Todo,
        Stage::Doing => State::Doing,
        Stage::Done => State::Done,
    }
}

/// Where a story stands: in its column while that means its state, else in the first one that does.
pub fn place(columns: &[BoardColumn], state: State, column: Option<ColumnId>) -> Option<usize> {
    let fits = |other: &&BoardColumn| state_of(other.stage) == state;
    let own = columns.iter().position(|other| Some(other.id) == column && fits(&other));
    own.or_else(|| columns.iter().position(|other| fits(&other)))
}

/// Only what was taken in and is not accepted yet moves over the board.
pub fn refuse_unmovable(state: State) -> Result<()> {
    match state {
        State::Proposed => Refusal::conflict("It is a proposal still. Take it in first."),
        State::Accepted => Refusal::conflict("It is accepted and stays where it is."),
        State::Todo | State::Doing | State::Done => Ok(()),
    }
}

/// How many stories may be in a column, as people write it; nothing takes the limit away.
pub fn wip_limit(text: &str) -> Result<Option<i64>> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(limit) if (1..=WIP_MAX).contains(&limit) => Ok(Some(limit)),
            _ => Refusal::invalid("wip_limit", "Use a whole number from 1 to 99, or leave it empty."),
        },
    }
}

/// "Doing is over its limit by one", where more stories are in it than may be.
pub fn over(name: &str, limit: Option<i64>, stories: i64) -> Option<String> {
    let by = stories - limit?;
    let word = usize::try_from(by).ok().and_then(|by| NUMBERS.get(by.checked_sub(1)?).copied());
    match (by, word) {
        (..=0, _) => None,
        (_, Some(word)) => Some(format!("{name} is over its limit by {word}")),
        (_, None) => Some(format!("{name} is over its limit by {by}")),
    }
}

/// A board keeps a column of each stage, so that every story stands somewhere.
pub fn refuse_last_of_stage(columns: &[BoardColumn], column: &BoardColumn) -> Result<()> {
    if columns.iter().any(|other| other.stage == column.stage && other.id != column.id) {
        return Ok(());
    }
    Refusal::conflict(match column.stage {
        Stage::Todo => "It is the only column for what is to do. Add another one first.",
        Stage::Doing => "It is the only column for what is in work. Add another one first.",
        Stage::Done => "It is the only column for what is done. Add another one first.",
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::spine::moment::Timestamp;
    use crate::spine::rank::Rank;
    use crate::sprint::TeamId;

    fn board() -> Vec<BoardColumn> {
        let stages = [Stage::Todo, Stage::Doing, Stage::Doing, Stage::Done];
        let column = |(n, stage): (usize, Stage)| BoardColumn {
            id: ColumnId(Uuid::from_u128(n as u128)),
            team_id: TeamId(Uuid::nil()),
            name: n.to_string(),
            stage,
            rank: Rank::first(),
            wip_limit: None,
            created_at: Timestamp(0),
            archived_at: None,
        };
        stages.into_iter().enumerate().map(column).collect()
    }

    #[test]
    fn a_story_stands_in_its_column_or_in_the_first_one_of_its_state() {
        let (columns, id) = (board(), |n| Some(ColumnId(Uuid::from_u128(n))));
        for (state, column, stands) in [
            (State::Doing, id(2), Some(2)),
            (State::Doing, None, Some(1)),
            (State::Doing, id(0), Some(1)),
            (State::Doing, id(77), Some(1)),
            (State::Todo, id(2), Some(0)),
            (State::Done, None, Some(3)),
            (State::Accepted, id(3), None),
        ] {
            assert_eq!(place(&columns, state, column), stands, "{state:?} {column:?}");
        }
    }

    #[test]
    fn a_limit_warns_in_words() {
        assert_eq!(over("Doing", Some(3), 4).unwrap(), "Doing is over its limit by one");
        assert_eq!(over("Doing", Some(3), 15).unwrap(), "Doing is over its limit by 12");
        assert_eq!(over("Doing", Some(3), 3), None);
        assert_eq!(over("Doing", None, 300), None);
    }

    #[test]
    fn a_limit_is_a_whole_number_or_nothing() {
        assert_eq!(wip_limit(" 3 ").unwrap(), Some(3));
        assert_eq!(wip_limit("").unwrap(), None);
        for wrong in ["0", "100", "-1", "2.5", "many"] {
            assert!(wip_limit(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_last_column_of_a_stage_stays() {
        let columns = board();
        let stays: Vec<bool> =
            columns.iter().map(|column| refuse_last_of_stage(&columns, column).is_err()).collect();
        assert_eq!(stays, [true, false, false, true]);
    }
}
