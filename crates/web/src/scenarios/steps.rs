//! The order of the features in a scenario, each with where it would go up or down.

use domain::roadmap::FeatureId;
use domain::scenarios::ahead::Ahead;
use domain::scenarios::compare::Compared;

/// A feature whose stories can be put elsewhere.
pub struct Step {
    pub id: FeatureId,
    pub key: String,
    pub title: String,
    /// Right before this one it stands higher by one; none: it is the first.
    pub up_before: Option<FeatureId>,
    /// Right after this one it does, where that is closer.
    pub up_after: Option<FeatureId>,
    /// Right after this one it stands lower by one; none: it is the last.
    pub down_after: Option<FeatureId>,
}

/// In the order of the scenario, without what is left out or has nothing to do.
pub fn steps(rows: &[Compared]) -> Vec<Step> {
    let can_move = |row: &&Compared| row.has_to_do && row.then.ahead != Ahead::LeftOut;
    let rows: Vec<(&Compared, FeatureId)> =
        rows.iter().filter(can_move).filter_map(|row| Some((row, row.feature()?))).collect();
    let at = |nth: Option<usize>| nth.and_then(|nth| rows.get(nth)).map(|(_, id)| *id);
    let step = |(nth, (row, id)): (usize, &(&Compared, FeatureId))| Step {
        id: *id,
        key: row.key.clone(),
        title: row.title.clone(),
        // Behind the one before the last is right before the last one, and keeps what stands between both.
        up_after: at(nth.checked_sub(2)),
        up_before: if nth == 1 { at(Some(0)) } else { None },
        down_after: at(Some(nth + 1)),
    };
    rows.iter().enumerate().map(step).collect()
}
