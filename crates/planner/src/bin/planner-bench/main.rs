//! Measures the planner on a folder of instances and holds it against its targets.
//!
//! `planner-bench everyday [--json]`, `planner-bench surely [--json]`, `planner-bench sureness [--json]`, `planner-bench nrp FOLDER [--json]`, `planner-bench sprints FOLDER [--json]`: one row per instance and a
//! total; the exit code is 1 when a target is missed and 2 when it could not be measured.

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

use std::process::ExitCode;

use report::Report;

const USAGE: &str = "planner-bench everyday|surely|sureness|nrp FOLDER|sprints FOLDER|forecast FOLDER|duplicates FOLDER|link FOLDER|hints FOLDER [--json], planner-bench library FOLDER FILE";

fn main() -> ExitCode {
    let (options, words): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|word| word.starts_with("--"));
    let mut report = Report::new(options.iter().any(|option| option == "--json"));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let ["library", folder, file] = words.as_slice() {
        return told(forecast::gather(folder, file).map(|()| true));
    }
    let measured = match words.as_slice() {
        ["everyday"] => everyday::measure(&mut report),
        ["duplicates", folder] => texts::duplicates(folder, &mut report),
        ["forecast", folder] => forecast::measure(folder, &mut report),
        ["hints", folder] => texts::hints(folder, &mut report),
        ["link", folder] => texts::link(folder, &mut report),
        ["nrp", folder] => nrp::measure(folder, &mut report),
        ["surely"] => surely::measure(&mut report),
        ["sureness"] => sureness::measure(&mut report),
        ["sprints", folder] => sprints::measure(folder, &mut report),
        _ => Err(format!("Usage: {USAGE}")),
    };
    told(measured.map(|()| report.finish()))
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
