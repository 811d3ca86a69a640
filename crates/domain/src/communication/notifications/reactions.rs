//! What follows from a change: whom it concerns is told.

use uuid::Uuid;

use super::informing::{News, Told, inform};
use super::{Reason, rules};
use crate::attachments::Attachment;
use crate::backlog::{Criterion, Story};
use crate::communication::Release;
use crate::communication::talk::{Comment, Mention};
use crate::discovery::research::Interview;
use crate::discovery::{Feedback, Need, Quote};
use crate::roadmap::{AgreementEntry, Feature};
use crate::spine::change::Verb;
use crate::spine::desk::{Desk, Touched};
use crate::spine::id::PersonId;
use crate::spine::item::Item;
use crate::spine::refusal::Result;
use crate::sprint::{Impediment, Sprint};
use crate::strategy::{CheckIn, Goal, KeyResult};

/// People who are told of one change at most.
const TOLD_MAX: i64 = 1_000;

/// When something becomes of an item, then those whom it concerns are told.
pub(crate) fn tell(desk: &Desk<'_>, touched: &Touched) -> Result<()> {
    if touched.is_quiet {
        return Ok(());
    }
    let added = matches!(touched.verb, Verb::Added | Verb::Restored);
    let news = touched.verb != Verb::Added && rules::is_news(touched.noun, &touched.fields);
    match touched.noun {
        Story::NOUN if touched.verb == Verb::Added || news => of_story(desk, touched),
        Feature::NOUN if news => of_feature(desk, &desk.load(touched.item)?),
        Need::NOUN if news => of_need(desk, &desk.load(touched.item)?),
        Goal::NOUN if touched.verb == Verb::Added || news => of_goal(desk, touched),
        Release::NOUN if news => of_release(desk, touched),
        Feedback::NOUN if touched.fields.contains(&"state") && !added => of_feedback(desk, touched),
        Attachment::NOUN if touched.verb == Verb::Added => {
            let attachment: Attachment = desk.load(touched.item)?;
            let own = owners(desk, &attachment.noun, attachment.item_id)?;
            to_followers(desk, &News::of_attachment(&attachment), &own)
        }
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

/// When something was merged, then whoever follows one of both is told of the one that stays, and who recorded what a
/// customer said.
pub(crate) fn of_merge<T: Item>(desk: &Desk<'_>, into: &T, own: &[Option<PersonId>]) -> Result<()> {
    let news = News::of(into);
    let recorded = if T::NOUN == Feedback::NOUN { own } else { &[] };
    let followed = if T::NOUN == Feedback::NOUN { &[] } else { own };
    let told = vec![
        (Reason::YourFeedback, recorded.iter().flatten().copied().collect()),
        (Reason::Following, followers(desk, &news, followed)?),
    ];
    inform(desk, &news, told)
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
    let news = News::of_comment(comment);
    let own = owners(desk, &comment.noun, comment.item_id)?;
    to_followers(desk, &news, &own)
}

fn of_mention(desk: &Desk<'_>, mention: &Mention) -> Result<()> {
    let comment: Comment = desk.load(mention.comment_id)?;
    inform(desk, &News::of_comment(&comment), vec![(Reason::Mentioned, vec![mention.person_id])])
}

/// Who follows an item without having said so: who made it, owns it, is assigned to it.
fn owners(desk: &Desk<'_>, noun: &str, item: Uuid) -> Result<Vec<Option<PersonId>>> {
    Ok(match noun {
        Story::NOUN => {
            let story: Story = desk.load(item)?;
            vec![story.created_by, story.assignee_id]
        }
        Feature::NOUN => {
            let feature: Feature = desk.load(item)?;
            vec![feature.created_by, feature.owner_id]
        }
        Goal::NOUN => {
            let goal: Goal = desk.load(item)?;
            vec![goal.created_by, goal.owner_id]
        }
        Need::NOUN => vec![desk.load::<Need>(item)?.created_by],
        Release::NOUN => vec![desk.load::<Release>(item)?.created_by],
        Feedback::NOUN => vec![desk.load_merged_too::<Feedback>(item)?.recorded_by],
        Interview::NOUN => vec![desk.load::<Interview>(item)?.created_by],
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
        select person_id, follows from follower
         where workspace_id = $1 and item_id = $2 and archived_at is null
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
          join feedback o on o.workspace_id = s.workspace_id and o.id = q.feedback_id and o.archived_at is null
          join feedback f on f.workspace_id = s.workspace_id and f.id = q.said_in_id
         where s.workspace_id = $1 and s.release_id = $2 and s.archived_at is null
           and f.recorded_by is not null
         limit $3";
    Ok(desk.tx.values(sql, &[&desk.workspace(), &release.id, &TOLD_MAX])?)
}
