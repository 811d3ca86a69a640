//! A piece of work: one plain function over one transaction, and where its result goes.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::fault::Fault;
use crate::tx::Tx;

/// A piece of work of any result type, as the threads see it.
pub(crate) trait Work: Send {
    /// Does it; whether its changes are to be kept.
    fn attempt(&mut self, tx: &Tx<'_>) -> bool;

    /// Hands out the result. `committed` says what became of the transaction it was part of.
    fn finish(self: Box<Self>, committed: Result<(), Fault>);
}

pub(crate) struct Piece<T, E, W, R> {
    work: W,
    reply: R,
    outcome: Option<Result<T, E>>,
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
        let done = catch_unwind(AssertUnwindSafe(|| (self.work)(tx)))
            .unwrap_or_else(|panic| Err(E::from(Fault::panicked(&*panic))));
        let keep = done.is_ok() && !tx.is_discarded();
        self.outcome = Some(done);
        keep
    }

    fn finish(self: Box<Self>, committed: Result<(), Fault>) {
        (self.reply)(match (self.outcome, committed) {
            (Some(Err(refused)), _) => Err(refused),
            (Some(Ok(done)), Ok(())) => Ok(done),
            (_, Err(fault)) => Err(E::from(fault)),
            (None, Ok(())) => Err(E::from(Fault::other("a piece of work was never attempted"))),
        });
    }
}
