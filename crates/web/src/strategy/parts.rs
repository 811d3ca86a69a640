//! What several pages show of goals.

use domain::strategy::queries::{GoalRow, KeyResultRow};
use domain::strategy::rules::shown;

/// A goal with its key results.
pub struct GoalBlock {
    pub goal: GoalRow,
    pub key_results: Vec<KeyResultRow>,
}

impl GoalBlock {
    /// Every goal with its own key results.
    pub fn all(goals: Vec<GoalRow>, key_results: Vec<KeyResultRow>) -> Vec<Self> {
        let of = |goal: &GoalRow| key_results.iter().filter(|row| row.goal_id == goal.id).cloned().collect();
        goals.into_iter().map(|goal| Self { key_results: of(&goal), goal }).collect()
    }
}

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
