//! Plans that hold with a wanted chance, against brute force over the same draws and what must hold for all.

use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, proptest};

use super::properties::{best_of, questions};
use crate::run::Run;
use crate::select::simulation::Simulation;
use crate::select::{
    Effort, Item, Place, Placed, Question, SurePlan, Wish, audit, chance_of, explain_surely, solve,
    solve_surely,
};

fn wish(chance: f64) -> Wish {
    Wish { draws: 400, ..Wish::of(chance) }
}

fn surely(question: &Question, chance: f64) -> SurePlan {
    solve_surely(question, &wish(chance), &mut Run::to_the_end()).unwrap()
}

/// INV-1 is worth more and may take twice as long; two others are what they are.
fn three() -> Question {
    let items = vec![
        Item::between("INV-1", 10.0, vec![5.0], vec![20.0]),
        Item::new("INV-2", 6.0, vec![5.0]),
        Item::new("INV-3", 5.0, vec![5.0]),
    ];
    Question::one_sprint(items, vec!["points".to_string()], vec![18.0])
}

fn planned(plan: &SurePlan) -> Vec<usize> {
    plan.answer.plan.iter().map(|placed| placed.item).collect()
}

#[test]
fn whoever_wants_to_be_surer_leaves_out_what_may_take_long() {
    let question = three();
    assert_eq!(planned(&surely(&question, 0.5)), [0, 1]);
    let sure = surely(&question, 0.9);
    assert_eq!((planned(&sure), sure.cost(), sure.check.share()), (vec![1, 2], 5.0, 1.0));
    assert!(sure.answer.proven());
}

#[test]
fn one_item_holds_as_often_as_its_high_estimate_says() {
    let items = vec![Item::between("INV-1", 1.0, vec![3.0], vec![8.0])];
    let plan = [Placed { item: 0, place: Place { sprint: 0, team: 0 } }];
    for (capacity, expected) in [(8.0, 0.9), (3.0, 0.1), (24.0_f64.sqrt(), 0.5)] {
        let question = Question::one_sprint(items.clone(), vec!["points".to_string()], vec![capacity]);
        let found = chance_of(&question, &plan, &Wish::of(0.8)).unwrap();
        assert!((found.share() - expected).abs() <= found.error(), "{found:?}");
        assert!((0.004..0.011).contains(&found.error()), "{}", found.error());
    }
}

#[test]
fn the_check_holds_as_often_as_was_wanted_and_the_cost_is_told() {
    let item = |nth: usize| {
        let (value, low) = (20.0 + 3.0 * (nth * 7 % 11) as f64, 1.0 + (nth % 5) as f64);
        Item::between(format!("INV-{nth}"), value, vec![low], vec![low * (1.5 + (nth % 4) as f64)])
    };
    let items = (0..20).map(item).collect();
    let question = Question::one_sprint(items, vec!["points".to_string()], vec![30.0]);
    let mut last = f64::INFINITY;
    for chance in [0.5, 0.7, 0.85, 0.95] {
        let wish = Wish { draws: 2_000, ..Wish::of(chance) };
        let found = solve_surely(&question, &wish, &mut Run::to_the_end()).unwrap();
        assert!(found.check.share() >= chance - found.check.error(), "{chance}: {:?}", found.check);
        assert!(found.cost() > 0.0 && found.middle_check.share() < 0.5, "{:?}", found.middle_check);
        assert!(found.answer.value <= last && found.answer.value <= found.answer.bound);
        last = found.answer.value;
    }
}

#[test]
fn reasons_are_those_of_the_margins() {
    let found = surely(&three(), 0.9);
    assert_eq!(planned(&found), [1, 2]);
    let reasons = explain_surely(&found, &mut Run::to_the_end());
    let sentences: Vec<&str> = reasons.items.iter().map(|reason| reason.sentence.as_str()).collect();
    assert!(
        sentences[1].starts_with("INV-2 is in: with it out, the best plan would lose 55 % of its value"),
        "{sentences:?}"
    );
}

#[test]
fn musts_that_do_not_hold_together_are_named() {
    let mut question = three();
    question.items[0].must = true;
    question.items[1].must = true;
    let found = surely(&question, 0.9);
    assert_eq!(found.answer.unmet_musts, [0]);
    let both = explain_surely(&surely(&question, 0.8), &mut Run::to_the_end()).conflict.unwrap();
    assert_eq!(
        both.sentence,
        "INV-1 and INV-2 do not all fit in 80 of 100 cases: without any one of them the others do."
    );
    let conflict = explain_surely(&found, &mut Run::to_the_end()).conflict.unwrap();
    assert_eq!(
        conflict.sentence,
        "INV-1 does not fit in 90 of 100 cases: it can not be a must as things stand."
    );
}

