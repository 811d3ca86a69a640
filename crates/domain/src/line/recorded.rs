//! What became of what somebody recorded for a customer: from the inbox to the release.

use std::collections::HashMap;

use database::{Param, Tx};
use serde::Serialize;

use crate::communication::ReleaseState;
use crate::discovery::{FeedbackId, FeedbackState, NeedId};
use crate::roadmap::Decision;
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;

/// Feedbacks of a page.
pub const PAGE: i64 = 50;
const LINKS_MAX: i64 = 2_000;

/// How far something came that a customer said, the furthest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Became {
    /// Read, and nothing follows from it.
    Aside,
    /// Nobody has read it yet.
    Waits,
    /// It leads to a need.
    Need,
    /// A feature is thought of that answers the need.
    Feature,
    /// The owner has taken the feature: it is being built.
    Taken,
    /// It is planned for a release.
    Planned,
    /// It is out.
    Released,
}

/// How far a feedback came.
pub fn became(state: FeedbackState, needs: usize, answers: &[Answer]) -> Became {
    let furthest = answers.iter().map(|answer| match (answer.release_state, answer.decision) {
        (Some(ReleaseState::Released), _) => Became::Released,
        (Some(ReleaseState::Planned), _) => Became::Planned,
        (None, Decision::Taken) => Became::Taken,
        (None, Decision::Declined | Decision::Stopped | Decision::Merged) => Became::Need,
        (None, _) => Became::Feature,
    });
    match (furthest.max(), needs, state) {
        (Some(became), ..) => became,
        (None, 1.., _) => Became::Need,
        (None, 0, FeedbackState::New) => Became::Waits,
        (None, 0, _) => Became::Aside,
    }
}

database::row! {
    /// A feedback that somebody recorded.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Said {
        pub id: FeedbackId,
        /// Itself, or what it was merged into.
        pub stands_in_id: FeedbackId,
        pub product_id: ProductId,
        pub number: i64,
        pub body: String,
        pub said_at: Timestamp,
        pub state: FeedbackState,
        pub customer: Option<String>,
    }
}

database::row! {
    /// A need that a feedback leads to.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Led { pub feedback_id: FeedbackId, pub product_id: ProductId, pub id: NeedId, pub prefix: String, pub number: i64, pub title: String }
}

database::row! {
    /// A feature that answers such a need, and a release that holds a story of it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Answer {
        pub need_id: NeedId,
        pub product_id: ProductId,
        pub prefix: String,
        pub number: i64,
        pub title: String,
        pub decision: Decision,
        pub release_number: Option<i64>,
        pub version: Option<String>,
        pub release_state: Option<ReleaseState>,
    }
}

/// A feedback with what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct Recorded {
    #[serde(flatten)]
    pub said: Said,
    pub became: Became,
    pub needs: Vec<Led>,
    /// The features, the furthest first.
    pub answers: Vec<Answer>,
}

/// What the actor recorded, the newest first, from before a moment; of products that they may read.
pub fn recorded(
    tx: &Tx<'_>,
    actor: &Actor,
    before: Option<(Timestamp, FeedbackId)>,
) -> Result<Vec<Recorded>> {
    let Some(person) = actor.person else { return Refusal::sign_in("Sign in first.") };
    let (at, id) = before.unwrap_or((Timestamp(i64::MAX), FeedbackId(uuid::Uuid::max())));
    let limit = PAGE + 1;
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &person, &at, &id, &limit];
    params.extend(actor.roles.keys().map(|product| product as &dyn Param));
    let readable = match (actor.administrator, params.len()) {
        (true, _) => {
            params.truncate(5);
            "1 = 1".into()
        }
        (false, 5) => "1 = 0".into(),
        (false, last) => {
            format!(
                "f.product_id in ({})",
                (6..=last).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
            )
        }
    };
    let sql = format!(
        "select f.id, coalesce(f.merged_into_id, f.id) as stands_in_id, f.product_id, f.number, f.body, f.said_at,
               coalesce(b.state, f.state) as state, c.name as customer
          from feedback f
          left join feedback b on b.workspace_id = f.workspace_id and b.id = f.merged_into_id
          left join customer c on c.workspace_id = f.workspace_id and c.id = f.customer_id
         where f.workspace_id = $1 and f.recorded_by = $2
           and (f.archived_at is null or f.merged_into_id is not null)
           and (f.said_at, f.id) < ($3, $4) and {readable}
         order by f.said_at desc, f.id desc
         limit $5"
    );
    let said: Vec<Said> = tx.all(&sql, &params)?;
    let needs = led(tx, actor, &said)?;
    let answers = answers(tx, actor, &needs)?;
    let mut told: Vec<Recorded> = said.into_iter().map(|said| told(said, &needs, &answers)).collect();
    // How far it came counts wherever it led; what stands there is for those who may read it.
    for one in &mut told {
        one.needs.retain(|need| actor.may(Permission::Read, need.product_id));
        one.answers.retain(|answer| actor.may(Permission::Read, answer.product_id));
    }
    Ok(told)
}

