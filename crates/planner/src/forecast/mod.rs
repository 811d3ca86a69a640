//! Forecasts: when it is done and how much is done by then, with a sureness that holds on real projects.
//!
//! | question | asked of |
//! |---|---|
//! | how many items may one team finish in so many weeks, when are so many finished | [`Outlook`] |
//! | when are these items, this feature, this release done; how far down the backlog by then | [`Forecast`] |
//! | how good was it | [`score`], and [`Calibration`] which corrects the next |
//!
//! Two methods: the ratios of [`Similar`] situations of other projects, and the bootstrap of past weeks that tools
//! usually ship, for comparison. Time is in weeks from now; amounts are items, or points for velocity.
//!
//! ```
//! use planner::forecast::{Draws, Forecast, History, Item, Pace, Similar, Team};
//!
//! let history = History::weekly(&[4.0, 6.0, 0.0, 5.0, 7.0, 3.0, 5.0, 4.0])?;
//! let teams = [Team::new("Billing", Pace::Known(history))];
//! let item = |n: usize| Item { name: format!("INV-{n}"), team: 0, size: 1.0, needs: Vec::new() };
//! let backlog: Vec<Item> = (1..=40).map(item).collect();
//! let forecast = Forecast::of(&backlog, &teams, &Similar::default(), Draws::default())?;
//! let release = forecast.when(&[7, 12, 19]);
//! assert!(release.p50 <= release.p85 && forecast.how_many(4).p85 < 20);
//! # Ok::<(), planner::Refused>(())
//! ```

mod answer;
mod averaged;
mod backlog;
mod calibration;
mod chances;
mod history;
mod holidays;
mod library;
mod outlook;
pub mod score;
mod similar;
#[cfg(test)]
mod tests;
mod turn;

pub use answer::Forecast;
pub use backlog::{ITEMS_MAX, Item, Pace, TEAMS_MAX, Team, order};
pub use calibration::Calibration;
pub use history::{BUCKETS_MAX, History};
pub use library::{KNOTS, Library, Project, WINDOWS};
pub use outlook::{Draws, Outlook, PATHS_MAX, Sure, WEEKS_MAX};
pub use similar::Similar;
pub use turn::Turn;
