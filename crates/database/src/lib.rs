//! The only place that knows the engines: open, read, write, migrate, listen.
//!
//! A request's database work is one plain function over one transaction: [`Database::read`] gives it a
//! consistent snapshot, [`Database::write`] a serial writer. Threads own the connections and the work comes to
//! them, so no connection ever lives on an async thread, and `async` stays above this crate: a caller that
//! cannot wait passes a reply to [`Database::read_then`] or [`Database::write_then`].
//!
//! It knows no noun of the product.

mod backup;
mod counters;
mod fault;
mod lanes;
mod link;
mod migrate;
mod postgres;
mod postgres_value;
mod query;
mod row;
mod settings;
mod sql;
mod sqlite;
#[cfg(feature = "testing")]
pub mod testing;
mod tx;
mod value;
mod wake;
mod work;
mod writer;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Weak};
use std::thread::JoinHandle;

use crossbeam_channel::{Sender, unbounded};
use uuid::Uuid;

pub use counters::Counted;
pub use fault::{Fault, FaultKind};
pub use migrate::Migration;
pub use query::{Answers, Asked, Query, Then, Together};
pub use row::{FromRow, One, RowRef};
pub use settings::{Location, Settings, Sync};
pub use sql::Sql;
pub use tx::Tx;
pub use value::{Cell, CellRef, Param, Value};
pub use wake::Wake;

use counters::Counters;
use lanes::Lanes;
use link::{Link, Purpose};
use wake::Wakes;
use work::{Piece, waiting};
use writer::Writer;

type Reading = Box<dyn FnOnce(&mut Link) + Send>;

/// An open database. Cheap to clone; the last clone to go ends its threads, after what waits is done.
#[derive(Clone)]
pub struct Database {
    inner: Arc<Inner>,
}

/// A database that its holder does not keep open.
#[derive(Clone)]
pub struct WeakDatabase {
    inner: Weak<Inner>,
}

impl WeakDatabase {
    pub fn upgrade(&self) -> Option<Database> {
        self.inner.upgrade().map(|inner| Database { inner })
    }
}

struct Inner {
    settings: Settings,
    lanes: Arc<Lanes>,
    readings: Option<Sender<Reading>>,
    wakes: Arc<Wakes>,
    counters: Arc<Counters>,
    writers: Vec<JoinHandle<()>>,
    others: Vec<JoinHandle<()>>,
}

impl Database {
    /// Opens the database and starts its threads. `node` names this process among others on one server.
    pub fn open(settings: Settings, node: Uuid) -> Result<Self, Fault> {
        let (lanes, wakes, counters) =
            (Arc::<Lanes>::default(), Arc::<Wakes>::default(), Arc::<Counters>::default());
        let (mut writers, mut others) = (Vec::new(), Vec::new());
        let hands =
            if matches!(settings.location, Location::Sqlite(_)) { 1 } else { settings.writers.max(1) };
        for _ in 0..hands {
            let mut link = Link::new(&settings, Purpose::Write);
            link.connect()?;
            let (lanes, wakes, counters) = (Arc::clone(&lanes), Arc::clone(&wakes), Arc::clone(&counters));
            let writer = Writer { link, lanes, wakes, counters, group_max: settings.group_max };
            writers.push(std::thread::spawn(move || writer.run()));
        }
        let (readings, waiting) = unbounded::<Reading>();
        for _ in 0..settings.readers.max(1) {
            let (waiting, mut link) = (waiting.clone(), Link::new(&settings, Purpose::Read));
            others.push(std::thread::spawn(move || waiting.iter().for_each(|reading| reading(&mut link))));
        }
        if let Location::Postgres(url) = &settings.location {
            others.extend(wakes.join_nodes(url, node));
        }
        Ok(Self {
            inner: Arc::new(Inner {
                settings,
                lanes,
                readings: Some(readings),
                wakes,
                counters,
                writers,
                others,
            }),
        })
    }

    /// Brings the schema up to date; the number of the newest step.
    pub fn migrate(settings: &Settings, steps: &[Migration]) -> Result<i32, Fault> {
        migrate::migrate(settings, steps)
    }

