//! What waits for somebody in a product, by what they may do there.

use database::{Query, Together, Value};
use serde::Serialize;
use uuid::Uuid;

use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// Things of one sort that are listed at most.
const WAITING_MAX: i64 = 8;
/// Check-ins are overdue after this many days.
pub const CHECK_IN_DAYS: i64 = 28;
/// A step of a launch list waits for whom it was given to, so many days before it is due.
const LAUNCH_DAYS: i64 = 7;
const DAY_MICROS: i64 = 24 * 3_600 * 1_000_000;

words! {
    /// Why something waits.
    Reason {
        Offered = "offered",
        Changed = "changed",
        /// A scenario of the roadmap that is offered to the owner.
        Scenario = "scenario",
        SentBack = "sent_back",
        Asked = "asked",
        ToAccept = "to_accept",
        Proposed = "proposed",
        Mine = "mine",
        CheckIn = "check_in",
        Review = "review",
        /// A decision that is due to be looked at again.
        Decided = "decided",
        /// An experiment that is over and not concluded.
        Over = "over",
        /// A step of a launch list that is theirs, due within a week.
        Launch = "launch",
    }
}

database::row! {
    /// Something that waits.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Waiting {
        pub id: Uuid,
        pub reason: Reason,
        pub number: i64,
        pub title: String,
        /// A sentence that belongs to it: a question, a reason.
        pub words: String,
        /// Who said it or made it.
        pub by_name: Option<String>,
        pub since: Timestamp,
    }
}

/// What waits for the actor in a product, in the order of the line. Yet to be asked.
pub fn waiting(
    actor: &Actor,
    product: ProductId,
    today: Timestamp,
) -> Result<impl Together<Rows = Vec<Waiting>> + use<>> {
    actor.must(Permission::Read, product)?;
    let may = |permission| actor.may(permission, product) && actor.person.is_some();
    let mut asked: Vec<Query<'static, Waiting>> = Vec::new();
    let mut look = |wanted: bool, sql: &'static str, also: Vec<Value<'static>>| {
        let params = [actor.workspace.into(), product.into(), WAITING_MAX.into()].into_iter().chain(also);
        asked.extend(wanted.then(|| Query::new(sql, params.collect())));
    };
    look(may(Permission::TakeFeatures), OFFERED, vec![]);
    look(may(Permission::TakeFeatures), CHANGED, vec![]);
    look(may(Permission::OrderBacklog), SCENARIO, vec![]);
    look(may(Permission::ShapeFeatures), SENT_BACK, vec![]);
    look(may(Permission::ShapeFeatures), ASKED, vec![]);
    look(may(Permission::AcceptStories), TO_ACCEPT, vec![]);
    look(may(Permission::WriteStories), PROPOSED, vec![]);
    let me = actor.person.map_or(Value::Null, Value::from);
    look(actor.person.is_some(), MINE, vec![me]);
    let day = Day::of(today.day_in("UTC"));
    look(may(Permission::SetDirection), CHECK_IN, vec![day.plus_days(-CHECK_IN_DAYS).into()]);
    look(may(Permission::SetDirection), REVIEW, vec![today.into(), DAY_MICROS.into()]);
    look(may(Permission::RecordDecisions), DECIDED, vec![day.into()]);
    look(may(Permission::ShapeFeatures), OVER, vec![day.into()]);
    look(actor.person.is_some(), LAUNCH, vec![me, day.plus_days(LAUNCH_DAYS).into()]);
    Ok(asked.then(|found| found.into_iter().flatten().collect()))
}

const OFFERED: &str = "
    select f.id, 'offered' as reason, f.number, f.title, '' as words, p.name as by_name, f.decided_at as since
      from feature f
      left join person p on p.workspace_id = f.workspace_id and p.id = f.created_by
     where f.workspace_id = $1 and f.product_id = $2 and f.decision = 'offered' and f.archived_at is null
     order by f.number
     limit $3";

const CHANGED: &str = "
    select f.id, 'changed' as reason, f.number, f.title, '' as words, p.name as by_name, f.decided_at as since
      from feature f
      left join person p on p.workspace_id = f.workspace_id and p.id = f.created_by
     where f.workspace_id = $1 and f.product_id = $2 and f.decision = 'taken' and f.archived_at is null
       and exists (select 1 from change c
                    where c.workspace_id = $1 and c.item_id = f.id and c.seq > f.acknowledged_seq
                      and c.command = 'edit_feature')
     order by f.number
     limit $3";

const SCENARIO: &str = "
    select s.id, 'scenario' as reason, s.number, s.title, '' as words, p.name as by_name, s.created_at as since
      from scenario s
      left join person p on p.workspace_id = s.workspace_id and p.id = s.created_by
     where s.workspace_id = $1 and s.product_id = $2 and s.state = 'offered' and s.archived_at is null
     order by s.number
     limit $3";

