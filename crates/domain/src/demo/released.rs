//! What reached customers: 4.7 is out with its note on the portal, 4.8 is planned, two of its stories wait for Mira.

use super::{Cast, Teller};
use crate::acceptance::accept_story::AcceptStory;
use crate::acceptance::give_verdict::GiveVerdict;
use crate::acceptance::meet_all_criteria::MeetAllCriteria;
use crate::backlog::StoryId;
use crate::backlog::add_criterion::AddCriterion;
use crate::backlog::add_story::AddStory;
use crate::backlog::assign_story::AssignStory;
use crate::backlog::finish_story::FinishStory;
use crate::backlog::link_story::LinkStory;
use crate::communication::Reach;
use crate::communication::add_release::AddRelease;
use crate::communication::draft_note::DraftNote;
use crate::communication::edit_release::{EditRelease, ReleaseText};
use crate::communication::publish_release::PublishRelease;
use crate::communication::put_in_release::PutInRelease;
use crate::roadmap::queries::features;
use crate::spine::id::ReleaseId;
use crate::spine::moment::Day;
use crate::spine::refusal::{Found, Result};

const OUT: [(&str, &str, &str); 3] = [
    (
        "Show the day an invoice will probably be paid",
        "Wen",
        "The date stands beside the amount, and the list can be sorted by it",
    ),
    ("Pause reminders when the customer replies", "Aoife", "No reminder leaves while an answer is unread"),
    (
        "Show a range when we are unsure",
        "Ravi",
        "With fewer than three paid invoices a range is shown instead of a day",
    ),
];

const NOTE: &str = "Each open invoice now shows the day we expect it to be paid, learned from how that customer has paid before.

- The date sits beside the amount, and you can sort by it.
- Reminders pause by themselves when your customer replies.
- When we are unsure, we show a range instead of a day.";

const WAITING: [(&str, &str); 2] =
    [("Name the invoice in the subject line", "Tomas"), ("Undo a reminder within a minute", "Aoife")];

const UNDO: [&str; 3] = [
    "A reminder can be called back for sixty seconds",
    "The log says who called it back",
    "A reminder that was called back does not count towards the sequence",
];

pub(super) fn tell(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let first = plan(teller, cast, (40, 16), ("4.7", "Expected dates"))?;
    let mut stories = Vec::new();
    for (title, by, then) in OUT {
        let story = done(teller, cast, 20, (title, by), &[then])?;
        link(teller, cast, 30, (story, "Expected-paid date"))?;
        teller.does(cast, "Mira", 19, &MeetAllCriteria { story })?;
        teller.does(cast, "Mira", 19, &AcceptStory { story, reason: String::new() })?;
        stories.push(story);
    }
    teller.does(cast, "Mira", 18, &PutInRelease { release: first, stories })?;
    write(teller, cast, first, (ReleaseText::NoteTitle, "Know when the money will land"))?;
    write(teller, cast, first, (ReleaseText::NoteBody, NOTE))?;
    let audience = Reach::Internal;
    teller.does(cast, "Mira", 17, &PublishRelease { release: first, audience })?;
    let audience = Reach::Everyone;
    teller.does(cast, "Mira", 15, &PublishRelease { release: first, audience })?;
    Ok(())
}

/// 4.8: one story accepted, two that wait, one of them with a criterion that is not met.
pub(super) fn next(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let release = plan(teller, cast, (14, -6), ("4.8", "Gentle reminders"))?;
    let accepted = done(teller, cast, 3, ("No reminders under five euros", "Wen"), &[])?;
    let reason = "Seen on the test account: nothing was sent for an open rest of 4.99".into();
    teller.does(cast, "Mira", 2, &AcceptStory { story: accepted, reason })?;
    link(teller, cast, 3, (accepted, "Reminder sequences"))?;
    let mut stories = vec![accepted];
    for (title, by) in WAITING {
        let criteria: &[&str] = if by == "Aoife" { &UNDO } else { &[] };
        let story = done(teller, cast, 1, (title, by), criteria)?;
        link(teller, cast, 1, (story, "Reminder sequences"))?;
        stories.push(story);
    }
    teller.does(cast, "Mira", 1, &PutInRelease { release, stories })?;
    teller.does(cast, "Mira", 1, &DraftNote { release, overwrite: false })?;
    Ok(())
}

fn plan(
    teller: &mut Teller<'_>,
    cast: &Cast,
    (days_ago, planned_days_ago): (i64, i64),
    (version, name): (&str, &str),
) -> Result<ReleaseId> {
    let day = Day::of(teller.today.plus_days(-planned_days_ago).day_in("Europe/Dublin"));
    let command = AddRelease {
        product: cast.firm.product,
        version: version.into(),
        name: name.into(),
        planned_on: Some(day),
    };
    Ok(teller.does(cast, "Mira", days_ago, &command)?.id)
}

/// A story that somebody made, with what it is accepted by.
fn done(
    teller: &mut Teller<'_>,
    cast: &Cast,
    days_ago: i64,
    (title, by): (&str, &str),
    criteria: &[&str],
) -> Result<StoryId> {
    let command = AddStory { points: "2".into(), ..AddStory::titled(cast.firm.product, title) };
    let story = teller.does(cast, "Mira", days_ago + 10, &command)?.id;
    let mut written = Vec::new();
    for sentence in criteria {
        let none = String::new;
        let sentence = (*sentence).into();
        let command = AddCriterion { story, given: none(), when: none(), then: none(), sentence };
        written.push(teller.does(cast, "Mira", days_ago + 10, &command)?.id);
    }
    let person = Some(cast.id(by)?);
    teller.does(cast, by, days_ago + 4, &AssignStory { story, person })?;
    teller.does(cast, by, days_ago, &FinishStory { story })?;
    if let [first, second, _] = written.as_slice() {
        let none = String::new();
        teller.does(cast, "Mira", days_ago, &GiveVerdict { criterion: *first, met: true, evidence: none })?;
        let evidence = "The log names the account instead of the person. Invoice 2041.".into();
        teller.does(cast, "Mira", days_ago, &GiveVerdict { criterion: *second, met: false, evidence })?;
    }
    Ok(story)
}

/// Puts a story under the feature with this title.
pub(super) fn link(
    teller: &mut Teller<'_>,
    cast: &Cast,
    days_ago: i64,
    (story, title): (StoryId, &str),
) -> Result<()> {
    let all = features(teller.tx, &teller.actor(cast, "Mira")?, cast.firm.product)?;
    let feature = all.into_iter().find(|feature| feature.title == title).found("feature")?.id;
    teller.does(cast, "Mira", days_ago, &LinkStory { story, feature: Some(feature) })?;
    Ok(())
}

fn write(
    teller: &mut Teller<'_>,
    cast: &Cast,
    release: ReleaseId,
    (field, text): (ReleaseText, &str),
) -> Result<()> {
    let command = EditRelease { release, field, text: text.into(), seen: None, reason: String::new() };
    teller.does(cast, "Mira", 18, &command)?;
    Ok(())
}
