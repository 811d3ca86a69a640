//! A copy of the embedded database with the attached files beside it, and putting both back.

use std::path::{Path, PathBuf};

use database::{Database, Location};
use domain::attachments::AttachmentId;
use domain::attachments::queries::{StoredFile, stored_files};
use domain::attachments::rules::in_words;
use domain::line::erasing::again::Erasure;
use domain::spine::id::WorkspaceId;
use domain::spine::refusal::Failure;
use files::{Blocking, Copied};

use crate::config::Config;
use crate::erased;

/// Since this step of the schema there are attached files.
const STEP: i32 = 25;

pub fn backup(config: &Config, file: &Path) -> Result<(), String> {
    let settings = config.database()?;
    Database::copy_to(&settings, file).map_err(|fault| fault.to_string())?;
    println!("Written to {}.", file.display());
    // What the copy names, not what was attached or deleted since.
    let named = named_files(file)?;
    if named.is_empty() {
        return Ok(());
    }
    let folder = folder_of(file);
    let copied = stored(config)?.copy_out(&named, &folder).map_err(|failure| failure.to_string())?;
    println!("Attached files: {}, in {}.", files_in_words(&copied), folder.display());
    refuse_missing(
        &copied,
        "where files are kept",
        "If some were deleted for good in this moment, take another backup; else look for them before you rely on this one.",
    )
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
    let erased = erased_until_now(place);
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
    // Whatever becomes of the files, nobody who was erased comes back.
    let again = erased::erase(config, &erased);
    put_files_back(config, file).and(again)
}

/// Who was erased, as the database knows that is put aside: the backup may be older.
fn erased_until_now(place: &Path) -> Vec<Erasure> {
    if !place.exists() {
        return Vec::new();
    }
    erased::known_to(place).unwrap_or_else(|error| {
        eprintln!(
            "Who was erased since the backup cannot be read from {}: {error} Erase them again with erase-again, if you have \
             a list.",
            place.display()
        );
        Vec::new()
    })
}

/// What the backup names and the store lacks is taken from the folder beside the backup.
fn put_files_back(config: &Config, file: &Path) -> Result<(), String> {
    let (named, folder) = (named_files(file)?, folder_of(file));
    if named.is_empty() {
        return Ok(());
    }
    let copied = stored(config)?.copy_in(&named, &folder).map_err(|failure| failure.to_string())?;
    println!("Attached files: {}, in their place.", files_in_words(&copied));
    refuse_missing(
        &copied,
        &format!("{} or where files are kept", folder.display()),
        "The database is restored; these files are listed on its pages and cannot be opened.",
    )
}

/// Where the files of a backup are: beside it, under its name.
fn folder_of(file: &Path) -> PathBuf {
    with_suffix(file, ".attachments")
}

fn stored(config: &Config) -> Result<Blocking, String> {
    Blocking::open(&config.attachments()?, config.limits()?)
}

/// The attached files that a backup names; none where it is older than they are.
fn named_files(copy: &Path) -> Result<Vec<StoredFile>, String> {
    const AT_ONCE: i64 = 1_000;
    let listed = Database::read_copy(copy, |tx| {
        let knows = "select count(*) as value from schema_step where number >= $1";
        if tx.value::<i64>(knows, &[&STEP])? == Some(0) {
            return Ok(Vec::new());
        }
        let mut files: Vec<StoredFile> = Vec::new();
        loop {
            let after = files.last().map(|file| (file.workspace_id, file.id));
            let next = stored_files(tx, after.unwrap_or_else(nothing), AT_ONCE)?;
            let is_last = (next.len() as i64) < AT_ONCE;
            files.extend(next);
            if is_last {
                return Ok(files);
            }
        }
    });
    listed.map_err(|failure: Failure| failure.to_string())
}

fn nothing() -> (WorkspaceId, AttachmentId) {
    (WorkspaceId(uuid::Uuid::nil()), AttachmentId(uuid::Uuid::nil()))
}

fn files_in_words(copied: &Copied) -> String {
    let size = in_words(i64::try_from(copied.byte_count).unwrap_or(i64::MAX));
    format!("{} with {size}", copied.files)
}

/// Whoever runs this at night looks at how it ended, not at what it said.
fn refuse_missing(copied: &Copied, place: &str, what_now: &str) -> Result<(), String> {
    match copied.missing {
        0 => Ok(()),
        missing => Err(format!(
            "Attached files that the database names and that are not in {place}: {missing}. {what_now}"
        )),
    }
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
