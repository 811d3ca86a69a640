//! A copy taken while the server serves, and put back when it does not.

use crate::server::Place;
use crate::server::firm::{Firm, holds_together};
use crate::server::http::Connection;

#[test]
fn a_backup_is_taken_while_it_serves_and_put_back_when_it_does_not() {
    let place = Place::embedded();
    let mut server = place.serve();
    let firm = Firm::found(&server);
    let mut line = Connection::open(&server.address).unwrap();
    let before = firm.adds(&server.address, &mut line, "before the backup").unwrap();
    let file = place.folder().join("copy.db").to_string_lossy().into_owned();
    let written = std::thread::scope(|scope| {
        // Somebody goes on working.
        let (address, firm) = (server.address.clone(), &firm);
        scope.spawn(move || {
            let mut line = Connection::open(&address).unwrap();
            (0..100).for_each(|_| drop(firm.adds(&address, &mut line, "meanwhile").unwrap()));
        });
        place.run(&["backup", &file])
    });
    assert!(written.status.success(), "{written:?}");
    let after = firm.adds(&server.address, &mut line, "after the backup").unwrap();

    let told = place.refused(&["backup", &file]);
    assert!(told.contains("exists already"), "{told}");
    let told = place.refused(&["restore", &file]);
    assert!(told.starts_with("A server still uses this database."), "{told}");
    holds_together(&place, &[before.clone(), after.clone()]);

    server.terminate();
    server.end();
    let garbage = place.folder().join("garbage").to_string_lossy().into_owned();
    std::fs::write(&garbage, "no database at all, and longer than a header of one would be: not even close")
        .unwrap();
    let told = place.refused(&["restore", &garbage]);
    assert!(told.contains("is no backup that can be restored"), "{told}");
    holds_together(&place, std::slice::from_ref(&after));

    assert!(place.run(&["restore", &file]).status.success());
    let server = place.serve();
    holds_together(&place, std::slice::from_ref(&before));
    assert!(!firm.log(&server.address).contains(&after.seq), "what came after the backup is gone");
    assert!(place.file().with_extension("before-restore").exists(), "what was there before is kept");
}

#[test]
fn a_server_database_is_backed_up_by_its_own_tools() {
    let Some(place) = Place::of_each_engine().into_iter().nth(1) else { return };
    assert!(place.refused(&["backup", "copy.db"]).contains("pg_dump"));
    assert!(place.refused(&["restore", "copy.db"]).contains("pg_restore"));
}