const SENT_BACK: &str = "
    select f.id, 'sent_back' as reason, f.number, f.title, f.decision_reason as words, null as by_name,
           f.decided_at as since
      from feature f
     where f.workspace_id = $1 and f.product_id = $2 and f.decision = 'shaping' and f.archived_at is null
       and f.decision_reason <> ''
     order by f.number
     limit $3";

const ASKED: &str = "
    select f.id, 'asked' as reason, f.number, f.title, e.body as words, p.name as by_name,
           e.created_at as since
      from agreement_entry e
      join feature f on f.workspace_id = e.workspace_id and f.id = e.feature_id and f.archived_at is null
      left join person p on p.workspace_id = e.workspace_id and p.id = e.created_by
     where e.workspace_id = $1 and e.product_id = $2 and e.kind = 'asked' and e.archived_at is null
       and not exists (select 1 from agreement_entry n
                        where n.workspace_id = $1 and n.feature_id = e.feature_id and n.archived_at is null
                          and n.kind <> 'rescheduled' and (n.created_at, n.id) > (e.created_at, e.id))
     order by f.number
     limit $3";

const TO_ACCEPT: &str = "
    select s.id, 'to_accept' as reason, s.number, s.title, '' as words, p.name as by_name,
           coalesce(s.done_at, s.created_at) as since
      from story s
      left join person p on p.workspace_id = s.workspace_id and p.id = s.assignee_id
     where s.workspace_id = $1 and s.product_id = $2 and s.state = 'done' and s.archived_at is null
     order by s.rank
     limit $3";

const PROPOSED: &str = "
    select s.id, 'proposed' as reason, s.number, s.title, '' as words, p.name as by_name,
           s.created_at as since
      from story s
      left join person p on p.workspace_id = s.workspace_id and p.id = s.created_by
     where s.workspace_id = $1 and s.product_id = $2 and s.state = 'proposed' and s.archived_at is null
     order by s.rank
     limit $3";

const MINE: &str = "
    select s.id, 'mine' as reason, s.number, s.title, s.state as words, null as by_name,
           s.created_at as since
      from story s
     where s.workspace_id = $1 and s.product_id = $2 and s.assignee_id = $4 and s.state in ('todo', 'doing')
       and s.archived_at is null and s.assignee_id is not null
     order by s.rank
     limit $3";

const CHECK_IN: &str = "
    select g.id, 'check_in' as reason, g.number, k.title, g.title as words, null as by_name,
           k.created_at as since
      from key_result k
      join goal g on g.workspace_id = k.workspace_id and g.id = k.goal_id
      join product p on p.workspace_id = k.workspace_id and p.id = $2
     where k.workspace_id = $1 and k.archived_at is null and g.archived_at is null and g.state = 'active'
       and not exists (select 1 from check_in c
                        where c.workspace_id = $1 and c.key_result_id = k.id and c.archived_at is null
                          and c.measured_on >= $4)
     order by g.number, k.created_at, k.id
     limit $3";

const REVIEW: &str = "
    select t.id, 'review' as reason, t.number, t.title, '' as words, p.name as by_name,
           coalesce(t.reviewed_at, t.created_at) as since
      from trend t
      join product x on x.workspace_id = t.workspace_id and x.id = $2
      left join person p on p.workspace_id = t.workspace_id and p.id = t.created_by
     where t.workspace_id = $1 and t.archived_at is null
       and (t.reviewed_at is null or t.reviewed_at + t.review_days * $5 < $4)
     order by t.seen_on desc, t.id desc
     limit $3";

const DECIDED: &str = "
    select d.id, 'decided' as reason, d.number, d.title, d.choice as words, p.name as by_name,
           coalesce(d.decided_at, d.created_at) as since
      from decision d
      left join person p on p.workspace_id = d.workspace_id and p.id = d.decided_by
     where d.workspace_id = $1 and d.product_id = $2 and d.archived_at is null and d.state = 'decided'
       and d.review_on <= $4
     order by d.review_on, d.number
     limit $3";

const OVER: &str = "
    select e.id, 'over' as reason, e.number, e.hypothesis as title, e.measure as words, null as by_name,
           e.created_at as since
      from experiment e
     where e.workspace_id = $1 and e.product_id = $2 and e.archived_at is null and e.decision is null
       and e.ends_on < $4
     order by e.ends_on, e.number
     limit $3";

const LAUNCH: &str = "
    select s.id, 'launch' as reason, r.number, s.title, r.version as words, null as by_name,
           s.created_at as since
      from launch_step s
      join release r on r.workspace_id = s.workspace_id and r.id = s.release_id and r.archived_at is null
     where s.workspace_id = $1 and s.product_id = $2 and s.person_id = $4 and s.archived_at is null
       and s.done_at is null and s.due_on <= $5
     order by s.due_on, s.created_at, s.id
     limit $3";
