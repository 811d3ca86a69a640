//! A connection owned by one thread, of either engine, that is opened again when it was lost.

use std::cell::RefCell;
use std::path::PathBuf;

use crate::fault::{Fault, FaultKind};
use crate::postgres::PostgresLink;
use crate::settings::{Location, Settings, Sync};
use crate::tx::{Engine, Tx};

/// What the thread does with its connection.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Read,
    Write,
}

pub(crate) struct Link {
    purpose: Purpose,
    open: Option<Open>,
    how: How,
}

enum Open {
    Sqlite(rusqlite::Connection),
    Postgres(Box<RefCell<PostgresLink>>),
}

enum How {
    Sqlite(PathBuf, Sync),
    Postgres(String),
}

impl Link {
    pub(crate) fn new(settings: &Settings, purpose: Purpose) -> Self {
        let how = match &settings.location {
            Location::Sqlite(path) => How::Sqlite(path.clone(), settings.sync),
            Location::Postgres(url) => How::Postgres(url.clone()),
        };
        Self { purpose, open: None, how }
    }

    /// Opens the connection where there is none. Nothing else reconnects.
    pub(crate) fn connect(&mut self) -> Result<(), Fault> {
        if self.open.is_some() {
            return Ok(());
        }
        self.open = Some(match (&self.how, self.purpose) {
            (How::Sqlite(path, sync), Purpose::Write) => {
                Open::Sqlite(crate::sqlite::open_writer(path, *sync)?)
            }
            (How::Sqlite(path, _), Purpose::Read) => Open::Sqlite(crate::sqlite::open_reader(path)?),
            (How::Postgres(url), purpose) => {
                let mut link = PostgresLink::connect(url)?;
                if purpose == Purpose::Write {
                    refuse_unsafe_commit(&mut link)?;
                }
                Open::Postgres(Box::new(RefCell::new(link)))
            }
        });
        Ok(())
    }

    pub(crate) fn begin(&mut self) -> Result<(), Fault> {
        self.connect()?;
        let words = match (&self.open, self.purpose) {
            (Some(Open::Sqlite(_)), Purpose::Read) => "begin",
            (Some(Open::Sqlite(_)), Purpose::Write) => "begin immediate; savepoint piece",
            (_, Purpose::Read) => "begin isolation level repeatable read read only",
            (_, Purpose::Write) => "begin isolation level read committed; savepoint piece",
        };
        self.tx()?.batch(words)
    }

    pub(crate) fn tx(&self) -> Result<Tx<'_>, Fault> {
        match &self.open {
            Some(Open::Sqlite(connection)) => Ok(Tx::new(Engine::Sqlite(connection))),
            Some(Open::Postgres(link)) => Ok(Tx::new(Engine::Postgres(link))),
            None => Err(Fault::new(FaultKind::Unreachable, "The database is not connected.", "")),
        }
    }

    /// Whether the whole transaction is gone, not just the last piece of work: the disk was full, or the
    /// connection broke. Then nobody of the group may be told "done".
    pub(crate) fn transaction_is_gone(&self) -> bool {
        match &self.open {
            Some(Open::Sqlite(connection)) => connection.is_autocommit(),
            Some(Open::Postgres(link)) => link.borrow().is_lost(),
            None => true,
        }
    }

    /// Commits. When a server's connection breaks here, nobody knows what became of it, and the fault says so.
    pub(crate) fn commit(&mut self) -> Result<(), Fault> {
        let done = self.tx()?.batch("commit");
        done.map_err(|fault| match (&self.open, fault.kind) {
            (Some(Open::Postgres(_)), FaultKind::Unreachable) => Fault::new(
                FaultKind::Unconfirmed,
                "The connection to PostgreSQL broke while saving: look whether it was saved before you do it again.",
                fault.detail,
            ),
            _ => fault,
        })
    }

    /// Ends whatever is open. A connection that cannot even do that is dropped.
    pub(crate) fn roll_back(&mut self) {
        let lost = match &self.open {
            Some(Open::Sqlite(connection)) => {
                !connection.is_autocommit() && connection.execute_batch("rollback").is_err()
            }
            Some(Open::Postgres(link)) => {
                let mut link = link.borrow_mut();
                link.is_lost() || link.batch("rollback").is_err()
            }
            None => false,
        };
        if lost {
            self.open = None;
        }
    }

    /// A number that moves when another process has written to the embedded file.
    pub(crate) fn foreign_writes(&self) -> Option<i64> {
        match &self.open {
            Some(Open::Sqlite(connection)) => {
                connection.query_row("pragma data_version", [], |row| row.get(0)).ok()
            }
            _ => None,
        }
    }
}

fn refuse_unsafe_commit(link: &mut PostgresLink) -> Result<(), Fault> {
    let mode = link.text("show synchronous_commit")?;
    if mode == "off" {
        return Err(Fault::new(
            FaultKind::Unsafe,
            "PostgreSQL has synchronous_commit off and would lose saved work in a crash. Turn it on for this database.",
            "synchronous_commit = off",
        ));
    }
    Ok(())
}
