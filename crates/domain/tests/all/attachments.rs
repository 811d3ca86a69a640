//! Files on items, told as stories on both engines. Their bytes are left out: they come in before, and are deleted after.

use domain::attachments::add_attachment::AddAttachment;
use domain::attachments::erase_attachment::EraseAttachment;
use domain::attachments::erase_put_away::ErasePutAway;
use domain::attachments::jobs;
use domain::attachments::queries::{Total, attachments, hanging, opened};
use domain::attachments::remove_attachment::RemoveAttachment;
use domain::attachments::restore_attachment::RestoreAttachment;
use domain::attachments::rules::OF_ITEM_MAX;
use domain::communication::notifications::Reason;
use domain::communication::talk::add_comment::AddComment;
use domain::communication::talk::follow_item::FollowItem;
use domain::line::undo_change::UndoChange;
use domain::spine::actor::{Actor, Door};
use domain::spine::change;
use domain::testing::on_both_engines;

use crate::hung::{arrived, attached, attaches, due_deletions, feedback, names, total};

#[test]
fn a_file_is_attached_removed_restored_and_each_is_undone() {
    on_both_engines(|office| {
        let (mira, lena) = (office.mira(), office.lena());
        let story = office.stories(&["Pay by bank"])[0].clone();
        let (item, file) = (story.id.0, attaches(office, &lena, "inv-1", "shot.png", 2_000));
        assert_eq!(names(office, &lena, item), ["shot.png"]);
        assert_eq!(total(office), Total { files: 1, byte_count: 2_000 });
        let removed = office.does(&lena, RemoveAttachment { attachment: file }).unwrap();
        assert!(removed.sentence.contains("“shot.png” was removed from INV-1"), "{}", removed.sentence);
        assert!(names(office, &lena, item).is_empty());
        assert_eq!(total(office).files, 1, "its bytes are still there");
        office.does(&lena, UndoChange { change: removed.seq.unwrap() }).unwrap();
        assert_eq!(names(office, &lena, item), ["shot.png"]);
        office.does(&mira, RemoveAttachment { attachment: file }).unwrap();
        let aoife = office.aoife();
        assert_eq!(office.is_refused(&aoife, RestoreAttachment { attachment: file }).kind(), "not_allowed");
        let rows = office.reads(move |tx| Ok(tx.together(attachments(&aoife, item)?)?));
        assert!(rows.is_empty(), "what was removed is seen by those who may bring it back");
        office.does(&lena, RestoreAttachment { attachment: file }).unwrap();
        let added = attached(office, &lena, "INV-1", "notes.txt", 10);
        office.does(&lena, UndoChange { change: added.seq.unwrap() }).unwrap();
        assert_eq!(names(office, &lena, item), ["shot.png"]);
    });
}

#[test]
fn who_may_read_the_item_may_have_the_file_and_who_attached_it_may_remove_it() {
    on_both_engines(|office| {
        let (lena, aoife, stranger) = (office.lena(), office.aoife(), office.stranger());
        office.stories(&["Pay by bank"]);
        let file = attaches(office, &lena, "INV-1", "shot.png", 2_000);
        assert_eq!(office.is_refused(&aoife, RemoveAttachment { attachment: file }).kind(), "not_allowed");
        assert_eq!(office.is_refused(&stranger, RemoveAttachment { attachment: file }).kind(), "not_found");
        assert_eq!(
            office.is_refused(&office.mira(), EraseAttachment { attachment: file }).kind(),
            "not_allowed"
        );
        let foreign = AddAttachment { item: "INV-1".into(), part: None, stored: arrived(office, "a.png", 1) };
        assert_eq!(office.is_refused(&stranger, foreign.clone()).kind(), "not_found");
        let theirs = AddAttachment { item: "SAL-1".into(), ..foreign };
        assert_eq!(office.is_refused(&lena, theirs).kind(), "not_found");
        office.reads(move |tx| opened(tx, &aoife, file));
        let (reader, denied) = (stranger, file);
        assert!(office.db.read(move |tx| opened(tx, &reader, denied)).is_err());
        office.does(&office.ines(), RemoveAttachment { attachment: file }).unwrap();
        let reader = office.aoife();
        assert!(office.db.read(move |tx| opened(tx, &reader, file)).is_err());
    });
}

