//! What follows for verdicts from changes elsewhere.

use super::{Verdict, queries};
use crate::backlog::Criterion;
use crate::spine::desk::{Desk, Touched};
use crate::spine::refusal::Result;

/// When a criterion is reworded, then the verdict on its old words counts no longer.
pub(crate) fn criterion_changed(desk: &Desk<'_>, touched: &Touched) -> Result<()> {
    const WORDS: [&str; 4] = ["given_text", "when_text", "then_text", "sentence"];
    if !touched.fields.iter().any(|field| WORDS.contains(field)) {
        return Ok(());
    }
    let criterion: Criterion = desk.load(touched.item)?;
    let verdict = queries::verdict_of(desk.tx, desk.workspace(), criterion.story_id, criterion.id)?;
    // Taking a rewording back brings the verdict back, too: that one is meant for these words.
    let meant = |verdict: &Verdict| desk.touched().iter().any(|other| other.item == verdict.id.0);
    match verdict.filter(|verdict| !meant(verdict)) {
        Some(verdict) => desk.change(&verdict, &Verdict { archived_at: Some(desk.now()), ..verdict.clone() }),
        None => Ok(()),
    }
}
