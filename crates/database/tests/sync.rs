//! Between a write and its reply the disk is told to keep it. Looked at from outside, call by call: a process that is
//! killed cannot show that a sync is missing, since what it wrote is still with the operating system.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;
use std::process::Command;

use database::testing::Scratch;
use database::{Database, Fault, Location, Migration, Settings, Sync};
use uuid::Uuid;

const WRITES: usize = 50;

/// Set in the process that is looked at: `full FILE` or `off FILE`.
const LOOKED_AT: &str = "THROUGHLINE_TEST_SYNC";

#[test]
fn a_sync_lies_between_a_write_and_its_reply() {
    if let Ok(how) = std::env::var(LOOKED_AT) {
        return write_and_reply(&how);
    }
    if !Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success())
    {
        println!(
            "skipped: strace is missing or may not trace here (on Debian or Ubuntu: apt-get install strace)"
        );
        return;
    }
    assert_eq!(replies_without_sync("full"), (WRITES, 0));
    // The same eyes see it when the syncs are left out.
    assert_eq!(replies_without_sync("off"), (WRITES, WRITES));
}

/// How many replies there were, and how many of them came without a sync since the last byte was written.
fn replies_without_sync(mode: &str) -> (usize, usize) {
    let scratch = Scratch::embedded();
    let folder = scratch.folder().unwrap();
    let trace = folder.join("trace");
    let done = Command::new("strace")
        .args(["-f", "-e", "trace=fsync,fdatasync,write,pwrite64", "-o"])
        .arg(&trace)
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "a_sync_lies_between_a_write_and_its_reply", "--nocapture"])
        .env(LOOKED_AT, format!("{mode} {}", folder.join("throughline.db").display()))
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    judge(&trace)
}

fn judge(trace: &Path) -> (usize, usize) {
    let (mut replies, mut without, mut synced) = (0, 0, false);
    for line in std::fs::read_to_string(trace).unwrap().lines() {
        let reply = line.contains("write(1, \"reply ");
        replies += usize::from(reply);
        without += usize::from(reply && !synced);
        if reply || line.contains("pwrite64(") || line.contains("write(1, \"begun") {
            synced = false;
        }
        // Also the second half of a call that another thread interrupted.
        synced |= line.contains("sync") && line.trim_end().ends_with("= 0");
    }
    (replies, without)
}

/// One writer, one write at a time; each reply is a line.
fn write_and_reply(how: &str) {
    let (mode, file) = how.split_once(' ').unwrap();
    let mut settings = Settings::new(Location::Sqlite(file.into()));
    settings.sync = if mode == "off" { Sync::Off } else { Sync::Full };
    let table = "create table mark (\n    n bigint primary key\n);";
    Database::migrate(&settings, &[Migration { number: 1, name: "marks", sql: table.into() }]).unwrap();
    let db = Database::open(settings, Uuid::from_u128(1)).unwrap();
    println!("begun");
    for n in 0..WRITES as i64 {
        let done: Result<u64, Fault> =
            db.write(Uuid::nil(), move |tx| tx.execute("insert into mark (n) values ($1)", &[&n]));
        done.unwrap();
        println!("reply {n}");
    }
}
