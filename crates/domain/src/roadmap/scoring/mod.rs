//! By what the features of a product are scored, and how sure the place of each is.
//!
//! A product scores by RICE, whose terms stand on the feature, or by a formula over inputs of its own, whose amounts stand beside
//! it. Which of the two: whether the product has a formula. What was said for the other one stays and is not looked at.

pub mod add_score_input;
pub mod edit_score_input;
mod model;
pub mod queries;
pub mod remove_score_input;
pub mod rules;
pub mod score_by_formula;
pub mod set_formula;
mod standing;

pub use model::{FeatureScored, Model, Scored, Term};
pub use standing::{Neighbour, Ranked, Standing, Written};

use crate::roadmap::FeatureId;
use crate::spine::id::ProductId;
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// Something that a product's formula is made of.
    ScoreInputId,
    /// How much of an input a feature has.
    ScoreAmountId,
}

item! {
    /// Something that a product's formula is made of, such as what a feature saves a year.
    ScoreInput, noun "score_input", table "score_input" {
        Key id: ScoreInputId,
        Public product_id: ProductId,
        /// As the formula calls it: one word.
        Public name: String,
        Public unit: String,
        Public kind: InputKind,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// How much of an input a feature has.
    ScoreAmount, noun "score_amount", table "score_amount" {
        Key id: ScoreAmountId,
        Public product_id: ProductId,
        Public feature_id: FeatureId,
        Public input_id: ScoreInputId,
        /// As it is written, in thousandths: of percent where the input is a confidence.
        Public amount_thousandths: i64,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How far an amount is to be believed.
    InputKind {
        /// It may be off, as far as the confidence says.
        Estimate = "estimate",
        /// It is taken as it is.
        Known = "known",
        /// In percent: how sure the estimates of a feature are. The formula takes 80 as 0.8.
        Confidence = "confidence",
    }
}

impl Upkeep for ScoreInput {}

impl Upkeep for ScoreAmount {}
