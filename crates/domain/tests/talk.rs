//! Comments, followers, notifications and the digest, told as stories on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod told;

use database::Tx;
use domain::backlog::StoryDone;
use domain::backlog::assign_story::AssignStory;
use domain::backlog::estimate_story::EstimateStory;
use domain::backlog::finish_story::FinishStory;
use domain::communication::Reach;
use domain::communication::notifications::jobs::{
    MailDigest, MailNotification, ToSend, mail_digest, mail_notification, note_sent,
};
use domain::communication::notifications::mark::{Mark, mark};
use domain::communication::notifications::queries::{
    NotificationRow, Which, notifications, own_setting, unread,
};
use domain::communication::notifications::set_notifications::SetNotifications;
use domain::communication::notifications::stop_mails::StopMails;
use domain::communication::notifications::{Reason, Way};
use domain::communication::publish_release::PublishRelease;
use domain::communication::talk::CommentId;
use domain::communication::talk::add_comment::{AddComment, CommentDone};
use domain::communication::talk::edit_comment::EditComment;
use domain::communication::talk::follow_item::FollowItem;
use domain::communication::talk::queries::{comments, earlier_texts, followers, mentionable};
use domain::communication::talk::remove_comment::RemoveComment;
use domain::communication::talk::restore_comment::RestoreComment;
use domain::communication::talk::unfollow_item::UnfollowItem;
use domain::line::undo_change::UndoChange;
use domain::people::jobs::Drawn;
use domain::people::join_workspace::JoinWorkspace;
use domain::people::password::HashedPassword;
use domain::people::set_role::SetRole;
use domain::spine::actor::{Actor, Door};
use domain::spine::refusal::{Failure, Refusal, Result};
use domain::spine::rights::Role;
use domain::testing::{Office, START, on_both_engines};
use told::Firm;
use uuid::Uuid;

fn a_story(office: &Office) -> StoryDone {
    office.stories(&["Choose a tone"]).remove(0)
}

fn says(office: &Office, actor: &Actor, item: &str, body: &str) -> CommentDone {
    office.does(actor, AddComment { item: item.into(), body: body.into() }).unwrap().done
}

fn told(office: &Office, actor: &Actor) -> Vec<NotificationRow> {
    listed(office, actor, Which::Open)
}

fn listed(office: &Office, actor: &Actor, which: Which) -> Vec<NotificationRow> {
    let (actor, now) = (actor.clone(), office.now());
    office.reads(move |tx| notifications(tx, &actor, which, None, now))
}

fn waiting(office: &Office, actor: &Actor) -> i64 {
    let (actor, now) = (actor.clone(), office.now());
    office.reads(move |tx| unread(tx, &actor, now))
}

fn marks(office: &Office, actor: &Actor, item: Option<Uuid>, what: Mark, days: i64) -> Result<u64> {
    let (actor, now) = (actor.clone(), office.now());
    office.db.write(office.workspace.0, move |tx| mark(tx, &actor, item, what, days, now))
}

fn bodies(office: &Office, item: Uuid) -> Vec<String> {
    let mira = office.mira();
    office.reads(move |tx| comments(tx, &mira, item)).into_iter().map(|comment| comment.body).collect()
}

fn assign(office: &Office, story: &StoryDone, to: &Actor) {
    office.does(&office.mira(), AssignStory { story: story.id, person: to.person }).unwrap();
}

