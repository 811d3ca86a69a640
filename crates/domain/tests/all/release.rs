//! Releases: what goes in, the note, going out, taking it back; told as stories on both engines.

use domain::backlog::queries::story;
use domain::communication::add_release::AddRelease;
use domain::communication::archive_release::ArchiveRelease;
use domain::communication::draft_note::DraftNote;
use domain::communication::edit_release::{EditRelease, ReleaseText};
use domain::communication::publish_release::PublishRelease;
use domain::communication::put_in_release::PutInRelease;
use domain::communication::queries::{self, ReachRow};
use domain::communication::restore_release::RestoreRelease;
use domain::communication::take_out_of_release::TakeOutOfRelease;
use domain::communication::{Reach, Release, ReleaseId, ReleaseState};
use domain::discovery::NeedState;
use domain::line::undo_change::UndoChange;
use domain::spine::item::Item;
use domain::spine::refusal::Refusal;
use domain::testing::{Office, on_both_engines};

use crate::told::{Firm, accepted, need_state};

fn plan(office: &Office, version: &str, name: &str) -> ReleaseId {
    let command =
        AddRelease { product: office.product, version: version.into(), name: name.into(), planned_on: None };
    office.does(&office.mira(), command).unwrap().done.id
}

fn edit(release: ReleaseId, field: ReleaseText, text: &str, seen: Option<&str>) -> EditRelease {
    EditRelease { release, field, text: text.into(), seen: seen.map(Into::into), reason: String::new() }
}

fn publish(release: ReleaseId, audience: Reach) -> PublishRelease {
    PublishRelease { release, audience }
}

fn read(office: &Office, id: ReleaseId) -> Release {
    let workspace = office.workspace;
    office.reads(move |tx| Ok(Release::load(tx, workspace, id.0)?.unwrap()))
}

fn reach(office: &Office, id: ReleaseId) -> ReachRow {
    let (mira, release) = (office.mira(), read(office, id));
    office.reads(move |tx| queries::reach(tx, &mira, &release))
}

#[test]
fn a_release_is_planned_filled_and_edited_by_the_owner() {
    on_both_engines(|office| {
        let mira = office.mira();
        let stories: Vec<_> = office.stories(&["a", "b", "c"]).into_iter().map(|story| story.id).collect();
        let (first, second) = (plan(office, "4.7", ""), plan(office, "4.8", "Gentle reminders"));
        let put = PutInRelease { release: first, stories: stories.clone() };
        assert_eq!(office.does(&mira, put).unwrap().sentence, "3 stories are in 4.7 now.");
        office.does(&mira, PutInRelease { release: second, stories: vec![stories[2]] }).unwrap();
        let out = TakeOutOfRelease { release: first, stories: vec![stories[1], stories[2]] };
        let out = office.does(&mira, out).unwrap().seq.unwrap();
        let product = office.product;
        let rows = |office: &Office| {
            let lena = office.lena();
            office.reads(move |tx| queries::releases(tx, &lena, product))
        };
        let told = |office: &Office| -> Vec<_> {
            rows(office).into_iter().map(|row| (row.version, row.stories)).collect()
        };
        assert_eq!(told(office), [("4.8".to_owned(), 1), ("4.7".to_owned(), 1)]);
        office.does(&mira, UndoChange { change: out }).unwrap();
        assert_eq!(told(office), [("4.8".to_owned(), 1), ("4.7".to_owned(), 2)]);
        office.does(&mira, edit(first, ReleaseText::PlannedOn, "2026-11-24", Some(""))).unwrap();
        assert_eq!(read(office, first).planned_on.unwrap().to_string(), "2026-11-24");
        assert_eq!(
            office.is_refused(&mira, edit(first, ReleaseText::PlannedOn, "soon", None)).field(),
            Some("text")
        );
        office.does(&mira, edit(first, ReleaseText::Name, "Expected dates", Some(""))).unwrap();
        let stale = office.is_refused(&mira, edit(first, ReleaseText::Name, "Other", Some("")));
        assert_eq!(stale.kind(), "stale");
        assert_eq!(
            office.is_refused(&mira, edit(first, ReleaseText::Version, " ", None)).field(),
            Some("text")
        );
        let none = PutInRelease { release: first, stories: vec![] };
        assert_eq!(office.is_refused(&mira, none).field(), Some("stories"));
    });
}

