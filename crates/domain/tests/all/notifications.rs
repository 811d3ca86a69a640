//! What is new for somebody, and the mails of it, told as stories on both engines.

use database::Tx;
use domain::backlog::assign_story::AssignStory;
use domain::communication::Reach;
use domain::communication::notifications::jobs::{
    MailDigest, MailNotification, ToSend, mail_digest, mail_notification, note_sent,
};
use domain::communication::notifications::mark::{Mark, Marking, mark};
use domain::communication::notifications::queries::{Which, own_setting};
use domain::communication::notifications::set_notifications::SetNotifications;
use domain::communication::notifications::stop_mails::StopMails;
use domain::communication::notifications::{Reason, Way};
use domain::communication::publish_release::PublishRelease;
use domain::communication::talk::follow_item::FollowItem;
use domain::communication::talk::remove_comment::RemoveComment;
use domain::line::undo_change::UndoChange;
use domain::people::jobs::Drawn;
use domain::people::join_workspace::JoinWorkspace;
use domain::people::password::HashedPassword;
use domain::people::set_role::SetRole;
use domain::spine::actor::{Actor, Door};
use domain::spine::refusal::{Failure, Result};
use domain::spine::rights::Role;
use domain::testing::{Office, START, on_both_engines};

use crate::heard::{a_story, listed, marks, says, told as news, waiting};
use crate::told::Firm;

#[test]
fn what_was_recorded_for_a_customer_comes_back_when_it_ships() {
    on_both_engines(|office| {
        let lena = office.lena();
        let firm = Firm::of(office);
        let release = firm.release(office);
        marks(office, &lena, None, Mark::Done, 0).unwrap();
        office.does(&office.mira(), PublishRelease { release, audience: Reach::Everyone }).unwrap();
        let to_lena = news(office, &lena);
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
        assert_eq!((waiting(office, &mira), news(office, &mira)[0].news), (1, 2));
        marks(office, &mira, item, Mark::Read, 0).unwrap();
        assert_eq!((waiting(office, &mira), news(office, &mira).len()), (0, 1));
        marks(office, &mira, item, Mark::Unread, 0).unwrap();
        assert_eq!(waiting(office, &mira), 1);
        marks(office, &mira, item, Mark::Snooze, 2).unwrap();
        assert_eq!((waiting(office, &mira), news(office, &mira).len()), (0, 0));
        assert_eq!(listed(office, &mira, Which::Snoozed).len(), 1);
        office.wait_seconds(2 * 86_400 + 1);
        assert_eq!((waiting(office, &mira), news(office, &mira).len()), (1, 1));
        marks(office, &mira, item, Mark::Done, 0).unwrap();
        assert_eq!((news(office, &mira).len(), listed(office, &mira, Which::Done).len()), (0, 1));
        says(office, &lena, "INV-1", "Three.");
        let again = news(office, &mira);
        assert_eq!((again.len(), again[0].news, again[0].comment.as_deref()), (1, 1, Some("Three.")));
        marks(office, &mira, None, Mark::Done, 0).unwrap();
        assert!(news(office, &mira).is_empty());
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
        assert!(news(office, &shut_out).is_empty() && waiting(office, &shut_out) == 0);
        says(office, &mira, "INV-1", "Two, @Lena.");
        office.does(&office.ada(), SetRole { product, person, role, holds: true }).unwrap();
        let back = news(office, &office.lena());
        assert_eq!((back.len(), back[0].news), (1, 1), "what was said meanwhile was not for her");
    });
}

const ORIGIN: &str = "https://work.larkbill.example";

fn drawn(office: &Office) -> Drawn<'static> {
    Drawn { token: "a-secret", origin: ORIGIN, now: office.now().plus_days(1), mail_domain: None }
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
        assert!(digest(office, &lena).is_none(), "who has not joined gets no mail");
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
        assert!(news(office, &mira).is_empty());
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
fn what_is_taken_back_before_anybody_looked_is_told_to_nobody() {
    on_both_engines(|office| {
        let (mira, lena, aoife) = (office.mira(), office.lena(), office.aoife());
        joins(office, &mira);
        let story = a_story(office);
        let comment = says(office, &lena, "INV-1", "@Mira, the secret sauce.").id;
        assert_eq!(waiting(office, &mira), 1);
        office.does(&lena, RemoveComment { comment }).unwrap();
        assert!(news(office, &mira).is_empty() && digest(office, &mira).is_none());
        let assign = AssignStory { story: story.id, person: aoife.person };
        let seq = office.does(&mira, assign).unwrap().seq.unwrap();
        assert_eq!(news(office, &aoife)[0].reason, Reason::Assigned);
        office.does(&mira, UndoChange { change: seq }).unwrap();
        assert!(news(office, &aoife).is_empty(), "she was not given it after all");
    });
}

#[test]
fn all_done_leaves_what_was_put_off_and_what_came_in_since() {
    on_both_engines(|office| {
        let (mira, lena) = (office.mira(), office.lena());
        let stories = office.stories(&["One", "Two", "Three"]);
        for key in ["INV-1", "INV-2"] {
            says(office, &lena, key, "Hm.");
        }
        marks(office, &mira, Some(stories[0].id.0), Mark::Snooze, 7).unwrap();
        let seen = news(office, &mira)[0].seq;
        says(office, &lena, "INV-3", "New.");
        let (actor, now) = (mira.clone(), office.now());
        let all = Marking { item: None, mark: Mark::Done, days: 0, seen: Some(seen) };
        let done = office.db.write(office.workspace.0, move |tx| mark(tx, &actor, all, now));
        assert_eq!(done.unwrap_or_else(|failure: Failure| panic!("{failure}")), 1);
        let open: Vec<_> = news(office, &mira).into_iter().filter_map(|row| row.key).collect();
        assert_eq!(open, ["INV-3"]);
        assert_eq!(listed(office, &mira, Which::Snoozed).len(), 1);
    });
}

#[test]
fn a_digest_that_waits_comes_at_the_hour_that_is_chosen_last() {
    on_both_engines(|office| {
        let (mira, lena) = (office.mira(), office.lena());
        joins(office, &mira);
        a_story(office);
        says(office, &lena, "INV-1", "Hm.");
        let at_seven = jobs(office, MailDigest::JOB);
        let at_eighteen = SetNotifications {
            digest_hour: "18".into(),
            time_zone: "UTC".into(),
            ..ways(Way::Digest, Way::Digest)
        };
        office.does(&mira, at_eighteen).unwrap();
        assert_eq!(jobs(office, MailDigest::JOB), [START.0 + 9 * 3_600_000_000, at_seven[0]]);
        let early = Drawn { token: "a-secret", origin: ORIGIN, now: office.now(), mail_domain: None };
        let (workspace, person) = (office.workspace, mira.person.unwrap());
        let none = writes(office, move |tx| mail_digest(tx, workspace, &MailDigest { person }, &early));
        assert!(none.is_none(), "it is not due yet");
        assert!(digest(office, &mira).is_some() && digest(office, &mira).is_none());
    });
}
