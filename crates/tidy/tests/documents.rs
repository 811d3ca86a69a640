//! Documents that name files name real ones, and nothing committed names the machine it was written on.

use tidy::{File, files, nobody_breaks, paths, root};

/// Names in documents that are files of somebody else's machine.
const ELSEWHERE: [&str; 0] = [];

const ENDINGS: [&str; 10] = [".rs", ".md", ".sql", ".toml", ".html", ".css", ".js", ".json", ".txt", ".svg"];

#[test]
fn a_document_names_files_that_are_there() {
    let (all, mut wrong) = (paths(), Vec::new());
    for document in files().iter().filter(|file| file.ends(&[".md"]) && !file.is_vendored()) {
        for name in named(document).iter().filter(|name| !ELSEWHERE.contains(&name.as_str())) {
            let plain = name.trim_end_matches('/');
            let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let known = all.iter().any(|path| path == plain || path.ends_with(&format!("/{plain}")));
            if !known && !root().join(plain).exists() && !root().join(folder).join(plain).exists() {
                wrong.push(format!("{}: {name}", document.path));
            }
        }
    }
    nobody_breaks("A document names files that are there.", &wrong);
}

#[test]
fn a_document_links_to_pages_that_are_there() {
    let mut wrong = Vec::new();
    for document in files().iter().filter(|file| file.ends(&[".md"]) && !file.is_vendored()) {
        let folder = document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (place, _) in document.text.match_indices("](") {
            let target = document.text[place + 2..].split([')', '#', ' ']).next().unwrap_or_default();
            let outside = target.is_empty() || target.contains(':');
            if !outside && !root().join(folder).join(target).exists() {
                wrong.push(format!("{}: {target}", document.path));
            }
        }
    }
    nobody_breaks("A link inside the repository leads somewhere.", &wrong);
}

/// What stands in backticks and looks like a file or folder of ours.
fn named(document: &File) -> Vec<String> {
    let prose: String = fences_apart(&document.text);
    let quoted = prose.split('`').skip(1).step_by(2).map(|quoted| quoted.split(':').next().unwrap_or(quoted));
    let ours = ["crates/", "docs/", "bin/", "tests/", ".ci/", "design/"];
    quoted
        .filter(|name| {
            let plain =
                !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
            let ending = ENDINGS.iter().any(|ending| name.ends_with(ending) && name.len() > ending.len());
            plain && !name.starts_with('/') && (ending || ours.iter().any(|folder| name.starts_with(folder)))
        })
        .map(str::to_owned)
        .collect()
}

/// The text without blocks of code, whose backticks come in threes.
fn fences_apart(text: &str) -> String {
    text.split("```").step_by(2).collect::<Vec<_>>().join("\n")
}

#[test]
fn nothing_names_the_machine_it_was_written_on() {
    let machine = [["", "work", ""].join("/"), ["", "root", ""].join("/"), ["", "home", ""].join("/")];
    let mut wrong = Vec::new();
    for file in files().iter().filter(|file| !file.is_vendored()) {
        for (line, text) in file.text.lines().enumerate() {
            if machine.iter().any(|path| text.contains(path.as_str())) {
                wrong.push(format!("{}:{}: {}", file.path, line + 1, text.trim()));
            }
        }
    }
    nobody_breaks("No path of one machine is committed.", &wrong);
}

#[test]
fn packages_come_from_whichever_registry_is_set() {
    let mut wrong = Vec::new();
    let index = "registry+https://github.com/rust-lang/crates.io-index";
    for file in files() {
        let settings = [".npmrc", "config.toml", "pip.conf"].contains(&file.name());
        for (line, text) in file.text.lines().enumerate() {
            let fault = match file.name() {
                "Cargo.lock" => text.starts_with("source = ") && !text.contains(index),
                "package-lock.json" => text.contains("\"resolved\""),
                _ => settings && !text.starts_with("omit-") && text.contains("registry"),
            };
            if fault {
                wrong.push(format!("{}:{}: {}", file.path, line + 1, text.trim()));
            }
        }
    }
    nobody_breaks("No registry is named but the usual index.", &wrong);
}
