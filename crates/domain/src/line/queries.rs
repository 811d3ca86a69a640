//! The line of a product as knots and threads, what hangs loose on it, and what was said along it.

use database::{One, Query, Together, Tx};
use serde::Serialize;
use uuid::Uuid;

use super::walk::Threads;
use crate::communication::notifications::queries::unread;
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::tally::{self, Tallies};

/// Knots of one kind that are read at most.
const KNOTS_MAX: i64 = 500;
/// Loose ends of one kind are counted up to this.
pub const LOOSE_MAX: i64 = 500;
/// Voices and answers along a line at most.
const SAID_MAX: i64 = 8;

words! {
    /// The six stops of the line.
    Stop {
        Vision = "vision",
        Goal = "goal",
        Need = "need",
        Feature = "feature",
        Story = "story",
        Release = "release",
    }
}

/// What the frame of every page counts: the items of a product, and what is news to the reader.
pub fn counted(tx: &Tx<'_>, actor: &Actor, product: ProductId, now: Timestamp) -> Result<(Tallies, i64)> {
    let (tallies, unread) = tx.together((tally::asked(actor, product)?, unread(actor, now)))?;
    Ok((tallies.into(), unread.first().map_or(0, |One(n)| *n)))
}

database::row! {
    /// One thing on the line.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Knot {
        pub id: Uuid,
        pub stop: Stop,
        pub prefix: String,
        pub number: i64,
        pub title: String,
        /// Its state, decision or version.
        pub state: String,
    }
}

database::row! {
    struct Joined { one: Uuid, other: Uuid }
}

/// The line of a product: everything on it up to a limit of each kind, and what is joined to what.
pub fn line(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<(Vec<Knot>, Threads)> {
    actor.must(Permission::Read, product)?;
    let mut knots = Vec::new();
    for sql in KNOTS {
        knots.append(&mut tx.all::<Knot>(*sql, &[&actor.workspace, &product, &KNOTS_MAX])?);
    }
    let mut threads = Threads::default();
    for sql in JOINS {
        for joined in tx.all::<Joined>(*sql, &[&actor.workspace, &product, &(KNOTS_MAX * 2)])? {
            threads.join(joined.one, joined.other);
        }
    }
    let parts: Vec<Joined> = tx.all(PARTS, &[&actor.workspace, &KNOTS_MAX])?;
    for part in &parts {
        threads.join(part.one, part.other);
    }
    let vision = knots.iter().find(|knot| knot.stop == Stop::Vision).map(|knot| knot.id);
    let is_part = |goal: &Knot| parts.iter().any(|part| part.other == goal.id);
    for goal in knots.iter().filter(|knot| knot.stop == Stop::Goal && !is_part(knot)) {
        if let Some(vision) = vision {
            threads.join(vision, goal.id);
        }
    }
    Ok((knots, threads))
}

const KNOTS: &[&str] = &[
    "select v.id, 'vision' as stop, p.prefix, v.number, v.statement as title, '' as state
       from vision v
       join product p on p.workspace_id = v.workspace_id and p.id = v.product_id
      where v.workspace_id = $1 and v.product_id = $2 and v.archived_at is null
      limit $3",
    "select g.id, 'goal' as stop, w.prefix, g.number, g.title, g.state
       from goal g
       join workspace w on w.id = g.workspace_id
       join product p on p.workspace_id = g.workspace_id and p.id = $2
      where g.workspace_id = $1 and g.archived_at is null
      order by g.number
      limit $3",
    "select n.id, 'need' as stop, p.prefix, n.number, n.title, n.state
       from need n
       join product p on p.workspace_id = n.workspace_id and p.id = n.product_id
      where n.workspace_id = $1 and n.product_id = $2 and n.archived_at is null
      order by n.created_at, n.id
      limit $3",
    "select f.id, 'feature' as stop, p.prefix, f.number, f.title, f.decision as state
       from feature f
       join product p on p.workspace_id = f.workspace_id and p.id = f.product_id
      where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
      order by f.rank
      limit $3",
    "select s.id, 'story' as stop, p.prefix, s.number, s.title, s.state
       from feature f
       join story s on s.workspace_id = f.workspace_id and s.feature_id = f.id and s.archived_at is null
       join product p on p.workspace_id = s.workspace_id and p.id = s.product_id
      where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
      order by s.rank
      limit $3",
    "select r.id, 'release' as stop, p.prefix, r.number, r.name as title, r.version as state
       from release r
       join product p on p.workspace_id = r.workspace_id and p.id = r.product_id
      where r.workspace_id = $1 and r.product_id = $2 and r.archived_at is null
      order by r.number
      limit $3",
];

/// Which goal is part of which.
const PARTS: &str = "
    select g.parent_id as one, g.id as other
      from goal g
     where g.workspace_id = $1 and g.archived_at is null and g.parent_id is not null
     order by g.number
     limit $2";

const JOINS: &[&str] = &[
    "select s.goal_id as one, s.need_id as other
       from need n
       join need_goal s on s.workspace_id = n.workspace_id and s.need_id = n.id and s.archived_at is null
      where n.workspace_id = $1 and n.product_id = $2 and n.archived_at is null
      limit $3",
    "select a.need_id as one, a.feature_id as other
       from feature f
       join feature_need a on a.workspace_id = f.workspace_id and a.feature_id = f.id and a.archived_at is null
      where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
      limit $3",
    "select f.id as one, s.id as other
       from feature f
       join story s on s.workspace_id = f.workspace_id and s.feature_id = f.id and s.archived_at is null
      where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
      order by s.rank
      limit $3",
    "select s.id as one, r.id as other
       from release r
       join story s on s.workspace_id = r.workspace_id and s.release_id = r.id and s.archived_at is null
      where r.workspace_id = $1 and r.product_id = $2 and r.archived_at is null
      order by s.rank
      limit $3",
];

database::row! {
    /// What hangs loose: each counted up to [`LOOSE_MAX`].
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
    pub struct LooseEnds {
        pub stories_without_purpose: i64,
        pub needs_without_feature: i64,
        pub features_without_need: i64,
        pub goals_without_need: i64,
    }
}

impl LooseEnds {
    pub fn all(&self) -> i64 {
        self.stories_without_purpose
            + self.needs_without_feature
            + self.features_without_need
            + self.goals_without_need
    }
}

/// What hangs loose in a product, and the goals of the workspace that nothing serves.
pub fn loose_ends(actor: &Actor, product: ProductId) -> Result<impl Together<Rows = LooseEnds>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select (select count(*) from (
                  select 1 as one from story s
                   where s.workspace_id = $1 and s.product_id = $2 and s.purpose is null
                     and s.archived_at is null
                   limit $3) a) as stories_without_purpose,
               (select count(*) from (
                  select 1 as one from need n
                   where n.workspace_id = $1 and n.product_id = $2 and n.archived_at is null
                     and not exists (select 1 from feature_need a
                                      where a.workspace_id = $1 and a.need_id = n.id and a.archived_at is null)
                   limit $3) b) as needs_without_feature,
               (select count(*) from (
                  select 1 as one from feature f
                   where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
                     and not exists (select 1 from feature_need a
                                      where a.workspace_id = $1 and a.feature_id = f.id
                                        and a.archived_at is null)
                   limit $3) c) as features_without_need,
               (select count(*) from (
                  select 1 as one from goal g
                   where g.workspace_id = $1 and g.archived_at is null and g.state = 'active'
                     and not exists (select 1 from need_goal s
                                      where s.workspace_id = $1 and s.goal_id = g.id and s.archived_at is null)
                     and not exists (select 1 from goal b
                                      where b.workspace_id = $1 and b.parent_id = g.id and b.archived_at is null)
                   limit $3) d) as goals_without_need";
    let found = Query::new(sql, vec![actor.workspace.into(), product.into(), LOOSE_MAX.into()]);
    Ok(found.then(|rows: Vec<LooseEnds>| rows.first().copied().unwrap_or_default()))
}

