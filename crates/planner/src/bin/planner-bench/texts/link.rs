//! A feature in words, and the reviews that ask for it, as people judged. What nobody judged counts as wrong.

use std::collections::{BTreeMap, BTreeSet};

use planner::text::{Index, Text};

use super::plain::Plain;
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
    let indexes = indexes(&reviews);
    let mut sums = [0.0; 6];
    for ((app, query), right) in &relevant {
        let Some((index, plain)) = indexes.get(app) else { continue };
        let hits = index.saying(query, RANKS, |_| true);
        let is_right = |key: usize| right.contains(reviews[key][1].as_str());
        let figures = held(hits.iter().map(|hit| is_right(hit.key)), right.len());
        let alone = held(plain.best(query).into_iter().map(is_right), right.len());
        sums.iter_mut().zip(figures.iter().chain(&alone)).for_each(|(sum, figure)| *sum += figure);
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
    let names = [("P@5", P_AT_5), ("P@10", P_AT_10), ("MAP", MAP)];
    for (at, (name, target)) in names.into_iter().enumerate() {
        let (mean, alone) = (means[at], means[names.len() + at]);
        report.add(&Row {
            instance: format!("all {}", relevant.len()),
            figures: vec![("mean", mean), ("bm25_alone", alone)],
            target: format!("{name} {target}"),
            used: target / mean,
        });
    }
    let bytes: usize = indexes.values().map(|(index, _)| index.bytes()).sum();
    report.add(&cost::memory("reviews", bytes as f64 / reviews.len().max(1) as f64));
    cost::measure(report);
    Ok(())
}

/// The reviews of each product, and the yardstick of the same.
fn indexes(reviews: &[[String; 3]]) -> BTreeMap<&str, (Index<usize>, Plain)> {
    let mut indexes: BTreeMap<&str, (Index<usize>, Plain)> = BTreeMap::new();
    for (number, [app, _, text]) in reviews.iter().enumerate() {
        let (index, plain) = indexes.entry(app).or_default();
        index.add(number, Text { title: "", body: text });
        plain.add(number, text);
    }
    indexes
}

/// P@5, P@10 and the average precision of an answer.
fn held(is_right: impl Iterator<Item = bool>, relevant: usize) -> [f64; 3] {
    let is_right: Vec<bool> = is_right.collect();
    [precision(&is_right, 5), precision(&is_right, 10), average(&is_right, relevant)]
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
