//! What the storage promises, on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, mpsc};

use database::testing::{Scratch, on_both_engines};
use database::{Database, Fault, FaultKind, Migration, Sql, Tx, Wake};
use uuid::Uuid;

const LANE: Uuid = Uuid::from_u128(7);

fn steps() -> Vec<Migration> {
    let sql = "
create table counter (
    id uuid primary key,
    seq bigint not null
);

create table mark (
    id uuid primary key,
    seq bigint not null unique,
    words text,
    raw bytea,
    yes boolean not null,
    share double precision
);

insert into counter (id, seq) values ('00000000000000000000000000000007', 0);
";
    // A uuid literal is text on one engine and bytes on the other: the row is made by a pair.
    let embedded = sql.replace("'00000000000000000000000000000007'", "x'00000000000000000000000000000007'");
    let pair: Sql<'static> = Sql::pair(Box::leak(embedded.into_boxed_str()), sql);
    vec![Migration { number: 1, name: "marks", sql: pair }]
}

fn open(scratch: &Scratch) -> Database {
    Database::open(scratch.settings.clone(), Uuid::from_u128(1)).unwrap()
}

database::row! {
    #[derive(Debug, PartialEq)]
    struct Mark { seq: i64, words: Option<String>, raw: Option<Vec<u8>>, yes: bool, share: Option<f64>, id: Uuid }
}

fn next(tx: &Tx<'_>) -> Result<i64, Fault> {
    let seq = tx.value("update counter set seq = seq + 1 where id = $1 returning seq as value", &[&LANE])?;
    Ok(seq.unwrap_or(0))
}

fn mark(tx: &Tx<'_>, id: u128) -> Result<i64, Fault> {
    let seq = next(tx)?;
    tx.execute("insert into mark (id, seq, yes) values ($1, $2, $3)", &[&Uuid::from_u128(id), &seq, &true])?;
    tx.announce(LANE);
    Ok(seq)
}

#[test]
fn every_type_comes_back_as_it_was_put_in_whatever_the_order_of_its_parameters() {
    on_both_engines(&steps(), |scratch| {
        let db = open(scratch);
        let put = Mark {
            seq: 1 << 40,
            words: Some("Größe ✓".into()),
            raw: Some(vec![0, 255]),
            yes: false,
            share: Some(0.1),
            id: LANE,
        };
        let found: Result<Mark, Fault> = db.write(LANE, move |tx| {
            tx.execute(
                "insert into mark (share, yes, raw, words, seq, id) values ($6, $5, $4, $3, $2, $1)",
                &[&put.id, &put.seq, &put.words, &put.raw, &put.yes, &put.share],
            )?;
            tx.one(
                "select id, seq, words, raw, yes, share from mark where id = $1 and seq = $2",
                &[&put.id, &put.seq],
            )
        });
        let found = found.unwrap();
        assert_eq!(found.words.as_deref(), Some("Größe ✓"));
        assert_eq!((found.seq, found.yes, found.share, found.id), (1 << 40, false, Some(0.1), LANE));
        assert_eq!(found.raw, Some(vec![0, 255]));
    });
}

#[test]
fn a_refused_write_leaves_no_trace_and_no_gap_while_its_neighbours_are_kept() {
    on_both_engines(&steps(), |scratch| {
        let db = open(scratch);
        let (threads, each) = (16, 20);
        let gate = Arc::new(Barrier::new(threads));
        let refused = Arc::new(AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for thread in 0..threads {
                let (db, gate, refused) = (db.clone(), Arc::clone(&gate), Arc::clone(&refused));
                scope.spawn(move || {
                    gate.wait();
                    for n in 0..each {
                        let done: Result<i64, Fault> = db.write(LANE, move |tx| {
                            let seq = mark(tx, (thread * 1000 + n) as u128)?;
                            if n % 5 == 0 {
                                Err(Fault::new(FaultKind::Other, "refused", ""))
                            } else {
                                Ok(seq)
                            }
                        });
                        refused.fetch_add(usize::from(done.is_err()), Ordering::Relaxed);
                    }
                });
            }
        });
        let kept: Vec<i64> =
            db.read(|tx| tx.values::<i64>("select seq as value from mark order by seq", &[])).unwrap();
        let expected = (threads * each - refused.load(Ordering::Relaxed)) as i64;
        assert_eq!(refused.load(Ordering::Relaxed), threads * each / 5);
        assert_eq!(kept, (1..=expected).collect::<Vec<_>>());
        assert!(db.counted().groups < db.counted().writes, "writes that wait together share a commit");
    });
}

#[test]
fn a_panic_undoes_its_own_work_alone_and_is_told() {
    on_both_engines(&steps(), |scratch| {
        let db = open(scratch);
        let told: Result<(), Fault> = db.write(LANE, |tx| {
            mark(tx, 1)?;
            panic!("a rule fell over")
        });
        assert_eq!(told.unwrap_err().kind, FaultKind::Panicked);
        assert_eq!(db.write(LANE, |tx| mark(tx, 2)).unwrap(), 1);
        let read: Result<(), Fault> = db.read(|_| panic!("a page fell over"));
        assert_eq!(read.unwrap_err().kind, FaultKind::Panicked);
    });
}

#[test]
fn an_error_inside_a_piece_of_work_does_not_end_the_group() {
    on_both_engines(&steps(), |scratch| {
        let db = open(scratch);
        db.write(LANE, |tx| mark(tx, 1)).unwrap();
        let twice: Result<i64, Fault> = db.write(LANE, |tx| mark(tx, 1));
        assert_eq!(twice.unwrap_err().kind, FaultKind::Constraint);
        assert_eq!(db.write(LANE, |tx| mark(tx, 2)).unwrap(), 2);
    });
}

