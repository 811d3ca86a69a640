//! What a score is made of: the terms of RICE, or the inputs of a product's formula.

use planner::priorities::formula::Formula;
use planner::priorities::sureness::Estimated;
use planner::priorities::{Rice, Scale};
use serde::Serialize;

use super::{InputKind, ScoreInput, ScoreInputId};
use crate::roadmap::{Feature, FeatureId, rules};

/// How sure the estimates are where a formula has no confidence among its inputs.
const USUALLY_SURE: f64 = 0.8;

/// One thing that a score is made of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// None: a term of RICE.
    pub input: Option<ScoreInputId>,
    pub name: String,
    pub unit: String,
    pub kind: InputKind,
}

impl Term {
    /// How an amount that is counted with is written: a confidence in percent.
    pub fn written(&self, amount: f64) -> f64 {
        match self.kind {
            InputKind::Confidence => (amount * 1e5).round() / 1e3,
            _ => amount,
        }
    }
}

/// By what the features of a product are scored.
#[derive(Clone, Debug)]
pub struct Model {
    pub terms: Vec<Term>,
    by: By,
}

#[derive(Clone, Debug)]
enum By {
    Rice,
    /// As it was written, and why it cannot be asked where it cannot.
    Formula(String, Result<Formula, String>),
}

/// A feature with what was said of it, in the order of the terms; not yet said: none.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureScored {
    pub id: FeatureId,
    pub number: i64,
    pub title: String,
    /// As they are counted with: a confidence of 80 % is 0.8.
    pub amounts: Vec<Option<f64>>,
    /// Whether it is still to come: neither given up nor complete. Only those are compared.
    pub is_ahead: bool,
}

/// The features of a product of which something was said, in the manager's order.
#[derive(Clone, Debug)]
pub struct Scored {
    pub model: Model,
    pub features: Vec<FeatureScored>,
}

impl Model {
    pub fn rice() -> Self {
        let term =
            |name: &str, unit: &str, kind| Term { input: None, name: name.into(), unit: unit.into(), kind };
        let terms = vec![
            term("reach", "customers in a quarter", InputKind::Estimate),
            term("impact", "", InputKind::Estimate),
            term("confidence", "percent", InputKind::Confidence),
            term("effort", "person-months", InputKind::Estimate),
        ];
        Self { terms, by: By::Rice }
    }

    pub fn of_formula(formula: &str, inputs: &[ScoreInput]) -> Self {
        let term = |input: &ScoreInput| Term {
            input: Some(input.id),
            name: input.name.clone(),
            unit: input.unit.clone(),
            kind: input.kind,
        };
        let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
        let read = Formula::read(formula, &names).map_err(|refused| refused.sentence);
        Self { terms: inputs.iter().map(term).collect(), by: By::Formula(formula.into(), read) }
    }

    pub fn is_rice(&self) -> bool {
        matches!(self.by, By::Rice)
    }

    /// `reach × impact × confidence ÷ effort`.
    pub fn written(&self) -> String {
        match &self.by {
            By::Rice => "reach × impact × confidence ÷ effort".into(),
            By::Formula(_, Ok(formula)) => formula.to_string(),
            By::Formula(text, Err(_)) => text.clone(),
        }
    }

    /// The score for amounts in the order of the terms, or why there is none, in a sentence.
    pub fn score(&self, amounts: &[Option<f64>]) -> Result<f64, String> {
        match &self.by {
            By::Rice => rice(amounts).ok_or_else(|| "Not every term of RICE is said yet.".into()),
            By::Formula(_, Ok(formula)) => {
                let score = formula.score(amounts).map(|score| score.value);
                score.map_err(|refused| refused.sentence)
            }
            By::Formula(_, Err(sentence)) => Err(sentence.clone()),
        }
    }

    /// The same for amounts that are all said, for whoever asks thousands of times.
    pub(super) fn worth(&self, amounts: &[f64]) -> Option<f64> {
        match (&self.by, amounts) {
            (By::Rice, [reach, impact, confidence, effort]) => Some(reach * impact * confidence / effort),
            (By::Formula(_, Ok(formula)), amounts) => formula.worth(amounts),
            _ => None,
        }
    }

    /// What the score is drawn from: what nobody said counts as 0, and is not asked for by the formula.
    pub(super) fn estimated(&self, amounts: &[Option<f64>]) -> Estimated {
        let amounts: Vec<f64> = amounts.iter().map(|amount| amount.unwrap_or_default()).collect();
        let confidence = self.terms.iter().position(|term| term.kind == InputKind::Confidence);
        let sure = confidence.and_then(|at| amounts.get(at).copied()).unwrap_or(USUALLY_SURE);
        let of_term = |term: &Term| if term.kind == InputKind::Estimate { sure } else { 1.0 };
        Estimated { amounts, sure: self.terms.iter().map(of_term).collect() }
    }

    /// What may be written for each term of somebody who has these amounts.
    pub(super) fn scales(&self, amounts: &[f64]) -> Vec<Scale> {
        let steps = |least: f64, greatest: f64, step: f64| Scale::Steps { least, greatest, step };
        if self.is_rice() {
            return vec![
                steps(0.0, rules::REACH_MAX as f64, 1.0),
                Scale::OneOf(Rice::IMPACTS.to_vec()),
                steps(0.0, 1.0, 0.01),
                steps(0.1, rules::EFFORT_MAX, 0.1),
            ];
        }
        let of_term = |(term, amount): (&Term, &f64)| match term.kind {
            InputKind::Confidence => steps(0.0, 1.0, 0.01),
            _ => {
                let least = if *amount < 0.0 { -super::rules::AMOUNT_MAX } else { 0.0 };
                steps(least, super::rules::AMOUNT_MAX, if amount.abs() < 10.0 { 0.1 } else { 1.0 })
            }
        };
        self.terms.iter().zip(amounts).map(of_term).collect()
    }
}

impl Scored {
    /// What was said of a feature, also of one that is archived, or of which not all is said: the terms of RICE stand on it.
    pub fn amounts_of(&self, feature: &Feature) -> Vec<Option<f64>> {
        if self.model.is_rice() { rice_amounts(feature) } else { self.amounts(feature.id) }
    }

    /// What was said of a feature, in the order of the terms.
    pub fn amounts(&self, feature: FeatureId) -> Vec<Option<f64>> {
        let found = self.features.iter().find(|scored| scored.id == feature);
        found.map_or_else(|| vec![None; self.model.terms.len()], |scored| scored.amounts.clone())
    }

    pub fn score(&self, feature: FeatureId) -> Option<f64> {
        self.model.score(&self.amounts(feature)).ok()
    }
}

/// What was said of a feature by the terms of RICE, as they are counted with.
pub(super) fn rice_amounts(feature: &Feature) -> Vec<Option<f64>> {
    let part = |amount: Option<i64>, of: f64| amount.map(|amount| amount as f64 / of);
    vec![
        part(feature.reach, 1.0),
        part(feature.impact_percent, 100.0),
        part(feature.confidence_percent, 100.0),
        part(feature.effort_tenths, 10.0),
    ]
}

fn rice(amounts: &[Option<f64>]) -> Option<f64> {
    let [Some(reach), Some(impact), Some(confidence), Some(effort)] = *amounts else { return None };
    Rice { reach, impact, confidence, effort }.score().ok().map(|score| score.value)
}
