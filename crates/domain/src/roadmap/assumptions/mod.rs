//! What a feature rests on without being known, and the experiments that try it.

pub mod add_assumption;
pub mod add_experiment;
pub mod archive_assumption;
pub mod archive_experiment;
pub mod conclude_experiment;
pub mod edit_assumption;
pub mod edit_experiment;
pub mod queries;
pub mod restore_assumption;
pub mod restore_experiment;
pub mod rules;
pub mod schedule_experiment;
pub mod settle_assumption;
pub mod weigh_assumption;

use serde::Serialize;

use super::FeatureId;
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::Result;

ids! {
    /// Something that must be true for a feature to help, and is not known.
    AssumptionId,
    /// A try that shows whether an assumption holds.
    ExperimentId,
}

item! {
    /// Something that must be true for a feature to help, and is not known.
    Assumption, noun "assumption", table "assumption" {
        Key id: AssumptionId,
        Public product_id: ProductId,
        /// After the dash of its key.
        Public number: i64,
        Public feature_id: FeatureId,
        Public statement: String,
        /// How much depends on it, 1 to 5.
        Public importance: i64,
        /// How much speaks for it, 0 nothing to 5 as good as known.
        Public evidence: i64,
        Public state: AssumptionState,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A try that shows whether an assumption holds: what is expected, what is measured, from when on it counts.
    Experiment, noun "experiment", table "experiment" {
        Key id: ExperimentId,
        Public product_id: ProductId,
        /// After the dash of its key.
        Public number: i64,
        Public assumption_id: AssumptionId,
        Public hypothesis: String,
        /// What is measured.
        Public measure: String,
        /// From when on it counts as shown.
        Public threshold: String,
        Public starts_on: Option<Day>,
        Public ends_on: Option<Day>,
        Large result: String,
        /// What follows; none: it has not been concluded.
        Public decision: Option<ExperimentDecision>,
        Public concluded_on: Option<Day>,
        Public concluded_by: Option<PersonId>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// Whether an assumption holds.
    AssumptionState { Open = "open", Confirmed = "confirmed", Refuted = "refuted" }
}

words! {
    /// What follows from an experiment.
    ExperimentDecision { GoOn = "go_on", Change = "change", Stop = "stop" }
}

impl ExperimentDecision {
    /// How a page calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::GoOn => "go on",
            Self::Change => "change it",
            Self::Stop => "stop",
        }
    }
}

impl Upkeep for Assumption {
    fn words(&self) -> Option<Words> {
        let (heading, rest) = (self.statement.clone(), String::new());
        self.archived_at.is_none().then_some(Words { heading, rest })
    }
}

impl Upkeep for Experiment {
    fn words(&self) -> Option<Words> {
        let rest = [&self.measure, &self.threshold, &self.result].map(String::as_str).join("\n");
        self.archived_at.is_none().then(|| Words { heading: self.hypothesis.clone(), rest })
    }
}

/// What a command did to an assumption.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct AssumptionDone {
    pub id: AssumptionId,
    /// Such as `INV-81`.
    pub key: String,
}

/// What a command did to an experiment.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct ExperimentDone {
    pub id: ExperimentId,
    /// Such as `INV-82`.
    pub key: String,
    /// The key of its assumption.
    pub assumption: String,
}

/// An assumption together with its product.
#[derive(Clone, Debug)]
pub struct AssumptionInProduct {
    pub assumption: Assumption,
    pub product: Product,
}

impl AssumptionInProduct {
    fn load(desk: &Desk<'_>, id: AssumptionId) -> Result<Self> {
        let assumption: Assumption = desk.load(id)?;
        let product = desk.load(assumption.product_id.0)?;
        Ok(Self { assumption, product })
    }

    fn done(&self) -> AssumptionDone {
        let key = format!("{}-{}", self.product.prefix, self.assumption.number);
        AssumptionDone { id: self.assumption.id, key }
    }
}

/// An experiment together with its assumption and its product.
#[derive(Clone, Debug)]
pub struct ExperimentOfAssumption {
    pub experiment: Experiment,
    pub of: AssumptionInProduct,
}

impl ExperimentOfAssumption {
    fn load(desk: &Desk<'_>, id: ExperimentId) -> Result<Self> {
        let experiment: Experiment = desk.load(id)?;
        let of = AssumptionInProduct::load(desk, experiment.assumption_id)?;
        Ok(Self { experiment, of })
    }

    fn done(&self) -> ExperimentDone {
        let key = format!("{}-{}", self.of.product.prefix, self.experiment.number);
        ExperimentDone { id: self.experiment.id, key, assumption: self.of.done().key }
    }
}
