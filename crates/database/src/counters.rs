//! How much the storage has done since it was opened, for `/metrics`.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

#[derive(Debug, Default)]
pub struct Counters {
    reads: AtomicU64,
    read_faults: AtomicU64,
    queries: AtomicU64,
    writes: AtomicU64,
    groups: AtomicU64,
    group_faults: AtomicU64,
}

/// The counters at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub reads: u64,
    pub read_faults: u64,
    /// How often those reads asked; what is asked together counts once.
    pub queries: u64,
    /// Pieces of work that wanted to write, refused ones included.
    pub writes: u64,
    /// Commits; `writes / groups` is how many shared one.
    pub groups: u64,
    pub group_faults: u64,
}

impl Counters {
    pub(crate) fn read(&self, failed: bool) {
        self.reads.fetch_add(1, Relaxed);
        self.read_faults.fetch_add(u64::from(failed), Relaxed);
    }

    pub(crate) fn queries(&self, asked: u64) {
        self.queries.fetch_add(asked, Relaxed);
    }

    pub(crate) fn group(&self, pieces: usize, failed: bool) {
        self.writes.fetch_add(pieces as u64, Relaxed);
        self.groups.fetch_add(1, Relaxed);
        self.group_faults.fetch_add(u64::from(failed), Relaxed);
    }

    pub(crate) fn now(&self) -> Counted {
        Counted {
            reads: self.reads.load(Relaxed),
            read_faults: self.read_faults.load(Relaxed),
            queries: self.queries.load(Relaxed),
            writes: self.writes.load(Relaxed),
            groups: self.groups.load(Relaxed),
            group_faults: self.group_faults.load(Relaxed),
        }
    }
}
