//! What is read of the question "did it help?": who is to be asked, what was answered.

use database::Tx;
use serde::Serialize;

use super::{Answer, Release, Response, ResponseId};
use crate::discovery::{Feedback, FeedbackId};
use crate::market::{ContactId, CustomerId};
use crate::people::sessions::token_hash;
use crate::roadmap::{Feature, FeatureId};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Refusal, Result};
use crate::spine::rights::Permission;

/// Responses of one feature at most.
const OF_FEATURE_MAX: i64 = 500;
/// Questions of one release at most.
const QUESTIONS_MAX: i64 = 10_000;
/// How long an unanswered question can be answered.
const LINK_DAYS: i64 = 90;

database::row! {
    /// A contact who is to be asked about a feature.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Unasked {
        pub feature_id: FeatureId,
        pub contact_id: ContactId,
        pub customer_id: CustomerId,
    }
}

/// Who was told of a release and was never asked about a feature of it that their words led to; of what is concluded
/// nobody is asked.
pub fn unasked(tx: &Tx<'_>, actor: &Actor, release: &Release) -> Result<Vec<Unasked>> {
    actor.must(Permission::Read, release.product_id)?;
    let sql = "
        select distinct n.feature_id, k.id as contact_id, k.customer_id
          from telling t
          join contact k on k.workspace_id = $1 and k.id = t.contact_id and k.archived_at is null and k.may_contact
          join feedback f on f.workspace_id = $1 and f.contact_id = k.id
                         and (f.archived_at is null or f.merged_into_id is not null)
          join quote q on q.workspace_id = $1 and q.said_in_id = f.id and q.archived_at is null
          join feature_need n on n.workspace_id = $1 and n.need_id = q.need_id and n.archived_at is null
         where t.workspace_id = $1 and t.release_id = $2 and t.archived_at is null and t.told_at is not null
           and n.feature_id in (select s.feature_id from story s
                                  join feature w on w.workspace_id = $1 and w.id = s.feature_id
                                 where s.workspace_id = $1 and s.release_id = $2 and s.archived_at is null
                                   and w.outcome = 'unknown')
           and not exists (select r.id from response r
                            where r.workspace_id = $1 and r.feature_id = n.feature_id and r.contact_id = k.id)
         order by n.feature_id, k.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &release.id, &QUESTIONS_MAX])?)
}

database::row! {
    /// What a contact said to "did it help?".
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct ResponseRow {
        pub id: ResponseId,
        pub answer: Option<Answer>,
        pub body: String,
        pub asked_at: Option<Timestamp>,
        pub answered_at: Option<Timestamp>,
        pub contact: String,
        pub customer: String,
        pub release_version: String,
        pub feedback_number: Option<i64>,
    }
}

/// What the contacts asked about a feature said, those who answered last first.
pub fn of_feature(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Vec<ResponseRow>> {
    actor.must(Permission::Read, feature.product_id)?;
    let sql = "
        select r.id, r.answer, r.body, r.asked_at, r.answered_at, k.name as contact, c.name as customer,
               v.version as release_version, f.number as feedback_number
          from response r
          join contact k on k.workspace_id = r.workspace_id and k.id = r.contact_id
          join customer c on c.workspace_id = r.workspace_id and c.id = r.customer_id
          join release v on v.workspace_id = r.workspace_id and v.id = r.release_id
          left join feedback f on f.workspace_id = r.workspace_id and f.id = r.feedback_id
         where r.workspace_id = $1 and r.feature_id = $2 and r.archived_at is null
         order by coalesce(r.answered_at, 0) desc, r.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &feature.id, &OF_FEATURE_MAX])?)
}

/// A feature that the actor may read, by its number.
pub fn feature(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Feature> {
    actor.must(Permission::Read, product)?;
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and number = $3", Feature::select());
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("feature")
}

database::row! {
    /// The question that a feedback answers.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Answered {
        pub answer: Option<Answer>,
        pub feature_number: i64,
        pub feature: String,
    }
}

/// The question that a feedback answers, where it is the answer to one.
pub fn answered_by(tx: &Tx<'_>, actor: &Actor, feedback: &Feedback) -> Result<Option<Answered>> {
    actor.must(Permission::Read, feedback.product_id)?;
    let sql = "
        select r.answer, f.number as feature_number, f.title as feature
          from response r
          join feature f on f.workspace_id = r.workspace_id and f.id = r.feature_id
         where r.workspace_id = $1 and r.feedback_id = $2
         limit 1";
    Ok(tx.maybe(sql, &[&actor.workspace, &feedback.id])?)
}