#[test]
fn a_file_that_never_arrived_is_not_attached_and_none_twice() {
    on_both_engines(|office| {
        let lena = office.lena();
        office.stories(&["Pay by bank", "Pay by card"]);
        let stored = arrived(office, "shot.png", 5);
        let add = |item: &str, stored: &domain::attachments::Stored| AddAttachment {
            item: item.into(),
            part: None,
            stored: stored.clone(),
        };
        office.does(&lena, add("INV-1", &stored)).unwrap();
        let again = office.is_refused(&lena, add("INV-2", &stored));
        assert_eq!(again.to_string(), "“shot.png” did not arrive whole. Send it again.");
        assert_eq!(total(office).files, 1);
    });
}

#[test]
fn a_workspace_and_an_item_are_full_at_some_time() {
    on_both_engines(|office| {
        let lena = office.lena();
        let story = office.stories(&["Pay by bank", "Pay by card"])[0].clone();
        let mut stored = arrived(office, "film.mp4", 600);
        stored.workspace_bytes_max = 1_000;
        let add = |stored| AddAttachment { item: "INV-1".into(), part: None, stored };
        office.does(&lena, add(stored)).unwrap();
        let mut stored = arrived(office, "film.mp4", 500);
        stored.workspace_bytes_max = 1_000;
        let refused = office.is_refused(&lena, add(stored)).to_string();
        assert!(refused.contains("hold 600 bytes of 1000 bytes"), "{refused}");
        for nth in 1..OF_ITEM_MAX {
            attaches(office, &lena, "INV-1", &format!("{nth}.txt"), 1);
        }
        let refused = office.is_refused(&lena, add(arrived(office, "one.txt", 1))).to_string();
        assert!(refused.contains("has 100 files"), "{refused}");
        assert_eq!(names(office, &lena, story.id.0).len(), 100);
        attaches(office, &lena, "INV-2", "one.txt", 1);
    });
}

#[test]
fn what_was_deleted_for_good_is_blank_everywhere_and_its_bytes_are_deleted() {
    on_both_engines(|office| {
        let (ada, lena) = (office.ada(), office.lena());
        office.stories(&["Pay by bank"]);
        let file = attaches(office, &lena, "INV-1", "Siobhán's letter.pdf", 2_000);
        let removed = office.does(&lena, RemoveAttachment { attachment: file }).unwrap().seq.unwrap();
        let erased = office.does(&ada, EraseAttachment { attachment: file }).unwrap();
        assert!(!erased.sentence.contains("Siobh"), "{}", erased.sentence);
        assert_eq!(total(office), Total::default());
        assert_eq!(due_deletions(office), [file]);
        let workspace = office.workspace;
        office.reads(move |tx| {
            let changes = tx.together(change::of_item(workspace, file.0, i64::MAX, 10))?;
            assert!(changes.iter().all(|change| !change.fields.contains("Siobh")));
            let held = "
                select count(*) as value from held_value
                 where workspace_id = $1 and item_id = $2 and body is not null";
            assert_eq!(tx.value::<i64>(held, &[&workspace, &file])?, Some(0));
            Ok(())
        });
        assert_eq!(office.is_refused(&lena, UndoChange { change: removed }).kind(), "conflict");
        assert_eq!(office.is_refused(&ada, UndoChange { change: erased.seq.unwrap() }).kind(), "conflict");
        assert_eq!(office.is_refused(&lena, RestoreAttachment { attachment: file }).kind(), "conflict");
        assert_eq!(office.does(&ada, EraseAttachment { attachment: file }).unwrap().seq, None);
    });
}

