//! The Kano survey beside its feature: what customers answered, and how sure what it says is.

use domain::communication::kano::queries::{self, Surveyed};
use domain::communication::kano::rules::{Finding, given_up};
use domain::market::segments::SegmentId;
use domain::market::segments::queries::segments;
use domain::people::Product;
use domain::roadmap::Feature;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::visit::Visit;

/// What renews the page that shows it.
pub const SHOWS: [&str; 2] = ["kano_survey", "kano_answer"];

/// Where the plane of better and worse lies in its picture.
const LEFT: f64 = 26.0;
const TOP: f64 = 6.0;
const SIDE: f64 = 196.0;

/// The surveys of a feature.
pub struct Surveys {
    pub newest: Option<Surveyed>,
    pub earlier: Vec<Surveyed>,
    /// Whose contacts could be asked.
    pub segments: Vec<(SegmentId, String)>,
    /// How customers called it the last time: its name among us is not for them.
    pub called: String,
    pub may_be_asked: bool,
    time_zone: String,
}

impl Surveys {
    pub fn of(visit: &Visit<'_>, product: &Product, feature: &Feature) -> Result<Self> {
        let may_ask = visit.actor.may(Permission::ShapeFeatures, product.id);
        let surveys = queries::of_feature(&visit.actor, feature)?;
        let known = may_ask.then(|| segments(&visit.actor)).transpose()?;
        let (surveys, known) = visit.tx.together((surveys, known))?;
        let mut surveys = surveys.into_iter();
        let newest = surveys.next();
        Ok(Self {
            earlier: surveys.collect(),
            segments: known.into_iter().map(|known| (known.rule.id, known.name)).collect(),
            called: newest.as_ref().map(|newest| newest.survey.called.clone()).unwrap_or_default(),
            newest,
            may_be_asked: given_up(feature).is_none(),
            time_zone: product.time_zone.clone(),
        })
    }

    pub fn is_open(&self) -> bool {
        self.newest.as_ref().is_some_and(|newest| newest.survey.ended_at.is_none())
    }

    /// `17 of 25 answered, since 3 November 2026`.
    pub fn told(&self, one: &Surveyed) -> String {
        let when = match one.survey.ended_at {
            Some(at) => format!("ended {}", self.day(&at)),
            None => format!("since {}", self.day(&one.survey.created_at)),
        };
        let portal = if one.survey.on_portal { ", offered on the portal" } else { "" };
        format!("{} of {} answered, {when}{portal}", one.answered, one.asked)
    }

    pub fn day(&self, at: &Timestamp) -> String {
        at.day_in(&self.time_zone).strftime("%-d %B %Y").to_string()
    }
}

/// Where a finding stands on the plane: how much lacking it hurts, how much having it pleases.
pub fn place(finding: &Finding) -> (f64, f64) {
    let tenths = |at: f64| (at * 10.0).round() / 10.0;
    (tenths(LEFT - finding.worse * SIDE), tenths(TOP + (1.0 - finding.better) * SIDE))
}

/// `0.70`, `−0.50`.
pub fn signed(number: &f64) -> String {
    format!("{number:.2}").replace("-0.00", "0.00").replace('-', "−")
}

/// `87 %`.
pub fn percent(share: &f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `Attractive`, as a sentence begins.
pub fn begun(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map(|first| format!("{}{}", first.to_uppercase(), signs.as_str())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::communication::kano::Feeling::{Dislike, Like, Neutral};
    use domain::communication::kano::rules::{Pair, finding};

    use super::{begun, percent, place, signed};

    #[test]
    fn what_pleases_and_is_not_missed_stands_at_the_top_on_the_left() {
        let said = |with_it, without_it| finding(&[Pair { with_it, without_it, times: 9 }]).unwrap();
        assert_eq!(place(&said(Like, Neutral)), (26.0, 6.0));
        assert_eq!(place(&said(Neutral, Dislike)), (222.0, 202.0));
    }

    #[test]
    fn numbers_are_told_with_their_sign() {
        let told = [signed(&0.7), signed(&-0.5), signed(&-0.0), percent(&0.8654), begun("must-be")];
        assert_eq!(told, ["0.70", "−0.50", "0.00", "87 %", "Must-be"]);
    }
}
