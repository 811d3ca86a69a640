//! One sprint of one team planned in points, of whose candidates two in three have a low and a high estimate.

use std::time::Instant;

use planner::Run;
use planner::select::{Effort, Item, Need, Question, Wish, explain_surely, solve_surely};

use crate::draw::Draw;
use crate::report::{Report, Row};

const ITEMS: [usize; 3] = [60, 20, 12];
const CHANCES: [f64; 4] = [0.5, 0.7, 0.85, 0.95];
const MS_MAX: f64 = 1_000.0;
/// As the product limits the nodes of each search.
const NODES_MAX: u64 = 20_000;

/// Ten drawn sprints of each size, each with four chances.
pub fn measure(report: &mut Report) -> Result<(), String> {
    for (items, seed) in ITEMS.into_iter().flat_map(|items| (1..=10).map(move |seed| (items, seed))) {
        let question = draw(items, seed);
        for chance in CHANCES {
            let begun = Instant::now();
            let found = solve_surely(&question, &Wish::of(chance), &mut Run::nodes(NODES_MAX));
            let found = found.map_err(|refused| refused.sentence)?;
            let solve_ms = begun.elapsed().as_secs_f64() * 1e3;
            let begun = Instant::now();
            explain_surely(&found, &mut Run::nodes(NODES_MAX));
            let explain_ms = begun.elapsed().as_secs_f64() * 1e3;
            let figures = vec![
                ("held", found.check.share()),
                ("middle_held", found.middle_check.share()),
                ("value", found.answer.value),
                ("cost", found.cost() / found.middle.value),
                ("gap", found.answer.gap()),
                ("proven", f64::from(u8::from(found.answer.proven()))),
                ("solve_ms", solve_ms),
                ("explain_ms", explain_ms),
            ];
            let kept = found.check.share() >= chance - found.check.error();
            let used = if kept { (solve_ms + explain_ms) / MS_MAX } else { f64::INFINITY };
            let target = "holds as often as wanted, found and explained in 1 s".to_string();
            report.add(&Row {
                instance: format!("{items} surely {seed} at {chance}"),
                figures,
                target,
                used,
            });
        }
    }
    Ok(())
}

/// Low efforts of 1 to 13 points, high ones up to four times that, values with a long tail, capacity for about a third.
fn draw(count: usize, seed: u64) -> Question {
    let mut draw = Draw::seeded(seed);
    let sizes = [1.0, 2.0, 2.0, 3.0, 3.0, 5.0, 5.0, 8.0, 13.0];
    let mut items = Vec::new();
    for position in 0..count {
        let low = sizes[draw.below(sizes.len())];
        let high =
            if draw.share() < 0.35 { low } else { (low * (1.3 + 2.7 * draw.share())).round().max(low) };
        let value = (3.0 + 3.0 / (0.05 + draw.share())).round();
        items.push(Item {
            must: position % 29 == 7,
            effort: Effort::Between { low: vec![low], high: vec![high] },
            ..Item::new(format!("INV-{position}"), value, Vec::new())
        });
    }
    let total: f64 = items.iter().map(|item| item.effort.of(0)).sum();
    let capacity = total * (0.25 + 0.15 * draw.share());
    let mut question = Question::one_sprint(items, vec!["points".to_string()], vec![capacity]);
    for _ in 0..count / 5 {
        let (a, b) = (draw.below(count), draw.below(count));
        if a != b {
            question.needs.push(Need { item: a.max(b), first: a.min(b), same_sprint: true });
        }
    }
    question
}
