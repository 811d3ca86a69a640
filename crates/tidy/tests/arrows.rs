//! Who may know whom: between the crates, and between the nouns.

use tidy::{File, NOUNS, Rust, files, nobody_breaks, paths, rust};

/// Each crate, and whom it may know. Who is not named knows nobody.
const CRATES: [(&str, &[&str]); 6] = [
    ("database", &[]),
    ("domain", &["database", "planner"]),
    ("files", &["database", "domain"]),
    ("web", &["database", "domain", "files"]),
    ("app", &["database", "domain", "files", "web"]),
    ("tests/s3", &["database", "domain", "files"]),
];

const HOUSE: [&str; 7] = ["app", "database", "domain", "files", "planner", "tidy", "web"];

#[test]
fn the_arrows_between_the_crates_point_one_way() {
    let mut wrong = Vec::new();
    for manifest in files().iter().filter(|file| file.path.ends_with("/Cargo.toml")) {
        let own = manifest.path.trim_start_matches("crates/").trim_end_matches("/Cargo.toml");
        let may = CRATES.iter().find(|(name, _)| *name == own).map_or(&[][..], |(_, may)| may);
        for known in dependencies(manifest) {
            // For tests a crate may ask itself for more.
            if known != own && HOUSE.contains(&known.as_str()) && !may.contains(&known.as_str()) {
                wrong.push(format!("{own} knows {known}"));
            }
        }
    }
    nobody_breaks("app → web → files → domain → database and planner, which know nobody.", &wrong);
}

#[test]
fn the_tests_with_a_bucket_lock_what_the_house_depends_on() {
    let files = files();
    let text = |path: &str| files.iter().find(|file| file.path == path).map_or("", |file| file.text.as_str());
    let lock = text("tests/s3/Cargo.lock");
    let mut wrong = Vec::new();
    for known in ["database", "domain", "files", "planner"] {
        let manifest = format!("crates/{known}/Cargo.toml");
        let own = text(&manifest).split("\n[dependencies]\n").nth(1).unwrap_or_default();
        let own = own.split("\n[").next().unwrap_or_default();
        let locked = lock.split("[[package]]\n").find(|block| block.starts_with(&format!("name = \"{known}\"\n")));
        for line in own.lines().filter(|line| !line.contains("optional = true")) {
            let Some((name, _)) = line.split_once(['.', ' ']) else { continue };
            let name = name.trim_matches('"');
            let is_name = line.starts_with(|first: char| first.is_ascii_lowercase()) && line.contains('=');
            if is_name && !locked.is_some_and(|block| block.contains(&format!("\n \"{name}"))) {
                wrong.push(format!("{manifest}: {name}"));
            }
        }
    }
    nobody_breaks("Run cargo metadata --manifest-path tests/s3/Cargo.toml: its Cargo.lock knows too little.", &wrong);
}

/// The first word of each line below `[dependencies]`, `[dev-dependencies]`, `[build-dependencies]`.
fn dependencies(manifest: &File) -> Vec<String> {
    let mut listed = false;
    let mut names = Vec::new();
    for line in manifest.text.lines() {
        if line.starts_with('[') {
            listed = line.ends_with("dependencies]");
        } else if listed {
            names.extend(line.split(['.', ' ', '=']).next().map(str::to_owned));
        }
    }
    names
}

#[test]
fn only_the_storage_knows_its_drivers() {
    let mut wrong = Vec::new();
    for manifest in files().iter().filter(|file| file.path.ends_with("/Cargo.toml")) {
        let drivers = ["rusqlite", "postgres", "tokio-postgres", "sqlx", "diesel"];
        for driver in dependencies(manifest).iter().filter(|name| drivers.contains(&name.as_str())) {
            if manifest.path != "crates/database/Cargo.toml" {
                wrong.push(format!("{} names {driver}", manifest.path));
            }
        }
    }
    nobody_breaks("Only `database` knows the drivers.", &wrong);
}

#[test]
fn a_noun_knows_only_the_nouns_before_it() {
    let mut wrong = Vec::new();
    for file in rust() {
        let Some(own) = file.file.noun("crates/domain/src/") else { continue };
        // Queries may read any table; what follows from a change may be anywhere.
        if ["queries.rs", "reactions.rs"].contains(&file.file.name()) || file.is_test() {
            continue;
        }
        for (known, line) in known(&file) {
            if place(&known).is_some_and(|other| Some(other) > place(own)) {
                wrong.push(format!("{}:{line}: {own} knows {known}", file.file.path));
            }
        }
    }
    nobody_breaks("A noun's commands call only nouns before it, or `reactions`.", &wrong);
}

#[test]
fn the_spine_knows_no_noun() {
    let mut wrong = Vec::new();
    for file in rust().iter().filter(|file| file.file.path.starts_with("crates/domain/src/spine/")) {
        for (known, line) in known(file) {
            if place(&known).is_some() {
                wrong.push(format!("{}:{line} knows {known}", file.file.path));
            }
        }
    }
    nobody_breaks("The spine knows no noun.", &wrong);
}

#[test]
fn the_pages_stand_in_the_folders_of_the_nouns() {
    let folder = |of: &str| {
        let mut nouns: Vec<String> = paths()
            .iter()
            .filter_map(|path| Some(path.strip_prefix(of)?.split_once('/')?.0.into()))
            .collect();
        nouns.dedup();
        nouns
    };
    let (rules, pages) = (folder("crates/domain/src/"), folder("crates/web/src/"));
    let beside = ["spine", "demo", "shell", "assets"];
    let strange: Vec<String> = rules
        .iter()
        .chain(&pages)
        .filter(|name| place(name).is_none() && !beside.contains(&name.as_str()))
        .cloned()
        .collect();
    nobody_breaks("A folder is a noun of the line.", &strange);
    let lonely: Vec<String> =
        pages.into_iter().filter(|name| place(name).is_some() && !rules.contains(name)).collect();
    nobody_breaks("A noun has its rules in `domain` before it has pages in `web`.", &lonely);
}

fn place(noun: &str) -> Option<usize> {
    NOUNS.iter().position(|known| *known == noun)
}

/// Every `crate::name` and `crate::{name, …}`.
fn known(file: &Rust) -> Vec<(String, usize)> {
    let words = file.words();
    let mut found = Vec::new();
    for (place, window) in words.windows(4).enumerate() {
        let path = [&window[0].text, &window[1].text, &window[2].text];
        if path != ["crate", ":", ":"] {
            continue;
        }
        if window[3].text != "{" {
            found.push((window[3].text.clone(), window[3].line));
            continue;
        }
        let mut depth = 0;
        let mut first = true;
        for word in &words[place + 3..] {
            match word.text.as_str() {
                "{" => depth += 1,
                "}" => depth -= 1,
                "," => first = depth == 1,
                name if first && depth == 1 => {
                    found.push((name.to_owned(), word.line));
                    first = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    found
}
