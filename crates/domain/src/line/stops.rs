//! The line through one item: at each of the six stops the first of what leads to it or what it leads to.

use database::{Query, Together, Value};

use super::queries::Stop;
use super::serving::AND_BELOW;
use crate::backlog::State;
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use uuid::Uuid;

/// Items of one kind that are counted at most.
pub const COUNTED_MAX: i64 = 1_000;

database::row! {
    /// The first item of its kind on the line through another, and how many there are.
    #[derive(Clone, Debug, PartialEq)]
    pub struct OnLine {
        pub stop: Stop,
        pub prefix: String,
        pub number: i64,
        pub title: String,
        /// The version of a release, else nothing.
        pub version: String,
        pub many: i64,
        /// Of stories: how many are accepted.
        pub accepted: i64,
    }
}

/// What stands on the line through one item, from the vision to the release, the item itself left out. Of the products
/// given only, whose first has the vision; that a stop is not among them is a gap.
pub fn stops(
    actor: &Actor,
    products: &[ProductId],
    (here, item): (Stop, Uuid),
) -> Result<impl Together<Rows = Vec<OnLine>> + use<>> {
    for product in products {
        actor.must(Permission::Read, *product)?;
    }
    let Some(first) = products.first() else { return Ok(None) };
    let params = vec![actor.workspace.into(), item.into(), (*first).into(), COUNTED_MAX.into()];
    let others = Stop::ALL.iter().filter(|stop| **stop != here);
    let parts: Vec<String> = others.map(|stop| first_of(*stop, here)).collect();
    let products = products.iter().map(|product| Value::from(*product));
    Ok(Some(Query::<OnLine>::with_list(&parts.join(" union all "), params, products)))
}

/// The first item of a stop and how many there are, as a select that can stand in a union.
fn first_of(stop: Stop, here: Stop) -> String {
    let on_it = match stop {
        Stop::Vision => "x.product_id = $3".to_string(),
        Stop::Story => stories(here),
        _ => format!("x.id in ({})", ids(stop, here)),
    };
    let (table, title, order) = match stop {
        Stop::Vision => ("vision", "statement", "number"),
        Stop::Goal => ("goal", "title", "number"),
        Stop::Need => ("need", "title", "number"),
        Stop::Feature => ("feature", "title", "rank"),
        Stop::Story => ("story", "title", "rank"),
        Stop::Release => ("release", "name", "number"),
    };
    let (owner, owned) = match stop {
        Stop::Goal => ("workspace p on p.id = l.owner", "workspace_id"),
        // The products are looked at last: asked for with the ids, they would be what is read from the index.
        _ => ("product p on p.workspace_id = $1 and p.id = l.owner and p.id in ({list})", "product_id"),
    };
    let version = if stop == Stop::Release { "version" } else { "''" };
    let accepted = match stop {
        Stop::Story => format!("case when x.state = '{}' then 1 else 0 end", State::Accepted.as_str()),
        _ => "0".to_string(),
    };
    let l = |columns: &str| {
        format!(
            "(select x.{owned} as owner, {columns} from {table} x
               where x.workspace_id = $1 and {on_it} and x.archived_at is null limit $4) l"
        )
    };
    format!(
        "select '{stop}' as stop, f.prefix, f.number, f.title, f.version, c.many, c.accepted
           from (select p.prefix, l.number, l.title, l.version
                   from {} join {owner} order by l.place limit 1) f
          cross join (select count(*) as many, cast(coalesce(sum(l.accepted), 0) as bigint) as accepted
                        from {} join {owner}) c",
        l(&format!("x.number, x.{title} as title, {version} as version, x.{order} as place")),
        l(&format!("{accepted} as accepted")),
        stop = stop.as_str(),
    )
}

/// The stories on the line through the item `$2`, as a condition.
fn stories(here: Stop) -> String {
    match here {
        Stop::Story => "id = $2".into(),
        Stop::Release => "release_id = $2".into(),
        _ => format!("feature_id in ({})", ids(Stop::Feature, here)),
    }
}

/// The ids of what stands at a stop on the line through the item `$2`, as what is written between the brackets of `in`.
fn ids(stop: Stop, here: Stop) -> String {
    let (before, sql) = match stop {
        Stop::Goal if here == Stop::Goal => return AND_BELOW.to_string(),
        _ if stop == here => return "$2".to_string(),
        Stop::Vision | Stop::Goal => (
            Stop::Need,
            "select goal_id from need_goal where workspace_id = $1 and need_id in ({}) and archived_at is null",
        ),
        Stop::Need if here == Stop::Goal => (
            Stop::Goal,
            "select need_id from need_goal where workspace_id = $1 and goal_id in ({}) and archived_at is null",
        ),
        Stop::Need => (
            Stop::Feature,
            "select need_id from feature_need where workspace_id = $1 and feature_id in ({}) and archived_at is null",
        ),
        Stop::Feature if matches!(here, Stop::Goal | Stop::Need) => (
            Stop::Need,
            "select feature_id from feature_need where workspace_id = $1 and need_id in ({}) and archived_at is null",
        ),
        Stop::Feature => return of_stories("feature_id", here),
        Stop::Story => return of_stories("id", here),
        Stop::Release => return of_stories("release_id", here),
    };
    sql.replace("{}", &ids(before, here))
}

fn of_stories(column: &str, here: Stop) -> String {
    format!(
        "select {column} from story where workspace_id = $1 and {} and archived_at is null",
        stories(here)
    )
}
