//! What several pages show of goals.

use domain::strategy::queries::KeyResultRow;
use domain::strategy::rules::shown;
use domain::strategy::tree::Placed;

/// Where a key result stands: `71%`.
pub fn now(row: &KeyResultRow) -> String {
    shown(row.now(), row.unit)
}

/// `62% → 80%`.
pub fn way(row: &KeyResultRow) -> String {
    format!("{} → {}", shown(row.baseline_thousandths, row.unit), shown(row.target_thousandths, row.unit))
}

/// `From 62%, now 71%, aim 80%`.
pub fn told(row: &KeyResultRow) -> String {
    let (from, aim) = (shown(row.baseline_thousandths, row.unit), shown(row.target_thousandths, row.unit));
    format!("From {from}, now {}, aim {aim}", now(row))
}

/// `Ines 7 of 10`.
pub fn sure(row: &KeyResultRow) -> String {
    match (&row.by_name, row.confidence) {
        (Some(name), Some(confidence)) => format!("{name} {confidence} of 10"),
        _ => "not checked in yet".into(),
    }
}

/// `48% of the way`.
pub fn far(placed: &Placed) -> Option<String> {
    placed.progress.as_ref().map(|progress| format!("{}% of the way", progress.percent))
}

/// Where the goals right below one are meant to have more than there is.
pub fn too_much(placed: &Placed) -> Option<i64> {
    placed.shares_below.filter(|sum| *sum > 100)
}
