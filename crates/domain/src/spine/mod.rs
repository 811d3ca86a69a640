//! What every noun stands on: the write path, the change log, who acts, when, and what is refused.

#[macro_use]
pub mod id;
#[macro_use]
pub mod item;
#[macro_use]
pub mod word;
pub mod wording;

pub mod actor;
pub mod before;
pub mod blank;
pub mod change;
pub mod desk;
pub mod jobs;
pub mod keep;
pub mod merged;
pub mod moment;
pub mod rank;
pub mod refusal;
pub mod rights;
pub mod run;
pub mod search;
pub mod tally;
pub mod text;