database::row! {
    /// Something a customer said along the line: at its beginning, or to "did it help?" at its end.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Voice {
        pub words: String,
        pub customer: Option<String>,
        pub said_at: Timestamp,
        /// The feedback in the inbox.
        pub number: Option<i64>,
        /// `yes`, `partly` or `no` where it answers.
        pub answer: Option<String>,
    }
}

/// The first words that led to a need.
pub fn voices(tx: &Tx<'_>, actor: &Actor, product: ProductId, need: Uuid) -> Result<Vec<Voice>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select q.passage as words, c.name as customer, q.said_at, f.number, null as answer
          from quote q
          join feedback f on f.workspace_id = q.workspace_id and f.id = q.feedback_id
          left join customer c on c.workspace_id = q.workspace_id and c.id = q.customer_id
         where q.workspace_id = $1 and q.need_id = $2 and q.archived_at is null
         order by q.said_at, q.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &need, &SAID_MAX])?)
}

/// What contacts answered to a feature, the last first.
pub fn answers(tx: &Tx<'_>, actor: &Actor, product: ProductId, feature: Uuid) -> Result<Vec<Voice>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select r.body as words, c.name as customer, r.answered_at as said_at, f.number, r.answer
          from response r
          join customer c on c.workspace_id = r.workspace_id and c.id = r.customer_id
          left join feedback f on f.workspace_id = r.workspace_id and f.id = r.feedback_id
         where r.workspace_id = $1 and r.feature_id = $2 and r.answered_at is not null
         order by r.answered_at desc
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &feature, &SAID_MAX])?)
}

/// The needs to which the passages of a feedback lead.
pub fn needs_of_feedback(tx: &Tx<'_>, actor: &Actor, feedback: Uuid) -> Result<Vec<Uuid>> {
    let sql = "
        select need_id as value from quote
         where workspace_id = $1 and feedback_id = $2 and archived_at is null
         order by created_at, id
         limit $3";
    Ok(tx.values(sql, &[&actor.workspace, &feedback, &SAID_MAX])?)
}
