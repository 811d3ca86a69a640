//! How often something may be sent without being signed in.

use domain::discovery::ways_in::rules::counted_as;
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

/// Counts what is sent to one thing, and refuses too much of it. What one address sends too much of is not counted for all: nobody
/// closes it for the others.
pub async fn refuse_too_often(
    caller: &Caller,
    workspace: WorkspaceId,
    what: &str,
    measure: Measure,
) -> Result<()> {
    let now = caller.house.clock.now();
    let in_all = what.to_owned();
    let by_address = caller.address.map(|address| format!("{what} {}", counted_as(address)));
    let within = caller
        .write(workspace.0, move |tx| {
            if let Some(bucket) = &by_address
                && sessions::count_try(tx, bucket, WINDOW_SECONDS, now)? > measure.by_address
            {
                return Ok(false);
            }
            Ok(sessions::count_try(tx, &in_all, WINDOW_SECONDS, now)? <= measure.in_all)
        })
        .await?;
    if within {
        return Ok(());
    }
    Refusal::over_limit("That is a lot at once. Wait an hour, then go on.")
}
