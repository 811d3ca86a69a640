//! What taking over and dropping have in common: what stands in the way, what follows in figures, and the order carried out.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::ahead::{Piece, reorder};
use super::compare::{Basis, Compared, Tried};
use super::queries::to_do_of;
use super::told::Summary;
use super::{ChangeKind, Scenario, ScenarioChange, queries, told};
use crate::backlog::Story;
use crate::backlog::queries::{first_rank, last_rank, next_rank};
use crate::people::Product;
use crate::roadmap::{Feature, FeatureId};
use crate::spine::desk::Desk;
use crate::spine::rank::Rank;
use crate::spine::refusal::{Refusal, Result};
use crate::sprint::before::AHEAD_MAX;
use crate::sprint::order::{ToDo, to_do};

/// Rows of the comparison that are kept in words.
const ROWS_MAX: usize = 100;
/// Stories that one scenario moves at most.
const MOVED_MAX: usize = 1_000;

/// What follows from a scenario, kept with it.
pub(super) struct Findings {
    pub summary: Summary,
    /// The changes that taking it over carries out, and those that people make: capacity, more or fewer stories.
    pub carried_out: Vec<String>,
    pub by_people: Vec<String>,
    /// The sentence, the changes, and each feature and release that is moved.
    pub told: String,
}

/// What follows from a scenario today.
pub(super) fn findings(
    desk: &Desk<'_>,
    product: &Product,
    scenario: &Scenario,
    changes: &[ScenarioChange],
) -> Result<Findings> {
    let basis = Basis::read(desk.tx, desk.actor, product, desk.now())?;
    let rows = basis.compared(product, (Tried::NOTHING, Tried::of(scenario, changes)));
    let summary = Summary::of(&rows);
    let features = features_of(desk, changes)?;
    let name = |id: FeatureId| {
        let known = features.get(&id.0);
        known.map_or_else(String::new, |known| told::name(&product.prefix, known.number, &known.title))
    };
    let (own, others): (Vec<_>, Vec<_>) =
        changes.iter().partition(|change| change.kind == ChangeKind::Stories);
    let said = |those: Vec<&ScenarioChange>| {
        those.into_iter().map(|change| told::change(change, name)).collect::<Vec<_>>()
    };
    let by_people: Vec<String> = told::capacity(scenario).into_iter().chain(said(own)).collect();
    let carried_out = said(others);
    let mut lines = vec![match basis.no_forecast() {
        Some(why) => format!("There is no forecast. {why}"),
        None => summary.sentence(),
    }];
    lines.push(String::new());
    lines.extend(by_people.iter().chain(&carried_out).map(|line| format!("- {line}.")));
    let moved: Vec<&Compared> = rows.iter().filter(|row| row.now != row.then).collect();
    if !moved.is_empty() {
        lines.push(String::new());
        lines.extend(moved.iter().take(ROWS_MAX).map(|row| format!("- {}.", told::row(row))));
    }
    if moved.len() > ROWS_MAX {
        lines.push(format!("- {} others are moved, too.", moved.len() - ROWS_MAX));
    }
    Ok(Findings { summary, carried_out, by_people, told: lines.join("\n") })
}

/// The features that are named in the changes.
fn features_of(desk: &Desk<'_>, changes: &[ScenarioChange]) -> Result<BTreeMap<Uuid, Feature>> {
    let named = changes.iter().flat_map(|change| [Some(change.feature_id), change.other_id]);
    let mut ids: Vec<Uuid> = named.flatten().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let features: Vec<Feature> = desk.load_all(&ids)?;
    Ok(features.into_iter().map(|feature| (feature.id.0, feature)).collect())
}

/// Refuses a scenario that changes nothing, or that is about features which were archived since; by name.
pub(super) fn refuse_hindered(desk: &Desk<'_>, product: &Product, scenario: &Scenario) -> Result<()> {
    let changes = queries::changes(desk.tx, desk.workspace(), scenario.id)?;
    if changes.is_empty() && scenario.capacity_percent == 100 {
        return Refusal::conflict(
            "Nothing is otherwise in this scenario. Change capacity, order or scope first.",
        );
    }
    let features = features_of(desk, &changes)?;
    let gone: Vec<String> = features
        .values()
        .filter(|feature| feature.archived_at.is_some())
        .map(|feature| told::name(&product.prefix, feature.number, &feature.title))
        .collect();
    match gone.as_slice() {
        [] => Ok(()),
        [one] => Refusal::conflict(format!(
            "{one} was archived since. Restore it, or take what the scenario says of it out."
        )),
        many => Refusal::conflict(format!(
            "{} were archived since. Restore them, or take what the scenario says of them out.",
            many.join(", ")
        )),
    }
}

/// Those that are moved: by the order, or to the end as they are left out.
pub(super) fn orders(changes: &[ScenarioChange]) -> Vec<ScenarioChange> {
    let left_out = |change: &&ScenarioChange| change.kind == ChangeKind::LeftOut;
    let last = |change: &ScenarioChange| ScenarioChange { kind: ChangeKind::Last, ..change.clone() };
    let order = changes.iter().filter(|change| change.kind.is_order()).cloned();
    order.chain(changes.iter().filter(left_out).map(last)).collect()
}

