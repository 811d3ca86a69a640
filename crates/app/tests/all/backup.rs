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

/// What a command answers, of a firm whose administrator holds the token.
pub fn does(firm: &Firm, address: &str, command: &str, body: &serde_json::Value) -> serde_json::Value {
    let body = body.to_string();
    let asked = format!(
        "POST /api/v1/larkbill/commands/{command} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {}\r\n\
         Content-Length: {}\r\n\r\n{body}",
        firm.token,
        body.len()
    );
    let answer = Connection::open(address).unwrap().call(&asked).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

/// A customer, a contact there whom nobody should find any more, and the id of the contact.
pub fn somebody(firm: &Firm, address: &str, name: &str) -> String {
    let made = does(firm, address, "add_customer", &serde_json::json!({ "name": format!("{name} & Sons") }));
    let customer = made["done"]["id"].as_str().unwrap();
    let contact = serde_json::json!({ "customer": customer, "name": name });
    let made = does(firm, address, "add_contact", &contact);
    made["done"]["id"].as_str().unwrap().to_owned()
}

pub fn names(place: &Place) -> Vec<String> {
    let mut names = place.read(|tx| tx.values::<String>("select name as value from contact", &[]));
    names.sort();
    names
}

#[test]
fn who_was_erased_since_a_backup_is_erased_again_when_it_is_put_back() {
    let place = Place::embedded();
    let mut server = place.serve();
    let firm = Firm::found(&server);
    let nora = somebody(&firm, &server.address, "Nora");
    somebody(&firm, &server.address, "Eva");
    let file = |name: &str| place.folder().join(name).to_string_lossy().into_owned();
    assert!(place.run(&["backup", &file("copy.db")]).status.success());
    does(&firm, &server.address, "erase_contact", &serde_json::json!({ "contact": nora }));
    server.terminate();
    server.end();
    let told = place.run(&["erased", &file("erased.jsonl")]);
    assert!(String::from_utf8_lossy(&told.stdout).starts_with("Erased until now: 1, "), "{told:?}");
    assert!(!std::fs::read_to_string(file("erased.jsonl")).unwrap().contains("Nora"));
    assert!(place.refused(&["erased", &file("erased.jsonl")]).contains("cannot be written"));

    let told = place.run(&["restore", &file("copy.db")]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("Erased again: 1, of 1 "), "{told:?}");
    assert_eq!(names(&place), ["Erased contact", "Eva"]);

    // The disk is lost, and with it whoever knew: there is the list.
    std::fs::remove_file(place.file()).unwrap();
    assert!(place.run(&["restore", &file("copy.db")]).status.success());
    assert_eq!(names(&place), ["Eva", "Nora"]);
    let told = place.run(&["erase-again", &file("erased.jsonl")]);
    assert!(String::from_utf8_lossy(&told.stdout).contains("Erased again: 1, of 1 "), "{told:?}");
    assert_eq!(names(&place), ["Erased contact", "Eva"]);
    std::fs::write(file("wrong.jsonl"), "Nora\n").unwrap();
    assert!(place.refused(&["erase-again", &file("wrong.jsonl")]).contains("wrong.jsonl, line 1: "));
}
