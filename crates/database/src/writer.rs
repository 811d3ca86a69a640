//! The writer: pieces of work that wait together are committed together.
//!
//! Each stands in its own savepoint, so one refusal spoils nothing; a reply leaves only after the commit is
//! durable. The same lines serve both engines.

use std::sync::Arc;
use std::time::{Duration, Instant};

use uuid::Uuid;

use crate::counters::Counters;
use crate::fault::{Fault, FaultKind};
use crate::lanes::{Lanes, Turn};
use crate::link::Link;
use crate::wake::{Wake, Wakes};
use crate::work::{Work, attempt};

const LOOK_FOR_FOREIGN_WRITES_EVERY: Duration = Duration::from_millis(500);

pub(crate) struct Writer {
    pub(crate) link: Link,
    pub(crate) lanes: Arc<Lanes>,
    pub(crate) wakes: Arc<Wakes>,
    pub(crate) counters: Arc<Counters>,
    pub(crate) group_max: usize,
}

impl Writer {
    /// Works until the lanes are closed and empty.
    pub(crate) fn run(mut self) {
        let mut seen = self.link.foreign_writes();
        let mut looked = Instant::now();
        loop {
            match self.lanes.take(self.group_max, LOOK_FOR_FOREIGN_WRITES_EVERY) {
                Turn::Group(lane, group) => {
                    self.work_off(group);
                    self.lanes.release(lane);
                }
                Turn::Idle => {}
                Turn::Closed => return,
            }
            if looked.elapsed() >= LOOK_FOR_FOREIGN_WRITES_EVERY {
                let now = self.link.foreign_writes();
                if seen.is_some() && now != seen {
                    self.wakes.tell(&Wake::Everything);
                }
                (seen, looked) = (now, Instant::now());
            }
        }
    }

    fn work_off(&mut self, mut group: Vec<Box<dyn Work>>) {
        let mut committed = self.commit(&mut group);
        if committed.as_ref().is_err_and(Fault::may_be_retried) {
            committed = self.commit(&mut group);
        }
        self.counters.group(group.len(), committed.is_err());
        if let Err(fault) = &committed {
            tracing::error!(%fault, pieces = group.len(), "a group of writes was not kept");
        }
        let told = committed.as_ref().map(drop).map_err(Clone::clone);
        for work in group {
            work.finish(told.clone());
        }
        if let Ok(workspaces) = committed
            && !workspaces.is_empty()
        {
            self.wakes.tell_everywhere(workspaces);
        }
    }

    fn commit(&mut self, group: &mut [Box<dyn Work>]) -> Result<Vec<Uuid>, Fault> {
        let done = self.attempt(group).and_then(|wakes| self.link.commit().map(|()| wakes));
        if done.is_err() {
            self.link.roll_back();
        }
        done
    }

    fn attempt(&mut self, group: &mut [Box<dyn Work>]) -> Result<Vec<Uuid>, Fault> {
        self.link.begin()?;
        let mut wakes = Vec::new();
        let last = group.len().saturating_sub(1);
        for (nth, work) in group.iter_mut().enumerate() {
            let tx = self.link.tx()?;
            let keep = attempt(work.as_mut(), &tx);
            if self.link.transaction_is_gone() {
                let sentence =
                    "The disk or the connection failed while saving. Nothing of this was kept; do it again.";
                return Err(Fault::new(FaultKind::Unreachable, sentence, "the transaction ended by itself"));
            }
            if !keep {
                tx.batch("rollback to savepoint piece")?;
                continue;
            }
            wakes.extend(tx.take_wakes());
            if nth != last {
                tx.batch("release savepoint piece; savepoint piece")?;
            }
        }
        wakes.sort_unstable();
        wakes.dedup();
        Ok(wakes)
    }
}