#[test]
fn work_that_changed_nothing_can_be_discarded_and_still_answer() {
    on_both_engines(&steps(), |scratch| {
        let db = open(scratch);
        let answer: Result<&str, Fault> = db.write(LANE, |tx| {
            next(tx)?;
            tx.discard();
            Ok("unchanged")
        });
        assert_eq!(answer.unwrap(), "unchanged");
        assert_eq!(db.write(LANE, |tx| mark(tx, 1)).unwrap(), 1);
    });
}

#[test]
fn subscribers_are_woken_after_the_commit_and_not_for_what_was_refused() {
    on_both_engines(&steps(), |scratch| {
        let db = open(scratch);
        let (sender, receiver) = mpsc::channel();
        let reader = db.clone();
        db.subscribe(move |wake| {
            if *wake == Wake::Workspaces(vec![LANE]) {
                let count = reader.read(|tx| tx.value::<i64>("select count(*) as value from mark", &[]));
                sender.send(count.unwrap()).unwrap();
            }
        });
        let refused: Result<(), Fault> =
            db.write(LANE, |tx| mark(tx, 1).and(Err(Fault::new(FaultKind::Other, "no", ""))));
        assert!(refused.is_err());
        db.write(LANE, |tx| mark(tx, 2)).unwrap();
        assert_eq!(receiver.recv().unwrap(), Some(1));
        assert!(receiver.try_recv().is_err());
    });
}

#[test]
fn what_one_node_commits_wakes_another_node_of_the_same_server() {
    let Some(scratch) = Scratch::server() else {
        eprintln!("skipped: THROUGHLINE_TEST_POSTGRES is not set");
        return;
    };
    Database::migrate(&scratch.settings, &steps()).unwrap();
    let here = open(&scratch);
    let there = Database::open(scratch.settings.clone(), Uuid::from_u128(2)).unwrap();
    let (sender, receiver) = mpsc::channel();
    there.subscribe(move |wake| sender.send(wake.clone()).unwrap());
    // The first wake says that the other node listens.
    assert_eq!(receiver.recv().unwrap(), Wake::Everything);
    here.write(LANE, |tx| mark(tx, 1)).unwrap();
    assert_eq!(receiver.recv().unwrap(), Wake::Workspaces(vec![LANE]));
}

#[test]
fn a_lost_connection_is_opened_again_and_nothing_half_done_is_left() {
    let Some(scratch) = Scratch::server() else {
        eprintln!("skipped: THROUGHLINE_TEST_POSTGRES is not set");
        return;
    };
    Database::migrate(&scratch.settings, &steps()).unwrap();
    let db = open(&scratch);
    db.write(LANE, |tx| mark(tx, 1)).unwrap();
    let cut = "select count(pg_terminate_backend(pid)) as value from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()";
    db.read(move |tx| tx.value::<i64>(cut, &[])).unwrap();
    assert_eq!(db.write(LANE, |tx| mark(tx, 2)).unwrap(), 2);
    assert_eq!(db.read(|tx| tx.value::<i64>("select count(*) as value from mark", &[])).unwrap(), Some(2));
}

#[test]
fn a_newer_database_is_refused_untouched() {
    on_both_engines(&steps(), |scratch| {
        let mut newer = steps();
        newer.push(Migration {
            number: 2,
            name: "later",
            sql: "create table later (\n    id uuid primary key\n);".into(),
        });
        assert_eq!(Database::migrate(&scratch.settings, &newer).unwrap(), 2);
        assert_eq!(
            Database::migrate(&scratch.settings, &newer).unwrap(),
            2,
            "a second start changes nothing"
        );
        let fault = Database::migrate(&scratch.settings, &steps()).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Newer);
        assert!(fault.sentence.contains("schema 2"), "{fault}");
    });
}

#[test]
fn a_wrong_type_is_refused_by_both_engines() {
    on_both_engines(&steps(), |scratch| {
        let db = open(scratch);
        let wrong = db.write(LANE, |tx| {
            tx.execute("insert into mark (id, seq, yes) values ($1, $2, $3)", &[&LANE, &"many", &true])
        });
        assert!(wrong.is_err());
    });
}

#[test]
fn closing_the_database_works_off_what_waits() {
    on_both_engines(&steps(), |scratch| {
        let db = open(scratch);
        let (sender, receiver) = mpsc::channel();
        for n in 0..50 {
            let sender = sender.clone();
            db.write_then(
                LANE,
                move |tx| mark(tx, n),
                move |done: Result<i64, Fault>| sender.send(done.is_ok()).unwrap(),
            );
        }
        drop((db, sender));
        assert_eq!(receiver.iter().filter(|done| *done).count(), 50);
    });
}

#[test]
fn the_embedded_engine_counts_its_rows_and_a_server_does_that_by_itself() {
    on_both_engines(&steps(), |scratch| {
        let db = open(scratch);
        db.count_rows().unwrap();
        if !db.read(|tx| Ok::<_, Fault>(tx.is_embedded())).unwrap() {
            return;
        }
        let counted = "select stat as value from sqlite_stat1 where tbl = 'counter'";
        let counted = || db.read(move |tx| tx.value::<String>(counted, &[])).unwrap();
        assert_eq!(counted().as_deref(), Some("1 1"));
        db.write(LANE, |tx| {
            let one = "insert into counter (id, seq) values ($1, 0)";
            for id in 100..200_u128 {
                tx.execute(one, &[&Uuid::from_u128(id)])?;
            }
            Ok::<_, Fault>(())
        })
        .unwrap();
        db.count_rows().unwrap();
        assert_eq!(counted().as_deref(), Some("101 1"), "it looks again where much has come");
    });
}
