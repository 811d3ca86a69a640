//! Files that came in over a page, worked off in slices, so that mails and everybody's work go on in between.

use std::time::{Duration, Instant};

use domain::exchange::Rows;
use domain::exchange::imports::{Batch, WorkOff, import_batch, rows_of, try_batch, work_off};
use domain::spine::id::{ImportId, WorkspaceId};
use domain::spine::jobs::Job;
use domain::spine::moment::Moment;
use domain::spine::refusal::Result;

use crate::courier::Round;

/// Afterwards the rest is queued again.
const SLICE: Duration = Duration::from_secs(3);

pub fn slice(round: &Round, job: &Job) -> std::result::Result<(), String> {
    let WorkOff { import } = serde_json::from_str(&job.body).map_err(|error| error.to_string())?;
    let slice = Slice { round, workspace: job.workspace_id, import };
    slice.work().map_err(|failure| failure.to_string())
}

struct Slice<'s> {
    round: &'s Round,
    workspace: WorkspaceId,
    import: ImportId,
}

impl Slice<'_> {
    fn work(&self) -> Result<()> {
        let (workspace, import, began) = (self.workspace, self.import, Instant::now());
        let Some(rows) = self.round.db.read(move |tx| rows_of(tx, workspace, import))? else {
            return Ok(());
        };
        let rows = std::sync::Arc::new(rows);
        while self.next(&rows)? {
            if began.elapsed() > SLICE {
                let moment = self.round.moment()?;
                let again = move |tx: &database::Tx<'_>| work_off(tx, workspace, &moment.again(), import);
                return self.round.db.write(workspace.0, again);
            }
        }
        Ok(())
    }

    /// One batch. True: there is more to do.
    fn next(&self, rows: &std::sync::Arc<Rows>) -> Result<bool> {
        let (workspace, id) = (self.workspace, self.import);
        let (moment, kept) = (self.round.moment()?, std::sync::Arc::clone(rows));
        let tried = self.round.db.write(workspace.0, move |tx| {
            try_batch(tx, &moment.again(), &Batch { workspace, id, rows: &kept })
        })?;
        let (moment, kept): (Moment, _) = (self.round.moment()?, std::sync::Arc::clone(rows));
        self.round.db.write(workspace.0, move |tx| {
            let batch = Batch { workspace, id, rows: &kept };
            match &tried {
                Some((from_row, account)) => batch.note(tx, &moment.again(), *from_row, account),
                None => import_batch(tx, &moment.again(), &batch),
            }
        })
    }
}
