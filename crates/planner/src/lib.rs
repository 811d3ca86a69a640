//! What no other product tool has: proven plans, priorities with their terms, honest dates, similar words.
//!
//! The crate is pure: no files, no network, no clock, no database, no async. The same input gives the same
//! answer. It proposes; only a person's command commits.
//!
//! # The interface
//!
//! | module | what it answers |
//! |---|---|
//! | [`select`] | which items into the next sprint or sprints, and why: `solve`, `solve_surely`, `explain`, `audit`, `find_conflict` |
//! | [`release`] | which customers to serve within a budget when they share what they ask for: `solve`, `curve` |
//! | [`priorities`] | what a thing is worth by RICE, WSJF, Kano and others, with the terms shown |
//! | [`forecast`] | when it is done and how much is done by then, with a sureness that holds |
//! | [`text`] | which texts are like one, and which say what is asked for |
//! | [`hints`] | what a careful reader would ask about the words of a story: `Backlog::hints` |
//!
//! Long searches take a [`Run`]: a node limit, or a watch that is told the [`Progress`] every few milliseconds
//! and says whether to carry on. What can not be answered as asked is [`Refused`], a sentence that names the
//! items.
//!
//! ```
//! use planner::{Run, select};
//!
//! let items = vec![
//!     select::Item::new("INV-1", 60.0, vec![10.0]),
//!     select::Item::new("INV-2", 100.0, vec![20.0]),
//!     select::Item::new("INV-3", 120.0, vec![30.0]),
//! ];
//! let question = select::Question::one_sprint(items, vec!["points".to_string()], vec![50.0]);
//! let answer = select::solve(&question, &mut Run::to_the_end())?;
//! assert!(answer.proven() && answer.value == 220.0);
//! let reasons = select::explain(&question, &answer, &mut Run::to_the_end())?;
//! assert!(reasons.items[0].sentence.starts_with("INV-1 is out: with it in, the best plan would lose 18 % of its value"));
//! # Ok::<(), planner::Refused>(())
//! ```

mod blocks;
mod branch;
mod draw;
pub mod forecast;
pub mod hints;
#[cfg(feature = "highs")]
pub mod oracle;
pub mod priorities;
mod refused;
pub mod release;
mod run;
pub mod select;
mod simplex;
mod spread;
pub mod text;

pub use refused::Refused;
pub use run::{Ended, Progress, Run};
