//! What follows from a release.

use super::Release;
use crate::discovery::{Need, NeedState};
use crate::spine::desk::{Desk, Touched};
use crate::spine::item::Item;
use crate::spine::refusal::Result;

/// Needs that one release addresses at most.
const NEEDS_MAX: i64 = 1_000;

/// When a release reaches everyone, then the open needs that its features answer are addressed.
pub(crate) fn release_changed(desk: &Desk<'_>, touched: &Touched) -> Result<()> {
    if !touched.fields.contains(&"note_published_at") {
        return Ok(());
    }
    let release: Release = desk.load(touched.item)?;
    if release.note_published_at.is_none() {
        return Ok(());
    }
    let sql = format!(
        "{} where workspace_id = $1 and state = 'open' and archived_at is null
            and id in (select n.need_id from feature_need n
                        where n.workspace_id = $1 and n.archived_at is null
                          and n.feature_id in (select s.feature_id from story s
                                                where s.workspace_id = $1 and s.release_id = $2
                                                  and s.archived_at is null))
          order by id limit $3",
        Need::select()
    );
    let needs: Vec<Need> = desk.tx.all(&sql, &[&desk.workspace(), &release.id, &NEEDS_MAX])?;
    for need in needs {
        desk.change(&need, &Need { state: NeedState::Addressed, ..need.clone() })?;
    }
    Ok(())
}
