//! A file is handed in over a page, tried, and imported, on both engines.

use std::sync::Arc;

use axum::Router;
use domain::exchange::imports::{Batch, import_batch, rows_of, try_batch};
use domain::spine::id::ImportId;
use domain::testing::Office;

use crate::browser::{Browser, on_both_engines};

const FILE: &str = "Body,role,colour\n\
    Too stern for old friends,baker,teal\n\
    ,nobody,\n\
    \"Half of us pay after harvest, not before\",farmer,\n";
const PAGE: &str = "/larkbill/INV/import";

/// What the courier does with an import until it has ended.
fn work_off(office: &Office, place: &str) {
    let (workspace, id) = (office.workspace, ImportId(place.rsplit('/').next().unwrap().parse().unwrap()));
    let rows = Arc::new(office.reads(move |tx| rows_of(tx, workspace, id)).expect("something to do"));
    loop {
        let (moment, kept) = (office.moment(), Arc::clone(&rows));
        let work = move |tx: &database::Tx<'_>| {
            try_batch(tx, &moment.again(), &Batch { workspace, id, rows: &kept })
        };
        let tried = office.db.write(workspace.0, work).unwrap();
        let (moment, kept) = (office.moment(), Arc::clone(&rows));
        let work = move |tx: &database::Tx<'_>| {
            let batch = Batch { workspace, id, rows: &kept };
            match &tried {
                Some((from, account)) => batch.note(tx, &moment.again(), *from, account),
                None => import_batch(tx, &moment.again(), &batch),
            }
        };
        if !office.db.write(workspace.0, work).unwrap() {
            return;
        }
    }
}

#[test]
fn a_file_is_tried_first_and_imported_when_somebody_says_so() {
    on_both_engines(async |office: &Office, router: &Router| {
        let ines = Browser::of(router, office, &office.ines());
        assert!(ines.get(PAGE).await.shows("None yet"));
        let sent = ines.upload(PAGE, "feedback", ("said.csv", FILE.as_bytes())).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        assert!(ines.get(&sent.location).await.shows("Trial run: nothing is written"));
        work_off(office, &sent.location);
        let tried = ines.get(&sent.location).await;
        for text in
            ["Nothing is written yet", "Import 2 rows", "left out", "Line 3", "Too stern for old friends"]
        {
            assert!(tried.shows(text), "{text}: {}", tried.body);
        }
        assert!(!ines.get("/larkbill/INV/inbox").await.shows("harvest"), "a trial writes nothing");
        let api = format!("/api/v1{}", sent.location);
        assert_eq!(ines.get(&api).await.json()["state"], "tried");

        let started = ines.form(&format!("{}/start", sent.location), "").await;
        assert_eq!((started.status, &started.location), (303, &sent.location));
        assert_eq!(ines.form(&format!("{}/start", sent.location), "").await.status, 409);
        work_off(office, &sent.location);
        let told = ines.get(&api).await.json();
        assert_eq!((&told["state"], &told["made"], &told["refused"]), (&"done".into(), &2.into(), &1.into()));
        assert_eq!(told["refusals"][0]["line"], 3, "{told}");
        assert!(ines.get("/larkbill/INV/inbox").await.shows("harvest"));
        assert!(ines.get(PAGE).await.shows("said.csv"));

        let again = ines.upload(PAGE, "feedback", ("said.csv", FILE.as_bytes())).await;
        work_off(office, &again.location);
        let told = ines.get(&format!("/api/v1{}", again.location)).await.json();
        assert_eq!((&told["made"], &told["merged"]), (&0.into(), &2.into()), "{told}");
    });
}

#[test]
fn a_broken_file_and_whoever_may_not_are_refused_in_a_sentence() {
    on_both_engines(async |office: &Office, router: &Router| {
        let ines = Browser::of(router, office, &office.ines());
        let zeros = vec![0; 17 << 20];
        for (kind, file, sentence) in [
            ("feedback", &b""[..], "The file is empty."),
            ("feedback", b"a,b\n1,2\n", "The column “feature” is missing on line 1"),
            ("stories", b"Gr\xfc\xdfe\n", "Line 1 is not UTF-8"),
            ("customers", b"customer\n\"open\n", "opened on line 2 is never closed"),
            ("customers", &zeros, "The file has more than 16 MB"),
            ("", b"x", "Say what the file holds"),
        ] {
            let refused = ines.upload(PAGE, kind, ("x.csv", file)).await;
            assert!(refused.status == 422 && refused.shows(sentence), "{sentence}: {}", refused.body);
        }
        let plain = ines.form(PAGE, "kind=stories").await;
        assert!(plain.status == 422 && plain.shows("Choose a file"), "{}", plain.body);
        let aoife = Browser::of(router, office, &office.aoife());
        assert_eq!(aoife.upload(PAGE, "customers", ("x.csv", b"customer\nA\n")).await.status, 403);
        let nobody = Browser::of_nobody(router);
        assert_eq!(nobody.upload(PAGE, "stories", ("x.txt", b"A\n")).await.status, 303, "to sign in");
        let sent = ines.upload(PAGE, "stories", ("x.txt", b"As a baker, I want bread\n")).await;
        let stranger = Browser::of(router, office, &office.stranger());
        for place in [sent.location.clone(), format!("/api/v1{}", sent.location)] {
            assert_ne!(stranger.get(&place).await.status, 200, "{place}");
        }
    });
}
