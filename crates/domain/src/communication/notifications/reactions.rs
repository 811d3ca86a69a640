//! What follows from a change: who is told of it.

use database::Param;
use uuid::Uuid;

use super::jobs::{MailDigest, MailNotification};
use super::{DIGEST_HOUR, Reason, Way, rules};
use crate::backlog::{Criterion, Story};
use crate::communication::Release;
use crate::communication::rules::HOLD_SECONDS;
use crate::communication::talk::{Comment, CommentId, Mention};
use crate::discovery::{Feedback, Need, Quote};
use crate::roadmap::{AgreementEntry, Feature};
use crate::spine::change::Verb;
use crate::spine::desk::{Desk, Touched};
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Item;
use crate::spine::jobs::{Queued, queue};
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Result, broken};
use crate::sprint::{Impediment, Sprint};
use crate::strategy::{CheckIn, Goal, KeyResult};

/// People who are told of one change at most.
const TOLD_MAX: i64 = 1_000;

/// The item that there is news of.
struct News {
    noun: &'static str,
    item: Uuid,
    product: Option<ProductId>,
    comment: Option<CommentId>,
}

impl News {
    fn of<T: Item>(item: &T) -> Self {
        Self { noun: T::NOUN, item: item.id(), product: item.product(), comment: None }
    }
}

/// Who is told, and why.
type Told = Vec<(Reason, Vec<PersonId>)>;

/// When something becomes of an item, then those whom it concerns are told.
pub(crate) fn tell(desk: &Desk<'_>, touched: &Touched) -> Result<()> {
    let added = matches!(touched.verb, Verb::Added | Verb::Restored);
    let news = touched.verb != Verb::Added && rules::is_news(touched.noun, &touched.fields);
    match touched.noun {
        Story::NOUN if touched.verb == Verb::Added || news => of_story(desk, touched),
        Feature::NOUN if news => of_feature(desk, &desk.load(touched.item)?),
        Need::NOUN if news => of_need(desk, &desk.load(touched.item)?),
        Goal::NOUN if touched.verb == Verb::Added || news => of_goal(desk, touched),
        Release::NOUN if news => of_release(desk, touched),
        Feedback::NOUN if touched.fields.contains(&"state") && !added => of_feedback(desk, touched),
        Comment::NOUN if added => of_comment(desk, &desk.load(touched.item)?),
        Mention::NOUN if added => of_mention(desk, &desk.load(touched.item)?),
        AgreementEntry::NOUN if added => {
            let entry: AgreementEntry = desk.load(touched.item)?;
            of_feature(desk, &desk.load(entry.feature_id)?)
        }
        Criterion::NOUN => {
            let criterion: Criterion = desk.load(touched.item)?;
            of_story_part(desk, &desk.load(criterion.story_id)?, Vec::new())
        }
        Impediment::NOUN => of_impediment(desk, &desk.load(touched.item)?),
        Quote::NOUN if added => of_quote(desk, &desk.load(touched.item)?),
        CheckIn::NOUN if added => {
            let check_in: CheckIn = desk.load(touched.item)?;
            let key_result: KeyResult = desk.load(check_in.key_result_id)?;
            let goal: Goal = desk.load(key_result.goal_id)?;
            to_followers(desk, &News::of(&goal), &[goal.created_by, goal.owner_id])
        }
        Sprint::NOUN if ["state", "goal"].iter().any(|field| touched.fields.contains(field)) => {
            let sprint: Sprint = desk.load(touched.item)?;
            inform(desk, &News::of(&sprint), vec![(Reason::YourTeam, team(desk, &sprint)?)])
        }
        _ => Ok(()),
    }
}

fn of_story(desk: &Desk<'_>, touched: &Touched) -> Result<()> {
    let story: Story = desk.load(touched.item)?;
    let mut told: Told = Vec::new();
    if touched.fields.contains(&"assignee_id") {
        told.push((Reason::Assigned, story.assignee_id.into_iter().collect()));
    }
    if touched.verb == Verb::Added {
        return inform(desk, &News::of(&story), told);
    }
    of_story_part(desk, &story, told)
}

