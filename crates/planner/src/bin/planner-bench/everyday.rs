//! The everyday case: one sprint of one team, 60 candidates, four skills, prerequisites and musts.

use std::time::Instant;

use planner::Run;
use planner::select::{Item, Need, Question, explain, solve};

use crate::draw::Draw;
use crate::report::{Report, Row};

const ITEMS: usize = 60;
const SKILLS: usize = 4;
const SOLVE_MS_MAX: f64 = 50.0;
const EXPLAIN_MS_MAX: f64 = 1_000.0;

/// Twenty drawn sprints.
pub fn measure(report: &mut Report) -> Result<(), String> {
    for seed in 1..=20 {
        let question = draw(seed);
        let begun = Instant::now();
        let answer = solve(&question, &mut Run::to_the_end()).map_err(|refused| refused.sentence)?;
        let solve_ms = begun.elapsed().as_secs_f64() * 1e3;
        let begun = Instant::now();
        explain(&question, &answer, &mut Run::to_the_end()).map_err(|refused| refused.sentence)?;
        let explain_ms = begun.elapsed().as_secs_f64() * 1e3;
        let figures = vec![
            ("value", answer.value),
            ("nodes", answer.nodes as f64),
            ("solve_ms", solve_ms),
            ("explain_ms", explain_ms),
        ];
        let used = if answer.proven() { solve_ms / SOLVE_MS_MAX } else { f64::INFINITY };
        report.add(&Row {
            instance: format!("everyday {seed}"),
            figures,
            target: "proven in 50 ms, explained in 1 s".to_string(),
            used: used.max(explain_ms / EXPLAIN_MS_MAX),
        });
    }
    Ok(())
}

/// Efforts of 1 to 13 points over one or two skills, values with a long tail, capacity for about a third.
fn draw(seed: u64) -> Question {
    let mut draw = Draw::seeded(seed);
    let sizes = [1.0, 2.0, 2.0, 3.0, 3.0, 5.0, 5.0, 8.0, 13.0];
    let mut items = Vec::new();
    for position in 0..ITEMS {
        let effort = sizes[draw.below(sizes.len())];
        let mut efforts = vec![0.0; SKILLS];
        let (main, part) = (draw.below(SKILLS), if draw.share() < 0.5 { 0.0 } else { draw.share() });
        let aside = (main + 1 + draw.below(SKILLS - 1)) % SKILLS;
        efforts[main] = effort * (1.0 - part);
        efforts[aside] = effort * part;
        let value = (3.0 + 3.0 / (0.05 + draw.share())).round();
        items.push(Item::new(format!("INV-{position}"), value, efforts));
    }
    for _ in 0..3 {
        items[draw.below(ITEMS)].must = true;
    }
    let total = |skill: usize| items.iter().map(|item| item.effort.of(skill)).sum::<f64>();
    let capacity = (0..SKILLS).map(|skill| (total(skill) * (0.25 + 0.2 * draw.share())).max(13.0)).collect();
    let skills = ["backend", "frontend", "design", "test"].map(str::to_string).to_vec();
    let mut question = Question::one_sprint(items, skills, capacity);
    for _ in 0..12 {
        let (a, b) = (draw.below(ITEMS), draw.below(ITEMS));
        if a != b {
            question.needs.push(Need { item: a.max(b), first: a.min(b), same_sprint: true });
        }
    }
    question
}
