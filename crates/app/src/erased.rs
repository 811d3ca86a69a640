//! Who was erased, beside any one copy of the database: an older copy that is put back knows nothing of it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use database::{Database, Tx};
use domain::line::erasing::again::{Erasure, again, erasures};
use domain::spine::moment::Moment;
use domain::spine::refusal::{Failure, Result as Answer};
use web::Clock;

use crate::config::Config;
use crate::serve::{hold, open, random};

/// Since this step of the schema people can be erased.
const STEP: i32 = 45;
const AT_ONCE: i64 = 1_000;

/// Writes a list of whatever was erased: ids and nothing else, a line each.
pub fn write_list(config: &Config, file: &Path) -> Result<(), String> {
    let db = open(config)?;
    let found = db.read(all).map_err(|failure| failure.to_string())?;
    let told = |error: std::io::Error| format!("{} cannot be written: {error}.", file.display());
    let mut out = std::fs::File::create_new(file).map_err(told)?;
    for erasure in &found {
        let line = serde_json::to_string(erasure).map_err(|error| error.to_string())?;
        writeln!(out, "{line}").map_err(told)?;
    }
    out.sync_all().map_err(told)?;
    println!("Erased until now: {}, listed in {}.", found.len(), file.display());
    Ok(())
}

/// Erases again what a list names.
pub fn erase_listed(config: &Config, file: &Path) -> Result<(), String> {
    let told = |error: &dyn std::fmt::Display| format!("{} cannot be read: {error}.", file.display());
    let lines = BufReader::new(std::fs::File::open(file).map_err(|error| told(&error))?).lines();
    let mut listed = Vec::new();
    for (nth, line) in lines.enumerate() {
        let line = line.map_err(|error| told(&error))?;
        let read = serde_json::from_str(&line);
        listed.push(read.map_err(|error| format!("{}, line {}: {error}.", file.display(), nth + 1))?);
    }
    let _held = hold(config)?;
    erase(config, &listed)
}

/// What a copy of the embedded database knows of; nothing where it is older than that.
pub fn known_to(copy: &Path) -> Result<Vec<Erasure>, String> {
    let listed = Database::read_copy(copy, |tx| {
        let knows = "select count(*) as value from schema_step where number = $1";
        if tx.value::<i64>(knows, &[&STEP])? == Some(0) { Ok(Vec::new()) } else { all(tx) }
    });
    listed.map_err(|failure: Failure| failure.to_string())
}

/// Erases these in the database of the settings, which is brought up to date first.
pub fn erase(config: &Config, listed: &[Erasure]) -> Result<(), String> {
    if listed.is_empty() {
        return Ok(());
    }
    let db = open(config)?;
    let mut count = 0;
    for erasure in listed {
        let entropy = u64::from_be_bytes(random()?[..8].try_into().unwrap_or_default());
        let moment = Moment::new(Clock::System.now(), entropy);
        let erasure = erasure.clone();
        let done = db.write(erasure.workspace_id.0, move |tx| again(tx, &moment.again(), &erasure));
        count += usize::from(done.map_err(|failure| failure.to_string())?);
    }
    println!("Erased again: {count}, of {} that were erased since.", listed.len());
    Ok(())
}

fn all(tx: &Tx<'_>) -> Answer<Vec<Erasure>> {
    let mut found: Vec<Erasure> = Vec::new();
    loop {
        let next = erasures(tx, found.last(), AT_ONCE)?;
        let is_last = (next.len() as i64) < AT_ONCE;
        found.extend(next);
        if is_last {
            return Ok(found);
        }
    }
}
