//! Waiting for the database from an async thread: it never blocks one.

use database::{Database, Fault, FaultKind, Tx};
use domain::spine::refusal::Result;
use uuid::Uuid;

pub async fn written<T: Send + 'static>(
    db: &Database,
    lane: Uuid,
    work: impl Fn(&Tx<'_>) -> Result<T> + Send + 'static,
) -> Result<T> {
    let (reply, answer) = tokio::sync::oneshot::channel();
    db.write_then(lane, work, move |done| drop(reply.send(done)));
    answer.await.unwrap_or_else(|_| {
        let sentence = "The server is stopping; try again in a moment.";
        Err(Fault::new(FaultKind::Unreachable, sentence, "").into())
    })
}
