//! Plans over several sprints, teams and skills: every JSON file of a folder.

use std::path::Path;
use std::time::{Duration, Instant};

use planner::select::{Item, Need, Question, Team, audit, solve};
use planner::{Progress, Run};
use serde_json::Value;

use crate::report::{Report, Row};
use crate::yardstick;

/// Plans every instance of the folder, within the seconds its size allows; HiGHS has as many where it is built in.
pub fn measure(folder: &str, report: &mut Report) -> Result<(), String> {
    if let Some(sentence) = yardstick::MISSING {
        report.tell(sentence);
    }
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{folder} can not be read: {error}"))?;
    let mut questions = Vec::new();
    for entry in entries.flatten().filter(|entry| entry.path().extension().is_some_and(|kind| kind == "json"))
    {
        questions.push((read(&entry.path())?, entry.file_name().to_string_lossy().replace(".json", "")));
    }
    questions.sort_by(|a, b| a.0.items.len().cmp(&b.0.items.len()).then(a.1.cmp(&b.1)));
    for (question, name) in questions {
        report.add(&row(&question, name)?);
    }
    Ok(())
}

/// Seconds and gap that an instance of this many items is allowed.
fn allowed(items: usize) -> (f64, f64) {
    match items {
        0..=50 => (20.0, 0.0),
        51..=100 => (20.0, 0.01),
        _ => (40.0, 0.02),
    }
}

fn row(question: &Question, name: String) -> Result<Row, String> {
    let (seconds, gap) = allowed(question.items.len());
    let begun = Instant::now();
    let mut watch = |_: &Progress| begun.elapsed() < Duration::from_secs_f64(seconds * 0.98);
    let answer = solve(question, &mut Run::watched(&mut watch)).map_err(|refused| refused.sentence)?;
    let took = begun.elapsed().as_secs_f64();
    if let Some(sentence) = audit(question, &answer.plan).first() {
        return Err(format!("{name}: the plan breaks a rule: {sentence}"));
    }
    let mut figures = vec![
        ("value", answer.value),
        ("bound", answer.bound),
        ("gap_percent", answer.gap() * 100.0),
        ("seconds", took),
        ("nodes", answer.nodes as f64),
    ];
    if let Some(measured) = yardstick::plan(question, seconds)? {
        figures.push(("highs_value", measured.value.unwrap_or(f64::NEG_INFINITY)));
        figures.push(("highs_bound", measured.bound));
        figures.push(("highs_seconds", measured.seconds));
    }
    let target = if gap == 0.0 {
        format!("proven in {seconds} s")
    } else {
        format!("within {} % in {seconds} s", gap * 100.0)
    };
    let of_gap = match (answer.gap(), gap) {
        (0.0, _) => 0.0,
        (_, 0.0) => f64::INFINITY,
        (reached, gap) => reached / gap,
    };
    Ok(Row { instance: name, figures, target, used: of_gap.max(took / seconds) })
}

fn read(path: &Path) -> Result<Question, String> {
    let wrong = |what: String| format!("{}: {what}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    let plan: Value = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    question(&plan).ok_or_else(|| wrong("is not a sprint plan".to_string()))
}

fn question(plan: &Value) -> Option<Question> {
    let numbers = |value: &Value| value.as_array()?.iter().map(Value::as_f64).collect::<Option<Vec<f64>>>();
    let mut items = Vec::new();
    for (position, value) in numbers(&plan["value"])?.into_iter().enumerate() {
        let mut item =
            Item::new(format!("item {position}"), value, numbers(&plan["skill_effort"][position])?);
        let eligible = plan["eligible"][position].as_array()?.iter().enumerate();
        item.eligible =
            eligible.filter(|(_, may)| may.as_bool() == Some(true)).map(|(team, _)| team).collect();
        items.push(item);
    }
    let mut question = Question::one_sprint(items, Vec::new(), Vec::new());
    question.skills = (0..plan["skills"].as_u64()?).map(|skill| format!("skill {skill}")).collect();
    question.sprints = plan["sprints"].as_u64()? as usize;
    question.discount = plan["discount"].as_f64()?;
    question.teams.clear();
    for (team, sprints) in plan["capacity_team_sprint_skill"].as_array()?.iter().enumerate() {
        let capacity = sprints.as_array()?.iter().map(numbers).collect::<Option<Vec<_>>>()?;
        question.teams.push(Team { name: format!("team {team}"), capacity });
    }
    for pair in plan["deps"].as_array()? {
        let (first, item) = (pair[0].as_u64()? as usize, pair[1].as_u64()? as usize);
        question.needs.push(Need { item, first, same_sprint: true });
    }
    Some(question)
}
