//! Measures the planner on a folder of instances and holds it against its targets.
//!
//! `planner-bench everyday|surely|sureness [--json]`, `planner-bench nrp|sprints|forecast|duplicates|link|hints FOLDER [--json]`:
//! one row per instance and a total; the exit code is 1 when a target is missed and 2 when it could not be measured.
//! FOLDER is the folder of all data, or the part of it that is measured, such as its `nrp`.

mod draw;
mod everyday;
mod forecast;
mod nrp;
mod report;
mod sprints;
mod surely;
mod sureness;
mod texts;
mod yardstick;

use std::path::Path;
use std::process::ExitCode;

use report::Report;

const USAGE: &str = "planner-bench everyday|surely|sureness|nrp FOLDER|sprints FOLDER|forecast FOLDER|duplicates FOLDER|link FOLDER|hints FOLDER [--json], planner-bench library FOLDER FILE";

fn main() -> ExitCode {
    let (options, words): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let mut report = Report::new(options.iter().any(|option| option == "--json"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let ["library", folder, file] = words.as_slice() {
        return told(forecast::gather(&part(folder, "throughput"), file).map(|()| true));
    }
    let measured = match words.as_slice() {
        ["everyday"] => everyday::measure(&mut report),
        ["duplicates", folder] => texts::duplicates(&part(folder, "duplicates"), &mut report),
        ["forecast", folder] => forecast::measure(&part(folder, "throughput"), &mut report),
        ["hints", folder] => texts::hints(&part(folder, "stories"), &mut report),
        ["link", folder] => texts::link(&part(folder, "feedback"), &mut report),
        ["nrp", folder] => nrp::measure(&part(folder, "nrp"), &mut report),
        ["surely"] => surely::measure(&mut report),
        ["sureness"] => sureness::measure(&mut report),
        ["sprints", folder] => sprints::measure(&part(folder, "sprint-plans"), &mut report),
        _ => Err(format!("Usage: {USAGE}")),
    };
    told(measured.map(|()| report.finish()))
}

/// A part of the folder of all data; the folder itself where there is no such part in it.
fn part(folder: &str, name: &str) -> String {
    let part = Path::new(folder).join(name);
    if part.is_dir() { part.display().to_string() } else { folder.to_owned() }
}

fn told(measured: Result<bool, String>) -> ExitCode {
    match measured {
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
        Ok(met) => ExitCode::from(u8::from(!met)),
    }
}
