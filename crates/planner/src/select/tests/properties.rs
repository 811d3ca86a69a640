//! Random small questions against brute force, and what must hold for all.

use proptest::prelude::{Just, Strategy, prop, prop_assert, prop_assert_eq, proptest};

use crate::run::Run;
use crate::select::{
    Forced, Item, Need, Place, Placed, Question, Team, audit, explain, find_conflict, solve, worth,
};

/// What was drawn of an item: its value, twice its efforts, which wish it has, and a place.
type Drawn = (u32, Vec<u32>, u32, usize, usize);

fn item_of((position, (value, effort, flag, team, sprint)): (usize, Drawn)) -> Item {
    let effort = effort.iter().map(|effort| f64::from(*effort) / 2.0).collect();
    let mut item = Item::new(format!("INV-{position}"), f64::from(value), effort);
    match flag {
        0 => item.must = true,
        1 => item.excluded = true,
        2 => item.eligible = vec![team],
        3 => item.sprint = Some(sprint),
        4 => item.window = Some((0, sprint)),
        5 => item.earlier = Some(Place { sprint, team }),
        _ => {}
    }
    item
}

/// Questions small enough for brute force: at most `items` items, teams × sprints places.
pub(super) fn questions(items: usize, teams: usize, sprints: usize) -> impl Strategy<Value = Question> {
    let sizes = (1..=items, 1..=teams, 1..=sprints, 1..=2_usize);
    sizes
        .prop_flat_map(|(items, teams, sprints, skills)| {
            let item = (0..40_u32, prop::collection::vec(0..25_u32, skills), 0..12_u32, 0..teams, 0..sprints);
            let capacity = prop::collection::vec(
                prop::collection::vec(prop::collection::vec(5..60_u32, skills), sprints),
                teams,
            );
            let link = (0..items, 0..items, prop::bool::ANY);
            let links = prop::collection::vec(link, 0..=items / 2);
            let groups = prop::collection::vec((0..items, 0..items, 0..4_u32), 0..3);
            (prop::collection::vec(item, items), capacity, links, groups, Just((sprints, skills)))
        })
        .prop_map(|(items, capacity, links, groups, (sprints, skills))| {
            let mut question = Question {
                items: Vec::new(),
                needs: Vec::new(),
                exclusives: Vec::new(),
                together: Vec::new(),
                skills: (0..skills).map(|skill| format!("skill {skill}")).collect(),
                teams: Vec::new(),
                sprints,
                discount: 0.93,
                stability: 2.0,
                priced: Vec::new(),
            };
            question.items = items.into_iter().enumerate().map(item_of).collect();
            for (team, capacity) in capacity.into_iter().enumerate() {
                let halves =
                    |amounts: Vec<u32>| amounts.iter().map(|amount| f64::from(*amount) / 2.0).collect();
                let capacity = capacity.into_iter().map(halves).collect();
                question.teams.push(Team { name: format!("team {team}"), capacity });
            }
            for (a, b, same_sprint) in links.into_iter().filter(|(a, b, _)| a != b) {
                let (first, item) = (a.min(b), a.max(b));
                if !(question.items[item].must && question.items[first].excluded) {
                    question.needs.push(Need { item, first, same_sprint });
                }
            }
            for (a, b, kind) in groups.into_iter().filter(|(a, b, _)| a != b) {
                let list = if kind == 0 { &mut question.together } else { &mut question.exclusives };
                list.push(vec![a, b]);
            }
            question
        })
}

/// The best plan by trying all; `None` when no plan meets the musts.
fn brute_force(question: &Question) -> Option<f64> {
    best_of(question, &|_| true)
}

/// The best of the plans that are taken, by trying all; `None` when no such plan meets the musts.
pub(super) fn best_of(question: &Question, taken: &dyn Fn(&[Placed]) -> bool) -> Option<f64> {
    let mut best: Option<f64> = None;
    try_all(question, 0, &mut Vec::new(), &mut |plan| {
        let value = worth(question, plan);
        if best.is_none_or(|best| value > best) && taken(plan) {
            best = Some(value);
        }
    });
    best
}