#[test]
fn a_comment_is_said_edited_taken_back_and_kept_in_history() {
    on_both_engines(|office| {
        let (mira, lena, story) = (office.mira(), office.lena(), a_story(office));
        let item = story.id.0;
        let said = says(office, &lena, "inv-1", "  Is it for **all** of them?  ");
        assert_eq!((said.key.as_str(), said.mentions), ("INV-1", 0));
        let edit = |body: &str, seen: Option<&str>| EditComment {
            comment: said.id,
            body: body.into(),
            seen: seen.map(Into::into),
        };
        assert_eq!(office.is_refused(&mira, edit("No.", None)).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), edit("No.", None)).kind(), "not_found");
        let stale = office.is_refused(&lena, edit("For some?", Some("Is it?")));
        assert!(matches!(stale, Refusal::Stale { theirs, .. } if theirs == "Is it for **all** of them?"));
        assert_eq!(office.is_refused(&lena, edit(" ", None)).field(), Some("body"));
        office.does(&lena, edit("For some of them?", Some("Is it for **all** of them?"))).unwrap();
        assert_eq!(office.does(&lena, edit("For some of them?", None)).unwrap().seq, None);
        assert_eq!(bodies(office, item), ["For some of them?"]);
        let (reader, comment) = (mira.clone(), said.id);
        let earlier = office.reads(move |tx| earlier_texts(tx, &reader, &[comment]));
        assert_eq!(earlier[&comment], ["Is it for **all** of them?"]);
        assert_eq!(office.is_refused(&mira, RemoveComment { comment }).kind(), "not_allowed");
        office.does(&lena, RemoveComment { comment }).unwrap();
        assert!(bodies(office, item).is_empty());
        assert_eq!(office.is_refused(&lena, edit("Hm.", None)).kind(), "conflict");
        office.does(&lena, RestoreComment { comment }).unwrap();
        let gone = office.does(&lena, RemoveComment { comment }).unwrap().seq.unwrap();
        office.does(&lena, UndoChange { change: gone }).unwrap();
        assert_eq!(bodies(office, item), ["For some of them?"]);
    });
}

#[test]
fn only_what_is_there_and_may_be_read_can_be_talked_about() {
    on_both_engines(|office| {
        let (lena, stranger) = (office.lena(), office.stranger());
        a_story(office);
        for (item, kind) in
            [("INV-1x", "invalid"), ("nothing", "invalid"), ("INV-99", "not_found"), ("SAL-1", "not_found")]
        {
            let comment = AddComment { item: item.into(), body: "words".into() };
            assert_eq!(office.is_refused(&lena, comment).kind(), kind, "{item}");
        }
        let there = AddComment { item: "INV-1".into(), body: "words".into() };
        assert_eq!(office.is_refused(&stranger, there.clone()).kind(), "not_found");
        assert_eq!(office.is_refused(&stranger, FollowItem { item: "INV-1".into() }).kind(), "not_found");
        let long = AddComment { item: "INV-1".into(), body: "x".repeat(10_001) };
        assert_eq!(office.is_refused(&lena, long).field(), Some("body"));
        let taken = SetRole {
            product: office.product,
            person: lena.person.unwrap(),
            role: Role::Stakeholder,
            holds: false,
        };
        office.does(&office.ada(), taken).unwrap();
        assert_eq!(office.is_refused(&office.lena(), there).kind(), "not_found");
    });
}

#[test]
fn who_is_named_is_told_and_so_is_who_follows_but_nobody_of_their_own_doing() {
    on_both_engines(|office| {
        let (ines, mira, lena, aoife) = (office.ines(), office.mira(), office.lena(), office.aoife());
        let story = a_story(office);
        let said = says(office, &lena, "INV-1", "@aoife and @Mira, is it big? Not @Nobody.");
        assert_eq!(said.mentions, 2);
        let (to_aoife, to_mira) = (told(office, &aoife), told(office, &mira));
        assert_eq!((to_aoife.len(), to_aoife[0].reason), (1, Reason::Mentioned));
        // Mira made the story, so she follows it; to be named says more.
        assert_eq!((to_mira.len(), to_mira[0].reason, to_mira[0].news), (1, Reason::Mentioned, 1));
        let row = &to_mira[0];
        assert_eq!((row.key.as_deref(), row.title.as_deref()), (Some("INV-1"), Some("Choose a tone")));
        assert_eq!((row.by_name.as_deref(), row.command.as_str()), (Some("Lena"), "add_comment"));
        assert!(row.comment.as_deref().unwrap().starts_with("@aoife"));
        assert!(told(office, &lena).is_empty() && told(office, &ines).is_empty());
        // Whoever comments follows.
        says(office, &mira, "INV-1", "Small, I think.");
        let to_lena = told(office, &lena);
        assert_eq!((to_lena.len(), to_lena[0].reason), (1, Reason::Following));
        // Named anew in an edit: told, and nobody a second time.
        marks(office, &aoife, Some(story.id.0), Mark::Done, 0).unwrap();
        let edit = EditComment { comment: said.id, body: "@Ines and @Aoife?".into(), seen: None };
        assert_eq!(office.does(&lena, edit).unwrap().done.mentions, 2);
        assert_eq!(told(office, &ines)[0].reason, Reason::Mentioned);
        assert!(told(office, &aoife).is_empty());
        let names = office.reads({
            let (lena, product) = (lena.clone(), office.product);
            move |tx| mentionable(tx, &lena, product)
        });
        let names: Vec<&str> = names.iter().map(|reader| reader.name.as_str()).collect();
        assert_eq!(names, ["Ada", "Aoife", "Ines", "Mira"]);
    });
}

