//! Two doors write: the desk of the spine, and `keep` for bookkeeping.

use tidy::{files, nobody_breaks, rust};

/// The row of the workspace itself is made before there is a workspace to run a command in.
const MAKES_THE_FIRST_ROW: &str = "crates/domain/src/people/found_workspace.rs";

/// The same statements by hand, for a budget to be measured against.
const BY_HAND: &str = "crates/app/src/bench/";

fn writes(text: &str) -> bool {
    let text = text.to_lowercase().replace("\\n", " ");
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    words.windows(2).any(|pair| ["insert into", "delete from"].contains(&pair.join(" ").as_str()))
        || words.windows(3).any(|three| three[0] == "update" && three[2] == "set")
}

#[test]
fn statements_that_write_are_known_when_seen() {
    assert!(writes("\n  insert into story (id) values ($1)") && writes("delete from job where id = $1"));
    assert!(writes("update workspace set seq = seq + 1"));
    assert!(!writes("select updated_at from story") && !writes("on conflict do update set n = 1"));
}

#[test]
fn a_noun_writes_through_the_desk_or_keeps_books() {
    let mut wrong = Vec::new();
    for file in rust() {
        let path = file.file.path.as_str();
        let inside = ["crates/domain/src/", "crates/web/src/", "crates/app/src/"];
        let may = path.starts_with("crates/domain/src/spine/")
            || path == MAKES_THE_FIRST_ROW
            || path.starts_with(BY_HAND);
        if !inside.iter().any(|crates| path.starts_with(crates)) || may || file.is_test() {
            continue;
        }
        for function in file.program() {
            let statement = function.words.iter().find(|word| word.is_text() && writes(&word.text));
            let Some(statement) = statement else { continue };
            if !function.calls("keep") || function.calls("execute") {
                wrong.push(format!("{path}:{}: {}", statement.line, function.name));
            }
        }
    }
    nobody_breaks("Outside the spine only `keep` takes statements that write.", &wrong);
}

#[test]
fn a_pair_of_statements_writes_only_in_the_spine() {
    let pairs = files().into_iter().filter(|file| {
        file.path.starts_with("crates/domain/src/") && file.ends(&[".sql"]) && !file.path.contains("/spine/")
    });
    let wrong = pairs.filter(|file| writes(&file.text)).map(|file| file.path);
    nobody_breaks("Outside the spine statements in files read.", &wrong.collect::<Vec<_>>());
}
