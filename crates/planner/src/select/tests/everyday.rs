//! The everyday case told as stories.

use crate::run::{Progress, Run};
use crate::select::{
    Effort, Forced, Item, Need, Question, Value, audit, explain, find_conflict, prices, solve,
    value_from_rank, why,
};

fn three() -> Question {
    let items = vec![
        Item::new("INV-1", 60.0, vec![10.0]),
        Item::new("INV-2", 100.0, vec![20.0]),
        Item::new("INV-3", 120.0, vec![30.0]),
    ];
    Question::one_sprint(items, vec!["points".to_string()], vec![50.0])
}

fn value(question: &Question) -> f64 {
    let answer = solve(question, &mut Run::to_the_end()).unwrap();
    assert!(answer.proven() && answer.gap() == 0.0 && audit(question, &answer.plan).is_empty());
    answer.value
}

#[test]
fn the_best_plan_beats_the_greedy_one() {
    assert_eq!(value(&three()), 220.0);
}

#[test]
fn a_prerequisite_costs_its_place() {
    let mut question = three();
    question.needs.push(Need { item: 2, first: 0, same_sprint: true });
    assert_eq!(value(&question), 180.0);
}

#[test]
fn forcing_the_first_in_costs_forty() {
    let question = three();
    let answer = solve(&question, &mut Run::to_the_end()).unwrap();
    let reasons = explain(&question, &answer, &mut Run::to_the_end()).unwrap();
    let Forced::Costs { loss, enter, leave } = &reasons.items[0].forced else { panic!("{reasons:?}") };
    assert_eq!((loss.at_least, loss.at_most), (40.0, 40.0));
    assert_eq!((enter.as_slice(), leave.as_slice()), ([0].as_slice(), [1].as_slice()));
    assert_eq!(
        reasons.items[0].sentence,
        "INV-1 is out: with it in, the best plan would lose 18 % of its value, and INV-2 would go out."
    );
}

#[test]
fn ten_more_points_buy_the_third_item() {
    let mut question = three();
    question.teams[0].capacity[0][0] = 59.0;
    let answer = solve(&question, &mut Run::to_the_end()).unwrap();
    let reasons = explain(&question, &answer, &mut Run::to_the_end()).unwrap();
    assert_eq!(reasons.prices.len(), 1);
    assert_eq!((reasons.prices[0].gain, reasons.prices[0].proven), (60.0, true));
}

#[test]
fn musts_that_do_not_fit_are_told_and_the_rest_is_planned() {
    let mut question = three();
    question.items[1].must = true;
    question.items[2].must = true;
    question.teams[0].capacity[0][0] = 40.0;
    let answer = solve(&question, &mut Run::to_the_end()).unwrap();
    assert_eq!(answer.unmet_musts.len(), 1);
    assert_eq!(answer.value, 180.0);
    let conflict = find_conflict(&question, &mut Run::to_the_end()).unwrap().unwrap();
    assert_eq!(conflict.items, [1, 2]);
    assert_eq!(
        conflict.sentence,
        "INV-2 and INV-3 can not all be planned (50 points, where there are 40): without any one of them the \
         others fit."
    );
}

#[test]
fn a_story_without_an_estimate_counts_as_one_and_rank_stands_in_for_value() {
    let mut question = three();
    for (position, item) in question.items.iter_mut().enumerate() {
        item.effort = Effort::Unestimated;
        item.value = Value::ByRank(value_from_rank(position, 3));
    }
    question.teams[0].capacity[0][0] = 2.0;
    let answer = solve(&question, &mut Run::to_the_end()).unwrap();
    assert_eq!(answer.plan.iter().map(|placed| placed.item).collect::<Vec<_>>(), [0, 1]);
    assert_eq!((answer.counted.len(), answer.ranked.len()), (3, 3));
}

#[test]
fn a_search_that_is_stopped_still_has_a_bound() {
    let mut asked = 0;
    let mut watch = |_: &crate::Progress| {
        asked += 1;
        asked < 2
    };
    let answer = solve(&three(), &mut Run::watched(&mut watch)).unwrap();
    assert!(!answer.proven());
    assert!(answer.bound >= 220.0);
}

#[test]
fn a_day_of_who_can_do_both_is_priced_for_both() {
    let items = vec![Item::new("INV-1", 70.0, vec![5.0, 5.0]), Item::new("INV-2", 30.0, vec![4.0, 0.0])];
    let skills = ["points", "points of Design"].map(str::to_owned).to_vec();
    let mut question = Question::one_sprint(items, skills, vec![4.0, 4.0]);
    let gains = |question: &Question| {
        let answer = solve(question, &mut Run::to_the_end()).unwrap();
        let prices = prices(question, &answer, &mut Run::to_the_end()).unwrap();
        prices.into_iter().map(|price| (price.skills, price.gain)).collect::<Vec<_>>()
    };
    assert_eq!(gains(&question), [(vec![0], 0.0), (vec![1], 0.0)]);
    question.priced = vec![vec![0], vec![0, 1]];
    assert_eq!(gains(&question), [(vec![0], 0.0), (vec![0, 1], 40.0)]);
}

#[test]
fn reasons_and_prices_can_be_asked_for_alone_and_end_with_the_time_there_is() {
    let question = three();
    let answer = solve(&question, &mut Run::to_the_end()).unwrap();
    let all = explain(&question, &answer, &mut Run::to_the_end()).unwrap();
    let some = why(&question, &answer, &[2, 0], &mut Run::to_the_end()).unwrap();
    assert_eq!(some, [all.items[2].clone(), all.items[0].clone()]);
    assert_eq!(prices(&question, &answer, &mut Run::to_the_end()).unwrap(), all.prices);
    let mut never = |_: &Progress| false;
    assert_eq!(why(&question, &answer, &[2, 0], &mut Run::watched(&mut never)).unwrap(), []);
}
