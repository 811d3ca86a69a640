//! The searcher: looks for plans over several sprints, one at a time, on a thread of its own and outside of any transaction.
//!
//! A search is claimed, heard of twice a second while it goes on, and ended with what it found. One whose searcher was not heard
//! of any more is begun again by whoever looks next; a server that stops gives its search back.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use database::Database;
use domain::spine::actor::{Actor, Door};
use domain::spine::moment::Moment;
use domain::spine::refusal::{Failure, broken};
use domain::spine::run::run;
use domain::sprint::ahead::end_plan_search::EndPlanSearch;
use domain::sprint::ahead::progress::{self, Heard, Open};
use domain::sprint::ahead::search::{Watch, find};
use web::Clock;

use crate::serve::random;

const LOOK_EVERY: Duration = Duration::from_millis(500);
/// How often it is written down how far a search is.
const HEARD_EVERY: Duration = Duration::from_millis(500);
/// How long a search may take, and its reasons and prices after it; less where somebody waits for the end.
const SEARCH_MAX: Duration = Duration::from_secs(30);
const REASONS_MAX: Duration = Duration::from_secs(15);
const REASONS_WHEN_STOPPED_MAX: Duration = Duration::from_secs(3);

pub struct Searcher {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Searcher {
    pub fn start(db: Database, clock: Clock) -> Self {
        let (stop, stopped) = channel();
        let thread = std::thread::spawn(move || {
            let work = Work { db, clock, stopped };
            while work.stopped.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
                if let Err(failure) = work.look() {
                    tracing::warn!(%failure, "a search for a plan failed");
                }
            }
        });
        Self { stop, thread }
    }

    /// Gives the search under way back.
    pub fn stop(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the searcher had panicked");
        }
    }
}

struct Work {
    db: Database,
    clock: Clock,
    stopped: Receiver<()>,
}

impl Work {
    fn look(&self) -> Result<(), Failure> {
        let now = self.clock.now();
        for open in self.db.read(move |tx| progress::open(tx, now))? {
            let lane = open.workspace_id.0;
            if self.db.write(lane, move |tx| progress::claim(tx, open, now))? {
                return self.search(open);
            }
        }
        Ok(())
    }

    fn search(&self, open: Open) -> Result<(), Failure> {
        if open.is_given_up() {
            let sentence = "The search was cut too often. Propose again, or plan fewer sprints at once.";
            return self.end(open, EndPlanSearch::given_up(open.search_id, sentence));
        }
        let ahead = match self.db.read(move |tx| progress::read(tx, open)) {
            Ok(ahead) => ahead,
            // Whoever asked has left, or may no longer read it.
            Err(Failure::Refused(refusal)) => {
                return self.end(open, EndPlanSearch::given_up(open.search_id, &refusal.to_string()));
            }
            Err(failure) => return Err(failure),
        };
        let mut watched = Watched::of(self, open);
        let found = find(&ahead, &mut watched);
        if watched.is_given_back {
            return self.db.write(open.workspace_id.0, move |tx| progress::release(tx, open));
        }
        let ended = EndPlanSearch::of(open.search_id, found, watched.was_stopped);
        self.end(open, ended)
    }

    fn end(&self, open: Open, command: EndPlanSearch) -> Result<(), Failure> {
        let bytes = random().map_err(broken)?;
        let entropy = u64::from_be_bytes(bytes[..8].try_into().unwrap_or_default());
        let moment = Moment::new(self.clock.now(), entropy);
        let program = Actor::program(open.workspace_id, Door::Timer);
        self.db.write(open.workspace_id.0, move |tx| run(tx, &program, &moment.again(), &command).map(|_| ()))
    }
}

/// Watches one search: writes down how far it is, and ends it by the clock, when told to, or when the server stops.
struct Watched<'w> {
    work: &'w Work,
    open: Open,
    began: Instant,
    heard_at: Instant,
    heard: Heard,
    reasons_since: Option<Instant>,
    was_stopped: bool,
    is_given_back: bool,
}

impl<'w> Watched<'w> {
    fn of(work: &'w Work, open: Open) -> Self {
        let now = Instant::now();
        Self {
            work,
            open,
            began: now,
            heard_at: now,
            heard: Heard::default(),
            reasons_since: None,
            was_stopped: false,
            is_given_back: false,
        }
    }

    /// Twice a second; whether it goes on.
    fn goes_on(&mut self) -> bool {
        self.is_given_back |= self.work.stopped.try_recv() == Err(TryRecvError::Disconnected);
        if self.is_given_back || self.was_stopped {
            return !self.is_given_back && self.reasons_since.is_some();
        }
        if self.heard_at.elapsed() < HEARD_EVERY {
            return true;
        }
        self.heard_at = Instant::now();
        let (open, heard, now) = (self.open, self.heard, self.work.clock.now());
        let noted = self.work.db.write(open.workspace_id.0, move |tx| progress::note(tx, open, heard, now));
        match noted {
            Ok(goes_on) => self.was_stopped = !goes_on,
            Err(failure) => tracing::warn!(%failure, "how far a search is could not be written down"),
        }
        !self.was_stopped || self.reasons_since.is_some()
    }
}

impl Watch for Watched<'_> {
    fn searches(&mut self, heard: Heard) -> bool {
        self.heard = heard;
        self.goes_on() && self.began.elapsed() < SEARCH_MAX
    }

    fn explains(&mut self) -> bool {
        let since = *self.reasons_since.get_or_insert_with(Instant::now);
        let most = if self.was_stopped { REASONS_WHEN_STOPPED_MAX } else { REASONS_MAX };
        self.goes_on() && since.elapsed() < most
    }
}
