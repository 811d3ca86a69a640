//! Somebody says something at an item, and what is new for somebody.

use database::One;
use domain::backlog::StoryDone;
use domain::backlog::assign_story::AssignStory;
use domain::communication::notifications::mark::{Mark, Marking, mark};
use domain::communication::notifications::queries::{NotificationRow, Which, notifications, unread};
use domain::communication::talk::add_comment::{AddComment, CommentDone};
use domain::communication::talk::queries::comments;
use domain::spine::actor::Actor;
use domain::spine::refusal::Result;
use domain::testing::Office;
use uuid::Uuid;

pub fn a_story(office: &Office) -> StoryDone {
    office.stories(&["Choose a tone"]).remove(0)
}

pub fn says(office: &Office, actor: &Actor, item: &str, body: &str) -> CommentDone {
    office.does(actor, AddComment { item: item.into(), body: body.into() }).unwrap().done
}

pub fn told(office: &Office, actor: &Actor) -> Vec<NotificationRow> {
    listed(office, actor, Which::Open)
}

pub fn listed(office: &Office, actor: &Actor, which: Which) -> Vec<NotificationRow> {
    let (actor, now) = (actor.clone(), office.now());
    office.reads(move |tx| notifications(tx, &actor, which, None, now))
}

pub fn waiting(office: &Office, actor: &Actor) -> i64 {
    let (actor, now) = (actor.clone(), office.now());
    office.reads(move |tx| Ok(unread(&actor, now).all(tx)?.first().map_or(0, |One(n)| *n)))
}

pub fn marks(office: &Office, actor: &Actor, item: Option<Uuid>, what: Mark, days: i64) -> Result<u64> {
    let (actor, now) = (actor.clone(), office.now());
    office.db.write(office.workspace.0, move |tx| {
        mark(tx, &actor, Marking { item, mark: what, days, seen: None }, now)
    })
}

pub fn bodies(office: &Office, item: Uuid) -> Vec<String> {
    let mira = office.mira();
    office
        .reads(move |tx| Ok(tx.together(comments(&mira, item)?)?))
        .into_iter()
        .map(|comment| comment.body)
        .collect()
}

pub fn assign(office: &Office, story: &StoryDone, to: &Actor) {
    office.does(&office.mira(), AssignStory { story: story.id, person: to.person }).unwrap();
}