/// Keeps what is left of a secret by which a question can be answered.
pub(super) fn keep_link(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    response: ResponseId,
    token: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        insert into response_link (token_hash, workspace_id, response_id, created_at, expires_at)
        values ($1, $2, $3, $4, $5)";
    let expires = now.plus_days(LINK_DAYS);
    keep(tx, Ledger::ResponseLink, sql, &[&token_hash(token), &workspace, &response, &now, &expires])?;
    Ok(())
}

database::row! {
    /// A question as whoever holds its link sees it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Question {
        pub workspace_id: WorkspaceId,
        pub slug: String,
        pub workspace: String,
        pub product: String,
        pub product_prefix: String,
        pub portal: bool,
        pub time_zone: String,
        pub response_id: ResponseId,
        pub answer: Option<Answer>,
        pub body: String,
        pub answered_at: Option<Timestamp>,
        pub feature_id: FeatureId,
        pub feature: String,
        pub contact_id: ContactId,
        /// Whether we may still write to whoever holds the link.
        pub may_contact: bool,
        pub released_at: Option<Timestamp>,
        pub feedback_id: Option<FeedbackId>,
    }
}

/// The question behind a link, as long as that works.
pub fn question(tx: &Tx<'_>, slug: &str, token: &str, now: Timestamp) -> Result<Question> {
    let sql = "
        select r.workspace_id, w.slug, w.name as workspace, p.name as product, p.prefix as product_prefix, p.portal,
               p.time_zone, r.id as response_id, r.answer, r.body, r.answered_at, r.feature_id,
               f.title as feature, r.contact_id, k.may_contact, v.released_at, r.feedback_id
          from response_link l
          join workspace w on w.id = l.workspace_id and w.slug = $2
          join response r on r.workspace_id = l.workspace_id and r.id = l.response_id and r.archived_at is null
          join feature f on f.workspace_id = r.workspace_id and f.id = r.feature_id
          join product p on p.workspace_id = r.workspace_id and p.id = r.product_id
          join release v on v.workspace_id = r.workspace_id and v.id = r.release_id
          join contact k on k.workspace_id = r.workspace_id and k.id = r.contact_id
         where l.token_hash = $1 and l.expires_at > $3";
    match tx.maybe(sql, &[&token_hash(token), &slug, &now])? {
        Some(question) => Ok(question),
        None => Refusal::conflict("This link has run out. Thank you for coming all the same."),
    }
}

database::row! {
    /// A contact's own words that led to a feature.
    #[derive(Clone, Debug, PartialEq)]
    pub struct OwnWords {
        pub feedback_id: FeedbackId,
        pub passage: String,
        pub said_at: Timestamp,
        pub feature: String,
    }
}

/// The words of a contact that led to the features of a release, or to one of them: what weighs most first.
pub(super) fn own_words(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    contact: ContactId,
    features: &str,
    of: &dyn database::Param,
) -> Result<Vec<OwnWords>> {
    let sql = format!(
        "select f.id as feedback_id, q.passage, f.said_at, t.title as feature
           from feedback f
           join quote q on q.workspace_id = $1 and q.said_in_id = f.id and q.archived_at is null
           join feature_need n on n.workspace_id = $1 and n.need_id = q.need_id and n.archived_at is null
           join feature t on t.workspace_id = $1 and t.id = n.feature_id
          where f.workspace_id = $1 and f.contact_id = $2 and t.id in ({features})
            and (f.archived_at is null or f.merged_into_id is not null) and f.erased_at is null
          order by q.importance desc, f.said_at, q.id
          limit 5"
    );
    Ok(tx.all(&sql, &[&workspace, &contact, of])?)
}

/// The words of whoever is asked that led to the feature they are asked about.
pub fn said_before(tx: &Tx<'_>, question: &Question) -> Result<Option<OwnWords>> {
    let (workspace, contact) = (question.workspace_id, question.contact_id);
    Ok(own_words(tx, workspace, contact, "$3", &question.feature_id)?.into_iter().next())
}

/// The response behind a question, for the command that answers it.
pub(super) fn load(tx: &Tx<'_>, workspace: WorkspaceId, id: ResponseId) -> Result<Response> {
    Response::load(tx, workspace, id.0)?.found("question")
}
