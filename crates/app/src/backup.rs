//! A copy of the embedded database, and putting one back.

use std::path::{Path, PathBuf};

use database::{Database, Location};

use crate::config::Config;

pub fn backup(config: &Config, file: &Path) -> Result<(), String> {
    let settings = config.database()?;
    Database::copy_to(&settings, file).map_err(|fault| fault.to_string())?;
    println!("Written to {}.", file.display());
    Ok(())
}

/// The database that was there is kept beside it, under a name that says so.
pub fn restore(config: &Config, file: &Path) -> Result<(), String> {
    let settings = config.database()?;
    let Location::Sqlite(place) = &settings.location else {
        return Err("Use pg_restore or psql to restore a PostgreSQL database.".into());
    };
    Database::check(file)
        .map_err(|fault| format!("{} is no backup that can be restored: {fault}", file.display()))?;
    let Some(_held) = Database::hold(place).map_err(|fault| fault.to_string())? else {
        return Err("A server still uses this database. Stop it first; nothing was changed.".into());
    };
    let told = |what: &str, error: std::io::Error| format!("{what}: {error}. Nothing was lost.");
    let fresh = place.with_extension("restoring");
    let copied = std::fs::copy(file, &fresh).and_then(|_| std::fs::File::open(&fresh)?.sync_all());
    copied.map_err(|error| told("The backup could not be copied", error))?;
    let aside = free_place(place);
    for suffix in ["", "-wal", "-shm"] {
        let (old, kept) = (with_suffix(place, suffix), with_suffix(&aside, suffix));
        if old.exists() {
            std::fs::rename(&old, &kept)
                .map_err(|error| told("The old database could not be set aside", error))?;
        }
    }
    std::fs::rename(&fresh, place).map_err(|error| told("The backup could not be put in place", error))?;
    println!("Restored. What was there before is kept as {}.", aside.display());
    Ok(())
}

/// The first name of its kind that nothing has yet: an earlier restore keeps what it set aside.
fn free_place(place: &Path) -> PathBuf {
    let named = |nth: u32| match nth {
        1 => place.with_extension("before-restore"),
        nth => place.with_extension(format!("before-restore-{nth}")),
    };
    (1..).map(named).find(|aside| !aside.exists()).unwrap_or_else(|| named(1))
}

fn with_suffix(place: &Path, suffix: &str) -> PathBuf {
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    place.with_file_name(format!("{name}{suffix}"))
}
