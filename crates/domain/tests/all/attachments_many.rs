//! Many files, told as stories on both engines: what was removed hides nothing, and limits hold on every way back.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use domain::attachments::add_attachment::AddAttachment;
use domain::attachments::jobs;
use domain::attachments::queries::{Total, attachments, hanging};
use domain::attachments::remove_attachment::RemoveAttachment;
use domain::attachments::restore_attachment::RestoreAttachment;
use domain::attachments::rules::OF_ITEM_MAX;
use domain::spine::actor::Actor;
use domain::spine::refusal::Failure;
use domain::spine::run::run;
use domain::testing::{Office, on_both_engines};
use uuid::Uuid;

use crate::hung::{arrived, attaches, due_deletions, feedback, names};

/// How long another server may take until it waits for us.
const WAIT_MAX: Duration = Duration::from_secs(30);

/// What was removed of an item and somebody can bring back.
fn removed(office: &Office, actor: &Actor, item: Uuid) -> Vec<String> {
    let actor = actor.clone();
    let rows = office.reads(move |tx| Ok(tx.together(attachments(&actor, item)?)?));
    rows.into_iter().filter(|row| row.archived_at.is_some()).map(|row| row.name).collect()
}

#[test]
fn a_new_file_is_there_however_many_were_removed() {
    on_both_engines(|office| {
        let (mira, lena) = (office.mira(), office.lena());
        let item = office.stories(&["Pay by bank"])[0].id.0;
        let removes = |actor: &Actor, name: &str| {
            let attachment = attaches(office, actor, "INV-1", name, 1);
            office.does(actor, RemoveAttachment { attachment }).unwrap();
            office.wait_seconds(1);
        };
        removes(&lena, "hers.txt");
        for nth in 0..2 * OF_ITEM_MAX {
            removes(&mira, &format!("{nth}.txt"));
        }
        attaches(office, &lena, "INV-1", "new.png", 5);
        for actor in [&mira, &lena, &office.aoife()] {
            assert_eq!(names(office, actor, item), ["new.png"]);
        }
        assert_eq!(removed(office, &lena, item), ["hers.txt"], "others take no place of hers");
        let of_mira = removed(office, &mira, item);
        assert_eq!((of_mira.len(), of_mira[199].as_str()), (200, "199.txt"), "the newest are offered");
        assert!(removed(office, &office.aoife(), item).is_empty());
        assert_eq!(removed(office, &office.ada(), item).len(), 200);
    });
}

#[test]
fn what_was_removed_comes_back_only_where_there_is_room() {
    on_both_engines(|office| {
        let lena = office.lena();
        office.stories(&["Pay by bank"]);
        let attachment = attaches(office, &lena, "INV-1", "first.txt", 1);
        office.does(&lena, RemoveAttachment { attachment }).unwrap();
        let files: Vec<_> =
            (0..OF_ITEM_MAX).map(|nth| attaches(office, &lena, "INV-1", &format!("{nth}.txt"), 1)).collect();
        let refused = office.is_refused(&lena, RestoreAttachment { attachment }).to_string();
        assert!(refused.contains("has 100 files"), "{refused}");
        assert!(
            office.does(&lena, RestoreAttachment { attachment: files[0] }).unwrap().seq.is_none(),
            "what hangs there needs no room"
        );
        office.does(&lena, RemoveAttachment { attachment: files[0] }).unwrap();
        office.does(&lena, RestoreAttachment { attachment }).unwrap();
    });
}

#[test]
fn any_number_of_items_is_looked_through() {
    on_both_engines(|office| {
        let item = feedback(office, "The VAT is wrong.");
        attaches(office, &office.lena(), "LARK-1", "letter.pdf", 2_000);
        let mut items: Vec<Uuid> = (0..70_000).map(Uuid::from_u128).collect();
        items.push(item);
        let (workspace, all) = (office.workspace, items.clone());
        let found = office.reads(move |tx| hanging(tx, workspace, &all));
        assert_eq!(found, Total { files: 1, byte_count: 2_000 });
        assert_eq!(office.does(&office.ada(), crate::hung::EraseOf { items }).unwrap().done, 1);
    });
}

/// On a server another one sweeps while we attach: it has looked for what hangs nowhere, and waits for our row.
#[test]
fn what_is_attached_in_this_moment_is_not_swept() {
    on_both_engines(|office| {
        let lena = office.lena();
        let item = office.stories(&["Pay by bank"])[0].id.0;
        let stored = arrived(office, "late.png", 5);
        office.wait_seconds(2 * 86_400);
        let (moment, add) = (office.moment(), AddAttachment { item: "INV-1".into(), part: None, stored });
        let ((began, begun), actor) = (mpsc::channel(), lena.clone());
        std::thread::scope(|scope| {
            scope.spawn(move || {
                let attached = office.db.write(office.workspace.0, move |tx| -> Result<(), Failure> {
                    run(tx, &actor, &moment.again(), &add)?;
                    began.send(()).unwrap();
                    let waits = "
                        select count(*) as value from pg_stat_activity
                         where datname = current_database() and wait_event_type = 'Lock'";
                    let since = Instant::now();
                    while !tx.is_embedded() && tx.value::<i64>(waits, &[])? == Some(0) {
                        assert!(since.elapsed() < WAIT_MAX, "nobody waits for the row");
                        std::thread::yield_now();
                    }
                    Ok(())
                });
                attached.unwrap();
            });
            begun.recv().unwrap();
            let moment = office.moment();
            let swept = office.db.write(Uuid::nil(), move |tx| jobs::sweep(tx, &moment.again()));
            assert_eq!(swept.unwrap(), 0);
        });
        assert_eq!(names(office, &lena, item), ["late.png"]);
        assert!(due_deletions(office).is_empty());
    });
}