fn try_all(question: &Question, item: usize, plan: &mut Vec<Placed>, offer: &mut dyn FnMut(&[Placed])) {
    if item == question.items.len() {
        if audit(question, plan).is_empty() {
            offer(plan);
        }
        return;
    }
    try_all(question, item + 1, plan, offer);
    for team in 0..question.teams.len() {
        for sprint in 0..question.sprints {
            plan.push(Placed { item, place: Place { sprint, team } });
            if audit(question, plan).iter().all(|sentence| !sentence.contains("takes")) {
                try_all(question, item + 1, plan, offer);
            }
            plan.pop();
        }
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

/// Neither refused nor impossible.
fn value(question: &Question) -> Option<f64> {
    let answer = solve(question, &mut Run::to_the_end()).ok()?;
    answer.unmet_musts.is_empty().then_some(answer.value)
}

proptest! {
    #[test]
    fn one_sprint_agrees_with_brute_force(question in questions(12, 1, 1)) {
        if let Ok(answer) = solve(&question, &mut Run::to_the_end()) {
            match brute_force(&question) {
                Some(best) => prop_assert!(close(answer.value, best), "{} against {best}", answer.value),
                None => prop_assert!(!answer.unmet_musts.is_empty()),
            }
        }
    }

    #[test]
    fn several_sprints_and_teams_agree_with_brute_force(question in questions(5, 2, 2)) {
        if let Ok(answer) = solve(&question, &mut Run::to_the_end()) {
            match brute_force(&question) {
                Some(best) => prop_assert!(close(answer.value, best), "{} against {best}", answer.value),
                None => prop_assert!(!answer.unmet_musts.is_empty()),
            }
        }
    }

    #[test]
    fn regret_is_never_negative_but_for_musts_and_equals_solving_again(question in questions(8, 1, 2)) {
        if let Some(base) = value(&question) {
            let answer = solve(&question, &mut Run::to_the_end()).unwrap();
            let reasons = explain(&question, &answer, &mut Run::to_the_end()).unwrap();
            for reason in &reasons.items {
                let mut opposite = question.clone();
                opposite.items[reason.item].must = !reason.planned;
                opposite.items[reason.item].excluded = reason.planned;
                match &reason.forced {
                    Forced::Costs { loss, .. } => {
                        let again = value(&opposite).unwrap();
                        prop_assert!(close(base - again, loss.at_most));
                        prop_assert!(again <= base + 1e-6 || question.items[reason.item].must);
                    }
                    Forced::Impossible => {
                        let was_excluded = question.items[reason.item].excluded;
                        prop_assert!(was_excluded || value(&opposite).is_none());
                    }
                    Forced::Open => prop_assert!(false, "nothing limited the search"),
                }
            }
        }
    }

    #[test]
    fn value_grows_with_capacity(question in questions(10, 1, 2), more in 0..10_u32) {
        if let Some(base) = value(&question) {
            let mut larger = question.clone();
            larger.teams[0].capacity[0][0] += f64::from(more);
            prop_assert!(value(&larger).unwrap() >= base - 1e-6);
        }
    }

    #[test]
    fn a_dependency_never_raises_the_optimum(question in questions(10, 1, 2), item in 0..10_usize) {
        let last = question.items.len() - 1;
        let mut tied = question.clone();
        tied.needs.push(Need { item: last, first: item % (last + 1), same_sprint: true });
        if let (Some(free), Some(tied)) = (value(&question), value(&tied)) {
            prop_assert!(tied <= free + 1e-6);
        }
    }

    #[test]
    fn every_proper_part_of_a_conflict_fits(question in questions(10, 1, 2)) {
        let mut question = question;
        for item in &mut question.items {
            item.must = !item.excluded;
        }
        if let Ok(Some(conflict)) = find_conflict(&question, &mut Run::to_the_end()) {
            prop_assert!(conflict.minimal);
            for left_out in &conflict.items {
                for (position, item) in question.items.iter_mut().enumerate() {
                    item.must = position != *left_out && conflict.items.contains(&position);
                }
                prop_assert!(find_conflict(&question, &mut Run::to_the_end()).unwrap().is_none());
            }
        }
    }

    #[test]
    fn the_same_question_gives_the_same_plan(question in questions(8, 2, 2)) {
        let once = solve(&question, &mut Run::to_the_end());
        prop_assert_eq!(once, solve(&question, &mut Run::to_the_end()));
    }
}
