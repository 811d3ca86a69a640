//! Known duplicates: of each pair the newer report asks, and the older is looked for among all older ones.

use std::collections::HashMap;

use planner::text::{Hit, Index, Text};

use super::{cost, files, table};
use crate::report::{Report, Row};

const RECALL_AT_10: f64 = 0.828;
const MRR: f64 = 0.617;
/// How far down is looked.
const RANKS: usize = 1_000;
/// A suggestion is right more often than this.
const PRECISION: f64 = 0.8;

struct Written {
    title: String,
    body: String,
}

/// Every `NAME.csv` (Issue id, Summary, Description) with its `NAME-combined.csv` of pairs.
pub fn measure(folder: &str, report: &mut Report) -> Result<(), String> {
    let pairs = files(folder, "-combined.csv")?;
    if pairs.is_empty() {
        return Err(format!("{folder} holds no pairs (NAME-combined.csv beside NAME.csv)."));
    }
    for (name, path) in pairs {
        let file = std::path::Path::new(folder).join(format!("{name}.csv"));
        let reports = reports(&table(&file, ["Issue id", "Summary", "Description"])?);
        let pairs = table(&path, ["Issue id", "Duplicate id"])?;
        one(&name, &reports, &pairs, report);
    }
    cost::measure(report);
    Ok(())
}

fn reports(rows: &[[String; 3]]) -> HashMap<u64, Written> {
    let read = |[id, title, body]: &[String; 3]| {
        Some((id.trim().parse().ok()?, Written { title: title.clone(), body: body.clone() }))
    };
    rows.iter().filter_map(read).collect()
}

fn one(name: &str, reports: &HashMap<u64, Written>, pairs: &[[String; 2]], report: &mut Report) {
    let mut index = Index::default();
    let mut ids: Vec<u64> = reports.keys().copied().collect();
    ids.sort_unstable();
    let text = |id: u64| {
        reports.get(&id).map_or(Text::default(), |known| Text { title: &known.title, body: &known.body })
    };
    ids.iter().for_each(|id| index.add(*id, text(*id)));
    let asked: Vec<(u64, u64)> = pairs
        .iter()
        .filter_map(|[one, other]| Some((one.trim().parse().ok()?, other.trim().parse().ok()?)))
        .filter(|(one, other)| reports.contains_key(one) && reports.contains_key(other) && one != other)
        .map(|(one, other): (u64, u64)| (one.max(other), one.min(other)))
        .collect();
    let answers: Vec<(u64, Vec<Hit<u64>>)> = asked
        .iter()
        .map(|(newer, older)| (*older, index.like(text(*newer), RANKS, |key| key < *newer)))
        .collect();
    let ranks: Vec<Option<usize>> =
        answers.iter().map(|(older, hits)| hits.iter().position(|hit| hit.key == *older)).collect();
    let count = ranks.len().max(1) as f64;
    let within = |most: usize| ranks.iter().flatten().filter(|rank| **rank < most).count() as f64 / count;
    let mrr = ranks.iter().flatten().map(|rank| 1.0 / (*rank as f64 + 1.0)).sum::<f64>() / count;
    let figures = [("recall_at_1", within(1)), ("recall_at_5", within(5)), ("recall_at_10", within(10))];
    let row = |what: &str, figures: Vec<(&'static str, f64)>, target: String, used: f64| Row {
        instance: format!("{name} {what}"),
        figures,
        target,
        used,
    };
    let told = [&[("pairs", count), ("reports", reports.len() as f64)], &figures[..]].concat();
    report.add(&row("duplicates", told, format!("recall@10 {RECALL_AT_10}"), RECALL_AT_10 / within(10)));
    report.add(&row("duplicates", vec![("mrr", mrr)], format!("MRR {MRR}"), MRR / mrr));
    report.add(&suggested(name, &index, &asked, &text));
}

/// What is suggested without being asked: the first hit of every report that is like enough. A suggestion is right when
/// the two are a known pair; many true duplicates are not known, so the truth is somewhat better.
fn suggested<'t>(
    name: &str,
    index: &Index<u64>,
    asked: &[(u64, u64)],
    text: &impl Fn(u64) -> Text<'t>,
) -> Row {
    let first = |newer: u64| index.like(text(newer), 1, |key| key < newer).first().copied();
    let sure = |hit: &Hit<u64>| hit.likeness >= planner::text::LIKELY_DUPLICATE;
    let suggested: Vec<bool> = asked
        .iter()
        .filter_map(|(newer, _)| Some((*newer, first(*newer).filter(sure)?)))
        .map(|(newer, hit)| asked.contains(&(newer, hit.key)))
        .collect();
    let right = suggested.iter().filter(|right| **right).count() as f64;
    let precision = right / (suggested.len().max(1) as f64);
    Row {
        instance: format!("{name} suggested"),
        figures: vec![
            ("suggested", suggested.len() as f64),
            ("right", precision),
            ("of_pairs", right / asked.len().max(1) as f64),
        ],
        target: format!("right in {PRECISION} or more"),
        used: PRECISION / precision,
    }
}
