//! Pure rules of teams, sprints and boards.

use super::Stage;

/// The columns that a board begins with: name, what they mean, how many stories at once.
pub const FIRST_COLUMNS: [(&str, Stage, Option<i64>); 4] = [
    ("Ready", Stage::Todo, None),
    ("Doing", Stage::Doing, Some(3)),
    ("In review", Stage::Doing, Some(3)),
    ("To accept", Stage::Done, None),
];
