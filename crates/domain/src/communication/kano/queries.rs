//! What is read of Kano surveys: whom to ask, what was answered, and the question behind a link.

use database::{Query, Together, Tx, Value};
use serde::Serialize;

use super::rules::{Finding, Pair, finding};
use super::{Feeling, KanoAnswer, KanoAnswerId, KanoSurvey, KanoSurveyId};
use crate::market::ContactId;
use crate::market::segments::SegmentId;
use crate::people::sessions::token_hash;
use crate::roadmap::{Feature, FeatureId};
use crate::spine::actor::Actor;
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;

/// Contacts that one survey asks at most.
pub const ASKED_MAX: i64 = 1_000;
/// Surveys of a feature that are told, the newest of them.
const SURVEYS_MAX: i64 = 6;
/// How long a link opens its survey.
const LINK_DAYS: i64 = 90;
/// A contact who asks for another link sooner gets none.
const LATELY_SECONDS: i64 = 10 * 60;

database::row! {
    /// A survey as it stands beside its feature.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct SurveyRow {
        pub id: KanoSurveyId,
        pub called: String,
        pub benefit: String,
        pub segment_id: Option<SegmentId>,
        pub segment: Option<String>,
        pub on_portal: bool,
        pub created_at: Timestamp,
        pub ended_at: Option<Timestamp>,
    }
}

database::row! {
    struct Given {
        survey_id: KanoSurveyId,
        with_it: Option<Feeling>,
        without_it: Option<Feeling>,
        times: i64,
        /// So many of them had a mail, or have answered.
        reached: i64,
    }
}

/// A survey with what came of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Surveyed {
    #[serde(flatten)]
    pub survey: SurveyRow,
    /// Contacts who are asked; once it has ended, those who were.
    pub asked: i64,
    /// How many of them answered.
    pub answered: i64,
    pub finding: Option<Finding>,
}

/// The surveys of a feature, the newest first.
pub fn of_feature(actor: &Actor, feature: &Feature) -> Result<impl Together<Rows = Vec<Surveyed>> + use<>> {
    actor.must(Permission::Read, feature.product_id)?;
    let newest = "
        select s.id from kano_survey s
         where s.workspace_id = $1 and s.feature_id = $2 and s.archived_at is null
         order by s.created_at desc, s.id desc
         limit $3";
    let (workspace, feature) = (actor.workspace.0, feature.id.0);
    let params = || vec![Value::Uuid(workspace), Value::Uuid(feature), Value::Int(SURVEYS_MAX)];
    let surveys = format!(
        "select s.id, s.called, s.benefit, s.segment_id, g.name as segment, s.on_portal, s.created_at, s.ended_at
           from kano_survey s
           left join segment g on g.workspace_id = $1 and g.id = s.segment_id
          where s.workspace_id = $1 and s.id in ({newest})
          order by s.created_at desc, s.id desc"
    );
    let given = format!(
        "select a.survey_id, a.with_it, a.without_it, count(*) as times,
                cast(sum(case when a.asked_at is null and a.answered_at is null then 0 else 1 end) as bigint) as reached
           from kano_answer a
          where a.workspace_id = $1 and a.survey_id in ({newest}) and a.archived_at is null
          group by a.survey_id, a.with_it, a.without_it"
    );
    let asked = (Query::<SurveyRow>::new(surveys, params()), Query::<Given>::new(given, params()));
    Ok(asked.then(|(surveys, given)| {
        surveys.into_iter().map(|survey| surveyed(survey, &given)).collect::<Vec<_>>()
    }))
}

fn surveyed(survey: SurveyRow, given: &[Given]) -> Surveyed {
    let own: Vec<&Given> = given.iter().filter(|row| row.survey_id == survey.id).collect();
    let pair = |row: &&Given| {
        let times = u32::try_from(row.times).ok()?;
        Some(Pair { with_it: row.with_it?, without_it: row.without_it?, times })
    };
    let pairs: Vec<Pair> = own.iter().filter_map(pair).collect();
    let asked = |row: &&Given| if survey.ended_at.is_some() { row.reached } else { row.times };
    Surveyed {
        asked: own.iter().map(asked).sum(),
        answered: pairs.iter().map(|pair| i64::from(pair.times)).sum(),
        finding: finding(&pairs),
        survey,
    }
}

