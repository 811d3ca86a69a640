//! The bytes of attached files, on their way out: deleted one by one, and what nobody needs any more is looked for.

use domain::attachments::attach;
use domain::attachments::erase_put_away::ErasePutAway;
use domain::attachments::jobs::{self, DeleteFile};
use domain::spine::actor::{Actor, Door};
use domain::spine::jobs::Job;
use domain::spine::refusal::Result;
use domain::spine::run::run;

use crate::courier::Round;

/// Deletes the bytes of a file. One that hangs on an item by now stays.
pub fn delete(round: &Round, job: &Job) -> std::result::Result<(), String> {
    let DeleteFile { file } = serde_json::from_str(&job.body).map_err(|error| error.to_string())?;
    let workspace = job.workspace_id;
    let deleted = || -> Result<()> {
        if round.db.read(move |tx| jobs::leaves(tx, workspace, file))? {
            round.stored.delete(workspace, file)?;
            round.db.write(workspace.0, move |tx| attach::forget(tx, workspace, file))?;
        }
        Ok(())
    };
    deleted().map_err(|failure| failure.to_string())
}

/// Has deleted what was removed long ago, and what came in and hangs nowhere.
pub fn sweep(round: &Round) -> Result<()> {
    let now = round.clock.now();
    for workspace in round.db.read(move |tx| jobs::with_put_away(tx, now))? {
        let program = Actor::program(workspace, Door::Timer);
        loop {
            let (program, moment) = (program.clone(), round.moment()?);
            let erased = round
                .db
                .write(workspace.0, move |tx| run(tx, &program, &moment.again(), &ErasePutAway {}))?;
            if !erased.done.more {
                break;
            }
        }
    }
    let moment = round.moment()?;
    round.db.write(uuid::Uuid::nil(), move |tx| jobs::sweep(tx, &moment.again()))?;
    Ok(())
}