#[test]
fn what_becomes_of_an_item_is_told_to_who_follows_it_and_quiet_changes_are_not() {
    on_both_engines(|office| {
        let (mira, lena, aoife) = (office.mira(), office.lena(), office.aoife());
        let story = a_story(office);
        office.does(&lena, FollowItem { item: "INV-1".into() }).unwrap();
        assert_eq!(office.does(&lena, FollowItem { item: "INV-1".into() }).unwrap().seq, None);
        office.does(&mira, EstimateStory { story: story.id, points: "3".into() }).unwrap();
        assert!(told(office, &lena).is_empty(), "an estimate is quiet");
        assign(office, &story, &aoife);
        assert_eq!(told(office, &aoife)[0].reason, Reason::Assigned);
        office.does(&aoife, FinishStory { story: story.id }).unwrap();
        let to_lena = told(office, &lena);
        assert_eq!((to_lena[0].news, to_lena[0].command.as_str()), (2, "finish_story"));
        assert_eq!(to_lena[0].by_name.as_deref(), Some("Aoife"));
        // Aoife is told of what others do with her story, not of her own doing.
        assert_eq!(
            (told(office, &aoife)[0].news, told(office, &aoife)[0].command.as_str()),
            (1, "assign_story")
        );
        let (reader, item) = (mira.clone(), story.id.0);
        let follow = office.reads(move |tx| followers(tx, &reader, item, &[]));
        assert_eq!(
            follow.iter().map(|one| (one.name.as_str(), one.follows)).collect::<Vec<_>>(),
            [("Lena", true)]
        );
        office.does(&lena, UnfollowItem { item: "INV-1".into() }).unwrap();
        marks(office, &lena, Some(item), Mark::Done, 0).unwrap();
        says(office, &mira, "INV-1", "Well done.");
        assert!(told(office, &lena).is_empty());
        // Commenting does not make somebody follow again who said that they do not wish to.
        says(office, &lena, "INV-1", "Thank you.");
        says(office, &mira, "INV-1", "Any time.");
        assert!(told(office, &lena).is_empty());
        // Somebody who only made it or is assigned can say so, too.
        office.does(&aoife, UnfollowItem { item: "INV-1".into() }).unwrap();
        marks(office, &aoife, Some(item), Mark::Done, 0).unwrap();
        says(office, &mira, "INV-1", "One more thing.");
        assert!(told(office, &aoife).is_empty());
    });
}

#[test]
fn what_was_recorded_for_a_customer_comes_back_when_it_ships() {
    on_both_engines(|office| {
        let lena = office.lena();
        let firm = Firm::of(office);
        let release = firm.release(office);
        marks(office, &lena, None, Mark::Done, 0).unwrap();
        office.does(&office.mira(), PublishRelease { release, audience: Reach::Everyone }).unwrap();
        let to_lena = told(office, &lena);
        assert_eq!((to_lena.len(), to_lena[0].reason), (1, Reason::YourFeedback), "{to_lena:?}");
        assert_eq!(to_lena[0].noun, "release");
    });
}