#[test]
fn a_release_that_will_not_happen_is_archived_and_frees_its_stories() {
    on_both_engines(|office| {
        let (mira, release, next) = (office.mira(), plan(office, "4.8", ""), plan(office, "4.9", ""));
        let story = office.stories(&["a"]).remove(0).id;
        office.does(&mira, PutInRelease { release, stories: vec![story] }).unwrap();
        let archived = office.does(&mira, ArchiveRelease { release }).unwrap().seq.unwrap();
        let free = |office: &Office| {
            let (lena, product) = (office.lena(), office.product);
            office.reads(move |tx| queries::free_stories(tx, &lena, product)).len()
        };
        assert_eq!(free(office), 1);
        assert_eq!(office.is_refused(&mira, publish(release, Reach::Internal)).kind(), "conflict");
        let put = PutInRelease { release, stories: vec![story] };
        assert_eq!(office.is_refused(&mira, put).kind(), "conflict");
        office.does(&mira, UndoChange { change: archived }).unwrap();
        assert_eq!((free(office), read(office, release).archived_at), (0, None));
        office.does(&mira, ArchiveRelease { release }).unwrap();
        office.does(&mira, RestoreRelease { release }).unwrap();
        assert_eq!((free(office), read(office, release).archived_at), (1, None));
        office.does(&mira, PutInRelease { release: next, stories: vec![accepted(office, "b")] }).unwrap();
        office.does(&mira, publish(next, Reach::Internal)).unwrap();
        assert_eq!(office.is_refused(&mira, ArchiveRelease { release: next }).kind(), "conflict");
    });
}

#[test]
fn only_the_owner_releases_and_only_in_their_own_firm() {
    on_both_engines(|office| {
        let release = plan(office, "4.8", "");
        for other in [office.ines(), office.aoife(), office.lena()] {
            let refusal = office.is_refused(&other, publish(release, Reach::Everyone));
            assert_eq!(refusal.to_string(), "Only the product owner may release and tell customers.");
            assert_eq!(
                office.is_refused(&other, DraftNote { release, overwrite: false }).kind(),
                "not_allowed"
            );
        }
        let stranger = office.stranger();
        let refusal = office.is_refused(&stranger, publish(release, Reach::Everyone));
        assert_eq!(refusal, Refusal::NotFound { what: "release" });
    });
}

#[test]
fn a_note_is_drafted_from_what_is_accepted_and_never_over_what_somebody_wrote() {
    on_both_engines(|office| {
        let (mira, firm) = (office.mira(), Firm::of(office));
        let release = plan(office, "4.8", "Gentle reminders");
        let draft = |overwrite| DraftNote { release, overwrite };
        assert_eq!(office.is_refused(&mira, draft(false)).kind(), "conflict");
        let b = office.stories(&["not accepted"]).remove(0).id;
        let stories = vec![firm.story, b];
        office.does(&mira, PutInRelease { release, stories }).unwrap();
        office.does(&mira, draft(false)).unwrap();
        let stored = read(office, release);
        assert_eq!(stored.note_title, "Gentle reminders");
        assert_eq!(stored.note_body, "**A tone for each customer**\n\n- Choose a tone for each customer");
        assert_eq!(office.does(&mira, draft(false)).unwrap().seq, None);
        office.does(&mira, edit(release, ReleaseText::NoteBody, "You can now choose a tone.", None)).unwrap();
        let refusal = office.is_refused(&mira, draft(false));
        assert!(refusal.to_string().starts_with("Somebody has written in this note."), "{refusal}");
        assert_eq!(read(office, release).note_body, "You can now choose a tone.");
        office.does(&mira, draft(true)).unwrap();
        assert!(read(office, release).note_body.starts_with("**A tone"));
    });
}

