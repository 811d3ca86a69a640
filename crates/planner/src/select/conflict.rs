//! Musts that do not fit together: a smallest such set, found by leaving out one after the other.

use super::check::{check, firsts};
use super::options::Options;
use super::question::{CAPACITY_TOLERANCE, Question, Value};
use super::solve::solve_firm;
use crate::refused::{Refused, listed};
use crate::run::{Ended, Run};

/// Musts that can not all be planned, of which any one left out lets the others be planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub items: Vec<usize>,
    /// Whether it is proven that none of them could be left out of the set.
    pub minimal: bool,
    /// The conflict in words.
    pub sentence: String,
}

/// A smallest conflicting set of musts; `None` when all fit, or when the limits of `run` left it open.
///
/// Errors: what [`super::check`] refuses.
pub fn find_conflict(question: &Question, run: &mut Run) -> Result<Option<Conflict>, Refused> {
    check(question)?;
    Ok(conflict(question, run))
}

/// The same for a question that was checked.
pub(super) fn conflict(question: &Question, run: &mut Run) -> Option<Conflict> {
    let mut bare = question.clone();
    bare.stability = 0.0;
    for item in &mut bare.items {
        item.value = Value::Stated(0.0);
    }
    let musts: Vec<usize> = (0..bare.items.len()).filter(|&item| bare.items[item].must).collect();
    if feasible(&bare, run) != Some(false) {
        return None;
    }
    let (mut kept, mut minimal) = (Vec::new(), true);
    for &must in &musts {
        bare.items[must].must = false;
        let verdict = feasible(&bare, run);
        if verdict != Some(false) {
            bare.items[must].must = true;
            kept.push(must);
            minimal &= verdict.is_some();
        }
    }
    let sentence = sentence(question, &kept);
    Some(Conflict { items: kept, minimal, sentence })
}

/// Whether some plan meets every must; `None` when the search was cut short.
fn feasible(question: &Question, run: &mut Run) -> Option<bool> {
    let found = solve_firm(question, &Options::of(question), &[], &mut run.within());
    match (found.plan, found.ended) {
        (Some(_), _) => Some(true),
        (None, Ended::Proven) => Some(false),
        _ => None,
    }
}

fn sentence(question: &Question, items: &[usize]) -> String {
    let names: Vec<&str> = items.iter().map(|&item| question.name(item)).collect();
    let shortage = shortage(question, items).unwrap_or_default();
    match names.as_slice() {
        [only] => {
            format!("{only} can not be planned at all{shortage}: it can not be a must as things stand.")
        }
        _ => format!(
            "{} can not all be planned{shortage}: without any one of them the others fit.",
            listed(&names)
        ),
    }
}

/// The skill of which the items and what they need take more than there is, in words.
fn shortage(question: &Question, items: &[usize]) -> Option<String> {
    let firsts = firsts(question);
    let (mut seen, mut waiting) = (vec![false; question.items.len()], items.to_vec());
    while let Some(item) = waiting.pop() {
        if !std::mem::replace(&mut seen[item], true) {
            waiting.extend(&firsts[item]);
        }
    }
    let with_needs = seen.iter().filter(|seen| **seen).count() > items.len();
    question.skills.iter().enumerate().find_map(|(skill, name)| {
        let taken: f64 = (0..seen.len())
            .filter(|&item| seen[item])
            .map(|item| question.items[item].effort.of(skill))
            .sum();
        let capacities = question.teams.iter().flat_map(|team| &team.capacity);
        let there: f64 = capacities.map(|capacity| capacity[skill]).sum();
        let whole = if with_needs { " with what they need" } else { "" };
        (taken > there + CAPACITY_TOLERANCE)
            .then(|| format!(" ({} {name}{whole}, where there are {})", rounded(taken), rounded(there)))
    })
}

/// A number with at most two decimals.
pub(super) fn rounded(amount: f64) -> String {
    let text = format!("{amount:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}
