//! The queue before the writers: one lane for each workspace, one writer on a lane at a time.
//!
//! Without it, sixty-four writers of one workspace would hold every connection while they wait for the same
//! row. The embedded engine has a single writer and puts everything into a single lane.

use std::collections::{HashMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use uuid::Uuid;

use crate::work::Work;

#[derive(Default)]
pub(crate) struct Lanes {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    lanes: HashMap<Uuid, Lane>,
    ready: VecDeque<Uuid>,
    closed: bool,
}

#[derive(Default)]
struct Lane {
    waiting: VecDeque<Box<dyn Work>>,
    /// In `ready`, or a writer is on it.
    scheduled: bool,
}

/// What a writer gets when it asks for something to do.
pub(crate) enum Turn {
    Group(Uuid, Vec<Box<dyn Work>>),
    Idle,
    Closed,
}

impl Lanes {
    /// Queues a piece of work; hands it back when the lanes are closed.
    pub(crate) fn push(&self, lane: Uuid, work: Box<dyn Work>) -> Result<(), Box<dyn Work>> {
        let mut state = self.lock();
        if state.closed {
            return Err(work);
        }
        let entry = state.lanes.entry(lane).or_default();
        entry.waiting.push_back(work);
        if !std::mem::replace(&mut entry.scheduled, true) {
            state.ready.push_back(lane);
            self.changed.notify_one();
        }
        Ok(())
    }

    /// The next lane with work and up to `group_max` of its pieces, or `Idle` after `wait`.
    pub(crate) fn take(&self, group_max: usize, wait: Duration) -> Turn {
        let state = self.lock();
        let (mut state, _) = self
            .changed
            .wait_timeout_while(state, wait, |state| state.ready.is_empty() && !state.closed)
            .unwrap_or_else(PoisonError::into_inner);
        let Some(id) = state.ready.pop_front() else {
            return if state.closed { Turn::Closed } else { Turn::Idle };
        };
        let lane = state.lanes.entry(id).or_default();
        let count = lane.waiting.len().min(group_max);
        Turn::Group(id, lane.waiting.drain(..count).collect())
    }

    /// The writer is off this lane; another may take what has come in meanwhile.
    pub(crate) fn release(&self, id: Uuid) {
        let mut state = self.lock();
        let Some(lane) = state.lanes.get_mut(&id) else { return };
        if lane.waiting.is_empty() {
            state.lanes.remove(&id);
        } else {
            state.ready.push_back(id);
            self.changed.notify_one();
        }
    }

    /// Takes nothing more in; what waits is still worked off.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
