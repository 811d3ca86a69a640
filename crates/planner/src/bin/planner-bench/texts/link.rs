//! A feature in words, and the reviews that ask for it, as people judged. What nobody judged counts as wrong.

use std::collections::{BTreeMap, BTreeSet};

use planner::text::{Index, Text};

use super::{cost, table};
use crate::report::{Report, Row};

const P_AT_5: f64 = 0.792;
const P_AT_10: f64 = 0.733;
const MAP: f64 = 0.652;
const RANKS: usize = 1_000;

/// `reviews.csv` (app, review_id, text) and `review-judgements.csv` (app, query, review_id, relevant).
pub fn measure(folder: &str, report: &mut Report) -> Result<(), String> {
    let folder = std::path::Path::new(folder);
    let reviews = table(&folder.join("reviews.csv"), ["app", "review_id", "text"])?;
    let judged = table(&folder.join("review-judgements.csv"), ["app", "query", "review_id", "relevant"])?;
    let mut relevant: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for [app, query, review, is] in &judged {
        let found = relevant.entry((app, query)).or_default();
        if is.trim() == "1" {
            found.insert(review);
        }
    }
    let mut indexes: BTreeMap<&str, Index<usize>> = BTreeMap::new();
    for (number, [app, _, text]) in reviews.iter().enumerate() {
        indexes.entry(app).or_default().add(number, Text { title: "", body: text });
    }
    let mut sums = [0.0; 3];
    for ((app, query), right) in &relevant {
        let hits = indexes.get(app).map(|index| index.saying(query, RANKS, |_| true)).unwrap_or_default();
        let is_right: Vec<bool> =
            hits.iter().map(|hit| right.contains(reviews[hit.key][1].as_str())).collect();
        let figures = [precision(&is_right, 5), precision(&is_right, 10), average(&is_right, right.len())];
        sums.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure);
        report.add(&Row {
            instance: format!("{app}: {query}"),
            figures: vec![
                ("relevant", right.len() as f64),
                ("p_at_5", figures[0]),
                ("p_at_10", figures[1]),
                ("average_precision", figures[2]),
            ],
            target: "none of its own".to_string(),
            used: 0.0,
        });
    }
    let means = sums.map(|sum| sum / relevant.len().max(1) as f64);
    for ((name, mean), target) in ["P@5", "P@10", "MAP"].into_iter().zip(means).zip([P_AT_5, P_AT_10, MAP]) {
        report.add(&Row {
            instance: format!("all {}", relevant.len()),
            figures: vec![("mean", mean)],
            target: format!("{name} {target}"),
            used: target / mean,
        });
    }
    cost::measure(report);
    Ok(())
}

fn precision(is_right: &[bool], first: usize) -> f64 {
    is_right.iter().take(first).filter(|right| **right).count() as f64 / first as f64
}

fn average(is_right: &[bool], relevant: usize) -> f64 {
    let mut found = 0.0;
    let mut sum = 0.0;
    for (rank, _) in is_right.iter().enumerate().filter(|(_, right)| **right) {
        found += 1.0;
        sum += found / (rank as f64 + 1.0);
    }
    sum / relevant.max(1) as f64
}
