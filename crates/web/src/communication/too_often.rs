//! How often something may be sent without being signed in.

use domain::people::sessions;
use domain::spine::id::WorkspaceId;
use domain::spine::refusal::{Refusal, Result};

use crate::caller::Caller;

const WINDOW_SECONDS: i64 = 60 * 60;

/// How often within an hour.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    pub by_address: i64,
    pub in_all: i64,
}

/// Counts what is sent to one thing, and refuses too much of it.
pub async fn refuse_too_often(
    caller: &Caller,
    workspace: WorkspaceId,
    what: &str,
    measure: Measure,
) -> Result<()> {
    let now = caller.house.clock.now();
    let in_all = what.to_owned();
    let by_address = caller.address.map(|address| format!("{what} {address}"));
    let (sent, of_address) = caller
        .write(workspace.0, move |tx| {
            let sent = sessions::count_try(tx, &in_all, WINDOW_SECONDS, now)?;
            let of_address = match &by_address {
                Some(bucket) => sessions::count_try(tx, bucket, WINDOW_SECONDS, now)?,
                None => 0,
            };
            Ok((sent, of_address))
        })
        .await?;
    if sent > measure.in_all || of_address > measure.by_address {
        return Refusal::over_limit("That is a lot at once. Wait an hour, then go on.");
    }
    Ok(())
}
