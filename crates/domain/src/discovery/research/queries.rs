//! What is read of studies and interviews.

use database::Tx;
use serde::Serialize;

use super::{Consent, Interview, InterviewId, Method, Study, StudyId, StudyState};
use crate::discovery::quotes::QuoteRow;
use crate::discovery::{Feedback, FeedbackId};
use crate::market::CustomerId;
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Day;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Studies of a product, interviews and quotes of a study, at most.
pub const STUDIES_MAX: i64 = 200;
const INTERVIEWS_MAX: i64 = 200;
const QUOTES_MAX: i64 = 500;

database::row! {
    /// A study as a row of the list.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct StudyRow {
        pub id: StudyId,
        pub number: i64,
        pub question: String,
        pub method: Method,
        pub state: StudyState,
        pub interviews: i64,
        pub quotes: i64,
    }
}

/// The studies of a product, the newest first.
pub fn studies(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<StudyRow>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select s.id, s.number, s.question, s.method, s.state,
               (select count(*) from interview i
                 where i.workspace_id = $1 and i.study_id = s.id and i.archived_at is null) as interviews,
               (select count(*) from interview i
                  join quote q on q.workspace_id = $1 and q.feedback_id = i.feedback_id and q.archived_at is null
                 where i.workspace_id = $1 and i.study_id = s.id and i.archived_at is null) as quotes
          from study s
         where s.workspace_id = $1 and s.product_id = $2 and s.archived_at is null
         order by s.number desc
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &product, &STUDIES_MAX])?)
}

/// A study by its number, archived or not.
pub fn study(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Study> {
    actor.must(Permission::Read, product)?;
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and number = $3", Study::select());
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("study")
}

database::row! {
    /// An interview as a row of its study.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct InterviewRow {
        pub id: InterviewId,
        pub number: i64,
        pub held_on: Day,
        pub said_as: String,
        pub consent: Option<Consent>,
        pub contact: Option<String>,
        pub customer: Option<String>,
        pub customer_id: Option<CustomerId>,
        pub has_notes: bool,
        pub quotes: i64,
    }
}

/// The interviews of a study in the order in which they are held.
pub fn interviews(tx: &Tx<'_>, actor: &Actor, study: &Study) -> Result<Vec<InterviewRow>> {
    actor.must(Permission::Read, study.product_id)?;
    let sql = "
        select i.id, i.number, i.held_on, i.said_as, i.consent, k.name as contact, c.name as customer,
               i.customer_id, i.feedback_id is not null as has_notes,
               (select count(*) from quote q
                 where q.workspace_id = $1 and q.feedback_id = i.feedback_id and q.archived_at is null) as quotes
          from interview i
          left join contact k on k.workspace_id = i.workspace_id and k.id = i.contact_id
          left join customer c on c.workspace_id = i.workspace_id and c.id = i.customer_id
         where i.workspace_id = $1 and i.study_id = $2 and i.archived_at is null
         order by i.held_on, i.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &study.id, &INTERVIEWS_MAX])?)
}

/// What was said in the interviews of a study and where it leads, need by need.
pub fn quotes_of_study(tx: &Tx<'_>, actor: &Actor, study: &Study) -> Result<Vec<QuoteRow>> {
    actor.must(Permission::Read, study.product_id)?;
    let sql = "
        select q.id, q.passage, q.passage_start, q.importance, q.said_in_id, f.said_at, f.channel,
               f.number as feedback_number,
               n.id as need_id, n.number as need_number, n.title as need_title, p.prefix as need_prefix,
               c.id as customer_id, c.name as customer, c.revenue_minor
          from interview i
          join quote q on q.workspace_id = $1 and q.feedback_id = i.feedback_id and q.archived_at is null
          join feedback f on f.workspace_id = $1 and f.id = i.feedback_id
          join need n on n.workspace_id = $1 and n.id = q.need_id
          join product p on p.workspace_id = $1 and p.id = n.product_id
          left join customer c on c.workspace_id = $1 and c.id = q.customer_id
         where i.workspace_id = $1 and i.study_id = $2 and i.archived_at is null
         order by n.number, i.held_on, q.passage_start, q.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &study.id, &QUOTES_MAX])?)
}

/// An interview by its number, archived or not, with its study and its notes.
pub fn interview(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    number: i64,
) -> Result<(Interview, Study, Option<Feedback>)> {
    actor.must(Permission::Read, product)?;
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and number = $3", Interview::select());
    let interview: Interview = tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("interview")?;
    let study = Study::load(tx, actor.workspace, interview.study_id.0)?.found("study")?;
    let notes = interview.feedback_id.map(|id| Feedback::load(tx, actor.workspace, id.0)).transpose()?;
    Ok((interview, study, notes.flatten()))
}

database::row! {
    /// The interview of which a feedback is the notes.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct NotesOf {
        pub prefix: String,
        pub number: i64,
        pub question: String,
    }
}

/// Of which interview a feedback is the notes; none for any other feedback.
pub fn interview_of(tx: &Tx<'_>, actor: &Actor, feedback: FeedbackId) -> Result<Option<NotesOf>> {
    let sql = "
        select p.prefix, i.number, s.question
          from interview i
          join study s on s.workspace_id = i.workspace_id and s.id = i.study_id
          join product p on p.workspace_id = i.workspace_id and p.id = i.product_id
         where i.workspace_id = $1 and i.feedback_id = $2";
    Ok(tx.maybe(sql, &[&actor.workspace, &feedback])?)
}

/// Whether a feedback is the notes of an interview.
pub fn is_notes(tx: &Tx<'_>, workspace: WorkspaceId, feedback: FeedbackId) -> Result<bool> {
    let sql = "select id as value from interview where workspace_id = $1 and feedback_id = $2 limit 1";
    Ok(tx.value::<InterviewId>(sql, &[&workspace, &feedback])?.is_some())
}

database::row! {
    /// A contact, to be chosen.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct ContactChoice {
        pub id: crate::market::ContactId,
        pub name: String,
        pub customer: String,
    }
}

/// Whom one could talk to: contacts by the name of their customer.
pub fn contacts(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<ContactChoice>> {
    actor.must(Permission::DiscoverNeeds, product)?;
    let sql = "
        select k.id, k.name, c.name as customer
          from customer c
          join contact k on k.workspace_id = c.workspace_id and k.customer_id = c.id and k.archived_at is null
           and k.erased_at is null
         where c.workspace_id = $1 and c.archived_at is null
         order by c.sort_key, c.id, k.sort_key, k.id
         limit 500";
    Ok(tx.all(sql, &[&actor.workspace])?)
}
