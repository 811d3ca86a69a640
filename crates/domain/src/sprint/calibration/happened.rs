//! What became of forecasts that wait for it.

use std::collections::{BTreeSet, HashMap};

use database::{Query, Tx, Value};
use uuid::Uuid;

use super::Subject;
use super::rules::PACE_DAYS;
use super::weekly::{Place, start, today};
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::Result;

/// Forecasts that wait for what happens, at most.
const UNSETTLED_MAX: i64 = 5_000;

/// A forecast and what happened: stories, days, or 1 for kept and 0 for not.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Happened {
    pub place: Place,
    pub actual: i64,
}

database::row! {
    struct Unsettled { week_on: Day, made_on: Day, subject: Subject, item_id: Uuid, due_on: Option<Day> }
}

database::row! {
    struct Ended { item_id: Uuid, last_at: Option<Timestamp>, open: i64 }
}

database::row! {
    struct Closed { id: Uuid, planned: i64, accepted: i64 }
}

/// What became of forecasts that wait for it.
pub(super) fn happened(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    now: Timestamp,
) -> Result<Vec<Happened>> {
    let sql = "
        select week_on, made_on, subject, item_id, due_on from forecast
         where workspace_id = $1 and product_id = $2 and actual is null
         order by week_on, subject, item_id
         limit $3";
    let waiting: Vec<Unsettled> = tx.all(sql, &[&actor.workspace, &product, &UNSETTLED_MAX])?;
    let of = |subjects: &[Subject]| -> BTreeSet<Uuid> {
        waiting.iter().filter(|row| subjects.contains(&row.subject)).map(|row| row.item_id).collect()
    };
    let mut ended = ended(tx, actor, "feature_id", of(&[Subject::Feature, Subject::Promise]))?;
    ended.extend(self::ended(tx, actor, "release_id", of(&[Subject::Release, Subject::Promise]))?);
    let fitted = fitted(tx, actor, of(&[Subject::Fit]))?;
    let is_over = |last: Day| last.days_until(today(now)) > 0;
    let mut happened = Vec::new();
    for Unsettled { week_on, made_on, subject, item_id, due_on } in waiting {
        let counted = |until: Day| {
            let over = is_over(until.plus_days(-1));
            over.then(|| accepted(tx, actor, product, (made_on, until))).transpose()
        };
        let done = ended.get(&item_id);
        let actual = match (subject, due_on) {
            (Subject::Pace, _) => counted(made_on.plus_days(PACE_DAYS))?,
            (Subject::Sprint, Some(last)) => counted(last.plus_days(1))?,
            (Subject::Promise, Some(last)) => {
                is_over(last).then(|| i64::from(done.is_some_and(|day| day.days_until(last) >= 0)))
            }
            (Subject::Fit, _) => fitted.get(&item_id).map(|fits| i64::from(*fits)),
            (Subject::Feature | Subject::Release, _) => done.map(|day| made_on.days_until(*day).max(0)),
            (Subject::Sprint | Subject::Promise, None) => None,
        };
        let place = Place { week_on, subject, item_id };
        happened.extend(actual.map(|actual| Happened { place, actual }));
    }
    Ok(happened)
}

/// Of these sprints those that are closed: whether as much was accepted as was planned when they started.
fn fitted(tx: &Tx<'_>, actor: &Actor, sprints: BTreeSet<Uuid>) -> Result<HashMap<Uuid, bool>> {
    let sql = "
        select id, coalesce(planned_items, 0) as planned, coalesce(accepted_items, 0) as accepted from sprint
         where workspace_id = $1 and id in ({list}) and state = 'closed' and archived_at is null";
    let sprints = sprints.into_iter().map(Value::from);
    let rows: Vec<Closed> = Query::with_list(sql, vec![actor.workspace.into()], sprints).all(tx)?;
    Ok(rows.into_iter().map(|row| (row.id, row.accepted >= row.planned)).collect())
}

/// The days on which the last stories were accepted, of those items that have none open.
fn ended(tx: &Tx<'_>, actor: &Actor, column: &str, items: BTreeSet<Uuid>) -> Result<HashMap<Uuid, Day>> {
    let sql = format!(
        "select {column} as item_id, max(accepted_at) as last_at,
                cast(sum(case when state in ('todo', 'doing', 'done') then 1 else 0 end) as bigint) as open
           from story
          where workspace_id = $1 and {column} in ({{list}}) and archived_at is null
          group by {column}"
    );
    let items = items.into_iter().map(Value::from);
    let rows: Vec<Ended> = Query::with_list(&sql, vec![actor.workspace.into()], items).all(tx)?;
    let day = |row: Ended| Some((row.item_id, today(row.last_at.filter(|_| row.open == 0)?)));
    Ok(rows.into_iter().filter_map(day).collect())
}

fn accepted(tx: &Tx<'_>, actor: &Actor, product: ProductId, (from, until): (Day, Day)) -> Result<i64> {
    let sql = "
        select count(*) as value from story
         where workspace_id = $1 and product_id = $2 and archived_at is null
           and accepted_at >= $3 and accepted_at < $4";
    Ok(tx.value(sql, &[&actor.workspace, &product, &start(from), &start(until)])?.unwrap_or_default())
}