/// Moves stories in the backlog as the scenario has them; how many were moved.
pub(super) fn put_in_order(desk: &Desk<'_>, product: &Product, orders: &[ScenarioChange]) -> Result<usize> {
    let mut stories = to_do(desk.tx, desk.actor, product.id)?;
    let beyond = if stories.len() as i64 > AHEAD_MAX { stories.pop() } else { None };
    refuse_cut(desk, product, (&stories, orders))?;
    let mut pieces: Vec<Piece<Option<usize>>> = stories
        .iter()
        .enumerate()
        .map(|(nth, story)| Piece { feature: story.feature_id, what: Some(nth) })
        .collect();
    if beyond.is_some() {
        pieces.push(Piece { feature: None, what: None });
    }
    let is_moved =
        |piece: &Piece<Option<usize>>| orders.iter().any(|change| piece.feature == Some(change.feature_id));
    let (mut lower, mut block, mut moved) = (None, Vec::new(), 0);
    for piece in reorder(pieces, orders) {
        let own = piece.what.and_then(|nth| stories.get(nth));
        match own {
            Some(story) if is_moved(&piece) => block.push(story),
            own => {
                let upper = own.or(beyond.as_ref()).map(|story| &story.rank);
                moved += put_between(desk, product, (lower.as_ref(), upper), &std::mem::take(&mut block))?;
                lower = match own {
                    Some(story) => Some(story.rank.clone()),
                    None => last_rank(desk.tx, desk.workspace(), product.id)?,
                };
            }
        }
    }
    Ok(moved + put_between(desk, product, (lower.as_ref(), None), &block)?)
}

/// A feature of which some stories were not looked at would be torn apart.
fn refuse_cut(
    desk: &Desk<'_>,
    product: &Product,
    (stories, orders): (&[ToDo], &[ScenarioChange]),
) -> Result<()> {
    let mut moved = 0;
    for (id, feature) in features_of(desk, orders)? {
        let seen = stories.iter().filter(|story| story.feature_id.is_some_and(|own| own.0 == id)).count();
        moved += seen;
        if to_do_of(desk.tx, desk.workspace(), FeatureId(id))? > seen as i64 {
            let key = format!("{}-{}", product.prefix, feature.number);
            return Refusal::conflict(format!(
                "{key} has stories below the first 5,000 of the backlog. Move them up first."
            ));
        }
    }
    if moved > MOVED_MAX {
        return Refusal::conflict(format!(
            "These are {moved} stories; a scenario moves {MOVED_MAX} at most. Take some features out of it."
        ));
    }
    Ok(())
}

/// Puts some stories between two that stay; those that stand so already are left alone.
fn put_between(
    desk: &Desk<'_>,
    product: &Product,
    (lower, upper): (Option<&Rank>, Option<&Rank>),
    block: &[&ToDo],
) -> Result<usize> {
    let (Some(first), Some(last)) = (block.first(), block.last()) else { return Ok(0) };
    let is_in_order = block.windows(2).all(|pair| pair[0].rank < pair[1].rank);
    let is_above = lower.is_none_or(|lower| *lower < first.rank);
    if is_in_order && is_above && upper.is_none_or(|upper| last.rank < *upper) {
        return Ok(0);
    }
    // Right below the upper neighbour, above whatever else stands there, in whatever state.
    let next = match lower {
        Some(lower) => next_rank(desk.tx, desk.workspace(), product.id, lower, first.id)?,
        None => first_rank(desk.tx, desk.workspace(), product.id)?,
    };
    let mut ranks = Vec::with_capacity(block.len());
    spread((lower, next.as_ref()), block.len(), &mut ranks);
    let ids: Vec<Uuid> = block.iter().map(|story| story.id.0).collect();
    let loaded: BTreeMap<Uuid, Story> =
        desk.load_all(&ids)?.into_iter().map(|story: Story| (story.id.0, story)).collect();
    for (id, rank) in ids.iter().zip(ranks) {
        if let Some(story) = loaded.get(id) {
            desk.change(story, &Story { rank, ..story.clone() })?;
        }
    }
    Ok(block.len())
}

/// So many ranks between two, in order, each as short as it can be.
fn spread((lower, upper): (Option<&Rank>, Option<&Rank>), count: usize, ranks: &mut Vec<Rank>) {
    if count == 0 {
        return;
    }
    let middle = Rank::between(lower, upper);
    spread((lower, Some(&middle)), count / 2, ranks);
    ranks.push(middle.clone());
    spread((Some(&middle), upper), count - count / 2 - 1, ranks);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_between_two_are_in_order_and_short() {
        let (low, high) = (Rank::first(), Rank::between(Some(&Rank::first()), None));
        for ends in [(None, None), (Some(&low), None), (None, Some(&low)), (Some(&low), Some(&high))] {
            for count in [0, 1, 2, 7, 1_000] {
                let mut ranks = Vec::new();
                spread(ends, count, &mut ranks);
                assert_eq!(ranks.len(), count);
                assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]));
                assert!(ranks.iter().all(|rank| ends.0.is_none_or(|low| low < rank)));
                assert!(ranks.iter().all(|rank| ends.1.is_none_or(|high| rank < high)));
                assert!(ranks.iter().all(|rank| rank.as_bytes().len() < 8), "{count}");
            }
        }
    }
}
