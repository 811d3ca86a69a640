//! Refuses questions that can not be answered, with sentences that name the items.

use super::question::{
    AMOUNT_MAX, Effort, ITEMS_MAX, Item, Question, SKILLS_MAX, SPREAD_MAX, SPRINTS_MAX, TEAMS_MAX, Team,
};
use crate::refused::{Refused, listed};

/// Whether the question makes sense; the first thing that does not is told.
///
/// Errors: sizes past the limits, amounts that are negative or not numbers, low efforts above the high ones, positions outside
/// the question, a cycle of prerequisites, a must that is excluded or needs an excluded item.
pub fn check(question: &Question) -> Result<(), Refused> {
    check_sizes(question)?;
    check_terms(question)?;
    for team in &question.teams {
        check_team(question, team)?;
    }
    for (position, item) in question.items.iter().enumerate() {
        check_amounts(question, position, item)?;
        check_places(question, position, item)?;
    }
    check_priced(question)?;
    check_links(question)?;
    check_cycle(question)?;
    check_musts(question)
}

fn refuse(sentence: String) -> Result<(), Refused> {
    Err(Refused::new(sentence, Vec::new()))
}

fn check_sizes(question: &Question) -> Result<(), Refused> {
    let sizes = [
        ("items", question.items.len(), ITEMS_MAX),
        ("skills", question.skills.len(), SKILLS_MAX),
        ("teams", question.teams.len(), TEAMS_MAX),
        ("sprints", question.sprints, SPRINTS_MAX),
    ];
    for (what, size, most) in sizes {
        if size > most {
            return refuse(format!("{size} {what} are more than the {most} that can be planned at once."));
        }
        if size == 0 && what != "items" {
            return refuse(format!("There are no {what} to plan with: give at least one."));
        }
    }
    Ok(())
}

fn check_terms(question: &Question) -> Result<(), Refused> {
    let discount = question.discount;
    if !(discount > 0.0 && discount <= 1.0) {
        return refuse(format!("The discount per sprint is {discount}; it must be above 0 and at most 1."));
    }
    if !is_amount(question.stability) {
        let stability = question.stability;
        return refuse(format!("The cost of moving an item is {stability}; it must be 0 or more."));
    }
    Ok(())
}

fn check_team(question: &Question, team: &Team) -> Result<(), Refused> {
    let name = &team.name;
    if team.capacity.len() != question.sprints {
        let (given, planned) = (team.capacity.len(), question.sprints);
        return refuse(format!("{name} has capacities for {given} sprints; {planned} are planned."));
    }
    for (sprint, capacity) in team.capacity.iter().enumerate() {
        let number = sprint + 1;
        if capacity.len() != question.skills.len() {
            let (given, skills) = (capacity.len(), question.skills.len());
            return refuse(format!("{name} has {given} capacities in sprint {number} for {skills} skills."));
        }
        for (skill, amount) in question.skills.iter().zip(capacity) {
            if !is_amount(*amount) {
                let wrong = wrong_amount(*amount);
                return refuse(format!("The capacity of {name} for {skill} in sprint {number} is {wrong}."));
            }
        }
    }
    Ok(())
}

fn is_amount(amount: f64) -> bool {
    (0.0..=AMOUNT_MAX).contains(&amount)
}

fn wrong_amount(amount: f64) -> String {
    if amount.is_nan() {
        "not a number".to_string()
    } else if amount < 0.0 {
        format!("negative ({amount})")
    } else {
        format!("above {AMOUNT_MAX} ({amount})")
    }
}

fn check_amounts(question: &Question, position: usize, item: &Item) -> Result<(), Refused> {
    let name = &item.name;
    let refuse = |sentence: String| Err(Refused::new(sentence, vec![position]));
    if !is_amount(item.value.amount()) {
        return refuse(format!("The value of {name} is {}.", wrong_amount(item.value.amount())));
    }
    let given: &[(&str, &Vec<f64>)] = match &item.effort {
        Effort::Unestimated => &[],
        Effort::Estimated(efforts) => &[("effort", efforts)],
        Effort::Between { low, high } => &[("low effort", low), ("high effort", high)],
    };
    for (what, efforts) in given {
        if efforts.len() != question.skills.len() {
            let (given, skills) = (efforts.len(), question.skills.len());
            return refuse(format!("{name} has {given} {what}s for {skills} skills."));
        }
        for (skill, effort) in question.skills.iter().zip(*efforts) {
            if !is_amount(*effort) {
                return refuse(format!("The {what} of {name} for {skill} is {}.", wrong_amount(*effort)));
            }
        }
    }
    match spread_wrong(question, item) {
        Some(sentence) => refuse(sentence),
        None => Ok(()),
    }
}

/// What is wrong with a low and a high effort that are amounts both.
fn spread_wrong(question: &Question, item: &Item) -> Option<String> {
    let Effort::Between { low, high } = &item.effort else { return None };
    let name = &item.name;
    question.skills.iter().zip(low.iter().zip(high)).find_map(|(skill, (low, high))| {
        let said = format!("The effort of {name} for {skill} is {low} to {high}");
        match (low, high) {
            (low, high) if low == high => None,
            (low, high) if low > high => Some(format!("{said}: turn the two round.")),
            (low, _) if *low == 0.0 => Some(format!("{said}: the low one has to be above 0.")),
            // 100 · 2.3 is a little less than 230.
            (low, high) if *high > SPREAD_MAX * low * (1.0 + 1e-9) => {
                Some(format!("{said}: the high one may be at most {SPREAD_MAX} times the low one."))
            }
            _ => None,
        }
    })
}

