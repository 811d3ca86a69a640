//! What was accepted in a sprint or a month, and for which goals.

use std::collections::HashMap;

use database::{Param, Tx};
use serde::Serialize;

use super::drift::Work;
use crate::backlog::{Points, Purpose, StoryId};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, SprintId};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::strategy::GoalId;

/// Accepted stories that are looked at, at most.
pub const ACCEPTED_MAX: i64 = 2_000;

/// The stretch of time that is looked at.
#[derive(Clone, Copy, Debug)]
pub enum During {
    Sprint(SprintId),
    /// From the first moment to before the second.
    Between(Timestamp, Timestamp),
}

database::row! {
    /// An accepted story.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Accepted {
        pub id: StoryId,
        pub number: i64,
        pub title: String,
        pub purpose: Option<Purpose>,
        pub points_tenths: Option<Points>,
    }
}

database::row! {
    struct For { story_id: StoryId, goal_id: GoalId }
}

/// Accepted stories with what each counts: its points where every one has an estimate, otherwise one.
#[derive(Clone, Debug)]
pub struct Measured {
    pub stories: Vec<Accepted>,
    pub works: Vec<Work>,
    pub in_points: bool,
}

/// The stories of a product that were accepted, at most [`ACCEPTED_MAX`], in the order of the backlog or of their acceptance.
pub fn accepted(tx: &Tx<'_>, actor: &Actor, product: ProductId, during: During) -> Result<Measured> {
    actor.must(Permission::Read, product)?;
    let (narrowed, order, bounds): (&str, &str, Vec<&dyn Param>) = match &during {
        During::Sprint(sprint) => ("s.sprint_id = $4", "s.rank", vec![sprint]),
        During::Between(from, until) => {
            ("s.accepted_at >= $4 and s.accepted_at < $5", "s.accepted_at, s.id", vec![from, until])
        }
    };
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &product, &ACCEPTED_MAX];
    params.extend(bounds);
    let these = |columns: &str| {
        format!(
            "select {columns} from story s
              where s.workspace_id = $1 and s.product_id = $2 and s.state = 'accepted' and s.archived_at is null
                and {narrowed}
              order by {order}
              limit $3"
        )
    };
    let stories: Vec<Accepted> =
        tx.all(these("s.id, s.number, s.title, s.purpose, s.points_tenths"), &params)?;
    let sql = format!(
        "select distinct t.id as story_id, g.id as goal_id, g.number
           from ({}) t
           join feature_need a on a.workspace_id = $1 and a.feature_id = t.feature_id and a.archived_at is null
           join need_goal n on n.workspace_id = $1 and n.need_id = a.need_id and n.archived_at is null
           join goal g on g.workspace_id = $1 and g.id = n.goal_id and g.archived_at is null
          order by g.number, t.id",
        these("s.id, s.feature_id")
    );
    let mut goals: HashMap<StoryId, Vec<GoalId>> = HashMap::new();
    for row in tx.all::<For>(&sql, &params)? {
        goals.entry(row.story_id).or_default().push(row.goal_id);
    }
    Ok(measured(stories, goals))
}

fn measured(stories: Vec<Accepted>, mut goals: HashMap<StoryId, Vec<GoalId>>) -> Measured {
    let in_points = stories.iter().all(|story| story.points_tenths.is_some());
    let works = stories.iter().map(|story| Work {
        tenths: story.points_tenths.filter(|_| in_points).map_or(10, Points::tenths),
        goals: goals.remove(&story.id).unwrap_or_default(),
        is_upkeep: matches!(story.purpose, Some(Purpose::Defect | Purpose::Upkeep | Purpose::Obligation)),
    });
    Measured { works: works.collect(), stories, in_points }
}
