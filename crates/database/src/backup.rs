//! A copy of the embedded database, taken while it serves.

use std::path::Path;

use crate::fault::{Fault, FaultKind};
use crate::settings::{Location, Settings};

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
}
