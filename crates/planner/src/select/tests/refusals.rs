//! Bad questions are refused with sentences that name the items.

use crate::run::Run;
use crate::select::{Effort, ITEMS_MAX, Item, Need, Question, Value, Wish, solve, solve_surely};

fn pair() -> Question {
    let items = vec![Item::new("INV-1", 5.0, vec![1.0]), Item::new("INV-2", 3.0, vec![1.0])];
    Question::one_sprint(items, vec!["points".to_string()], vec![2.0])
}

fn refusal(change: impl Fn(&mut Question)) -> String {
    let mut question = pair();
    change(&mut question);
    solve(&question, &mut Run::to_the_end()).unwrap_err().sentence
}

#[test]
fn amounts_that_are_none_are_refused() {
    let effort = |amount: f64| refusal(|q| q.items[0] = Item::new("INV-1", 5.0, vec![amount]));
    assert_eq!(effort(-1.0), "The effort of INV-1 for points is negative (-1).");
    assert_eq!(effort(f64::NAN), "The effort of INV-1 for points is not a number.");
    assert_eq!(effort(1e10), "The effort of INV-1 for points is above 1000000000 (10000000000).");
    let value = refusal(|question| question.items[1].value = Value::Stated(f64::NAN));
    assert_eq!(value, "The value of INV-2 is not a number.");
    let capacity = refusal(|question| question.teams[0].capacity[0][0] = -2.0);
    assert_eq!(capacity, "The capacity of the team for points in sprint 1 is negative (-2).");
}

#[test]
fn prices_of_what_is_not_there_are_refused() {
    let priced = |groups: Vec<Vec<usize>>| refusal(|question| question.priced = groups.clone());
    assert_eq!(priced(vec![vec![0], vec![0, 1]]), "A price names skill 2; there are 1.");
    assert_eq!(priced(vec![vec![0, 0]]), "A price names points twice: name it once.");
    assert_eq!(priced(vec![vec![0]; 17]), "17 prices are more than the 16 that can be asked for at once.");
}

#[test]
fn low_and_high_efforts_that_say_nothing_are_refused() {
    let between = |low: f64, high: f64| {
        refusal(|q| q.items[0].effort = Effort::Between { low: vec![low], high: vec![high] })
    };
    assert_eq!(between(8.0, 3.0), "The effort of INV-1 for points is 8 to 3: turn the two round.");
    assert_eq!(between(-1.0, 3.0), "The low effort of INV-1 for points is negative (-1).");
    assert_eq!(between(1.0, f64::NAN), "The high effort of INV-1 for points is not a number.");
    let zero = "The effort of INV-1 for points is 0 to 3: the low one has to be above 0.";
    assert_eq!(between(0.0, 3.0), zero);
    let wide =
        "The effort of INV-1 for points is 1 to 101: the high one may be at most 100 times the low one.";
    assert_eq!(between(1.0, 101.0), wide);
    let one = refusal(|q| q.items[0].effort = Effort::Between { low: vec![1.0], high: vec![] });
    assert_eq!(one, "INV-1 has 0 high efforts for 1 skills.");
}

#[test]
fn chances_and_draws_outside_the_limits_are_refused() {
    let refusal = |wish: Wish| solve_surely(&pair(), &wish, &mut Run::to_the_end()).unwrap_err().sentence;
    for (chance, said) in [(0.4, "0.4"), (1.0, "1"), (f64::NAN, "NaN")] {
        let sentence = format!("The wanted chance is {said}; it must be from 0.5 to 0.99.");
        assert_eq!(refusal(Wish::of(chance)), sentence);
    }
    let few = refusal(Wish { draws: 10, ..Wish::of(0.8) });
    assert_eq!(few, "10 draws were asked for; use from 100 to 100000.");
}

#[test]
fn items_that_need_each_other_are_named() {
    let sentence = refusal(|question| {
        question.needs.push(Need { item: 0, first: 1, same_sprint: true });
        question.needs.push(Need { item: 1, first: 0, same_sprint: true });
    });
    assert_eq!(sentence, "INV-1 and INV-2 need each other in a circle: remove one of the links.");
}

#[test]
fn a_must_that_needs_an_excluded_item_names_both() {
    let sentence = refusal(|question| {
        question.needs.push(Need { item: 0, first: 1, same_sprint: true });
        question.items[0].must = true;
        question.items[1].excluded = true;
    });
    assert_eq!(sentence, "INV-1 is a must and needs INV-2, which is excluded: take one back.");
}

#[test]
fn sizes_past_the_limit_are_refused() {
    let sentence = refusal(|question| {
        question.items = vec![question.items[0].clone(); ITEMS_MAX + 1];
    });
    assert_eq!(sentence, "1001 items are more than the 1000 that can be planned at once.");
}

#[test]
fn positions_outside_the_question_are_refused() {
    let links = refusal(|question| question.exclusives.push(vec![0, 7]));
    assert_eq!(links, "A link names item 8; there are 2.");
    let sprint = refusal(|question| question.items[0].sprint = Some(3));
    assert_eq!(sprint, "INV-1 names sprint 4; only 1 are planned.");
    let window = refusal(|question| {
        question.sprints = 2;
        question.teams[0].capacity.push(vec![1.0]);
        question.items[0].window = Some((1, 0));
    });
    assert_eq!(window, "The window of INV-1 ends (sprint 1) before it begins (2).");
}
