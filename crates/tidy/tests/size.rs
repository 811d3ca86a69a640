//! Small: functions, files, parameters.

use tidy::{files, nobody_breaks, rust};

const FUNCTION_LINES: usize = 50;
const FUNCTION_LINES_NEVER: usize = 70;
const FILE_LINES: usize = 300;
const FILE_LINES_NEVER: usize = 400;
const PARAMETERS: usize = 5;

/// Functions that may be longer, up to the hard stop, each with its reason.
const LONG_FUNCTIONS: [&str; 0] = [];

/// Files that may be longer, up to the hard stop, each with its reason.
const LONG_FILES: [&str; 2] = [
    // What is read of feedback and of needs; the two part when either grows.
    "crates/domain/src/discovery/queries.rs",
    // The hub and one listener; they share the messages between them.
    "crates/web/src/live.rs",
];

#[test]
fn a_function_fits_on_a_screen() {
    let mut long = Vec::new();
    for file in rust() {
        for function in file.functions() {
            let name = format!("{} {}", file.file.path, function.name);
            let most =
                if LONG_FUNCTIONS.contains(&name.as_str()) { FUNCTION_LINES_NEVER } else { FUNCTION_LINES };
            if function.lines > most {
                long.push(format!("{name}, line {}: {} lines", function.line, function.lines));
            }
        }
    }
    nobody_breaks("A function has at most 50 lines, a named one 70.", &long);
}

#[test]
fn a_file_is_read_in_one_go() {
    let written = files().into_iter().filter(|file| {
        file.ends(&[".rs", ".js", ".css", ".html"]) && !file.is_vendored() && !file.path.contains("/fonts/")
    });
    let long = written.filter_map(|file| {
        let most = if LONG_FILES.contains(&file.path.as_str()) { FILE_LINES_NEVER } else { FILE_LINES };
        let lines = file.text.lines().count();
        (lines > most).then(|| format!("{}: {lines} lines", file.path))
    });
    nobody_breaks("A file has at most 300 lines, a named one 400.", &long.collect::<Vec<_>>());
}

#[test]
fn a_function_takes_few_things() {
    let mut many = Vec::new();
    for file in rust() {
        for function in file.functions().iter().filter(|function| function.parameters > PARAMETERS) {
            many.push(format!(
                "{}:{}: {} takes {}",
                file.file.path, function.line, function.name, function.parameters
            ));
        }
    }
    nobody_breaks("A function has at most 5 parameters.", &many);
}