fn check_places(question: &Question, position: usize, item: &Item) -> Result<(), Refused> {
    let name = &item.name;
    let refuse = |sentence: String| Err(Refused::new(sentence, vec![position]));
    let earlier = item.earlier;
    let teams = item.eligible.iter().copied().chain(item.team).chain(earlier.map(|place| place.team));
    if let Some(team) = teams.into_iter().find(|team| *team >= question.teams.len()) {
        return refuse(format!("{name} names team {}, which is not among the teams.", team + 1));
    }
    let sprints = item.sprint.into_iter().chain(item.window.map(|window| window.0));
    let sprints = sprints.chain(item.window.map(|window| window.1)).chain(earlier.map(|place| place.sprint));
    for sprint in sprints {
        if sprint >= question.sprints {
            let (asked, planned) = (sprint + 1, question.sprints);
            return refuse(format!("{name} names sprint {asked}; only {planned} are planned."));
        }
    }
    if let Some((first, last)) = item.window.filter(|(first, last)| first > last) {
        return refuse(format!(
            "The window of {name} ends (sprint {}) before it begins ({}).",
            last + 1,
            first + 1
        ));
    }
    if item.must && item.excluded {
        return refuse(format!("{name} is both a must and excluded: take one back."));
    }
    Ok(())
}

fn check_priced(question: &Question) -> Result<(), Refused> {
    let count = question.skills.len();
    if question.priced.len() > SKILLS_MAX {
        let groups = question.priced.len();
        return refuse(format!(
            "{groups} prices are more than the {SKILLS_MAX} that can be asked for at once."
        ));
    }
    if let Some(skill) = question.priced.iter().flatten().find(|skill| **skill >= count) {
        return refuse(format!("A price names skill {}; there are {count}.", skill + 1));
    }
    for group in &question.priced {
        let twice = group.iter().enumerate().find(|(position, skill)| group[..*position].contains(skill));
        if let Some((_, skill)) = twice {
            return refuse(format!("A price names {} twice: name it once.", question.skills[*skill]));
        }
    }
    Ok(())
}

fn check_links(question: &Question) -> Result<(), Refused> {
    let needs = question.needs.iter().flat_map(|need| [need.item, need.first]);
    let groups = question.exclusives.iter().chain(&question.together).flatten().copied();
    if let Some(item) = needs.chain(groups).find(|item| *item >= question.items.len()) {
        return refuse(format!("A link names item {}; there are {}.", item + 1, question.items.len()));
    }
    for group in question.exclusives.iter().chain(&question.together) {
        for (position, &item) in group.iter().enumerate() {
            if group[..position].contains(&item) {
                let sentence = format!("A group names {} twice: name it once.", question.name(item));
                return Err(Refused::new(sentence, vec![item]));
            }
        }
    }
    Ok(())
}

fn check_cycle(question: &Question) -> Result<(), Refused> {
    let Some(cycle) = find_cycle(question) else { return Ok(()) };
    let names: Vec<&str> = cycle.iter().map(|&item| question.name(item)).collect();
    let sentence = match names.as_slice() {
        [only] => format!("{only} needs itself: remove that link."),
        _ => format!("{} need each other in a circle: remove one of the links.", listed(&names)),
    };
    Err(Refused::new(sentence, cycle))
}

/// Items that need each other in a circle, in that order.
fn find_cycle(question: &Question) -> Option<Vec<usize>> {
    let firsts = firsts(question);
    let mut done = vec![false; question.items.len()];
    let mut on_path = vec![false; question.items.len()];
    for start in 0..question.items.len() {
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((item, next)) = path.pop() {
            if done[item] {
                continue;
            }
            on_path[item] = true;
            let Some(&first) = firsts[item].get(next) else {
                done[item] = true;
                on_path[item] = false;
                continue;
            };
            path.push((item, next + 1));
            if on_path[first] {
                let from = path.iter().position(|(item, _)| *item == first)?;
                return Some(path[from..].iter().map(|(item, _)| *item).collect());
            }
            path.push((first, 0));
        }
    }
    None
}

/// What each item needs directly.
pub(super) fn firsts(question: &Question) -> Vec<Vec<usize>> {
    let mut firsts = vec![Vec::new(); question.items.len()];
    for need in &question.needs {
        firsts[need.item].push(need.first);
    }
    firsts
}

/// A must that needs, directly or through others, an excluded item.
fn check_musts(question: &Question) -> Result<(), Refused> {
    let firsts = firsts(question);
    for (must, _) in question.items.iter().enumerate().filter(|(_, item)| item.must) {
        let (mut seen, mut waiting) = (vec![false; question.items.len()], vec![must]);
        while let Some(item) = waiting.pop() {
            if question.items[item].excluded {
                let (must_name, name) = (question.name(must), question.name(item));
                let sentence =
                    format!("{must_name} is a must and needs {name}, which is excluded: take one back.");
                return Err(Refused::new(sentence, vec![must, item]));
            }
            for &first in &firsts[item] {
                if !std::mem::replace(&mut seen[first], true) {
                    waiting.push(first);
                }
            }
        }
    }
    Ok(())
}
