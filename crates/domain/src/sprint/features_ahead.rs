//! The features that wait for stories, each with how much is to be accepted until its last one is.

use database::{Query, Tx};
use serde::Serialize;

use super::forecast::AHEAD_MAX;
use crate::roadmap::FeatureId;
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// Features at most.
const FEATURES_MAX: i64 = 200;

database::row! {
    /// A feature with stories that are open.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    pub struct FeatureAhead {
        pub feature_id: FeatureId,
        pub number: i64,
        pub title: String,
        /// Its last planned day.
        pub ends_on: Option<Day>,
        /// Its open stories.
        pub stories: i64,
        /// Stories that are accepted until its last one is: what is built, what is being built, then the backlog in its
        /// order.
        pub ahead: i64,
    }
}

/// The features of a product with open stories among the first [`AHEAD_MAX`], those that come first first.
pub fn features_ahead(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<FeatureAhead>> {
    actor.must(Permission::Read, product)?;
    let of_state = |stage: usize, state: &str| {
        format!(
            "select * from (
                select feature_id, {stage} as stage, rank, id from story
                 where workspace_id = $1 and product_id = $2 and archived_at is null and state = '{state}'
                 order by rank
                 limit $3) {state}_stories"
        )
    };
    let open = [(0, "done"), (1, "doing"), (2, "todo")].map(|(stage, state)| of_state(stage, state));
    let sql = format!(
        "select f.id as feature_id, f.number, f.title, f.ends_on, o.stories, o.ahead
           from (select feature_id, count(*) as stories, max(place) as ahead
                   from (select feature_id, 
                                -- Of what is built or being built, all is done before the next stage: as `ahead_of` counts.
                                case when stage = 2 then row_number() over (order by stage, rank, id)
                                     else count(*) over (order by stage) end as place
                           from ({}) open_stories) placed
                  where feature_id is not null
                  group by feature_id) o
           join feature f on f.workspace_id = $1 and f.id = o.feature_id and f.archived_at is null
          order by o.ahead, f.number
          limit $4",
        open.join(" union all ")
    );
    let params = vec![actor.workspace.into(), product.into(), AHEAD_MAX.into(), FEATURES_MAX.into()];
    Ok(Query::new(sql, params).all(tx)?)
}
