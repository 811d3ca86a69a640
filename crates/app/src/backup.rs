//! A copy of the embedded database, and putting one back.

use std::path::Path;

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
    std::fs::copy(file, &fresh).map_err(|error| told("The backup could not be copied", error))?;
    for (suffix, kept) in
        [("", "before-restore"), ("-wal", "before-restore-wal"), ("-shm", "before-restore-shm")]
    {
        let old = place.with_file_name(format!("{}{suffix}", name(place)));
        if old.exists() {
            let aside = place.with_extension(kept);
            std::fs::rename(&old, &aside)
                .map_err(|error| told("The old database could not be set aside", error))?;
        }
    }
    std::fs::rename(&fresh, place).map_err(|error| told("The backup could not be put in place", error))?;
    println!(
        "Restored. What was there before is kept as {}.",
        place.with_extension("before-restore").display()
    );
    Ok(())
}

fn name(place: &Path) -> String {
    place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
