//! Hints on published backlogs, one story a line: how many are asked, of what, and what asking costs.

use planner::hints::{Backlog, Rule, Story};

use super::{files, took};
use crate::report::{Report, Row};

/// Hints on a story, the mean of a backlog: more of them nobody reads.
const HINTS_MOST: f64 = 2.0;
const ADD_MS_MOST: f64 = 1.0;
const ASK_MS_MOST: f64 = 5.0;

pub fn measure(folder: &str, report: &mut Report) -> Result<(), String> {
    let mut all = Vec::new();
    for (name, path) in files(folder, ".txt")? {
        let bytes =
            std::fs::read(&path).map_err(|error| format!("{} can not be read: {error}", path.display()))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let stories: Vec<String> =
            text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let backlog = backlog(&stories);
        report.add(&asked(name, &backlog, &stories));
        all.extend(stories);
    }
    if all.is_empty() {
        return Err(format!("{folder} has no backlog: a file .txt with one story a line."));
    }
    cost(&all, report);
    Ok(())
}

fn titled(title: &str) -> Story<'_> {
    Story { title, ..Story::default() }
}

fn backlog(stories: &[String]) -> Backlog<usize> {
    let mut backlog = Backlog::default();
    stories.iter().enumerate().for_each(|(nth, story)| backlog.add(nth, &titled(story)));
    backlog
}

fn asked(name: String, backlog: &Backlog<usize>, stories: &[String]) -> Row {
    let asked: Vec<Vec<Rule>> = stories
        .iter()
        .enumerate()
        .map(|(nth, story)| backlog.hints(nth, &titled(story)).iter().map(|hint| hint.rule).collect())
        .collect();
    let count = stories.len().max(1) as f64;
    let share = |rules: &[Rule]| {
        asked.iter().filter(|those| those.iter().any(|rule| rules.contains(rule))).count() as f64 / count
    };
    let hints = asked.iter().map(Vec::len).sum::<usize>() as f64 / count;
    let words = [Rule::SolutionWord, Rule::VagueWord, Rule::UnboundedWord, Rule::PassiveVoice];
    Row {
        instance: name,
        figures: vec![
            ("stories", count),
            ("hints", hints),
            ("with", share(&Rule::ALL)),
            ("no_benefit", share(&[Rule::NoBenefit])),
            ("two", share(&[Rule::TwoRoles, Rule::TwoWants])),
            ("words", share(&words)),
            ("like", share(&[Rule::Same, Rule::LikelyDuplicate])),
        ],
        target: format!("{HINTS_MOST} hints a story"),
        used: hints / HINTS_MOST,
    }
}

/// All backlogs as one.
fn cost(stories: &[String], report: &mut Report) {
    let mut backlog = Backlog::default();
    let adding: Vec<f64> =
        stories.iter().enumerate().map(|(nth, story)| took(|| backlog.add(nth, &titled(story)))).collect();
    let asking: Vec<f64> = stories
        .iter()
        .enumerate()
        .map(|(nth, story)| took(|| drop(backlog.hints(nth, &titled(story)))))
        .collect();
    for (what, times, most) in [("add one", adding, ADD_MS_MOST), ("ask", asking, ASK_MS_MOST)] {
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        report.add(&Row {
            instance: format!("{} stories: {what}", stories.len()),
            figures: vec![("ms", mean), ("slowest_ms", times.iter().copied().fold(0.0, f64::max))],
            target: format!("{most} ms"),
            used: mean / most,
        });
    }
}
