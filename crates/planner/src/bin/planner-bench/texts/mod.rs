//! Texts: duplicates found among older reports, reviews found for a feature in words, what it costs; hints on stories.

mod cost;
mod duplicates;
mod hints;
mod link;
mod plain;

use std::path::{Path, PathBuf};
use std::time::Instant;

pub use duplicates::measure as duplicates;
pub use hints::measure as hints;
pub use link::measure as link;

/// The files of a folder whose names end so, in the order of their names, with what stands before.
fn files(folder: &str, ending: &str) -> Result<Vec<(String, PathBuf)>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{folder} can not be read: {error}"))?;
    let mut found: Vec<(String, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().strip_suffix(ending)?.to_owned();
            Some((name, entry.path()))
        })
        .collect();
    found.sort();
    Ok(found)
}

/// How many milliseconds it takes.
fn took(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64() * 1e3
}

/// The cells of the named columns, row by row.
fn table<const N: usize>(path: &Path, columns: [&str; N]) -> Result<Vec<[String; N]>, String> {
    let told = |error: csv::Error| format!("{}: {error}", path.display());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).map_err(told)?;
    let header = reader.headers().map_err(told)?.clone();
    let mut places = [0; N];
    for (place, name) in places.iter_mut().zip(columns) {
        let found = header.iter().position(|known| known.trim_start_matches('\u{feff}') == name);
        *place = found.ok_or_else(|| format!("{} has no column “{name}”.", path.display()))?;
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(told)?;
        rows.push(places.map(|place| record.get(place).unwrap_or_default().to_owned()));
    }
    Ok(rows)
}