fn of_story_part(desk: &Desk<'_>, story: &Story, mut told: Told) -> Result<()> {
    let news = News::of(story);
    told.push((Reason::Following, followers(desk, &news, &[story.created_by, story.assignee_id])?));
    inform(desk, &news, told)
}

fn of_impediment(desk: &Desk<'_>, impediment: &Impediment) -> Result<()> {
    let story: Story = desk.load(impediment.story_id)?;
    let team = match story.sprint_id {
        Some(sprint) => team(desk, &desk.load(sprint.0)?)?,
        None => Vec::new(),
    };
    of_story_part(desk, &story, vec![(Reason::YourTeam, team)])
}

fn of_feature(desk: &Desk<'_>, feature: &Feature) -> Result<()> {
    to_followers(desk, &News::of(feature), &[feature.created_by, feature.owner_id])
}

fn of_need(desk: &Desk<'_>, need: &Need) -> Result<()> {
    to_followers(desk, &News::of(need), &[need.created_by])
}

fn of_goal(desk: &Desk<'_>, touched: &Touched) -> Result<()> {
    let goal: Goal = desk.load(touched.item)?;
    let news = News::of(&goal);
    let mut told: Told = Vec::new();
    if touched.fields.contains(&"owner_id") {
        told.push((Reason::Assigned, goal.owner_id.into_iter().collect()));
    }
    if touched.verb != Verb::Added {
        told.push((Reason::Following, followers(desk, &news, &[goal.created_by, goal.owner_id])?));
    }
    inform(desk, &news, told)
}

/// When a release goes out, those who recorded what led to it are told that it is there.
fn of_release(desk: &Desk<'_>, touched: &Touched) -> Result<()> {
    let release: Release = desk.load(touched.item)?;
    let news = News::of(&release);
    let mut told: Told = Vec::new();
    if touched.fields.contains(&"released_at") && release.released_at.is_some() {
        told.push((Reason::YourFeedback, recorders(desk, &release)?));
    }
    told.push((Reason::Following, followers(desk, &news, &[release.created_by])?));
    inform(desk, &news, told)
}

fn of_feedback(desk: &Desk<'_>, touched: &Touched) -> Result<()> {
    let feedback: Feedback = desk.load(touched.item)?;
    let news = News::of(&feedback);
    let told = vec![
        (Reason::YourFeedback, feedback.recorded_by.into_iter().collect()),
        (Reason::Following, followers(desk, &news, &[])?),
    ];
    inform(desk, &news, told)
}

/// A passage leads to a need: news of the need. That the feedback led somewhere is news of the feedback itself.
fn of_quote(desk: &Desk<'_>, quote: &Quote) -> Result<()> {
    of_need(desk, &desk.load(quote.need_id)?)
}

fn of_comment(desk: &Desk<'_>, comment: &Comment) -> Result<()> {
    let Some(news) = News::of_comment(comment) else { return Ok(()) };
    let own = owners(desk, comment)?;
    to_followers(desk, &news, &own)
}

fn of_mention(desk: &Desk<'_>, mention: &Mention) -> Result<()> {
    let comment: Comment = desk.load(mention.comment_id)?;
    let Some(news) = News::of_comment(&comment) else { return Ok(()) };
    inform(desk, &news, vec![(Reason::Mentioned, vec![mention.person_id])])
}

impl News {
    /// News of the item that a comment is about.
    fn of_comment(comment: &Comment) -> Option<Self> {
        let known =
            ["story", "feature", "need", "goal", "release", "feedback", "trend", "competitor", "customer"];
        let noun = known.into_iter().find(|noun| *noun == comment.noun)?;
        let (product, comment_id) = (comment.product_id, Some(comment.id));
        Some(Self { noun, item: comment.item_id, product, comment: comment_id })
    }
}

/// Who follows what a comment is about without having said so: who made it, owns it, is assigned to it.
fn owners(desk: &Desk<'_>, comment: &Comment) -> Result<Vec<Option<PersonId>>> {
    Ok(match comment.noun.as_str() {
        Story::NOUN => {
            let story: Story = desk.load(comment.item_id)?;
            vec![story.created_by, story.assignee_id]
        }
        Feature::NOUN => {
            let feature: Feature = desk.load(comment.item_id)?;
            vec![feature.created_by, feature.owner_id]
        }
        Goal::NOUN => {
            let goal: Goal = desk.load(comment.item_id)?;
            vec![goal.created_by, goal.owner_id]
        }
        Need::NOUN => vec![desk.load::<Need>(comment.item_id)?.created_by],
        Release::NOUN => vec![desk.load::<Release>(comment.item_id)?.created_by],
        Feedback::NOUN => vec![desk.load::<Feedback>(comment.item_id)?.recorded_by],
        _ => Vec::new(),
    })
}

