//! The rule that checks any plan, a person's or a program's.

use super::conflict::rounded;
use super::question::{CAPACITY_TOLERANCE, Place, Placed, Question};

/// Everything a plan breaks, as sentences; empty when it keeps all. Unmet musts are told too.
///
/// Positions outside the question are told and otherwise skipped. Low and high efforts are taken at their middle:
/// [`super::chance_of`] says how likely a plan holds.
pub fn audit(question: &Question, plan: &[Placed]) -> Vec<String> {
    let mut breaks = Vec::new();
    let known = |placed: &&Placed| {
        let Place { sprint, team } = placed.place;
        placed.item < question.items.len() && sprint < question.sprints && team < question.teams.len()
    };
    if plan.iter().any(|placed| !known(&placed)) {
        breaks.push("The plan names an item, team or sprint that is not in the question.".to_string());
    }
    let plan: Vec<Placed> = plan.iter().filter(known).copied().collect();
    let mut sprint_of = vec![None; question.items.len()];
    for placed in &plan {
        if sprint_of[placed.item].replace(placed.place.sprint).is_some() {
            breaks.push(format!("{} is planned twice.", question.name(placed.item)));
        }
        audit_place(question, placed, &mut breaks);
    }
    audit_links(question, &sprint_of, &mut breaks);
    audit_capacity(question, &plan, &mut breaks);
    breaks
}

fn audit_place(question: &Question, placed: &Placed, breaks: &mut Vec<String>) {
    let item = &question.items[placed.item];
    let (name, Place { sprint, team }) = (&item.name, placed.place);
    if item.excluded {
        breaks.push(format!("{name} is excluded and yet planned."));
    }
    let pinned = item.team.is_some_and(|pinned| pinned != team);
    if pinned || !(item.eligible.is_empty() || item.eligible.contains(&team)) {
        breaks.push(format!("{name} is planned for {}, which may not do it.", question.teams[team].name));
    }
    let outside = item.window.is_some_and(|(first, last)| !(first..=last).contains(&sprint));
    if outside || item.sprint.is_some_and(|pinned| pinned != sprint) {
        breaks.push(format!("{name} is planned in sprint {}, which is not open to it.", sprint + 1));
    }
}

fn audit_links(question: &Question, sprint_of: &[Option<usize>], breaks: &mut Vec<String>) {
    for (item, asked) in question.items.iter().enumerate() {
        if asked.must && sprint_of[item].is_none() {
            breaks.push(format!("{} is a must and not planned.", asked.name));
        }
    }
    for need in &question.needs {
        let Some(sprint) = sprint_of[need.item] else { continue };
        let wait = usize::from(!need.same_sprint);
        if sprint_of[need.first].is_none_or(|first| first + wait > sprint) {
            let (item, first) = (question.name(need.item), question.name(need.first));
            breaks.push(format!("{item} is planned before {first}, which it needs."));
        }
    }
    for group in &question.exclusives {
        let planned: Vec<usize> = group.iter().copied().filter(|&item| sprint_of[item].is_some()).collect();
        if let [one, other, ..] = planned[..] {
            breaks.push(format!("{} excludes {}.", question.name(one), question.name(other)));
        }
    }
    for group in &question.together {
        for pair in group.windows(2).filter(|pair| sprint_of[pair[0]] != sprint_of[pair[1]]) {
            let (one, other) = (question.name(pair[0]), question.name(pair[1]));
            breaks.push(format!("{one} and {other} go together and are planned apart."));
        }
    }
}

/// Where a plan takes more than there is, as sentences.
pub(super) fn audit_capacity(question: &Question, plan: &[Placed], breaks: &mut Vec<String>) {
    for (team, who) in question.teams.iter().enumerate() {
        for (sprint, capacity) in who.capacity.iter().enumerate() {
            let place = Place { sprint, team };
            for (skill, most) in capacity.iter().enumerate() {
                let here = plan.iter().filter(|placed| placed.place == place);
                let used: f64 = here.map(|placed| question.items[placed.item].effort.of(skill)).sum();
                if used > most + CAPACITY_TOLERANCE {
                    let (name, skill) = (&who.name, &question.skills[skill]);
                    let number = sprint + 1;
                    breaks.push(format!(
                        "{name} has {} {skill} in sprint {number}; the plan takes {}.",
                        rounded(*most),
                        rounded(used)
                    ));
                }
            }
        }
    }
}

/// What a plan is worth: Σ value · discountˢ − stability · items moved from their earlier place.
pub fn worth(question: &Question, plan: &[Placed]) -> f64 {
    let done: f64 = plan.iter().map(|placed| question.worth(placed.item, placed.place.sprint)).sum();
    let kept = |item: usize, place: Place| plan.contains(&Placed { item, place });
    let earlier = question.items.iter().enumerate().filter_map(|(item, asked)| Some((item, asked.earlier?)));
    let moved = earlier.filter(|(item, place)| !kept(*item, *place)).count();
    // The sum of nothing is -0, which reads oddly.
    0.0 + done - question.stability * moved as f64
}
