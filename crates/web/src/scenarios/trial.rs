//! A scenario worked out, as its page and the API tell it.

use domain::people::Product;
use domain::roadmap::FeatureId;
use domain::scenarios::compare::{Basis, Compared, Tried};
use domain::scenarios::told::{self, Summary};
use domain::scenarios::{ChangeKind, Scenario, ScenarioChange, ScenarioChangeId, queries};
use domain::spine::refusal::Result;
use domain::spine::search;
use serde::Serialize;
use uuid::Uuid;

use crate::visit::Visit;

/// What is asked for in the address.
#[derive(Clone, Default, serde::Deserialize)]
pub struct Asked {
    /// The number of the scenario that stands in the place of what is; empty: none.
    #[serde(default)]
    beside: String,
}

/// One thing that is otherwise.
#[derive(Serialize)]
pub struct Change {
    pub id: ScenarioChangeId,
    pub kind: ChangeKind,
    /// The key of its feature.
    pub feature: String,
    pub stories: i64,
    /// "INV-7 “Pay by bank” comes right before INV-9 “Your own tone”".
    pub words: String,
    /// What it does not fit any more.
    pub since: Option<&'static str>,
}

/// A scenario beside what stands, or beside another one.
#[derive(Serialize)]
pub struct Trial {
    #[serde(flatten)]
    pub scenario: Scenario,
    pub changes: Vec<Change>,
    /// The number of the scenario in the place of what stands.
    pub beside: Option<i64>,
    pub summary: Summary,
    /// The summary in words; none where there is no forecast.
    pub sentence: Option<String>,
    /// Why there is no forecast.
    pub no_forecast: Option<String>,
    pub rows: Vec<Compared>,
    #[serde(skip)]
    pub basis: Basis,
    #[serde(skip)]
    pub beside_title: String,
}

impl Trial {
    pub fn of(visit: &Visit<'_>, product: &Product, number: i64, asked: &Asked) -> Result<Self> {
        let (tx, actor) = (visit.tx, &visit.actor);
        let scenario = queries::scenario(tx, actor, product.id, number)?;
        let changes = queries::changes(tx, actor.workspace, scenario.id)?;
        let basis = Basis::read(tx, actor, product, visit.now)?;
        let other = match asked.beside.parse().ok().filter(|other| *other != number) {
            Some(other) => {
                let other = queries::scenario(tx, actor, product.id, other)?;
                let changes = queries::changes(tx, actor.workspace, other.id)?;
                Some((other, changes))
            }
            None => None,
        };
        let now = other.as_ref().map_or(Tried::NOTHING, |(other, changes)| Tried::of(other, changes));
        let rows = basis.compared(product, (now, Tried::of(&scenario, &changes)));
        let summary = Summary::of(&rows);
        let no_forecast = basis.no_forecast().map(str::to_owned);
        Ok(Self {
            changes: told(visit, &basis, &changes)?,
            beside: other.as_ref().map(|(other, _)| other.number),
            beside_title: other.map(|(other, _)| other.title).unwrap_or_default(),
            sentence: no_forecast.is_none().then(|| summary.sentence()),
            summary,
            no_forecast,
            rows,
            basis,
            scenario,
        })
    }
}

/// The changes in words; those of features that were archived since say so.
fn told(visit: &Visit<'_>, basis: &Basis, changes: &[ScenarioChange]) -> Result<Vec<Change>> {
    let named = changes.iter().flat_map(|change| [Some(change.feature_id), change.other_id]);
    let ids: Vec<Uuid> = named.flatten().map(|id| id.0).collect();
    let keys = search::keys(visit.tx, visit.actor.workspace, &ids)?;
    let key = |id: FeatureId| keys.get(&id.0).cloned().unwrap_or_default();
    let name = |id: FeatureId| match basis.feature(id) {
        Some(feature) => format!("{} “{}”", key(id), feature.title),
        None => key(id),
    };
    let change = |change: &ScenarioChange| Change {
        id: change.id,
        kind: change.kind,
        feature: key(change.feature_id),
        stories: change.stories,
        words: told::change(change, name),
        since: since(basis, change),
    };
    Ok(changes.iter().map(change).collect())
}

/// What became of its features since, where that matters.
fn since(basis: &Basis, change: &ScenarioChange) -> Option<&'static str> {
    let Some(feature) = basis.feature(change.feature_id) else {
        return Some("archived since: restore it, or take this out");
    };
    if change.other_id.is_some_and(|other| basis.feature(other).is_none()) {
        return Some("the other one was archived since: restore it, or take this out");
    }
    match change.kind {
        ChangeKind::Stories if change.stories < 0 && -change.stories > feature.to_do => {
            Some("so many are not to do any more")
        }
        ChangeKind::Stories => None,
        _ if feature.to_do == 0 => Some("nothing of it is to do, so nothing moves"),
        _ => None,
    }
}
