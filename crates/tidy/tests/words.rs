//! Words that do not belong where they stand.

use tidy::{Rust, nobody_breaks, paths, rust};

const ENGINES: [&str; 4] = ["sqlite", "postgres", "pg_", "libsql"];

/// Where the address of a database is read and told to the person who runs the server.
const NAMES_ENGINES: [&str; 6] = [
    "crates/app/src/config.rs",
    "crates/app/src/known.rs",
    "crates/app/src/serve.rs",
    "crates/app/src/backup.rs",
    "crates/app/src/main.rs",
    // Measures both engines side by side.
    "crates/app/src/bench/",
];

#[test]
fn no_engine_is_named_above_the_storage() {
    let mut wrong = Vec::new();
    for file in rust() {
        let path = file.file.path.as_str();
        let above = ["crates/domain/src/", "crates/web/src/", "crates/app/src/", "crates/planner/src/"];
        let named = NAMES_ENGINES.iter().any(|allowed| path.starts_with(allowed));
        if !above.iter().any(|crates| path.starts_with(crates)) || named || file.is_test() {
            continue;
        }
        for word in file.words() {
            let lower = word.text.to_lowercase();
            // A pair of texts is named by its files.
            let pair = word.is_text() && lower.ends_with(".sql\"");
            if !pair && ENGINES.iter().any(|engine| lower.contains(engine)) {
                wrong.push(format!("{path}:{}: {}", word.line, word.text));
            }
        }
    }
    nobody_breaks("Above `database` no engine is named.", &wrong);
}

#[test]
fn a_statement_for_one_engine_has_its_other_half() {
    let all = paths();
    let halves = [(".sqlite.sql", ".postgres.sql"), (".postgres.sql", ".sqlite.sql")];
    let alone = all.iter().filter(|path| {
        halves.iter().any(|(this, other)| {
            path.strip_suffix(this).is_some_and(|stem| !all.contains(&format!("{stem}{other}")))
        })
    });
    nobody_breaks("Statements that differ come in pairs of files.", &alone.cloned().collect::<Vec<_>>());
}

#[test]
fn nothing_gives_up_outside_tests() {
    let marks: [&[&str]; 5] = [
        &[".", "unwrap", "("],
        &[".", "expect", "("],
        &["todo", "!"],
        &["dbg", "!"],
        &["unimplemented", "!"],
    ];
    let mut wrong = Vec::new();
    for file in
        rust().into_iter().filter(|file| !file.is_test() && !file.file.path.starts_with("crates/tidy/"))
    {
        for mark in marks {
            wrong.extend(places(&file, mark));
        }
    }
    nobody_breaks("`unwrap`, `expect`, `todo!` and `dbg!` are for tests.", &wrong);
}

#[test]
fn a_name_that_is_used_is_named() {
    let mut wrong = Vec::new();
    for file in rust().into_iter().filter(|file| !file.is_test()) {
        wrong.extend(places(&file, &[":", ":", "*"]));
    }
    nobody_breaks("No glob imports but in test modules.", &wrong);
}

#[test]
fn a_file_is_named_by_what_it_is_about() {
    let vague = ["util", "utils", "helper", "helpers", "manager", "misc", "common", "stuff"];
    let wrong = paths().into_iter().filter(|path| {
        path.split(['/', '.']).any(|part| vague.contains(&part)) && !path.contains("/vendor/")
    });
    nobody_breaks("No `utils`, no `helpers`, no `manager`, no `misc`.", &wrong.collect::<Vec<_>>());
}

fn places(file: &Rust, mark: &[&str]) -> Vec<String> {
    let lines = file.lines_with(mark);
    lines.iter().map(|line| format!("{}:{line}: {}", file.file.path, mark.concat())).collect()
}
