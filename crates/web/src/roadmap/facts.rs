//! The three facts of a feature, and what several pages say of it.

use domain::backlog::State;
use domain::people::Product;
use domain::roadmap::queries::StoryOfFeature;
use domain::roadmap::{Decision, Feature, Outcome, Precision, queries};
use domain::spine::moment::{Day, Timestamp};
use domain::spine::refusal::{Found, Result};

use crate::visit::Visit;

/// The feature with a key such as `INV-34`, and its product.
pub fn by_key(visit: &Visit<'_>, key: &str) -> Result<(Product, Feature)> {
    let (prefix, number) = key.rsplit_once('-').found("feature")?;
    let product = visit.product(prefix)?;
    let number = number.parse().ok().found("feature")?;
    let feature = queries::feature(visit.tx, &visit.actor, product.id, number)?;
    Ok((product, feature))
}

/// How a fact begins a sentence: `Taken`, `Being shaped`.
pub fn decision(decision: Decision) -> &'static str {
    match decision {
        Decision::Idea => "An idea",
        Decision::Shaping => "Being shaped",
        Decision::Offered => "Offered",
        Decision::Taken => "Taken",
        Decision::Parked => "Parked",
        Decision::Declined => "Declined",
        Decision::Stopped => "Stopped",
        Decision::Merged => "Merged",
    }
}

/// `Accepted 5 of 7`.
pub fn delivery(stories: &[StoryOfFeature]) -> String {
    let accepted = stories.iter().filter(|story| story.state == State::Accepted).count();
    match stories.len() {
        0 => "No stories yet".into(),
        all => format!("Accepted {accepted} of {all}"),
    }
}

pub fn outcome(feature: &Feature) -> &'static str {
    match feature.outcome {
        Outcome::Unknown => "Unknown",
        Outcome::Helped => "Helped",
        Outcome::Partly => "Helped in part",
        Outcome::Not => "Did not help",
    }
}

/// `12 October`.
pub fn day(at: Timestamp, product: &Product) -> String {
    at.day_in(&product.time_zone).strftime("%-d %B").to_string()
}

/// When it is planned for, as exactly as it is known: `November 2026`, `Q1 2027`, `3 to 14 Nov 2026`.
pub fn planned(feature: &Feature) -> Option<String> {
    let (first, last) = (feature.starts_on?, feature.ends_on?);
    let (from, to) = (told(first, feature.date_precision), told(last, feature.date_precision));
    Some(if from == to { from } else { format!("{from} to {to}") })
}

fn told(day: Day, precision: Option<Precision>) -> String {
    let date = day.date();
    match precision {
        Some(Precision::Quarter) => format!("Q{} {}", (date.month() + 2) / 3, date.year()),
        Some(Precision::Day) => date.strftime("%-d %b %Y").to_string(),
        Some(Precision::Month) | None => date.strftime("%B %Y").to_string(),
    }
}
