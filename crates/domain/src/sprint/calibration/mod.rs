//! How often forecasts come true: each week what is forecast is put down, and later what happened.
//!
//! A row is no change of the product: it follows from the log and from what the planner draws, and whoever reads it may read
//! the product. So it is kept as a ledger, by the hourly round of the courier.

pub mod chances;
mod happened;
pub mod queries;
pub mod rules;
pub mod taught;
pub mod weekly;

words! {
    /// What a forecast is of.
    Subject {
        /// How many stories are accepted within [`rules::PACE_DAYS`].
        Pace = "pace",
        /// In how many days every story of a feature is.
        Feature = "feature",
        Release = "release",
        /// How many stories are accepted until the next sprint to end is over.
        Sprint = "sprint",
        /// How likely a feature or release is done by its planned day.
        Promise = "promise",
        /// How likely the stories with which a sprint starts fit it.
        Fit = "fit",
    }
}
