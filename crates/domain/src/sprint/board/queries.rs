//! What is read of boards.

use database::{Param, Query, Tx, Value};
use serde::Serialize;
use uuid::Uuid;

use super::rules;
use crate::backlog::{Kind, Points, Size, State, Story, StoryId};
use crate::spine::actor::Actor;
use crate::spine::id::{ColumnId, PersonId, ProductId, SprintId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::rank::Rank;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::sprint::{BoardColumn, Impediment, Sprint, Task, Team, TeamId};

/// Cards of one state at most.
pub const CARDS_MAX: i64 = 200;
/// Without a sprint, what was accepted so many days ago stands on the board still.
pub const ACCEPTED_DAYS: i64 = 14;

/// The columns of a team at most, archived ones too, and the products it works on.
const OF_TEAM_MAX: i64 = 200;
/// Tasks and impediments of one story at most.
const OF_STORY_MAX: i64 = 100;

/// The products that a team works on.
pub(super) fn products_of(tx: &Tx<'_>, workspace: WorkspaceId, team: TeamId) -> Result<Vec<ProductId>> {
    database::row! { struct Row { product_id: ProductId } }
    let sql = "
        select p.product_id from team_product p
          join team t on t.workspace_id = p.workspace_id and t.id = p.team_id
         where p.workspace_id = $1 and p.team_id = $2 and p.archived_at is null and t.archived_at is null
         order by p.created_at, p.id
         limit $3";
    let rows: Vec<Row> = tx.all(sql, &[&workspace, &team, &OF_TEAM_MAX])?;
    Ok(rows.into_iter().map(|row| row.product_id).collect())
}

/// The columns of a board from left to right, with those that were archived.
pub(super) fn all_columns(tx: &Tx<'_>, workspace: WorkspaceId, team: TeamId) -> Result<Vec<BoardColumn>> {
    let sql =
        format!("{} where workspace_id = $1 and team_id = $2 order by rank limit $3", BoardColumn::select());
    Ok(tx.all(&sql, &[&workspace, &team, &OF_TEAM_MAX])?)
}

/// The columns of a team's board from left to right.
pub(super) fn columns(tx: &Tx<'_>, actor: &Actor, team: TeamId) -> Result<Vec<BoardColumn>> {
    let columns = all_columns(tx, actor.workspace, team)?;
    Ok(columns.into_iter().filter(|column| column.archived_at.is_none()).collect())
}

/// The names of those ids that are columns, archived ones included.
pub fn column_names(workspace: WorkspaceId, ids: &[Uuid]) -> Query<'static, ColumnName> {
    let sql = "select id, name from board_column where workspace_id = $1 and id in ({list})";
    Query::with_list(sql, vec![workspace.into()], ids.iter().copied().map(Value::Uuid))
}

database::row! {
    /// What a column is called.
    pub struct ColumnName { pub id: Uuid, pub name: String }
}

/// The sprint in which a team builds a product now.
pub fn running_sprint(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    team: TeamId,
) -> Result<Option<Sprint>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and team_id = $3 and state = 'running'
             and archived_at is null
          order by number desc limit 1",
        Sprint::select()
    );
    Ok(tx.maybe(&sql, &[&actor.workspace, &product, &team])?)
}

/// How many stories of a product stand in one of these columns, which are those of its team's board.
pub(super) fn standing_in(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    (columns, column): (&[BoardColumn], &BoardColumn),
) -> Result<i64> {
    database::row! { struct Row { column_id: Option<ColumnId>, n: i64 } }
    let sprint = running_sprint(tx, actor, product, column.team_id)?.map(|sprint| sprint.id);
    let state = rules::state_of(column.stage);
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &product, &state];
    let mut and = "";
    if let Some(sprint) = &sprint {
        params.push(sprint);
        and = " and sprint_id = $4";
    }
    let sql = format!(
        "select column_id, count(*) as n from story
          where workspace_id = $1 and product_id = $2 and state = $3 and archived_at is null{and}
          group by column_id"
    );
    let rows: Vec<Row> = tx.all(&sql, &params)?;
    let stands = |row: &&Row| {
        let nth = rules::place(columns, state, row.column_id);
        nth.and_then(|nth| columns.get(nth)).is_some_and(|stands| stands.id == column.id)
    };
    Ok(rows.iter().filter(stands).map(|row| row.n).sum())
}

database::row! {
    /// A story as a card of the board.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Card {
        pub id: StoryId,
        pub number: i64,
        pub kind: Kind,
        pub title: String,
        pub state: State,
        /// The owner’s order.
        pub rank: Rank,
        pub column_id: Option<ColumnId>,
        pub points_tenths: Option<Points>,
        pub points_high_tenths: Option<Points>,
        pub assignee_id: Option<PersonId>,
        pub assignee: Option<String>,
        pub criteria: i64,
        pub met: i64,
        pub tasks: i64,
        pub tasks_done: i64,
        /// What has been in its way the longest.
        pub impediment: Option<String>,
        pub impeded_at: Option<Timestamp>,
        /// What the distinct accounts behind its feature's needs pay a year, in minor units.
        pub revenue_minor: i64,
    }
}

impl Card {
    pub fn size(&self) -> Size {
        Size { points: self.points_tenths, high: self.points_high_tenths }
    }
}

