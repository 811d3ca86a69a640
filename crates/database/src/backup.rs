//! A copy of the embedded database, taken while it serves; and looking at one before it is put back.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::fault::{Fault, FaultKind};
use crate::settings::{Location, Settings};
use crate::tx::{Engine, Tx};

impl crate::Database {
    /// Writes a consistent copy of an embedded database to `file`, which must not exist yet.
    pub fn copy_to(settings: &Settings, file: &Path) -> Result<(), Fault> {
        let Location::Sqlite(source) = &settings.location else {
            return Err(Fault::new(FaultKind::Other, "Use pg_dump to back up a PostgreSQL database.", ""));
        };
        if file.exists() {
            let sentence = format!("{} exists already; name a new file.", file.display());
            return Err(Fault::new(FaultKind::Other, sentence, ""));
        }
        let connection = crate::sqlite::open_reader(source)?;
        connection.execute_batch("pragma query_only = off").map_err(crate::sqlite::fault)?;
        connection.execute("vacuum into ?1", [file.to_string_lossy()]).map_err(crate::sqlite::fault)?;
        Ok(())
    }

    /// Reads out of a copy, which stays as it is.
    pub fn read_copy<T, E: From<Fault>>(
        file: &Path,
        work: impl FnOnce(&Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let connection = crate::sqlite::open_reader(file)?;
        work(&Tx::new(Engine::Sqlite(&connection)))
    }

    /// Whether a file is a whole database of this program.
    pub fn check(file: &Path) -> Result<(), Fault> {
        if !file.exists() {
            return Err(Fault::new(FaultKind::Other, "There is no such file.", file.display()));
        }
        let connection = crate::sqlite::open_reader(file)?;
        let verdict: String = connection
            .query_row("pragma quick_check(1)", [], |row| row.get(0))
            .map_err(crate::sqlite::fault)?;
        if verdict != "ok" {
            return Err(Fault::new(FaultKind::Damaged, "The file is damaged.", verdict));
        }
        let steps = connection.query_row("select count(*) from schema_step", [], |row| row.get::<_, i64>(0));
        steps.map(drop).map_err(|error| {
            Fault::new(FaultKind::Other, "The file is a database of another program.", error)
        })
    }

    /// Holds the embedded database for one server; `None` if another holds it. Dropping it lets go.
    pub fn hold(file: &Path) -> Result<Option<File>, Fault> {
        let lock = file.with_extension("lock");
        let told = |error| Fault::new(FaultKind::ReadOnly, "The data folder cannot be written.", error);
        let held = File::create(&lock).map_err(told)?;
        match held.try_lock() {
            Ok(()) => Ok(Some(held)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(told(error)),
        }
    }
}