/// The contacts whose words lead to a feature and who may be written to.
pub fn reachable_by_words(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Vec<ContactId>> {
    actor.must(Permission::Read, feature.product_id)?;
    let sql = "
        select k.id as value
          from contact k
         where k.workspace_id = $1 and k.archived_at is null and k.may_contact and k.email <> ''
           and k.id in (
               select t.contact_id
                 from feature_need n
                 join quote q on q.workspace_id = $1 and q.need_id = n.need_id and q.archived_at is null
                 join feedback f on f.workspace_id = $1 and f.id = q.feedback_id and f.archived_at is null
                 join feedback t on t.workspace_id = $1 and t.id = q.said_in_id
                where n.workspace_id = $1 and n.feature_id = $2 and n.archived_at is null)
         order by k.id
         limit $3";
    Ok(tx.values(sql, &[&actor.workspace, &feature.id, &(ASKED_MAX + 1)])?)
}

/// Refuses where another survey of the feature was made after this one: it counts.
pub(crate) fn refuse_overtaken(tx: &Tx<'_>, survey: &KanoSurvey, workspace: WorkspaceId) -> Result<()> {
    let sql = "
        select id as value from kano_survey
         where workspace_id = $1 and feature_id = $2 and archived_at is null and id <> $3 and created_at >= $4
         limit 1";
    match tx.value::<KanoSurveyId>(sql, &[&workspace, &survey.feature_id, &survey.id, &survey.created_at])? {
        Some(_) => Refusal::conflict("A newer survey of it was made since, so this one stays ended."),
        None => Ok(()),
    }
}

/// Those who are still to be asked.
pub(crate) fn not_asked(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    survey: KanoSurveyId,
) -> Result<Vec<KanoAnswerId>> {
    let sql = "
        select id as value from kano_answer
         where workspace_id = $1 and survey_id = $2 and archived_at is null and asked_at is null and answered_at is null
         order by id
         limit $3";
    Ok(tx.values(sql, &[&workspace, &survey, &ASKED_MAX])?)
}

/// Refuses where a survey of the feature is open: two at once would ask the same contacts twice.
pub(super) fn refuse_second(tx: &Tx<'_>, workspace: WorkspaceId, feature: FeatureId) -> Result<()> {
    let sql = "
        select id as value from kano_survey
         where workspace_id = $1 and feature_id = $2 and archived_at is null and ended_at is null
         limit 1";
    match tx.value::<KanoSurveyId>(sql, &[&workspace, &feature])? {
        Some(_) => Refusal::conflict("Customers are asked about it already. End that survey first."),
        None => Ok(()),
    }
}

/// Of a contact in a survey.
pub(super) fn answer_of(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    (survey, contact): (KanoSurveyId, ContactId),
) -> Result<Option<KanoAnswer>> {
    let sql = format!(
        "{} where workspace_id = $1 and survey_id = $2 and contact_id = $3 and archived_at is null",
        KanoAnswer::select()
    );
    Ok(tx.maybe(&sql, &[&workspace, &survey, &contact])?)
}

/// Whether a link was drawn within the last minutes.
pub(super) fn was_sent_lately(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    answer: KanoAnswerId,
    now: Timestamp,
) -> Result<bool> {
    let sql = "
        select answer_id as value from kano_link
         where workspace_id = $1 and answer_id = $2 and created_at > $3
         limit 1";
    let since = now.plus_seconds(-LATELY_SECONDS);
    Ok(tx.value::<KanoAnswerId>(sql, &[&workspace, &answer, &since])?.is_some())
}

/// Keeps what is left of a secret by which a survey can be answered.
pub(super) fn keep_link(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    answer: KanoAnswerId,
    token: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        insert into kano_link (token_hash, workspace_id, answer_id, created_at, expires_at)
        values ($1, $2, $3, $4, $5)";
    let expires = now.plus_days(LINK_DAYS);
    keep(tx, Ledger::KanoLink, sql, &[&token_hash(token), &workspace, &answer, &now, &expires])?;
    Ok(())
}

database::row! {
    /// A survey as whoever holds a link of it sees it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct KanoQuestion {
        pub workspace_id: WorkspaceId,
        pub slug: String,
        pub workspace: String,
        pub product: String,
        pub product_prefix: String,
        pub portal: bool,
        pub called: String,
        pub benefit: String,
        pub ended_at: Option<Timestamp>,
        pub answer_id: KanoAnswerId,
        pub with_it: Option<Feeling>,
        pub without_it: Option<Feeling>,
        pub contact_id: ContactId,
        /// Whether we may still write to whoever holds the link.
        pub may_contact: bool,
    }
}

/// The survey behind a link, as long as that works; also once the survey has ended. Of a contact that was merged it is the
/// answer of whoever stands for them.
pub fn question(tx: &Tx<'_>, slug: &str, token: &str, now: Timestamp) -> Result<KanoQuestion> {
    let sql = "
        select a.workspace_id, w.slug, w.name as workspace, p.name as product, p.prefix as product_prefix, p.portal,
               s.called, s.benefit, s.ended_at, a.id as answer_id, a.with_it, a.without_it, a.contact_id, k.may_contact
          from kano_link l
          join workspace w on w.id = l.workspace_id and w.slug = $2
          join kano_answer o on o.workspace_id = l.workspace_id and o.id = l.answer_id
          join contact m on m.workspace_id = o.workspace_id and m.id = o.contact_id
          join kano_answer a on a.workspace_id = o.workspace_id and a.survey_id = o.survey_id
                            and a.contact_id = coalesce(m.merged_into_id, m.id) and a.archived_at is null
          join kano_survey s on s.workspace_id = a.workspace_id and s.id = a.survey_id and s.archived_at is null
          join product p on p.workspace_id = a.workspace_id and p.id = a.product_id
          join contact k on k.workspace_id = a.workspace_id and k.id = a.contact_id
         where l.token_hash = $1 and l.expires_at > $3";
    match tx.maybe(sql, &[&token_hash(token), &slug, &now])? {
        Some(question) => Ok(question),
        None => Refusal::conflict("This link has run out. Thank you for coming all the same."),
    }
}
