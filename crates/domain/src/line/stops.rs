//! The line through one item: at each of the six stops the first of what leads to it or what it leads to.

use database::Query;

use super::queries::Stop;
use crate::backlog::State;
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use uuid::Uuid;

/// Items of one kind that are counted at most.
pub(super) const COUNTED_MAX: i64 = 1_000;

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

/// The vision of the product in which a goal is looked at; what else stands on the line through a goal is known from
/// [`Serving`](super::serving::Serving).
pub fn vision(actor: &Actor, product: ProductId) -> Result<Query<'static, OnLine>> {
    actor.must(Permission::Read, product)?;
    Ok(Query::new(VISION.replace("$3", "$2"), vec![actor.workspace.into(), product.into()]))
}

/// What stands on the line through one item that is no goal, from the vision to the release, the item itself left out. Of
/// the item's product only; that a stop is not among them is a gap.
pub fn stops(
    actor: &Actor,
    product: ProductId,
    (here, item): (Stop, Uuid),
) -> Result<Query<'static, OnLine>> {
    actor.must(Permission::Read, product)?;
    let others = Stop::ALL.iter().filter(|stop| **stop != here);
    let parts: Vec<String> = others.map(|stop| first_of(*stop, here)).collect();
    let params = vec![actor.workspace.into(), item.into(), product.into(), COUNTED_MAX.into()];
    Ok(Query::new(parts.join(" union all "), params))
}

/// The links from the item `$2` to a stop, one after the other: tables, what holds of them, and the column in which the
/// ids at that stop are, some of them more than once. Nothing in between is kept aside: with so few rows, putting them
/// down somewhere would take longer than finding them.
#[derive(Clone, Default)]
struct Way {
    tables: Vec<&'static str>,
    holds: Vec<String>,
    id: String,
}

impl Way {
    fn over(mut self, table: &'static str, from: &str, to: &str) -> Self {
        let letter = &table[table.len() - 1..];
        let came = self.id;
        self.tables.push(table);
        self.holds.push(format!(
            "{letter}.workspace_id = $1 and {letter}.{from} = {came} and {letter}.{to} is not null
             and {letter}.archived_at is null"
        ));
        self.id = format!("{letter}.{to}");
        self
    }

    fn to(stop: Stop, here: Stop) -> Self {
        let itself = || Self { id: "$2".into(), ..Self::default() };
        match (stop, here) {
            _ if stop == here => itself(),
            (Stop::Vision | Stop::Goal, _) => {
                Self::to(Stop::Need, here).over("need_goal g", "need_id", "goal_id")
            }
            (Stop::Need, _) => Self::to(Stop::Feature, here).over("feature_need a", "feature_id", "need_id"),
            (Stop::Feature, Stop::Need) => itself().over("feature_need a", "need_id", "feature_id"),
            (Stop::Feature, Stop::Release) => itself().over("story s", "release_id", "feature_id"),
            (Stop::Feature, _) => itself().over("story s", "id", "feature_id"),
            (Stop::Release, Stop::Story) => itself().over("story s", "id", "release_id"),
            (Stop::Story | Stop::Release, _) => {
                Self::to(Stop::Feature, here).over("story s", "feature_id", "release_id")
            }
        }
    }

    /// What stands behind `from` for the rows at its end, which are called `x`.
    fn rows_of(mut self, table: &str) -> String {
        let id = self.id;
        self.holds.push(format!("x.workspace_id = $1 and x.id = {id}"));
        let tables: Vec<String> = self.tables.into_iter().chain([table]).map(str::to_owned).collect();
        format!("{} x where {}", tables.join(" cross join "), self.holds.join(" and "))
    }
}

/// The oldest item of a stop and how many there are, as a select that can stand in a union. Its rows are walked once for both.
fn first_of(stop: Stop, here: Stop) -> String {
    let (table, title) = match stop {
        Stop::Vision => return VISION.into(),
        Stop::Story => return stories(here),
        Stop::Release => ("release", "name"),
        _ => (stop.as_str(), "title"),
    };
    let rows = format!("{} and x.archived_at is null", Way::to(stop, here).rows_of(table));
    let (of, prefix) = match stop {
        Stop::Goal => ("", "(select w.prefix from workspace w where w.id = $1)"),
        _ => ("and {}.product_id = $3", PREFIX),
    };
    let version = if stop == Stop::Release { "f.version" } else { "''" };
    format!(
        "select '{stop}' as stop, {prefix} as prefix, f.number, f.{title} as title, {version} as version,
                c.many, 0 as accepted
           from (select count(*) as many, min(number) as number
                   from (select distinct x.number from {rows} {of_x} limit $4) d) c
          cross join {table} f
          where f.workspace_id = $1 {of_f} and f.number = c.number",
        stop = stop.as_str(),
        of_x = of.replace("{}", "x"),
        of_f = of.replace("{}", "f"),
    )
}

/// What the keys of the product begin with.
const PREFIX: &str = "(select p.prefix from product p where p.workspace_id = $1 and p.id = $3)";

const VISION: &str = "
    select 'vision' as stop, p.prefix, x.number, x.statement as title, '' as version, 1 as many, 0 as accepted
      from vision x join product p on p.workspace_id = $1 and p.id = x.product_id
     where x.workspace_id = $1 and x.product_id = $3 and x.archived_at is null";

/// One of the stories, how many there are and how many of them are accepted: as they are counted under the features,
/// or under the release.
fn stories(here: Stop) -> String {
    let (table, stop, column) = match here {
        Stop::Release => ("release", Stop::Release, "release_id"),
        _ => ("feature", Stop::Feature, "feature_id"),
    };
    let rows = Way::to(stop, here).rows_of(table);
    format!(
        "select 'story' as stop, {PREFIX} as prefix, f.number, f.title, '' as version, c.many, c.accepted
           from (select cast(coalesce(sum(t.n), 0) as bigint) as many,
                        cast(coalesce(sum(case when t.state = '{accepted}' then t.n else 0 end), 0) as bigint) as accepted
                   from (select distinct x.id from {rows} and x.product_id = $3) k cross join item_tally t
                  where t.workspace_id = $1 and t.item_id = k.id and t.noun = 'story') c
          cross join (select s.number, s.title
                        from (select x.id from {rows} and x.product_id = $3) k cross join story s
                       where s.workspace_id = $1 and s.{column} = k.id and s.archived_at is null
                       limit 1) f",
        accepted = State::Accepted.as_str(),
    )
}
