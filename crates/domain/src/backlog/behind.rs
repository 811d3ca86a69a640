//! What stands behind stories: their features, each with its score and who asks for it.

use std::collections::{HashMap, HashSet};

use database::{Query, Tx, Value};
use serde::Serialize;

use super::queries::StoryRow;
use crate::discovery::demand::{AskedFor, of_each};
use crate::people::Product;
use crate::roadmap::scoring::queries::scores;
use crate::roadmap::{Feature, FeatureId};
use crate::spine::actor::Actor;
use crate::spine::item::Item;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// The feature of a story.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Behind {
    pub number: i64,
    pub title: String,
    /// By what the product scores its features; none where not all of it was said.
    pub score: Option<f64>,
    /// Distinct customers whose quotes lead to its needs, and what they pay a year.
    pub accounts: i64,
    pub revenue_minor: i64,
}

/// The features of these stories of a product.
pub fn behind(
    tx: &Tx<'_>,
    actor: &Actor,
    product: &Product,
    stories: &[StoryRow],
) -> Result<HashMap<FeatureId, Behind>> {
    actor.must(Permission::Read, product.id)?;
    let ids: HashSet<FeatureId> = stories.iter().filter_map(|story| story.feature_id).collect();
    let list = || ids.iter().map(|id| Value::Uuid(id.0));
    let features = format!(
        "{} where workspace_id = $1 and product_id = $2 and archived_at is null and id in ({{list}})",
        Feature::select()
    );
    let features = Query::with_list(&features, vec![actor.workspace.into(), product.id.into()], list());
    let asked = "
        select a.feature_id as of, d.customer_id, c.revenue_minor
          from feature_need a cross join demand d cross join customer c
         where a.workspace_id = $1 and a.feature_id in ({list}) and a.archived_at is null
           and d.workspace_id = $1 and d.need_id = a.need_id
           and c.workspace_id = $1 and c.id = d.customer_id";
    let asked = Query::with_list(asked, vec![actor.workspace.into()], list());
    let (features, asked): (Vec<Feature>, Vec<AskedFor>) = tx.together((features, asked))?;
    let (scores, demand) = (scores(tx, actor, product, &features)?, of_each(&asked));
    let told = |feature: Feature| {
        let (accounts, revenue_minor) = demand.get(&feature.id.0).copied().unwrap_or_default();
        let score = scores.get(&feature.id).copied();
        (feature.id, Behind { number: feature.number, title: feature.title, score, accounts, revenue_minor })
    };
    Ok(features.into_iter().map(told).collect())
}
