//! The demo starts in an empty folder, and again where it was left.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use database::testing::Scratch;

const PEOPLE: [&str; 8] = ["Mira", "Ines", "Aoife", "Tomas", "Wen", "Ravi", "Lena", "Oskar"];

/// Whom it prints a link for.
fn signed_in(folder: &std::path::Path) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("THROUGHLINE_")) {
        command.env_remove(name);
    }
    command.arg("--data").arg(folder).args(["--log", "error", "--listen", "127.0.0.1:0", "demo"]);
    let mut program = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(program.stdout.take().unwrap()).lines().map_while(Result::ok);
    let named = |line: String| {
        line.contains("/larkbill/link/").then(|| line.split_whitespace().next().map(Into::into))
    };
    let people = lines.filter_map(named).flatten().take(PEOPLE.len()).collect();
    program.kill().unwrap();
    program.wait().unwrap();
    people
}

#[test]
fn the_firm_is_served_with_a_link_for_each_of_its_people() {
    let place = Scratch::embedded();
    for _ in 0..2 {
        let mut people = signed_in(place.folder().unwrap());
        people.sort_unstable();
        let mut known = PEOPLE.to_vec();
        known.sort_unstable();
        assert_eq!(people, known);
    }
}