#[test]
fn what_was_removed_goes_after_thirty_days_and_what_hangs_nowhere_after_one() {
    on_both_engines(|office| {
        let lena = office.lena();
        let program = Actor::program(office.workspace, Door::Timer);
        office.stories(&["Pay by bank"]);
        let file = attaches(office, &lena, "INV-1", "shot.png", 2_000);
        let stays = attaches(office, &lena, "INV-1", "stays.png", 10);
        office.does(&lena, RemoveAttachment { attachment: file }).unwrap();
        office.wait_seconds(29 * 86_400);
        assert_eq!(office.does(&program, ErasePutAway {}).unwrap().done.files, 0);
        let lost = arrived(office, "half.png", 7).id;
        office.wait_seconds(2 * 86_400);
        let now = office.now();
        assert_eq!(office.reads(move |tx| jobs::with_put_away(tx, now)), [office.workspace]);
        assert_eq!(office.is_refused(&lena, ErasePutAway {}).kind(), "not_allowed");
        let erased = office.does(&program, ErasePutAway {}).unwrap();
        assert_eq!((erased.done.files, erased.done.more), (1, false));
        assert!(office.reads(move |tx| jobs::with_put_away(tx, now)).is_empty());
        let moment = office.moment();
        let swept = office.db.write(office.workspace.0, move |tx| jobs::sweep(tx, &moment.again()));
        assert_eq!(swept.unwrap(), 1);
        let mut due = due_deletions(office);
        due.sort();
        let mut wanted = [file, lost];
        wanted.sort();
        assert_eq!(due, wanted);
        let workspace = office.workspace;
        assert!(office.reads(move |tx| jobs::leaves(tx, workspace, lost)));
        assert!(!office.reads(move |tx| jobs::leaves(tx, workspace, stays)));
    });
}

#[test]
fn what_is_erased_takes_the_files_on_it_along_and_says_before_how_many() {
    on_both_engines(|office| {
        let lena = office.lena();
        let item = feedback(office, "The VAT is wrong.");
        attaches(office, &lena, "LARK-1", "letter.pdf", 2_000);
        attaches(office, &lena, "LARK-1", "invoice.pdf", 500);
        let workspace = office.workspace;
        let before = office.reads(move |tx| hanging(tx, workspace, &[item]));
        assert_eq!(before, Total { files: 2, byte_count: 2_500 });
        assert_eq!(office.does(&office.ada(), crate::hung::EraseOf { items: vec![item] }).unwrap().done, 2);
        assert_eq!(office.reads(move |tx| hanging(tx, workspace, &[item])), Total::default());
        assert_eq!(total(office), Total::default());
        assert_eq!(due_deletions(office).len(), 2);
    });
}

#[test]
fn a_file_belongs_to_a_comment_or_a_verdict_of_its_item_alone() {
    on_both_engines(|office| {
        let (mira, lena) = (office.mira(), office.lena());
        let stories = office.stories(&["Pay by bank", "Pay by card"]);
        let comment = AddComment { item: "INV-1".into(), body: "It looks like this:".into() };
        let comment = office.does(&lena, comment).unwrap().done.id;
        let verdict = crate::hung::verdict(office, stories[0].id);
        let add = |item: &str, part, name: &str| AddAttachment {
            item: item.into(),
            part: Some(part),
            stored: arrived(office, name, 5),
        };
        office.does(&lena, add("INV-1", comment.0, "said.png")).unwrap();
        office.does(&mira, add("INV-1", verdict.0, "seen.png")).unwrap();
        let rows = office.reads({
            let item = stories[0].id.0;
            move |tx| Ok(tx.together(attachments(&lena, item)?)?)
        });
        let parts: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.part_noun.as_deref())).collect();
        assert_eq!(parts, [("said.png", Some("comment")), ("seen.png", Some("verdict"))]);
        for part in [comment.0, verdict.0, stories[0].id.0] {
            assert_eq!(office.is_refused(&mira, add("INV-2", part, "a.png")).kind(), "not_found");
        }
    });
}

#[test]
fn who_follows_an_item_is_told_of_a_file_on_it() {
    on_both_engines(|office| {
        let (aoife, lena) = (office.aoife(), office.lena());
        office.stories(&["Pay by bank"]);
        office.does(&aoife, FollowItem { item: "INV-1".into() }).unwrap();
        attaches(office, &lena, "INV-1", "shot.png", 5);
        let told = crate::hung::told(office, &aoife);
        assert_eq!(told, [("add_attachment".to_owned(), Reason::Following)]);
        assert_eq!(crate::hung::told(office, &office.mira()).len(), 1, "she made the story");
        assert!(crate::hung::told(office, &lena).is_empty());
    });
}