fn to_followers(desk: &Desk<'_>, news: &News, own: &[Option<PersonId>]) -> Result<()> {
    inform(desk, news, vec![(Reason::Following, followers(desk, news, own)?)])
}

database::row! {
    struct Follows { person_id: PersonId, follows: bool }
}

/// Who follows an item: who said so, and `own` where they did not say that they do not wish to.
fn followers(desk: &Desk<'_>, news: &News, own: &[Option<PersonId>]) -> Result<Vec<PersonId>> {
    let sql = "
        select person_id, archived_at is null as follows from follower
         where workspace_id = $1 and item_id = $2
         limit $3";
    let said: Vec<Follows> = desk.tx.all(sql, &[&desk.workspace(), &news.item, &TOLD_MAX])?;
    let unasked = own.iter().flatten().filter(|person| said.iter().all(|one| one.person_id != **person));
    Ok(said.iter().filter(|one| one.follows).map(|one| one.person_id).chain(unasked.copied()).collect())
}

fn team(desk: &Desk<'_>, sprint: &Sprint) -> Result<Vec<PersonId>> {
    let sql = "
        select person_id as value from team_member
         where workspace_id = $1 and team_id = $2 and archived_at is null
         limit $3";
    Ok(desk.tx.values(sql, &[&desk.workspace(), &sprint.team_id, &TOLD_MAX])?)
}

/// Who recorded what customers said that led to a release.
fn recorders(desk: &Desk<'_>, release: &Release) -> Result<Vec<PersonId>> {
    let sql = "
        select distinct f.recorded_by as value
          from story s
          join feature_need n on n.workspace_id = s.workspace_id and n.feature_id = s.feature_id
                             and n.archived_at is null
          join quote q on q.workspace_id = s.workspace_id and q.need_id = n.need_id and q.archived_at is null
          join feedback f on f.workspace_id = s.workspace_id and f.id = q.feedback_id and f.archived_at is null
         where s.workspace_id = $1 and s.release_id = $2 and s.archived_at is null
           and f.recorded_by is not null
         limit $3";
    Ok(desk.tx.values(sql, &[&desk.workspace(), &release.id, &TOLD_MAX])?)
}

/// Writes down who is told of an item, and queues the mails. The same command tells each person of an item once.
fn inform(desk: &Desk<'_>, news: &News, told: Told) -> Result<()> {
    let mut everybody: Vec<PersonId> = Vec::new();
    for (reason, people) in told {
        let mut others: Vec<PersonId> =
            people.into_iter().filter(|person| Some(*person) != desk.actor.person).collect();
        others.sort();
        others.dedup();
        if !others.is_empty() {
            note_down(desk, news, reason, &others)?;
            everybody.extend(others);
        }
    }
    everybody.sort();
    everybody.dedup();
    if everybody.is_empty() { Ok(()) } else { queue_mails(desk, news, &everybody) }
}

