//! The features that wait for stories, each with how much is to be accepted until its last one is.

use std::collections::HashMap;

use database::{Query, Tx};
use serde::Serialize;

use super::before::AHEAD_MAX;
use super::order::{early, order_unless};
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

database::row! {
    /// A feature with its last story that is to do, and how many of these stand between that and the last one of the feature before.
    struct Mark {
        feature_id: FeatureId,
        number: i64,
        title: String,
        ends_on: Option<Day>,
        stories: i64,
        doing: i64,
        todo: i64,
        waiting: i64,
        built: i64,
        being_built: i64,
    }
}

/// The features of a product with open stories, those that come first first; without those whose last one comes after
/// [`AHEAD_MAX`] others that are to do. As [`super::before::ahead_of`] counts for each.
pub fn features_ahead(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<FeatureAhead>> {
    actor.must(Permission::Read, product)?;
    // The stories of each feature are few; between their last ones each story that is to do is counted once.
    let sql = "
        with open as (
            select f.id as feature_id,
                   (select cast(coalesce(sum(t.n), 0) as bigint) from item_tally t
                     where t.workspace_id = $1 and t.item_id = f.id and t.noun = 'story'
                       and t.state in ('todo', 'doing', 'done')) as stories,
                   (select cast(coalesce(sum(t.n), 0) as bigint) from item_tally t
                     where t.workspace_id = $1 and t.item_id = f.id and t.noun = 'story'
                       and t.state = 'doing') as doing,
                   (select s.rank from story s
                     where s.workspace_id = $1 and s.feature_id = f.id and s.archived_at is null and s.state = 'todo'
                     order by s.rank desc
                     limit 1) as last
              from feature f
             where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null),
        marks as (
            select feature_id, stories, doing, last, lag(last) over (order by last) as before from open
             where stories > 0)
        select f.id as feature_id, f.number, f.title, f.ends_on, marks.stories, marks.doing,
               case when marks.last is null then 0 else 1 end as todo,
               (select count(*) from (
                    select 1 as one from story t
                     where t.workspace_id = $1 and t.product_id = $2 and t.archived_at is null and t.state = 'todo'
                       and t.rank > coalesce(marks.before, '') and t.rank <= marks.last
                     limit $3) a) as waiting,
               (select cast(coalesce(sum(b.n), 0) as bigint) from tally b
                 where b.workspace_id = $1 and b.product_id = $2 and b.noun = 'story'
                   and b.state = 'done') as built,
               (select cast(coalesce(sum(b.n), 0) as bigint) from tally b
                 where b.workspace_id = $1 and b.product_id = $2 and b.noun = 'story'
                   and b.state = 'doing') as being_built
          from marks
          join feature f on f.workspace_id = $1 and f.id = marks.feature_id
         order by todo, marks.last, marks.doing, f.number
         limit $4";
    let params = vec![actor.workspace.into(), product.into(), AHEAD_MAX.into(), FEATURES_MAX.into()];
    let (marks, early) = tx.together((Query::<Mark>::new(sql, params), early(actor, product)))?;
    Ok(match order_unless(early.is_empty(), (tx, actor), product)? {
        Some(order) => as_built(marks, &order.last_of_features()),
        None => in_order(marks),
    })
}

/// The same where what is waited for is built before its place.
fn as_built(mut marks: Vec<Mark>, last: &HashMap<FeatureId, i64>) -> Vec<FeatureAhead> {
    let down = |mark: &Mark| last.get(&mark.feature_id).copied();
    marks.retain(|mark| mark.todo == 0 || down(mark).is_some());
    marks.sort_by_key(|mark| (mark.todo, down(mark)));
    let mut before = 0;
    for mark in &mut marks {
        let at = down(mark).unwrap_or(before);
        mark.waiting = at - before;
        before = at;
    }
    in_order(marks)
}

/// How much comes before the end of each: what is built, then what is being built, then what is to do in its order.
fn in_order(marks: Vec<Mark>) -> Vec<FeatureAhead> {
    let mut to_do = 0;
    let ahead = |mark: Mark| {
        to_do += mark.waiting;
        let ahead = match (mark.todo, mark.doing) {
            (0, 0) => mark.built,
            (0, _) => mark.built + mark.being_built,
            _ => mark.built + mark.being_built + to_do,
        };
        let Mark { feature_id, number, title, ends_on, stories, .. } = mark;
        (to_do <= AHEAD_MAX).then_some(FeatureAhead { feature_id, number, title, ends_on, stories, ahead })
    };
    marks.into_iter().filter_map(ahead).collect()
}
