//! What a program can check of how the house is built. The rules stand in `tests/`; here is what they read with.
//!
//! It reads text and tokens and knows no types: what the compiler and the lints say already is not said again.

#![expect(clippy::panic, reason = "a rule that cannot read what it judges must fail")]

mod tokens;

use std::path::PathBuf;
use std::process::Command;

pub use tokens::{Function, Rust, Word};

/// The nouns, in the order of the line.
pub const NOUNS: [&str; 13] = [
    "people",
    "attachments",
    "strategy",
    "market",
    "discovery",
    "roadmap",
    "backlog",
    "sprint",
    "acceptance",
    "communication",
    "scenarios",
    "line",
    "exchange",
];

/// A file of the repository.
pub struct File {
    /// From the root of the repository: `crates/web/src/lib.rs`.
    pub path: String,
    pub text: String,
}

impl File {
    pub fn ends(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Written by others and carried along unchanged.
    pub fn is_vendored(&self) -> bool {
        self.path.contains("/vendor/")
    }

    /// The noun in whose folder it lies, below `domain` or `web`.
    pub fn noun(&self, of: &str) -> Option<&'static str> {
        let folder = self.path.strip_prefix(of)?.split('/').next()?;
        NOUNS.into_iter().find(|noun| *noun == folder)
    }

    /// The name without the folder.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// Where the repository lies.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every path that is or would be committed.
pub fn paths() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .unwrap_or_else(|error| panic!("git lists the files that are looked at: {error}"));
    assert!(listed.status.success(), "git could not list the files: this is no checkout");
    let names = String::from_utf8_lossy(&listed.stdout).into_owned();
    let mut paths: Vec<String> = names.split('\0').filter(|name| !name.is_empty()).map(Into::into).collect();
    paths.sort();
    paths.dedup();
    paths.retain(|path| root().join(path).is_file());
    paths
}

/// Every file that is text.
pub fn files() -> Vec<File> {
    let read = |path: String| {
        let text = std::fs::read_to_string(root().join(&path)).ok()?;
        Some(File { path, text })
    };
    paths().into_iter().filter_map(read).collect()
}

/// Every file of Rust, with its tokens.
pub fn rust() -> Vec<Rust> {
    files().into_iter().filter(|file| file.ends(&[".rs"])).map(Rust::read).collect()
}

/// Fails with every place that breaks a rule.
#[track_caller]
pub fn nobody_breaks(rule: &str, places: &[String]) {
    assert!(places.is_empty(), "{rule}\n{} places break it:\n  {}\n", places.len(), places.join("\n  "));
}