fn note_down(desk: &Desk<'_>, news: &News, reason: Reason, people: &[PersonId]) -> Result<()> {
    let (workspace, urgency, now) = (desk.workspace(), rules::urgency(reason), desk.now());
    let mut params: Vec<&dyn Param> = vec![
        &workspace,
        &news.item,
        &news.noun,
        &news.product,
        &reason,
        &urgency,
        &desk.seq,
        &desk.actor.person,
    ];
    let command = desk.command();
    params.extend([&command as &dyn Param, &news.comment, &now]);
    let places = places(&mut params, people);
    // Read or done by now: what is new begins anew.
    let anew = "notification.seq <> excluded.seq
                and (notification.read_at is not null or notification.done_at is not null)";
    let stronger = format!("({anew}) or excluded.urgency < notification.urgency");
    let sql = format!(
        "insert into notification (workspace_id, person_id, item_id, noun, product_id, reason, urgency, seq, news,
                                   by_person, command, comment_id, at, mailed_seq)
         select $1, p.id, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, 0
           from person p
           left join notification_setting s on s.workspace_id = p.workspace_id and s.person_id = p.id
                                          and s.archived_at is null
          where p.workspace_id = $1 and p.id in ({places}) and p.archived_at is null
            and coalesce(s.{way}, 'digest') <> 'off'
            and (p.administrator
                 or exists (select 1 from role_held r
                             where r.workspace_id = $1 and r.person_id = p.id and r.archived_at is null
                               and r.product_id = coalesce($4, r.product_id)))
             on conflict (workspace_id, person_id, item_id) do update
            set reason = case when {stronger} then excluded.reason else notification.reason end,
                urgency = case when {stronger} then excluded.urgency else notification.urgency end,
                news = case when notification.seq = excluded.seq then notification.news
                            when {anew} then 1
                            else notification.news + 1 end,
                comment_id = case when excluded.comment_id is null and notification.seq = excluded.seq
                                  then notification.comment_id else excluded.comment_id end,
                seq = excluded.seq, by_person = excluded.by_person, command = excluded.command,
                at = excluded.at, read_at = null, snoozed_until = null, done_at = null",
        way = reason.as_str(),
    );
    keep(desk.tx, Ledger::Notification, &sql, &params)?;
    Ok(())
}

/// `$12, $13, …` for these people, who are added to the values.
fn places<'p>(params: &mut Vec<&'p dyn Param>, people: &'p [PersonId]) -> String {
    let first = params.len() + 1;
    params.extend(people.iter().map(|person| person as &dyn Param));
    (first..=params.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

database::row! {
    struct ByMail { person_id: PersonId, way: Way, digest_hour: i64, time_zone: String, waits: bool }
}

/// Queues the mails to those who wish for one. Of digests one at a time waits for each person.
fn queue_mails(desk: &Desk<'_>, news: &News, people: &[PersonId]) -> Result<()> {
    let workspace = desk.workspace();
    let mut params: Vec<&dyn Param> = vec![&workspace, &news.item, &desk.seq, &DIGEST_HOUR, &news.product];
    let places = places(&mut params, people);
    let way = Reason::ALL
        .iter()
        .map(|reason| format!("when '{0}' then coalesce(s.{0}, 'digest')", reason.as_str()))
        .collect::<Vec<_>>()
        .join(" ");
    let sql = format!(
        "select n.person_id, case n.reason {way} end as way, coalesce(s.digest_hour, $4) as digest_hour,
                coalesce(nullif(s.time_zone, ''), o.time_zone, 'UTC') as time_zone,
                d.person_id is not null as waits
           from notification n
           left join notification_setting s on s.workspace_id = n.workspace_id and s.person_id = n.person_id
                                          and s.archived_at is null
           left join product o on o.workspace_id = n.workspace_id and o.id = $5
           left join digest_due d on d.workspace_id = n.workspace_id and d.person_id = n.person_id
          where n.workspace_id = $1 and n.item_id = $2 and n.seq = $3 and n.person_id in ({places})"
    );
    let found: Vec<ByMail> = desk.tx.all(&sql, &params)?;
    for one in found {
        match one.way {
            Way::Digest if !one.waits => {
                let due = rules::next_digest(desk.now(), one.digest_hour, &one.time_zone);
                let sql = "insert into digest_due (workspace_id, person_id, due_at) values ($1, $2, $3)";
                keep(desk.tx, Ledger::DigestDue, sql, &[&workspace, &one.person_id, &due])?;
                later(desk, MailDigest::JOB, due, &MailDigest { person: one.person_id })?;
            }
            Way::Mail => {
                let (due, person) = (desk.now().plus_seconds(HOLD_SECONDS), one.person_id);
                later(desk, MailNotification::JOB, due, &MailNotification { person, item: news.item })?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Queues a job that is no part of the change: what is mailed is looked up when it leaves.
fn later(desk: &Desk<'_>, kind: &str, due: Timestamp, body: &impl serde::Serialize) -> Result<()> {
    let body = serde_json::to_string(body).map_err(broken)?;
    queue(desk.tx, desk.workspace(), &Queued { id: desk.moment.id(), kind, body, due })
}