/// Questions whose items have a spread, but for every third one.
fn spread(items: usize, teams: usize, sprints: usize) -> impl Strategy<Value = Question> {
    (questions(items, teams, sprints), prop::collection::vec(0..8_u32, items)).prop_map(
        |(mut question, factors)| {
            for (item, factor) in question.items.iter_mut().zip(factors) {
                if let Effort::Estimated(low) = &item.effort {
                    let high = low.iter().map(|low| low * (1.0 + f64::from(factor) / 2.0)).collect();
                    item.effort = Effort::Between { low: low.clone(), high };
                }
            }
            question
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_best_of_all_plans_that_hold_is_found_or_the_gap_is_told(
        question in spread(12, 1, 1),
        chance in 50..99_u32,
    ) {
        let wish = wish(f64::from(chance) / 100.0);
        if let Ok(found) = solve_surely(&question, &wish, &mut Run::to_the_end()) {
            let simulation = Simulation::of(&question, wish.draws, wish.seed);
            let holds = |plan: &[Placed]| simulation.fits(plan) >= wish.needed();
            prop_assert!(holds(&found.answer.plan));
            match best_of(&question, &holds) {
                Some(best) => {
                    prop_assert!(found.answer.unmet_musts.is_empty() || !found.answer.proven());
                    prop_assert!(found.answer.bound >= best - 1e-6);
                    prop_assert!(!found.answer.proven() || found.answer.value >= best - 1e-6);
                }
                None => prop_assert!(!found.answer.unmet_musts.is_empty()),
            }
        }
    }

    #[test]
    fn several_sprints_and_teams_as_well(question in spread(5, 2, 2), chance in 50..99_u32) {
        let wish = wish(f64::from(chance) / 100.0);
        if let Ok(found) = solve_surely(&question, &wish, &mut Run::to_the_end()) {
            let simulation = Simulation::of(&question, wish.draws, wish.seed);
            let holds = |plan: &[Placed]| simulation.fits(plan) >= wish.needed();
            prop_assert!(holds(&found.answer.plan));
            if let Some(best) = best_of(&question, &holds) {
                prop_assert!(found.answer.bound >= best - 1e-6);
                prop_assert!(!found.answer.proven() || found.answer.value >= best - 1e-6);
            }
        }
    }

    #[test]
    fn a_higher_chance_never_gains_and_costs_nothing_less_than_nothing(question in spread(8, 1, 2)) {
        let mut last: Option<SurePlan> = None;
        for chance in [0.5, 0.7, 0.85, 0.95] {
            let Ok(found) = solve_surely(&question, &wish(chance), &mut Run::to_the_end()) else { break };
            let unmet = found.answer.unmet_musts.len();
            if unmet == found.middle.unmet_musts.len() {
                prop_assert!(found.cost() >= -1e-6, "{}", found.cost());
            }
            if let Some(last) = &last && unmet == last.answer.unmet_musts.len() {
                prop_assert!(found.answer.value <= last.answer.bound + 1e-6);
            }
            prop_assert!(last.as_ref().is_none_or(|last| unmet >= last.answer.unmet_musts.len() || !last.answer.proven()));
            last = Some(found);
        }
    }

    #[test]
    fn without_a_spread_it_is_the_ordinary_plan(question in questions(10, 1, 2), chance in 50..99_u32) {
        let mut exact = question.clone();
        for item in &mut exact.items {
            if let Effort::Estimated(amounts) = &item.effort {
                item.effort = Effort::Between { low: amounts.clone(), high: amounts.clone() };
            }
        }
        let wish = wish(f64::from(chance) / 100.0);
        if let Ok(ordinary) = solve(&question, &mut Run::to_the_end()) {
            for question in [&question, &exact] {
                let found = solve_surely(question, &wish, &mut Run::to_the_end()).unwrap();
                prop_assert_eq!(&found.answer, &ordinary);
                prop_assert_eq!((found.check.share(), found.cost()), (1.0, 0.0));
            }
        }
    }

    #[test]
    fn the_same_question_and_wish_give_the_same_plan(question in spread(8, 2, 2)) {
        let once = solve_surely(&question, &wish(0.8), &mut Run::to_the_end());
        if let Ok(found) = &once {
            let apart = |sentence: &String| !sentence.contains("is a must and not planned");
            prop_assert!(!audit(&question, &found.answer.plan).iter().any(apart));
        }
        prop_assert_eq!(once, solve_surely(&question, &wish(0.8), &mut Run::to_the_end()));
    }
}
