//! A piece of work: one plain function over one transaction, and where its result goes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::{Receiver, bounded};

use crate::fault::Fault;
use crate::tx::Tx;

/// A piece of work of any result type, as the threads see it.
pub(crate) trait Work: Send {
    /// Does it; whether it was not refused.
    fn attempt(&mut self, tx: &Tx<'_>) -> bool;

    /// It panicked when it was attempted.
    fn fail(&mut self, fault: Fault);

    /// Hands out the result. `committed` says what became of the transaction it was part of.
    fn finish(self: Box<Self>, committed: Result<(), Fault>);
}

/// Attempts a piece of work, which may panic; whether its changes are to be kept.
pub(crate) fn attempt(work: &mut dyn Work, tx: &Tx<'_>) -> bool {
    match catch_unwind(AssertUnwindSafe(|| work.attempt(tx))) {
        Ok(is_done) => is_done && !tx.is_discarded(),
        Err(panic) => {
            work.fail(Fault::panicked(&*panic));
            false
        }
    }
}

pub(crate) struct Piece<T, E, W, R> {
    work: W,
    reply: R,
    outcome: Option<Result<T, E>>,
}

/// Where somebody waits for what another thread makes. The channel carries no value, so that it is one for all of them.
pub(crate) struct Answer<T> {
    made: Receiver<()>,
    place: Arc<Mutex<Option<T>>>,
}

/// A reply, and the answer that it gives.
pub(crate) fn waiting<T: Send>() -> (impl FnOnce(T) + Send, Answer<T>) {
    let (tell, made) = bounded(1);
    let place = Arc::new(Mutex::new(None));
    let put = Arc::clone(&place);
    let reply = move |value| {
        *put.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        let _ = tell.send(());
    };
    (reply, Answer { made, place })
}

impl<T> Answer<T> {
    /// None, if the reply went without a word.
    pub(crate) fn wait(self) -> Option<T> {
        self.made.recv().ok()?;
        self.place.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl<T, E, W, R> Piece<T, E, W, R>
where
    W: Fn(&Tx<'_>) -> Result<T, E> + Send + 'static,
    R: FnOnce(Result<T, E>) + Send + 'static,
    T: Send + 'static,
    E: From<Fault> + Send + 'static,
{
    pub(crate) fn boxed(work: W, reply: R) -> Box<dyn Work> {
        Box::new(Self { work, reply, outcome: None })
    }
}

impl<T, E, W, R> Work for Piece<T, E, W, R>
where
    W: Fn(&Tx<'_>) -> Result<T, E> + Send,
    R: FnOnce(Result<T, E>) + Send,
    T: Send,
    E: From<Fault> + Send,
{
    fn attempt(&mut self, tx: &Tx<'_>) -> bool {
        let done = (self.work)(tx);
        let is_done = done.is_ok();
        self.outcome = Some(done);
        is_done
    }

    fn fail(&mut self, fault: Fault) {
        self.outcome = Some(Err(E::from(fault)));
    }

    fn finish(self: Box<Self>, committed: Result<(), Fault>) {
        (self.reply)(match (self.outcome, committed) {
            (Some(Err(refused)), _) => Err(refused),
            (Some(Ok(done)), Ok(())) => Ok(done),
            (_, Err(fault)) => Err(E::from(fault)),
            (None, Ok(())) => Err(E::from(Fault::never_attempted())),
        });
    }
}
