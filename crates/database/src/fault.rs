//! What can go wrong below the rules: the disk, the network, the engine.
//!
//! A fault is never the person's doing. It carries a kind that the caller may act on, one clear sentence
//! for whoever runs the server, and the engine's own words for the log.

use std::fmt;

/// What kind of trouble it is, as far as a caller can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The engine cannot be reached, or the connection broke. Nothing of this piece of work was kept.
    Unreachable,
    /// The connection broke while committing: it cannot be known whether the work was kept.
    Unconfirmed,
    /// No space is left where the data lives.
    DiskFull,
    /// The data may be read but not written.
    ReadOnly,
    /// The file is no database, or is damaged.
    Damaged,
    /// The database was made by a newer version of the program.
    Newer,
    /// The server's settings would lose acknowledged writes.
    Unsafe,
    /// A unique or foreign key, a check or a `not null` was violated: a rule should have refused before.
    Constraint,
    /// Two writes stood in each other's way; doing it again may succeed.
    Conflict,
    /// The piece of work panicked. Its changes were rolled back.
    Panicked,
    /// Anything else: a wrong statement, a wrong type.
    Other,
}

/// One failure of the storage, told once.
#[derive(Clone, Debug)]
pub struct Fault {
    pub kind: FaultKind,
    /// One sentence for the person who runs the server.
    pub sentence: String,
    /// The engine's own words, for the log.
    pub detail: String,
}

impl Fault {
    pub fn new(kind: FaultKind, sentence: impl Into<String>, detail: impl fmt::Display) -> Self {
        Self { kind, sentence: sentence.into(), detail: detail.to_string() }
    }

    pub(crate) fn other(detail: impl fmt::Display) -> Self {
        Self::new(FaultKind::Other, "The database refused a statement of this program.", detail)
    }

    pub(crate) fn never_attempted() -> Self {
        Self::other("a piece of work was never attempted")
    }

    pub(crate) fn panicked(what: &(dyn std::any::Any + Send)) -> Self {
        let words = what
            .downcast_ref::<&str>()
            .map(ToString::to_string)
            .or_else(|| what.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        Self::new(
            FaultKind::Panicked,
            "The program failed inside this piece of work; nothing of it was kept.",
            words,
        )
    }

    /// Whether the same work may succeed on a fresh connection.
    pub(crate) fn may_be_retried(&self) -> bool {
        matches!(self.kind, FaultKind::Unreachable | FaultKind::Conflict)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.detail.is_empty() {
            f.write_str(&self.sentence)
        } else {
            write!(f, "{} ({})", self.sentence, self.detail)
        }
    }
}

impl std::error::Error for Fault {}
