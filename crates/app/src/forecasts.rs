//! Once a week what is forecast is put down beside what happened. Drawn while reading, so that no writer waits for it.

use domain::spine::actor::{Actor, Door};
use domain::spine::refusal::Result;
use domain::sprint::calibration::weekly;

use crate::courier::Round;

pub fn put_down(round: &Round) -> Result<()> {
    let now = round.clock.now();
    for due in round.db.read(move |tx| weekly::due(tx, now))? {
        let program = Actor::program(due.workspace_id, Door::Timer);
        let week = round.db.read(move |tx| weekly::look(tx, &program, due.product_id, now))?;
        let put = move |tx: &database::Tx<'_>| weekly::put_down(tx, due.workspace_id, due.product_id, &week);
        round.db.write(due.workspace_id.0, put)?;
    }
    Ok(())
}
