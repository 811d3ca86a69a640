//! The score of a feature as its page tells it: the terms, the place among the others, and what would change it.

use domain::people::Product;
use domain::roadmap::Feature;
use domain::roadmap::scoring::{InputKind, Neighbour, Scored, Standing, Term, Written, queries};
use domain::spine::refusal::Result;
use serde::Serialize;

use crate::visit::Visit;

/// What a page and the API tell of a feature's score.
#[derive(Serialize)]
pub struct Score {
    /// None: not everything is said, or there is no result.
    pub score: Option<f64>,
    /// Such as `reach × impact × confidence ÷ effort`.
    pub formula: String,
    pub terms: Vec<Amount>,
    /// Why there is no score though a formula asks for one.
    pub why_none: Option<String>,
    /// Its place among the scored features that are still to come.
    pub standing: Option<Standing>,
    #[serde(skip)]
    pub is_rice: bool,
    #[serde(skip)]
    prefix: String,
}

/// A term with what was said of the feature, as it is written: a confidence in percent.
#[derive(Serialize)]
pub struct Amount {
    #[serde(flatten)]
    pub term: Term,
    pub amount: Option<f64>,
}

impl Score {
    pub fn of(visit: &Visit<'_>, product: &Product, feature: &Feature) -> Result<Self> {
        let scored: Scored = queries::scored(visit.tx, &visit.actor, product)?;
        let amounts = scored.amounts_of(feature);
        let (is_said, found) = (amounts.iter().any(Option::is_some), scored.model.score(&amounts));
        let is_rice = scored.model.is_rice();
        let told = |(term, amount): (&Term, &Option<f64>)| Amount {
            amount: amount.map(|amount| term.written(amount)),
            term: term.clone(),
        };
        Ok(Self {
            standing: scored.standing(feature.id),
            formula: scored.model.written(),
            terms: scored.model.terms.iter().zip(&amounts).map(told).collect(),
            why_none: found.as_ref().err().filter(|_| is_said && !is_rice).cloned(),
            score: found.ok(),
            is_rice,
            prefix: product.prefix.clone(),
        })
    }

    pub fn shown(&self) -> Option<String> {
        self.score.map(|score| shown(&score))
    }

    /// `Place 3 of 8. It keeps it in 54% of draws, and is between 2 and 5 in eight of ten.`
    pub fn place(&self, standing: &Standing) -> String {
        let Standing { place, of, keeps_percent, from, to, .. } = standing;
        match (of, keeps_percent) {
            (1, _) => "The only scored feature that is still to come".into(),
            (_, 100) => format!("Place {place} of {of} in every draw of the estimates"),
            _ if from == to => {
                format!("Place {place} of {of}, kept in {keeps_percent}% of draws of the estimates")
            }
            _ => format!(
                "Place {place} of {of}, kept in {keeps_percent}% of draws of the estimates, from {from} to {to} in eight of ten"
            ),
        }
    }

    pub fn key(&self, neighbour: &Neighbour) -> String {
        format!("{}-{}", self.prefix, neighbour.number)
    }

    /// What brings it past a neighbour: `effort 2.4 instead of 3`.
    pub fn swap(&self, neighbour: &Neighbour) -> String {
        match &neighbour.swap {
            Some(Written { term, from, to }) => {
                format!("{} {} instead of {}", called(term), amount(to), amount(from))
            }
            None => "No single term changes that".into(),
        }
    }
}

impl Amount {
    pub fn label(&self) -> String {
        called(&self.term.name)
    }

    pub fn is_percent(&self) -> bool {
        self.term.kind == InputKind::Confidence
    }

    pub fn written(&self) -> String {
        self.amount.as_ref().map(amount).unwrap_or_default()
    }
}

/// `Job size` for `job_size`.
pub fn called(name: &str) -> String {
    let mut signs = name.chars();
    let first = signs.next().map(|sign| sign.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", signs.as_str().replace('_', " "))
}

/// At most three digits behind the point.
pub fn amount(amount: &f64) -> String {
    ((amount * 1e3).round() / 1e3).to_string()
}

/// A score with one digit behind the point; of small ones three digits that count.
pub fn shown(score: &f64) -> String {
    match score.abs() {
        small if small > 0.0 && small < 1.0 => {
            let digits = (2.0 - small.log10().floor()).clamp(1.0, 9.0) as usize;
            format!("{score:.digits$}").trim_end_matches('0').trim_end_matches('.').into()
        }
        _ => format!("{score:.1}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{amount, called, shown};

    #[test]
    fn numbers_and_names_are_told_as_people_write_them() {
        let told =
            [shown(&128.0), shown(&0.03125), shown(&0.5), shown(&0.0), amount(&2.4000000001), amount(&50.0)];
        assert_eq!(told, ["128.0", "0.0312", "0.5", "0.0", "2.4", "50"]);
        assert_eq!((called("job_size"), called("")), ("Job size".to_owned(), String::new()));
    }
}
