//! Fresh databases for tests: one file in a temporary folder, and one database on a test server.
//!
//! The server is named by `THROUGHLINE_TEST_POSTGRES`; where it is not set, tests run on the embedded engine
//! alone and say so. `bin/test` sets it.

use std::sync::atomic::{AtomicU32, Ordering};

use postgres::{Client, NoTls};
use tempfile::TempDir;

use crate::{Location, Migration, Settings};

static COUNT: AtomicU32 = AtomicU32::new(0);

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

    /// A fresh database of the test server, if there is one; a copy of `template` where that is named.
    #[expect(clippy::expect_used, reason = "a test without its server cannot go on")]
    pub fn server(template: Option<&str>) -> Option<Self> {
        let url = std::env::var("THROUGHLINE_TEST_POSTGRES").ok()?;
        let name = format!("t_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let made = match template {
            Some(template) => format!("create database {name} template {template}"),
            None => format!("create database {name}"),
        };
        Client::connect(&url, NoTls)
            .and_then(|mut admin| admin.batch_execute(&made))
            .expect("a database of the test server");
        let mut settings = Settings::new(Location::Postgres(named(&url, &name)));
        settings.readers = 2;
        settings.writers = 2;
        Some(Self { settings, folder: None, server: Some((url, name)) })
    }

    /// The folder of an embedded database.
    pub fn folder(&self) -> Option<&std::path::Path> {
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
#[expect(clippy::expect_used, reason = "a test that cannot migrate cannot go on")]
pub fn on_both_engines(steps: &[Migration], test: impl Fn(&Scratch)) {
    let server = Scratch::server(None);
    if server.is_none() {
        eprintln!("skipped on PostgreSQL: THROUGHLINE_TEST_POSTGRES is not set");
    }
    for scratch in std::iter::once(Scratch::embedded()).chain(server) {
        crate::Database::migrate(&scratch.settings, steps).expect("the schema");
        test(&scratch);
    }
}

fn named(url: &str, name: &str) -> String {
    let (head, options) =
        url.split_once('?').map_or((url, String::new()), |(head, rest)| (head, format!("?{rest}")));
    let base = head.rsplit_once('/').map_or(head, |(base, _)| base);
    format!("{base}/{name}{options}")
}
