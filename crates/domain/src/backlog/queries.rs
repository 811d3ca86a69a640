//! What is read of the backlog.

use database::{Param, Query, Sql, Tx};
use serde::Serialize;

use super::{Criterion, Kind, Points, Purpose, Size, State, Story, StoryId};
use crate::roadmap::FeatureId;
use crate::spine::actor::Actor;
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::rank::Rank;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::search;

/// Rows of a page at most.
pub const PAGE_MAX: i64 = 200;
/// How far a filtered list is counted before it says "more than".
pub const COUNTED_MAX: i64 = 1000;
/// Matches of a search by words that are looked at, the newest first: any words cost the same at most.
const MATCHES_MAX: i64 = 500;

/// Which part of the backlog is asked for. Everything is part of the URL.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// None: everything that is not accepted yet.
    pub state: Option<State>,
    pub assignee: Option<PersonId>,
    /// All of these words, the last one as a beginning.
    pub words: Option<String>,
    /// Only what comes after this rank.
    pub after: Option<Rank>,
    pub limit: i64,
}

database::row! {
    /// A story as a row of the backlog.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct StoryRow {
        pub id: StoryId,
        pub number: i64,
        pub kind: Kind,
        pub title: String,
        pub purpose: Option<Purpose>,
        pub feature_id: Option<FeatureId>,
        pub state: State,
        pub rank: Rank,
        pub points_tenths: Option<Points>,
        pub points_high_tenths: Option<Points>,
        pub assignee_id: Option<PersonId>,
        pub assignee: Option<String>,
    }
}

impl StoryRow {
    pub fn size(&self) -> Size {
        Size { points: self.points_tenths, high: self.points_high_tenths }
    }
}

/// One page of the backlog in the owner's order.
#[derive(Clone, Debug, Serialize)]
pub struct Page {
    pub rows: Vec<StoryRow>,
    /// The rank to ask for next, when there is more.
    pub next: Option<Rank>,
}

const ROW: &str = "
    select s.id, s.number, s.kind, s.title, s.purpose, s.feature_id, s.state, s.rank, s.points_tenths, s.points_high_tenths,
           s.assignee_id, p.name as assignee
      from {from} story s
      left join person p on p.workspace_id = s.workspace_id and p.id = s.assignee_id
     where s.workspace_id = $1 and s.product_id = $2 and s.archived_at is null and s.rank > $3";

/// A page of the backlog. The rank alone carries the reader on: no offset, so page 1,000 costs what page 1 does.
pub fn page(tx: &Tx<'_>, actor: &Actor, product: ProductId, filter: &Filter) -> Result<Page> {
    actor.must(Permission::Read, product)?;
    let limit = filter.limit.clamp(1, PAGE_MAX);
    let after = filter.after.as_ref().map_or(&[][..], Rank::as_bytes);
    let query = filter.words.as_ref().map(|words| search::query_of(tx, words));
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &product, &after];
    let mut sql = Sql::from(ROW).map(|row| row.replace("{from}", ""));
    match &query {
        Some(None) => return Ok(Page { rows: Vec::new(), next: None }),
        Some(Some(query)) => {
            params.push(query);
            params.push(&MATCHES_MAX);
            sql = found_first(ROW);
        }
        None => {}
    }
    let mut and = String::new();
    narrow(&mut and, &mut params, filter);
    // Written out: PostgreSQL plans a limit that it does not know anew for every page.
    and.push_str(&format!(" order by s.rank limit {}", limit + 1));
    let mut rows: Vec<StoryRow> = tx.all(sql.map(|row| format!("{row}{and}")), &params)?;
    let more = rows.len() as i64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or_default());
    let next = if more { rows.last().map(|row| row.rank.clone()) } else { None };
    Ok(Page { rows, next })
}

database::row! {
    /// A story by what it is called.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct StoryName { pub id: StoryId, pub number: i64, pub title: String }
}

/// What stands at the top of the backlog, but for this story.
pub fn first_but(actor: &Actor, story: &Story, most: i64) -> Result<Query<'static, StoryName>> {
    actor.must(Permission::Read, story.product_id)?;
    let sql = "
        select id, number, title from story
         where workspace_id = $1 and product_id = $2 and archived_at is null and state <> 'accepted' and id <> $3
         order by rank
         limit $4";
    let params = vec![actor.workspace.into(), story.product_id.into(), story.id.into(), most.into()];
    Ok(Query::new(sql, params))
}

/// The statement with the stories that match `$4` looked up first: were the order's index walked instead, a rare
/// word would cost a walk over the whole backlog.
fn found_first(row: &str) -> Sql<'static> {
    database::sql_pair!("matching").map(|matching| {
        let from = "found cross join";
        format!("with found as materialized ({matching}) {}", row.replace("{from}", from))
            + " and s.id = found.value"
    })
}

fn narrow<'p>(sql: &mut String, params: &mut Vec<&'p dyn Param>, filter: &'p Filter) {
    match &filter.state {
        Some(state) => {
            params.push(state);
            sql.push_str(&format!(" and s.state = ${}", params.len()));
        }
        None => sql.push_str(" and s.state <> 'accepted'"),
    }
    if let Some(assignee) = &filter.assignee {
        params.push(assignee);
        sql.push_str(&format!(" and s.assignee_id = ${}", params.len()));
    }
}

