//! What is read of scores.

use std::collections::HashMap;

use database::{Query, Tx};

use super::model::rice_amounts;
use super::{FeatureScored, Model, ScoreAmount, ScoreInput, ScoreInputId, Scored, rules};
use crate::people::Product;
use crate::roadmap::queries::FEATURES_MAX;
use crate::roadmap::{Decision, Feature, FeatureId};
use crate::spine::actor::Actor;
use crate::spine::desk::Desk;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// Amounts of a product's features, at most.
const AMOUNTS_MAX: i64 = FEATURES_MAX * rules::INPUTS_MAX as i64;

database::row! {
    /// A feature with the terms of RICE.
    struct ByRice {
        id: FeatureId,
        number: i64,
        title: String,
        decision: Decision,
        completed_at: Option<Timestamp>,
        reach: i64,
        impact_percent: i64,
        confidence_percent: i64,
        effort_tenths: i64,
    }
}

database::row! {
    /// One amount of a feature.
    struct ByInput {
        id: FeatureId,
        number: i64,
        title: String,
        decision: Decision,
        completed_at: Option<Timestamp>,
        input_id: ScoreInputId,
        amount_thousandths: i64,
    }
}

/// What the features of a product are scored by, and those of which something was said, in the manager's order. By RICE only
/// those of which all was said.
pub fn scored(tx: &Tx<'_>, actor: &Actor, product: &Product) -> Result<Scored> {
    actor.must(Permission::Read, product.id)?;
    if product.formula.is_empty() {
        return Ok(Scored { model: Model::rice(), features: by_rice(tx, actor, product.id)? });
    }
    let sql = format!(
        "
        select f.id, f.number, f.title, f.decision, f.completed_at, a.input_id, a.amount_thousandths
          from feature f cross join score_amount a
         where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
           and a.workspace_id = $1 and a.feature_id = f.id and a.archived_at is null
         order by f.rank
         limit {AMOUNTS_MAX}"
    );
    let said = Query::new(sql.as_str(), vec![actor.workspace.into(), product.id.into()]);
    let (inputs, said): (Vec<ScoreInput>, Vec<ByInput>) =
        tx.together((inputs_of(actor.workspace, product.id), said))?;
    let features = gathered(&inputs, said);
    Ok(Scored { model: Model::of_formula(&product.formula, &inputs), features })
}

/// The scores of these features, those that have one. By RICE nothing is asked: the terms stand on them.
pub fn scores(
    tx: &Tx<'_>,
    actor: &Actor,
    product: &Product,
    features: &[Feature],
) -> Result<HashMap<FeatureId, f64>> {
    if !product.formula.is_empty() {
        let scored = scored(tx, actor, product)?;
        let told = |one: &FeatureScored| Some((one.id, scored.model.score(&one.amounts).ok()?));
        return Ok(scored.features.iter().filter_map(told).collect());
    }
    let model = Model::rice();
    let told = |feature: &Feature| Some((feature.id, model.score(&rice_amounts(feature)).ok()?));
    Ok(features.iter().filter_map(told).collect())
}

/// The inputs of a product's formula in the order in which they were added.
pub fn inputs(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<ScoreInput>> {
    actor.must(Permission::Read, product)?;
    Ok(inputs_of(actor.workspace, product).all(tx)?)
}

fn inputs_of(workspace: WorkspaceId, product: ProductId) -> Query<'static, ScoreInput> {
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and archived_at is null order by created_at, id limit {}",
        ScoreInput::select(),
        rules::INPUTS_MAX
    );
    Query::new(sql, vec![workspace.into(), product.into()])
}

/// The inputs of a product, as its commands look at them.
pub(super) fn inputs_at(desk: &Desk<'_>, product: ProductId) -> Result<Vec<ScoreInput>> {
    Ok(inputs_of(desk.workspace(), product).all(desk.tx)?)
}

/// How much of an input was said of a feature, archived or not.
pub(super) fn amount(
    desk: &Desk<'_>,
    feature: FeatureId,
    input: ScoreInputId,
) -> Result<Option<ScoreAmount>> {
    let sql =
        format!("{} where workspace_id = $1 and feature_id = $2 and input_id = $3", ScoreAmount::select());
    Ok(desk.tx.maybe(&sql, &[&desk.workspace(), &feature, &input])?)
}

fn by_rice(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<FeatureScored>> {
    let sql = "
        select id, number, title, decision, completed_at, reach, impact_percent, confidence_percent, effort_tenths
          from feature
         where workspace_id = $1 and product_id = $2 and archived_at is null
           and reach is not null and impact_percent is not null
           and confidence_percent is not null and effort_tenths is not null
         order by rank
         limit $3";
    let rows: Vec<ByRice> = tx.all(sql, &[&actor.workspace, &product, &FEATURES_MAX])?;
    let told = |row: ByRice| FeatureScored {
        is_ahead: is_ahead(row.decision, row.completed_at),
        id: row.id,
        number: row.number,
        title: row.title,
        amounts: vec![
            Some(row.reach as f64),
            Some(row.impact_percent as f64 / 100.0),
            Some(row.confidence_percent as f64 / 100.0),
            Some(row.effort_tenths as f64 / 10.0),
        ],
    };
    Ok(rows.into_iter().map(told).collect())
}

/// The amounts of each feature together, in the order of the inputs.
fn gathered(inputs: &[ScoreInput], said: Vec<ByInput>) -> Vec<FeatureScored> {
    let places: HashMap<ScoreInputId, usize> =
        inputs.iter().enumerate().map(|(place, input)| (input.id, place)).collect();
    let mut features: Vec<FeatureScored> = Vec::new();
    for row in said {
        let Some(place) = places.get(&row.input_id).copied() else { continue };
        if features.last().is_none_or(|last| last.id != row.id) {
            features.push(FeatureScored {
                is_ahead: is_ahead(row.decision, row.completed_at),
                id: row.id,
                number: row.number,
                title: row.title,
                amounts: vec![None; inputs.len()],
            });
        }
        if let Some(last) = features.last_mut() {
            last.amounts[place] = Some(rules::counted(inputs[place].kind, row.amount_thousandths));
        }
    }
    features
}

fn is_ahead(decision: Decision, completed_at: Option<Timestamp>) -> bool {
    let is_given_up = matches!(decision, Decision::Declined | Decision::Stopped | Decision::Merged);
    completed_at.is_none() && !is_given_up
}