#[test]
fn only_what_is_whole_goes_out_and_it_says_how_to_go_on() {
    on_both_engines(|office| {
        let mira = office.mira();
        let release = plan(office, "4.8", "");
        let refusal = office.is_refused(&mira, publish(release, Reach::Everyone));
        assert!(refusal.to_string().starts_with("No story is in it yet."), "{refusal}");
        let a = accepted(office, "a");
        let b = office.stories(&["b"]).remove(0).id;
        office.does(&mira, PutInRelease { release, stories: vec![a, b] }).unwrap();
        let refusal = office.is_refused(&mira, publish(release, Reach::Internal));
        let told =
            "1 of its 2 stories is not accepted. Accept it, or move it to another release, then release.";
        assert_eq!((refusal.kind(), refusal.to_string().as_str()), ("conflict", told));
        let next = plan(office, "4.9", "");
        office.does(&mira, PutInRelease { release: next, stories: vec![b] }).unwrap();
        let refusal = office.is_refused(&mira, publish(release, Reach::Everyone));
        assert!(refusal.to_string().starts_with("Its note is empty."), "{refusal}");
        let inside = office.does(&mira, publish(release, Reach::Internal)).unwrap();
        assert_eq!(inside.sentence, "4.8 is released inside the firm.");
        let stored = read(office, release);
        assert_eq!((stored.state, stored.note_published_at), (ReleaseState::Released, None));
        assert_eq!(office.is_refused(&mira, publish(release, Reach::Internal)).kind(), "conflict");
        assert_eq!(
            office.is_refused(&mira, PutInRelease { release, stories: vec![b] }).to_string(),
            "4.8 is released; what it brought stands. Use a release that is planned."
        );
        assert_eq!(
            office.is_refused(&mira, PutInRelease { release: next, stories: vec![a] }).kind(),
            "conflict"
        );
        office.does(&mira, DraftNote { release, overwrite: false }).unwrap();
        office.wait_seconds(60);
        office.does(&mira, publish(release, Reach::Everyone)).unwrap();
        let stored = read(office, release);
        assert!(stored.released_at.unwrap() < stored.note_published_at.unwrap());
    });
}

#[test]
fn within_five_minutes_a_release_is_taken_back_whole_and_not_after() {
    on_both_engines(|office| {
        let (mira, firm) = (office.mira(), Firm::of(office));
        let release = firm.release(office);
        let counted = ReachRow { asked: 3, may_be_told: 2, told: 0, answered: 0 };
        assert_eq!(reach(office, release), counted);
        let out = office.does(&mira, publish(release, Reach::Everyone)).unwrap();
        assert_eq!(out.sentence, "4.8 is released to everyone. Mails wait for five minutes.");
        assert_eq!((reach(office, release), need_state(office)), (counted, NeedState::Addressed));
        office.wait_seconds(290);
        assert!(crate::told::deliver(office).is_empty(), "the mails wait");
        office.does(&mira, UndoChange { change: out.seq.unwrap() }).unwrap();
        assert_eq!(read(office, release).state, ReleaseState::Planned);
        assert_eq!((read(office, release).note_published_at, need_state(office)), (None, NeedState::Open));
        office.wait_seconds(3600);
        assert!(crate::told::deliver(office).is_empty(), "what was taken back is not sent");

        let out = office.does(&mira, publish(release, Reach::Everyone)).unwrap().seq.unwrap();
        assert_eq!(reach(office, release), counted);
        office.wait_seconds(301);
        assert_eq!(crate::told::deliver(office).len(), 2);
        let refusal = office.is_refused(&mira, UndoChange { change: out });
        assert!(refusal.to_string().starts_with("Mails to customers have left"), "{refusal}");
        assert_eq!(reach(office, release), ReachRow { told: 2, ..counted });
        assert!(crate::told::deliver(office).is_empty(), "nobody is told twice");
    });
}

#[test]
fn an_accepted_story_of_a_release_that_went_inside_only_tells_nobody() {
    on_both_engines(|office| {
        let (mira, firm) = (office.mira(), Firm::of(office));
        let release = firm.release(office);
        office.does(&mira, publish(release, Reach::Beta)).unwrap();
        office.wait_seconds(30 * 86_400);
        assert!(crate::told::deliver(office).is_empty());
        assert_eq!(need_state(office), NeedState::Open);
        let product = office.product;
        let stored = office.reads(move |tx| story(tx, &mira, product, 1));
        assert_eq!(stored.release_id, Some(release));
    });
}