/// How many stories of a product are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub proposed: i64,
    pub todo: i64,
    pub doing: i64,
    pub done: i64,
    pub accepted: i64,
}

impl Counts {
    /// What stands in the backlog: everything that is not accepted yet.
    pub fn open(&self) -> i64 {
        self.proposed + self.todo + self.doing + self.done
    }
}

database::row! {
    struct Tallied { state: String, n: i64 }
}

/// The counts of a product, kept up to date by every write, so that a million rows cost no more than a thousand.
pub fn counts(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Counts> {
    actor.must(Permission::Read, product)?;
    let sql = "select state, n from tally where workspace_id = $1 and product_id = $2 and noun = 'story'";
    let mut counts = Counts::default();
    for Tallied { state, n } in tx.all(sql, &[&actor.workspace, &product])? {
        match State::parse(&state) {
            Some(State::Proposed) => counts.proposed = n,
            Some(State::Todo) => counts.todo = n,
            Some(State::Doing) => counts.doing = n,
            Some(State::Done) => counts.done = n,
            Some(State::Accepted) => counts.accepted = n,
            None => {}
        }
    }
    Ok(counts)
}

/// How many stories a filter finds, as far as [`COUNTED_MAX`]; one more means "more than that".
pub fn counted(tx: &Tx<'_>, actor: &Actor, product: ProductId, filter: &Filter) -> Result<i64> {
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &product];
    let mut sql = "select s.id from story s
                    where s.workspace_id = $1 and s.product_id = $2 and s.archived_at is null"
        .to_owned();
    narrow(&mut sql, &mut params, filter);
    let limit = COUNTED_MAX + 1;
    params.push(&limit);
    let sql = format!("select count(*) as value from ({sql} limit ${}) as found", params.len());
    Ok(tx.value(&sql, &params)?.unwrap_or(0))
}

/// A story that the actor may read, by its number.
pub fn story(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Story> {
    actor.must(Permission::Read, product)?;
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and number = $3", Story::select());
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("story")
}

/// What a story is accepted by, in order; at most 200.
pub fn criteria(tx: &Tx<'_>, actor: &Actor, story: &Story) -> Result<Vec<Criterion>> {
    actor.must(Permission::Read, story.product_id)?;
    let sql = format!(
        "{} where workspace_id = $1 and story_id = $2 and archived_at is null order by rank limit 200",
        Criterion::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &story.id])?)
}

// Archived stories keep their place, so that they come back to it: these count them too.

pub(crate) fn first_rank(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId) -> Result<Option<Rank>> {
    let sql = "
        select rank as value from story
         where workspace_id = $1 and product_id = $2
         order by rank
         limit 1";
    Ok(tx.value(sql, &[&workspace, &product])?)
}

pub(crate) fn last_rank(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId) -> Result<Option<Rank>> {
    let sql = "
        select rank as value from story
         where workspace_id = $1 and product_id = $2
         order by rank desc
         limit 1";
    Ok(tx.value(sql, &[&workspace, &product])?)
}

/// The rank right after `rank`, passing over the story that is being moved.
pub(crate) fn next_rank(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    product: ProductId,
    rank: &Rank,
    moved: StoryId,
) -> Result<Option<Rank>> {
    let sql = "
        select rank as value from story
         where workspace_id = $1 and product_id = $2 and rank > $3 and id <> $4
         order by rank
         limit 1";
    Ok(tx.value(sql, &[&workspace, &product, rank, &moved])?)
}

/// The rank right before `rank`, passing over the story that is being moved.
pub(super) fn previous_rank(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    product: ProductId,
    rank: &Rank,
    moved: StoryId,
) -> Result<Option<Rank>> {
    let sql = "
        select rank as value from story
         where workspace_id = $1 and product_id = $2 and rank < $3 and id <> $4
         order by rank desc
         limit 1";
    Ok(tx.value(sql, &[&workspace, &product, rank, &moved])?)
}

pub(super) fn last_criterion_rank(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    story: StoryId,
) -> Result<Option<Rank>> {
    let sql = "
        select rank as value from acceptance_criterion
         where workspace_id = $1 and story_id = $2
         order by rank desc
         limit 1";
    Ok(tx.value(sql, &[&workspace, &story])?)
}

/// The rank that a story is to have; a free one right above it if another has got it meanwhile.
pub(crate) fn free_rank(tx: &Tx<'_>, workspace: WorkspaceId, story: &Story) -> Result<Rank> {
    let Story { id, product_id, rank, .. } = story;
    let sql = "
        select rank as value from story
         where workspace_id = $1 and product_id = $2 and rank = $3 and id <> $4";
    if tx.value::<Rank>(sql, &[&workspace, product_id, rank, id])?.is_none() {
        return Ok(rank.clone());
    }
    let previous = previous_rank(tx, workspace, *product_id, rank, *id)?;
    Ok(Rank::between(previous.as_ref(), Some(rank)))
}