#[test]
fn a_notification_is_read_put_off_done_and_comes_back_with_news() {
    on_both_engines(|office| {
        let (mira, lena, story) = (office.mira(), office.lena(), a_story(office));
        let item = Some(story.id.0);
        says(office, &lena, "INV-1", "One.");
        says(office, &lena, "INV-1", "Two.");
        assert_eq!((waiting(office, &mira), told(office, &mira)[0].news), (1, 2));
        marks(office, &mira, item, Mark::Read, 0).unwrap();
        assert_eq!((waiting(office, &mira), told(office, &mira).len()), (0, 1));
        marks(office, &mira, item, Mark::Unread, 0).unwrap();
        assert_eq!(waiting(office, &mira), 1);
        marks(office, &mira, item, Mark::Snooze, 2).unwrap();
        assert_eq!((waiting(office, &mira), told(office, &mira).len()), (0, 0));
        assert_eq!(listed(office, &mira, Which::Snoozed).len(), 1);
        office.wait_seconds(2 * 86_400 + 1);
        assert_eq!((waiting(office, &mira), told(office, &mira).len()), (1, 1));
        marks(office, &mira, item, Mark::Done, 0).unwrap();
        assert_eq!((told(office, &mira).len(), listed(office, &mira, Which::Done).len()), (0, 1));
        says(office, &lena, "INV-1", "Three.");
        let again = told(office, &mira);
        assert_eq!((again.len(), again[0].news, again[0].comment.as_deref()), (1, 1, Some("Three.")));
        marks(office, &mira, None, Mark::Done, 0).unwrap();
        assert!(told(office, &mira).is_empty());
        // Nobody marks what is not theirs, and nothing is put off for ever.
        for (actor, item, what, days, kind) in [
            (&office.aoife(), item, Mark::Done, 0, "not_found"),
            (&mira, item, Mark::Snooze, 91, "invalid"),
            (&mira, None, Mark::Unread, 0, "invalid"),
            (&office.stranger(), item, Mark::Read, 0, "not_found"),
        ] {
            let Err(Failure::Refused(refusal)) = marks(office, actor, item, what, days) else {
                panic!("{kind}")
            };
            assert_eq!(refusal.kind(), kind);
        }
    });
}

#[test]
fn who_may_no_longer_read_a_product_is_told_of_nothing_there() {
    on_both_engines(|office| {
        let (mira, lena) = (office.mira(), office.lena());
        a_story(office);
        office.does(&lena, FollowItem { item: "INV-1".into() }).unwrap();
        says(office, &mira, "INV-1", "One.");
        let (product, person) = (office.product, lena.person.unwrap());
        let role = Role::Stakeholder;
        office.does(&office.ada(), SetRole { product, person, role, holds: false }).unwrap();
        let shut_out = office.lena();
        assert!(told(office, &shut_out).is_empty() && waiting(office, &shut_out) == 0);
        says(office, &mira, "INV-1", "Two, @Lena.");
        office.does(&office.ada(), SetRole { product, person, role, holds: true }).unwrap();
        let back = told(office, &office.lena());
        assert_eq!((back.len(), back[0].news), (1, 1), "what was said meanwhile was not for her");
    });
}

const ORIGIN: &str = "https://work.larkbill.example";

fn drawn(office: &Office) -> Drawn<'static> {
    Drawn { token: "a-secret", origin: ORIGIN, now: office.now() }
}

fn writes<T: Send + 'static>(office: &Office, work: impl Fn(&Tx<'_>) -> Result<T> + Send + 'static) -> T {
    office.db.write(office.workspace.0, work).unwrap()
}

fn digest(office: &Office, actor: &Actor) -> Option<ToSend> {
    let (workspace, person, drawn) = (office.workspace, actor.person.unwrap(), drawn(office));
    writes(office, move |tx| mail_digest(tx, workspace, &MailDigest { person }, &drawn))
}

fn sent(office: &Office, mail: ToSend) {
    let sent = std::sync::Arc::new(mail.sent);
    writes(office, move |tx| note_sent(tx, &sent));
}

fn joins(office: &Office, actor: &Actor) {
    let password = HashedPassword::unusable();
    office.does(actor, JoinWorkspace { name: actor.name.clone(), password }).unwrap();
}

fn jobs(office: &Office, kind: &str) -> Vec<i64> {
    let kind = kind.to_owned();
    office.reads(move |tx| {
        Ok(tx.values(
            "select due_at as value from job where kind = $1 and state = 'waiting' order by due_at",
            &[&kind],
        )?)
    })
}