fn told(said: Said, needs: &[Led], answers: &[Answer]) -> Recorded {
    let needs: Vec<Led> =
        needs.iter().filter(|need| need.feedback_id == said.stands_in_id).cloned().collect();
    let mut of_these: Vec<Answer> =
        answers.iter().filter(|answer| needs.iter().any(|need| need.id == answer.need_id)).cloned().collect();
    of_these.sort_by_key(|answer| std::cmp::Reverse(became(said.state, 1, std::slice::from_ref(answer))));
    Recorded { became: became(said.state, needs.len(), &of_these), said, needs, answers: of_these }
}

fn led(tx: &Tx<'_>, actor: &Actor, said: &[Said]) -> Result<Vec<Led>> {
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &LINKS_MAX];
    params.extend(said.iter().map(|one| &one.stands_in_id as &dyn Param));
    let sql = format!(
        "select distinct q.feedback_id, n.product_id, n.id, p.prefix, n.number, n.title
           from quote q
           join need n on n.workspace_id = q.workspace_id and n.id = q.need_id and n.archived_at is null
           join product p on p.workspace_id = n.workspace_id and p.id = n.product_id
          where q.workspace_id = $1 and q.feedback_id in ({}) and q.archived_at is null
          order by n.number
          limit $2",
        places(params.len())
    );
    Ok(tx.all(&sql, &params)?)
}

fn answers(tx: &Tx<'_>, actor: &Actor, needs: &[Led]) -> Result<Vec<Answer>> {
    let ids: HashMap<NeedId, ()> = needs.iter().map(|need| (need.id, ())).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<NeedId> = ids.into_keys().collect();
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &LINKS_MAX];
    params.extend(ids.iter().map(|id| id as &dyn Param));
    let sql = format!(
        "select distinct l.need_id, f.product_id, p.prefix, f.number, f.title, f.decision, r.number as release_number, r.version,
                r.state as release_state
           from feature_need l
           join feature f on f.workspace_id = l.workspace_id and f.id = l.feature_id and f.archived_at is null
           join product p on p.workspace_id = f.workspace_id and p.id = f.product_id
           left join story s on s.workspace_id = f.workspace_id and s.feature_id = f.id and s.archived_at is null
                            and s.release_id is not null
           left join release r on r.workspace_id = s.workspace_id and r.id = s.release_id and r.archived_at is null
          where l.workspace_id = $1 and l.need_id in ({}) and l.archived_at is null
          order by f.number, r.number
          limit $2",
        places(params.len())
    );
    Ok(tx.all(&sql, &params)?)
}

/// `$3, $4, …` up to the last of so many values.
fn places(last: usize) -> String {
    (3..=last).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(decision: Decision, release_state: Option<ReleaseState>) -> Answer {
        Answer {
            need_id: NeedId(uuid::Uuid::nil()),
            product_id: ProductId(uuid::Uuid::nil()),
            prefix: "INV".into(),
            number: 1,
            title: String::new(),
            decision,
            release_number: None,
            version: None,
            release_state,
        }
    }

    #[test]
    fn the_furthest_of_what_it_led_to_counts() {
        use FeedbackState::{Aside, Linked, New};
        use ReleaseState::{Planned, Released};
        for (state, needs, answers, wanted) in [
            (New, 0, vec![], Became::Waits),
            (Aside, 0, vec![], Became::Aside),
            (Linked, 1, vec![], Became::Need),
            (Linked, 1, vec![answer(Decision::Idea, None)], Became::Feature),
            (Linked, 1, vec![answer(Decision::Declined, None)], Became::Need),
            (Linked, 1, vec![answer(Decision::Taken, None), answer(Decision::Idea, None)], Became::Taken),
            (
                Linked,
                2,
                vec![answer(Decision::Taken, Some(Planned)), answer(Decision::Taken, None)],
                Became::Planned,
            ),
            (
                Linked,
                2,
                vec![answer(Decision::Taken, Some(Planned)), answer(Decision::Taken, Some(Released))],
                Became::Released,
            ),
        ] {
            assert_eq!(became(state, needs, &answers), wanted);
        }
    }
}
