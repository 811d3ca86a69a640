//! A question as a program of yes/no variables: one per possible placement.
//!
//! max Σ worth · x, with every item placed at most once (a must exactly once), Σ effort · x ≤ capacity of each
//! team, sprint and skill, and prerequisites in cumulative form: what is done by sprint s needs its
//! prerequisites done by then.

use super::options::Options;
use super::question::{CAPACITY_TOLERANCE, Placed, Question};
use crate::simplex::{Program, Row};

/// The program; its variables are the placements of `options.all`, in that order.
pub(super) fn build(question: &Question, options: &Options) -> Program {
    let gain = options.all.iter().map(|placed| gain(question, placed)).collect();
    let mut rows = Vec::new();
    add_items(question, options, &mut rows);
    add_capacities(question, options, &mut rows);
    add_needs(question, options, &mut rows);
    add_groups(question, options, &mut rows);
    let one = |column: &usize| (*column, 1.0);
    let barred = |set: &Vec<usize>| Row::at_most(set.iter().map(one).collect(), set.len() as f64 - 1.0);
    rows.extend(options.barred.iter().map(barred));
    Program { gain, rows }
}

/// What one placement adds, counted from a plan that moves every item away from its earlier place.
fn gain(question: &Question, placed: &Placed) -> f64 {
    let kept = question.items[placed.item].earlier == Some(placed.place);
    question.worth(placed.item, placed.place.sprint) + if kept { question.stability } else { 0.0 }
}

fn add_items(question: &Question, options: &Options, rows: &mut Vec<Row>) {
    for (item, asked) in question.items.iter().enumerate() {
        let terms: Vec<_> = options.range(item).map(|column| (column, 1.0)).collect();
        if asked.must {
            rows.push(Row::equal(terms, 1.0));
        } else if terms.len() > 1 {
            rows.push(Row::at_most(terms, 1.0));
        }
    }
}

fn add_capacities(question: &Question, options: &Options, rows: &mut Vec<Row>) {
    for (team, who) in question.teams.iter().enumerate() {
        for (sprint, capacity) in who.capacity.iter().enumerate() {
            for (skill, &most) in capacity.iter().enumerate() {
                let here = options
                    .all
                    .iter()
                    .enumerate()
                    .filter(|(_, placed)| placed.place.team == team && placed.place.sprint == sprint);
                let terms: Vec<_> = here
                    .map(|(column, placed)| (column, question.items[placed.item].effort.of(skill)))
                    .filter(|(_, effort)| *effort > 0.0)
                    .collect();
                let limit = most + CAPACITY_TOLERANCE;
                if terms.iter().map(|(_, effort)| effort).sum::<f64>() > limit {
                    rows.push(Row::at_most(terms, limit));
                }
            }
        }
    }
}

fn add_needs(question: &Question, options: &Options, rows: &mut Vec<Row>) {
    for need in &question.needs {
        let mut sprints: Vec<usize> =
            options.range(need.item).map(|column| options.all[column].place.sprint).collect();
        sprints.dedup();
        let wait = usize::from(!need.same_sprint);
        for sprint in sprints {
            let sprint_of = |column: &usize| options.all[*column].place.sprint;
            let done = options.range(need.item).filter(|column| sprint_of(column) <= sprint);
            let ready = options.range(need.first).filter(|column| sprint_of(column) + wait <= sprint);
            let terms = done.map(|column| (column, 1.0)).chain(ready.map(|column| (column, -1.0)));
            rows.push(Row::at_most(terms.collect(), 0.0));
        }
    }
}

fn add_groups(question: &Question, options: &Options, rows: &mut Vec<Row>) {
    for group in &question.exclusives {
        let terms = group.iter().flat_map(|&item| options.range(item)).map(|column| (column, 1.0)).collect();
        rows.push(Row::at_most(terms, 1.0));
    }
    for pair in question.together.iter().flat_map(|group| group.windows(2)) {
        for sprint in 0..question.sprints {
            let here = |item: usize| {
                options.range(item).filter(move |&column| options.all[column].place.sprint == sprint)
            };
            let terms: Vec<_> = here(pair[0])
                .map(|column| (column, 1.0))
                .chain(here(pair[1]).map(|column| (column, -1.0)))
                .collect();
            if !terms.is_empty() {
                rows.push(Row::equal(terms, 0.0));
            }
        }
    }
}
