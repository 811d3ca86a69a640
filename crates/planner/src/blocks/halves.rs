//! Where a part of the choices is split.

use super::Model;
use super::master::Left;
use super::parts::Barred;

/// Two ways to bar patterns, of which every plan keeps one: by where something of these rows is done, or by the variable least sure.
/// `often` is the share of each variable.
pub(super) fn halves(model: &Model, rows: &[usize], often: &[f64], left: &Left) -> Option<(Barred, Barred)> {
    let mut best: Option<(f64, (Barred, Barred))> = None;
    for &at in rows {
        let row = &model.program.rows[at];
        if row.limit != 1.0 || row.terms.iter().any(|(_, size)| *size != 1.0) {
            continue;
        }
        let whole: f64 = row.terms.iter().map(|(column, _)| often[*column]).sum();
        let mut before = 0.0;
        for split in 1..row.terms.len() {
            before += often[row.terms[split - 1].0];
            let score = before.min(whole - before);
            if score > best.as_ref().map_or(0.05, |best| best.0) {
                let columns: Vec<u32> = row.terms.iter().map(|(column, _)| *column as u32).collect();
                let (first, last) = columns.split_at(split);
                best = Some((score, (Barred::Any(first.to_vec()), Barred::Any(last.to_vec()))));
            }
        }
    }
    best.map(|best| best.1).or_else(|| yes_or_no(model, often, left))
}

/// The variable least sure, with and without it.
fn yes_or_no(model: &Model, often: &[f64], left: &Left) -> Option<(Barred, Barred)> {
    let mut best: Option<(f64, usize, u32)> = None;
    for (block, alive) in left.alive.iter().enumerate() {
        for &column in &model.columns[block] {
            let unsure = 0.5 - (often[column] - 0.5).abs();
            let column = column as u32;
            if best.is_some_and(|best| best.0 >= unsure) {
                continue;
            }
            let with = alive.iter().filter(|&&at| left.lists[block][at as usize].contains(&column)).count();
            if with > 0 && with < alive.len() {
                best = Some((unsure, block, column));
            }
        }
    }
    best.map(|(_, block, column)| (Barred::Any(vec![column]), Barred::Without(block, column)))
}
