//! What can be wrong with a machine: each is one clear sentence, and nothing is damaged.

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::process::Command;

use database::{Database, Location};

use crate::server::firm::{Firm, Kept, holds_together};
use crate::server::http::{Answer, Connection};
use crate::server::{PROGRAM, Place, Server, sentence};

/// Somebody who owns nothing.
const NOBODY: u32 = 65534;

#[test]
fn a_file_where_the_data_folder_should_be_is_named() {
    let place = Place::embedded();
    let file = place.folder().join("a-file");
    std::fs::write(&file, "").unwrap();
    let told = sentence(Command::new(PROGRAM).arg("--data").arg(&file).output().unwrap());
    assert!(told.starts_with("The data folder") && told.contains("a-file"), "{told}");
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let place = Place::embedded();
    let mut command = place.command(&[]);
    if std::fs::metadata("/proc/self").unwrap().uid() == 0 {
        // Who may do everything is kept out of nothing: somebody else starts it.
        std::fs::set_permissions(place.folder(), PermissionsExt::from_mode(0o755)).unwrap();
        command.uid(NOBODY).gid(NOBODY);
    } else {
        std::fs::set_permissions(place.folder(), PermissionsExt::from_mode(0o555)).unwrap();
    }
    let told = match command.output() {
        Ok(ended) => sentence(ended),
        Err(error) => return println!("skipped: nobody else may run the program here ({error})"),
    };
    assert!(told.starts_with("The data folder cannot be written. ("), "{told}");
}

#[test]
fn a_file_that_is_no_database_is_left_as_it_is() {
    let place = Place::embedded();
    std::fs::write(place.file(), "shopping: milk, bread, a longer list than fits a header, and eggs")
        .unwrap();
    let before = std::fs::read(place.file()).unwrap();
    let told = place.refused(&[]);
    assert!(told.contains("damaged or is no database") && told.contains("throughline.db"), "{told}");
    assert_eq!(std::fs::read(place.file()).unwrap(), before);
}

#[test]
fn a_newer_database_is_left_as_it_is() {
    for place in Place::of_each_engine() {
        drop(place.serve());
        place.write("insert into schema_step (number, name) values (999, 'later')");
        let told = place.refused(&[]);
        assert!(told.starts_with("This database was made by a newer version (schema 999,"), "{told}");
        let steps =
            place.read(|tx| tx.values::<i64>("select number as value from schema_step order by number", &[]));
        assert_eq!(steps.last(), Some(&999));
    }
}

#[test]
fn a_port_that_is_taken_is_named() {
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = held.local_addr().unwrap().to_string();
    let told = Place::embedded().refused(&["--listen", &taken]);
    assert!(told.starts_with(&format!("{taken} cannot be listened on")), "{told}");
}

#[test]
fn a_second_server_on_the_same_file_is_kept_out() {
    let place = Place::embedded();
    let server = place.serve();
    let told = place.refused(&["--listen", "127.0.0.1:0"]);
    assert!(told.starts_with("Another server is using"), "{told}");
    drop(server);
}

#[test]
fn a_server_database_that_cannot_be_reached_is_named_without_its_password() {
    let place = Place::embedded();
    let mut command = Command::new(PROGRAM);
    command.arg("--data").arg(place.folder()).args(["--log", "warn"]);
    command.args(["--database", "postgres://ines:secret@127.0.0.1:1/larkbill?sslmode=disable"]);
    let told = sentence(command.output().unwrap());
    assert!(told.starts_with("PostgreSQL cannot be reached"), "{told}");
    assert!(!told.contains("secret"), "{told}");
}

#[test]
fn a_server_database_that_would_lose_work_is_refused() {
    let Some(place) = Place::of_each_engine().into_iter().nth(1) else { return };
    drop(place.serve());
    let Location::Postgres(url) = place.location() else { panic!("not a server") };
    let name = url.rsplit('/').next().unwrap().split('?').next().unwrap();
    let sql = format!("alter database {name} set synchronous_commit = off");
    place.write(Box::leak(sql.into_boxed_str()));
    let told = place.refused(&[]);
    assert!(told.starts_with("PostgreSQL has synchronous_commit off"), "{told}");
}

#[test]
fn a_full_disk_refuses_writes_keeps_what_was_told_and_lets_pages_be_read() {
    let place = Place::embedded();
    // A file may not grow beyond this many blocks; the signal that says so is not listened to.
    let mut limited = Command::new("bash");
    let script = "trap '' XFSZ; ulimit -f 4000; exec \"$0\" \"$@\"";
    limited.args(["-c", script, PROGRAM]);
    place.settings(&mut limited, &["serve", "--listen", "127.0.0.1:0"]);
    let mut server = Server::of(&mut limited);
    let firm = Firm::found(&server);
    let (mut kept, refusal) = fill(&firm, &server.address);
    assert_eq!(refusal.status, 500, "{refusal:?}");
    let detail = refusal.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("disk") && detail.contains("Nothing of this was saved"), "{detail}");

    let mut line = Connection::open(&server.address).unwrap();
    let page = line.call(&firm.get(&server.address, "/api/v1/larkbill/INV/backlog")).unwrap();
    assert_eq!(page.status, 200, "{page:?}");
    server.terminate();
    assert!(server.end().0.success());

    let roomy = place.serve();
    let mut line = Connection::open(&roomy.address).unwrap();
    kept.push(firm.adds(&roomy.address, &mut line, "there is room again").unwrap());
    holds_together(&place, &kept);
    Database::check(&place.file()).unwrap();
}

/// Adds long stories until one is refused.
fn fill(firm: &Firm, address: &str) -> (Vec<Kept>, Answer) {
    let mut line = Connection::open(address).unwrap();
    let long = "many words ".repeat(4_000);
    let mut kept = Vec::new();
    for _ in 0..1_000 {
        let (head, body) = firm.add_story(address, "long", &long);
        let answer = line.call(&format!("{head}\r\n{body}")).unwrap();
        if answer.status != 200 {
            return (kept, answer);
        }
        kept.push(Kept::of(&answer));
    }
    panic!("the disk never filled")
}

#[test]
fn a_server_that_comes_back_is_used_again() {
    // Between two requests every connection to the server database is cut, as a restart does.
    let Some(place) = Place::of_each_engine().into_iter().nth(1) else { return };
    let server = place.serve();
    let firm = Firm::found(&server);
    let mut line = Connection::open(&server.address).unwrap();
    let mut kept = vec![firm.adds(&server.address, &mut line, "before").unwrap()];
    place.read(|tx| {
        let cut = "select count(pg_terminate_backend(pid)) as value from pg_stat_activity
                    where pid <> pg_backend_pid() and datname = current_database()";
        tx.value::<i64>(cut, &[])
    });
    kept.push(firm.adds(&server.address, &mut line, "after").unwrap());
    holds_together(&place, &kept);
}
