//! Attached files in the real program: where they lie, when they go, and what a backup makes of them.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::backup::{does, names, somebody};
use crate::server::firm::Firm;
use crate::server::http::{Answer, Connection};
use crate::server::{Place, Server};

/// The courier looks twice a second.
const DELETED_AFTER_MAX: Duration = Duration::from_secs(30);

fn attach(firm: &Firm, server: &Server, name: &str, text: &str) -> Answer {
    let (address, token) = (&server.address, &firm.token);
    let call = format!(
        "POST /api/v1/larkbill/items/INV-1/attachments?name={name} HTTP/1.1\r\nHost: {address}\r\n\
         Authorization: Bearer {token}\r\nContent-Length: {}\r\n\r\n{text}",
        text.len()
    );
    Connection::open(address).unwrap().call(&call).unwrap()
}

fn id(attached: &Answer) -> String {
    attached.json()["files"][0]["id"].as_str().unwrap_or_else(|| panic!("{attached:?}")).to_owned()
}

/// The stored bytes of every workspace.
fn stored(folder: &Path) -> Vec<PathBuf> {
    let Ok(workspaces) = std::fs::read_dir(folder) else { return Vec::new() };
    let own = workspaces.flat_map(|workspace| std::fs::read_dir(workspace.unwrap().path()).unwrap());
    own.map(|file| file.unwrap().path()).collect()
}

fn fetch(firm: &Firm, server: &Server, id: &str) -> Answer {
    let path = format!("/api/v1/larkbill/attachments/{id}");
    Connection::open(&server.address).unwrap().call(&firm.get(&server.address, &path)).unwrap()
}

fn found(server: &Server) -> Firm {
    let firm = Firm::found(server);
    firm.adds(&server.address, &mut Connection::open(&server.address).unwrap(), "Pay by bank").unwrap();
    firm
}

#[test]
fn bytes_lie_in_the_data_folder_and_go_when_they_are_deleted_for_good() {
    for place in Place::of_each_engine() {
        let server = place.serve();
        let firm = found(&server);
        let folder = place.folder().join("attachments");
        let (goes, stays) =
            (id(&attach(&firm, &server, "a.txt", "goes")), id(&attach(&firm, &server, "b.txt", "stays")));
        assert_eq!(attach(&firm, &server, "c.html", "<html>").status, 422);
        assert_eq!(stored(&folder).len(), 2);
        let body = format!("{{\"attachment\":\"{goes}\"}}");
        let erase = format!(
            "POST /api/v1/larkbill/commands/erase_attachment HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Content-Length: {}\r\n\r\n{body}",
            server.address,
            firm.token,
            body.len()
        );
        assert_eq!(Connection::open(&server.address).unwrap().call(&erase).unwrap().status, 200);
        let began = Instant::now();
        while stored(&folder).len() > 1 {
            assert!(began.elapsed() < DELETED_AFTER_MAX, "its bytes are still there");
            std::thread::yield_now();
        }
        assert_eq!(fetch(&firm, &server, &goes).status, 404);
        assert_eq!(fetch(&firm, &server, &stays).body, "stays");
    }
}

#[test]
fn a_backup_holds_the_files_and_brings_back_those_that_are_missing() {
    let place = Place::embedded();
    let mut server = place.serve();
    let firm = found(&server);
    let kept = id(&attach(&firm, &server, "a.txt", "words"));
    let file = place.folder().join("copy.db").to_string_lossy().into_owned();
    let told = place.run(&["backup", &file]);
    assert!(
        String::from_utf8_lossy(&told.stdout).contains("Attached files: 1 with 5 bytes, in "),
        "{told:?}"
    );
    assert_eq!(stored(Path::new(&format!("{file}.attachments"))).len(), 1);
    server.terminate();
    server.end();
    std::fs::remove_dir_all(place.folder().join("attachments")).unwrap();
    assert!(place.run(&["restore", &file]).status.success());
    let server = place.serve();
    assert_eq!(fetch(&firm, &server, &kept).body, "words");
}

#[test]
fn a_backup_that_lacks_files_says_so_and_does_not_end_well() {
    let place = Place::embedded();
    let mut server = place.serve();
    let firm = found(&server);
    attach(&firm, &server, "a.txt", "words");
    let nora = somebody(&firm, &server.address, "Nora");
    let file = place.folder().join("copy.db").to_string_lossy().into_owned();
    for bytes in stored(&place.folder().join("attachments")) {
        std::fs::remove_file(bytes).unwrap();
    }
    let told = place.run(&["backup", &file]);
    assert!(!told.status.success());
    let said = String::from_utf8_lossy(&told.stderr);
    assert!(said.contains("are not in where files are kept: 1."), "{said}");
    does(&firm, &server.address, "erase_contact", &serde_json::json!({ "contact": nora }));
    // The copy itself is whole, and nothing lies beside it that does not belong to it.
    server.terminate();
    server.end();
    let beside = |suffix: &str| Path::new(&format!("{file}{suffix}")).exists();
    assert!(!beside("-wal") && !beside("-shm") && !beside(".reading"));
    assert!(!place.run(&["restore", &file]).status.success(), "the database is back, the file is not");
    assert_eq!(names(&place), ["Erased contact"], "and nobody who was erased since is");
}

#[cfg(not(feature = "s3"))]
#[test]
fn a_bucket_needs_a_program_that_was_built_with_it() {
    let place = Place::embedded();
    let told = place.refused(&["serve", "--listen", "127.0.0.1:0", "--attachments", "s3://larkbill"]);
    assert!(told.contains("built without S3"), "{told}");
}