    /// Runs `work` over one consistent snapshot and waits for it. It may run twice when a connection was lost.
    pub fn read<T, E>(&self, work: impl Fn(&Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        let (reply, answer) = waiting();
        self.read_then(work, reply);
        answer.wait().unwrap_or_else(|| Err(E::from(closing())))
    }

    /// Runs `work` over one consistent snapshot and hands the result to `reply`, on the reading thread.
    pub fn read_then<T, E>(
        &self,
        work: impl Fn(&Tx<'_>) -> Result<T, E> + Send + 'static,
        reply: impl FnOnce(Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        let counters = Arc::clone(&self.inner.counters);
        let reading: Reading = Box::new(move |link| {
            let mut done = None;
            let ran = snapshot(link, &counters, &mut |tx| done = Some(work(tx)));
            let done = match (ran, done) {
                (Ok(()), Some(done)) => done,
                (Ok(()), None) => Err(E::from(Fault::never_attempted())),
                (Err(fault), _) => Err(E::from(fault)),
            };
            counters.read(done.is_err());
            reply(done);
        });
        if let Some(readings) = &self.inner.readings {
            // The threads live as long as `self`; sending cannot fail.
            let _ = readings.send(reading);
        }
    }

    /// Runs `work` as a serial write of its lane and waits until it is durable or refused.
    ///
    /// `work` may run twice: ids and times are handed in, nothing inside draws one.
    pub fn write<T, E>(
        &self,
        lane: Uuid,
        work: impl Fn(&Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        let (reply, answer) = waiting();
        self.write_then(lane, work, reply);
        answer.wait().unwrap_or_else(|| Err(E::from(closing())))
    }

    /// Like [`Database::write`], handing the result to `reply` on the writing thread.
    pub fn write_then<T, E>(
        &self,
        lane: Uuid,
        work: impl Fn(&Tx<'_>) -> Result<T, E> + Send + 'static,
        reply: impl FnOnce(Result<T, E>) + Send + 'static,
    ) where
        T: Send + 'static,
        E: From<Fault> + Send + 'static,
    {
        let lane =
            if matches!(self.inner.settings.location, Location::Sqlite(_)) { Uuid::nil() } else { lane };
        if let Err(work) = self.inner.lanes.push(lane, Piece::boxed(work, reply)) {
            work.finish(Err(closing()));
        }
    }

    /// Has the embedded engine count its rows, so that it plans by what is there: once in a while. Quick where little changed.
    pub fn count_rows(&self) -> Result<(), Fault> {
        self.write(Uuid::nil(), |tx| tx.count_rows())
    }

    /// Calls `subscriber` after each commit that announced something, here or on another node.
    pub fn subscribe(&self, subscriber: impl Fn(&Wake) + Send + std::marker::Sync + 'static) {
        self.inner.wakes.subscribe(Box::new(subscriber));
    }

    /// For subscribers: the database would otherwise keep itself open through them.
    pub fn weak(&self) -> WeakDatabase {
        WeakDatabase { inner: Arc::downgrade(&self.inner) }
    }

    pub fn counted(&self) -> Counted {
        self.inner.counters.now()
    }

    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.lanes.close();
        join(&mut self.writers);
        self.wakes.close();
        self.readings = None;
        join(&mut self.others);
    }
}

/// Waits for threads to end; the last clone of a database may be dropped on one of its own.
fn join(threads: &mut Vec<JoinHandle<()>>) {
    let here = std::thread::current().id();
    for thread in threads.drain(..).filter(|thread| thread.thread().id() != here) {
        if thread.join().is_err() {
            tracing::error!("a thread of the database had panicked");
        }
    }
}

fn closing() -> Fault {
    Fault::new(FaultKind::Unreachable, "The server is stopping; nothing of this was saved.", "")
}

fn snapshot(link: &mut Link, counters: &Counters, work: &mut dyn FnMut(&Tx<'_>)) -> Result<(), Fault> {
    let mut tried = 0;
    loop {
        tried += 1;
        let ran = link.begin().and_then(|()| {
            let tx = link.tx()?;
            let done = catch_unwind(AssertUnwindSafe(|| work(&tx)));
            counters.queries(tx.asked());
            done.map_err(|panic| Fault::panicked(&*panic))
        });
        let lost = link.transaction_is_gone();
        link.roll_back();
        match ran {
            _ if lost && tried == 1 && link.connect().is_ok() => {}
            done => return done,
        }
    }
}