#[test]
fn one_mail_a_day_tells_what_is_unread_and_nothing_twice() {
    on_both_engines(|office| {
        let (mira, lena, aoife) = (office.mira(), office.lena(), office.aoife());
        let story = a_story(office);
        assert!(jobs(office, MailDigest::JOB).is_empty());
        says(office, &lena, "INV-1", "@Mira, is it <b>big</b>?");
        says(office, &aoife, "INV-1", "Two days.");
        // Mira's and Lena's, at seven in Dublin tomorrow; each waits once.
        let tomorrow = START.0 + 22 * 3_600_000_000;
        assert_eq!(jobs(office, MailDigest::JOB), [tomorrow, tomorrow]);
        assert!(digest(office, &mira).is_none(), "who has not joined gets no mail");
        joins(office, &mira);
        let first = digest(office, &mira).unwrap();
        let mail = &first.mail;
        assert_eq!(mail.subject, "Larkbill: INV-1 Choose a tone");
        for words in [
            "You are named",
            "* INV-1 Choose a tone\n  Aoife commented, and one more change.\n  > Two days.",
            "https://work.larkbill.example/larkbill/items/INV-1",
            "at 7:00",
        ] {
            assert!(mail.text.contains(words), "{words}\n{}", mail.text);
        }
        assert_eq!(
            mail.unsubscribe.as_deref(),
            Some("https://work.larkbill.example/larkbill/unsubscribe/a-secret")
        );
        sent(office, first);
        assert!(digest(office, &mira).is_none(), "it was told already");
        // What comes in after it asks for the next one; what was read meanwhile is not in it.
        office.wait_seconds(86_400);
        says(office, &lena, "INV-1", "Hm.");
        assert_eq!(jobs(office, MailDigest::JOB).len(), 3 + 1, "Aoife's and Mira's next one are new");
        marks(office, &mira, Some(story.id.0), Mark::Read, 0).unwrap();
        assert!(digest(office, &mira).is_none());
    });
}

fn ways(way: Way, mentioned: Way) -> SetNotifications {
    SetNotifications {
        assigned: way,
        mentioned,
        your_feedback: way,
        following: way,
        your_team: way,
        digest_hour: "18".into(),
        time_zone: "Asia/Tokyo".into(),
    }
}

#[test]
fn each_reason_is_told_in_the_way_that_one_chose() {
    on_both_engines(|office| {
        let (mira, lena) = (office.mira(), office.lena());
        joins(office, &mira);
        let story = a_story(office);
        for (hour, zone, field) in [("24", "", "digest_hour"), ("7", "Mars", "time_zone")] {
            let (digest_hour, time_zone) = (hour.into(), zone.into());
            let wrong = SetNotifications { digest_hour, time_zone, ..ways(Way::App, Way::App) };
            assert_eq!(office.is_refused(&mira, wrong).field(), Some(field));
        }
        let first = office.does(&mira, ways(Way::Off, Way::Off)).unwrap();
        office.does(&mira, UndoChange { change: first.seq.unwrap() }).unwrap();
        let reader = mira.clone();
        assert_eq!(office.reads(move |tx| own_setting(tx, &reader)).following, Way::Digest);
        office.does(&mira, ways(Way::Off, Way::Mail)).unwrap();
        says(office, &lena, "INV-1", "Quietly.");
        assert!(told(office, &mira).is_empty());
        says(office, &lena, "INV-1", "@Mira, look.");
        assert_eq!(jobs(office, MailNotification::JOB), [office.now().0 + 300_000_000]);
        let (workspace, drawn) = (office.workspace, drawn(office));
        let job = MailNotification { person: mira.person.unwrap(), item: story.id.0 };
        let mail = writes(office, move |tx| mail_notification(tx, workspace, &job, &drawn)).unwrap();
        assert_eq!(mail.mail.subject, "INV-1 Choose a tone");
        assert!(mail.mail.text.contains("> @Mira, look.") && digest(office, &mira).is_none());
        let stops = StopMails { person: mira.person.unwrap() };
        assert_eq!(office.is_refused(&mira, stops.clone()).kind(), "not_allowed");
        office.does(&Actor::program(office.workspace, Door::Form), stops).unwrap();
        let reader = mira.clone();
        let setting = office.reads(move |tx| own_setting(tx, &reader));
        assert_eq!((setting.mentioned, setting.following), (Way::App, Way::Off));
        office.does(&mira, ways(Way::Digest, Way::Digest)).unwrap();
        says(office, &lena, "INV-1", "@Mira, once more.");
        // Six in the evening in Tokyo is nine in the morning here: now, so it is tomorrow's.
        assert_eq!(jobs(office, MailDigest::JOB).pop(), Some(START.0 + 86_400_000_000));
    });
}

#[test]
fn a_comment_that_is_taken_back_is_not_mailed() {
    on_both_engines(|office| {
        let (mira, lena) = (office.mira(), office.lena());
        joins(office, &mira);
        a_story(office);
        let comment: CommentId = says(office, &lena, "INV-1", "@Mira, the secret sauce.").id;
        office.does(&lena, RemoveComment { comment }).unwrap();
        let mail = digest(office, &mira).unwrap();
        assert!(!mail.mail.text.contains("sauce"), "{}", mail.mail.text);
    });
}
