//! How long a search may go on, and what it tells while it goes.
//!
//! The crate has no clock: the caller hands in a watch that is asked every few milliseconds of work whether
//! to carry on. A search that is stopped returns the best it has, with the bound proven so far.

use std::cell::Cell;
use std::rc::Rc;

/// Where a search stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Nodes of the search tree looked at so far.
    pub nodes: u64,
    /// Value of the best plan so far; `None` before the first one.
    pub value: Option<f64>,
    /// No plan can be worth more than this.
    pub bound: f64,
}

/// Why a search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Nothing better exists.
    Proven,
    /// The node limit was reached.
    NodeLimit,
    /// The watch said stop.
    Stopped,
}

/// The limits of one search.
///
/// The same input and node limit always give the same answer; a watch that stops by the clock does not.
pub struct Run<'a> {
    /// Nodes of the search tree at most.
    pub nodes_max: u64,
    watch: Option<&'a mut dyn FnMut(&Progress) -> bool>,
    /// The watch said stop: this search and those around it ask it no more.
    stopped: Rc<Cell<bool>>,
}

impl<'a> Run<'a> {
    /// Search until the answer is proven.
    pub fn to_the_end() -> Run<'static> {
        Run { nodes_max: u64::MAX, watch: None, stopped: Rc::default() }
    }

    /// Search at most so many nodes.
    pub fn nodes(nodes_max: u64) -> Run<'static> {
        Run { nodes_max, watch: None, stopped: Rc::default() }
    }

    /// Search while `watch` answers `true`. It is called every few milliseconds of work, and no more once it said no.
    pub fn watched(watch: &'a mut dyn FnMut(&Progress) -> bool) -> Run<'a> {
        Run { nodes_max: u64::MAX, watch: Some(watch), stopped: Rc::default() }
    }

    /// Tells the watch where the search stands; `Some` when it must end.
    pub(crate) fn check(&mut self, progress: &Progress) -> Option<Ended> {
        if progress.nodes >= self.nodes_max {
            return Some(Ended::NodeLimit);
        }
        if !self.stopped.get() {
            let carry_on = self.watch.as_mut().is_none_or(|watch| watch(progress));
            self.stopped.set(!carry_on);
        }
        self.stopped.get().then_some(Ended::Stopped)
    }

    /// Whether the watch has said stop.
    pub fn is_stopped(&self) -> bool {
        self.stopped.get()
    }

    /// The same watch for a search of at most so many nodes inside this one.
    pub(crate) fn briefly(&mut self, nodes_max: u64) -> Run<'_> {
        let mut run = self.within();
        run.nodes_max = run.nodes_max.min(nodes_max);
        run
    }

    /// The same limits for a search inside this one.
    pub(crate) fn within(&mut self) -> Run<'_> {
        let watch = self.watch.as_mut().map(|watch| &mut **watch as &mut dyn FnMut(&Progress) -> bool);
        Run { nodes_max: self.nodes_max, watch, stopped: Rc::clone(&self.stopped) }
    }
}