const CARD: &str = "
    select s.id, s.number, s.kind, s.title, s.state, s.rank, s.column_id, s.points_tenths,
           s.points_high_tenths, s.assignee_id, p.name as assignee,
           (select count(*) from acceptance_criterion c
             where c.workspace_id = $1 and c.story_id = s.id and c.archived_at is null) as criteria,
           (select count(*) from verdict v
              join acceptance_criterion c on c.workspace_id = v.workspace_id and c.id = v.criterion_id
                                         and c.archived_at is null
             where v.workspace_id = $1 and v.story_id = s.id and v.archived_at is null and v.met) as met,
           (select count(*) from task t
             where t.workspace_id = $1 and t.story_id = s.id and t.archived_at is null) as tasks,
           (select count(*) from task t
             where t.workspace_id = $1 and t.story_id = s.id and t.archived_at is null
               and t.done_at is not null) as tasks_done,
           (select i.body from impediment i
             where i.workspace_id = $1 and i.story_id = s.id and i.archived_at is null and i.resolved_at is null
             order by i.created_at limit 1) as impediment,
           (select i.created_at from impediment i
             where i.workspace_id = $1 and i.story_id = s.id and i.archived_at is null and i.resolved_at is null
             order by i.created_at limit 1) as impeded_at,
           (select cast(coalesce(sum(c.revenue_minor), 0) as bigint) from customer c
             where c.workspace_id = $1
               and c.id in (select d.customer_id from feature_need n
                              join demand d on d.workspace_id = n.workspace_id and d.need_id = n.need_id
                             where n.workspace_id = $1 and n.feature_id = s.feature_id
                               and n.archived_at is null)) as revenue_minor
      from story s
      left join person p on p.workspace_id = s.workspace_id and p.id = s.assignee_id
     where s.workspace_id = $1 and s.product_id = $2 and s.archived_at is null";

/// A column with the cards in it.
#[derive(Clone, Debug, Serialize)]
pub struct Lane {
    #[serde(flatten)]
    pub column: BoardColumn,
    /// "Doing is over its limit by one", where it is.
    pub over: Option<String>,
    pub cards: Vec<Card>,
}

/// A team's board of one product, from left to right.
#[derive(Clone, Debug, Serialize)]
pub struct Board {
    pub team: Team,
    /// The sprint whose stories these are; none: they are the product's.
    pub sprint: Option<Sprint>,
    pub lanes: Vec<Lane>,
    /// Beyond the last column.
    pub accepted: Vec<Card>,
}

/// The board of a team that works on the product.
pub fn board(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    (team, now): (Team, Timestamp),
) -> Result<Board> {
    actor.must(Permission::Read, product)?;
    let sprint = running_sprint(tx, actor, product, team.id)?;
    let columns = columns(tx, actor, team.id)?;
    let cards = match &sprint {
        Some(sprint) => of_sprint(tx, actor, product, sprint.id)?,
        None => of_product(tx, actor, product, now)?,
    };
    let (accepted, open): (Vec<Card>, Vec<Card>) =
        cards.into_iter().partition(|card| card.state == State::Accepted);
    let mut standing: Vec<Vec<Card>> = columns.iter().map(|_| Vec::new()).collect();
    for card in open {
        let nth = rules::place(&columns, card.state, card.column_id);
        if let Some(lane) = nth.and_then(|nth| standing.get_mut(nth)) {
            lane.push(card);
        }
    }
    let lane = |(column, cards): (BoardColumn, Vec<Card>)| Lane {
        over: rules::over(&column.name, column.wip_limit, cards.len() as i64),
        column,
        cards,
    };
    let lanes = columns.into_iter().zip(standing).map(lane).collect();
    Ok(Board { team, sprint, lanes, accepted })
}

/// The cards of a sprint, in the owner’s order.
pub fn of_sprint(tx: &Tx<'_>, actor: &Actor, product: ProductId, sprint: SprintId) -> Result<Vec<Card>> {
    let sql = format!("{CARD} and s.sprint_id = $3 and s.state <> 'proposed' order by s.rank limit $4");
    Ok(tx.all(&sql, &[&actor.workspace, &product, &sprint, &CARDS_MAX])?)
}

fn of_product(tx: &Tx<'_>, actor: &Actor, product: ProductId, now: Timestamp) -> Result<Vec<Card>> {
    let mut cards = Vec::new();
    for state in [State::Todo, State::Doing, State::Done] {
        let sql = format!("{CARD} and s.state = $3 order by s.rank limit $4");
        cards.extend(tx.all::<Card>(&sql, &[&actor.workspace, &product, &state, &CARDS_MAX])?);
    }
    let since = now.plus_days(-ACCEPTED_DAYS);
    let sql = format!(
        "{CARD} and s.state = 'accepted' and s.accepted_at >= $3 order by s.accepted_at desc, s.id limit $4"
    );
    cards.extend(tx.all::<Card>(&sql, &[&actor.workspace, &product, &since, &CARDS_MAX])?);
    Ok(cards)
}

/// The tasks of a story, in order.
pub fn tasks(tx: &Tx<'_>, actor: &Actor, story: &Story) -> Result<Vec<Task>> {
    actor.must(Permission::Read, story.product_id)?;
    let sql = format!(
        "{} where workspace_id = $1 and story_id = $2 and archived_at is null order by rank limit $3",
        Task::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &story.id, &OF_STORY_MAX])?)
}

/// The rank of the last task of a story. Removed tasks keep their place.
pub(super) fn last_task_rank(tx: &Tx<'_>, workspace: WorkspaceId, story: StoryId) -> Result<Option<Rank>> {
    let sql = "
        select rank as value from task where workspace_id = $1 and story_id = $2 order by rank desc limit 1";
    Ok(tx.value(sql, &[&workspace, &story])?)
}

/// What is in a story's way, the oldest first.
pub fn impediments(tx: &Tx<'_>, actor: &Actor, story: &Story) -> Result<Vec<Impediment>> {
    actor.must(Permission::Read, story.product_id)?;
    let sql = format!(
        "{} where workspace_id = $1 and story_id = $2 and archived_at is null and resolved_at is null
          order by created_at, id limit $3",
        Impediment::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &story.id, &OF_STORY_MAX])?)
}
