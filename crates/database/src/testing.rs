//! Fresh databases for tests: one file in a temporary folder, and one database on a test server.
//!
//! The server is named by `THROUGHLINE_TEST_POSTGRES`; where it is not set, tests run on the embedded engine
//! alone and say so. `bin/test` sets it.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use postgres::{Client, NoTls};
use tempfile::TempDir;

use crate::{Database, Location, Migration, Settings};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Migrated files of the embedded engine, by their steps: a test begins with a copy, as migrating takes longer than most tests.
static FILES: Mutex<Option<HashMap<u64, Vec<u8>>>> = Mutex::new(None);

/// Held while a template is made on the test server.
static MAKING: Mutex<()> = Mutex::new(());

/// A database that goes away with this value.
pub struct Scratch {
    pub settings: Settings,
    folder: Option<TempDir>,
    server: Option<(String, String)>,
}

impl Scratch {
    /// A fresh file of the embedded engine.
    #[expect(clippy::expect_used, reason = "a test without a folder cannot go on")]
    pub fn embedded() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let settings = Settings::new(Location::Sqlite(folder.path().join("throughline.db")));
        Self { settings, folder: Some(folder), server: None }
    }

    /// A fresh database of the test server, if there is one.
    pub fn server() -> Option<Self> {
        Self::copied("template1")
    }

    #[expect(clippy::expect_used, reason = "a test without its server cannot go on")]
    fn copied(template: &str) -> Option<Self> {
        let url = std::env::var("THROUGHLINE_TEST_POSTGRES").ok()?;
        let name = format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        Client::connect(&url, NoTls)
            .and_then(|mut admin| admin.batch_execute(&format!("create database {name} template {template}")))
            .expect("a database of the test server");
        let mut settings = Settings::new(Location::Postgres(named(&url, &name)));
        settings.readers = 2;
        settings.writers = 2;
        Some(Self { settings, folder: None, server: Some((url, name)) })
    }

    /// A file of the embedded engine with these steps done.
    #[expect(clippy::expect_used, reason = "a test that cannot migrate cannot go on")]
    fn embedded_with(steps: &[Migration]) -> Self {
        let fresh = Self::embedded();
        let Location::Sqlite(path) = &fresh.settings.location else { return fresh };
        let mut files = held(&FILES);
        let file = files.get_or_insert_default().entry(of_steps(steps)).or_insert_with(|| {
            Database::migrate(&fresh.settings, steps).expect("the schema");
            std::fs::read(path).expect("a migrated file")
        });
        std::fs::write(path, file).expect("a copy of the migrated file");
        drop(files);
        fresh
    }

    /// A database of the test server with these steps done: a copy of one that stays there for the next.
    #[expect(clippy::expect_used, reason = "a test that cannot migrate cannot go on")]
    fn server_with(steps: &[Migration]) -> Option<Self> {
        let url = std::env::var("THROUGHLINE_TEST_POSTGRES").ok()?;
        let template = format!("t_template_{:x}", of_steps(steps));
        let making = held(&MAKING);
        let mut admin = Client::connect(&url, NoTls).expect("the test server");
        let mut is_there = || {
            let known = "select 1 from pg_database where datname = $1";
            admin.query_opt(known, &[&template]).expect("the databases there").is_some()
        };
        if !is_there() {
            let made = Self::server()?;
            Database::migrate(&made.settings, steps).expect("the schema");
            let Some((url, name)) = &made.server else { return None };
            let kept = Client::connect(url, NoTls).and_then(|mut admin| {
                admin.batch_execute(&format!("alter database {name} rename to {template}"))
            });
            // Another run of tests may have been sooner.
            assert!(kept.is_ok() || is_there(), "a template on the test server: {kept:?}");
        }
        drop(making);
        Self::copied(&template)
    }

    /// The folder of an embedded database.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_ref().map(TempDir::path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Some((url, name)) = &self.server {
            let dropped = Client::connect(url, NoTls).and_then(|mut admin| {
                admin.batch_execute(&format!("drop database if exists {name} with (force)"))
            });
            if let Err(error) = dropped {
                eprintln!("the test database {name} stays behind: {error}");
            }
        }
    }
}

/// Runs `test` on a fresh, migrated database of each engine.
pub fn on_both_engines(steps: &[Migration], test: impl Fn(&Scratch)) {
    let server = Scratch::server_with(steps);
    if server.is_none() {
        eprintln!("skipped on PostgreSQL: THROUGHLINE_TEST_POSTGRES is not set");
    }
    for scratch in std::iter::once(Scratch::embedded_with(steps)).chain(server) {
        test(&scratch);
    }
}

/// Another test may have failed while it held this.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

fn of_steps(steps: &[Migration]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for step in steps {
        (step.number, step.name, step.sql.sqlite(), step.sql.postgres()).hash(&mut hasher);
    }
    hasher.finish()
}

fn named(url: &str, name: &str) -> String {
    let (head, options) =
        url.split_once('?').map_or((url, String::new()), |(head, rest)| (head, format!("?{rest}")));
    let base = head.rsplit_once('/').map_or(head, |(base, _)| base);
    format!("{base}/{name}{options}")
}
