//! The next release against brute force, and the instances with known optima.

use proptest::prelude::{Strategy, prop, prop_assert_eq, proptest};

use super::{Customer, Question, TOTAL_MAX, curve, solve};
use crate::run::{Ended, Run};

fn questions() -> impl Strategy<Value = Question> {
    (1..14_usize, 1..12_usize).prop_flat_map(|(requirements, customers)| {
        let costs = prop::collection::vec(0..12_u32, requirements);
        let needs = prop::collection::vec((0..requirements, 0..requirements), 0..requirements);
        let wants = prop::collection::vec(0..requirements, 0..4);
        let customers = prop::collection::vec((0..30_u32, wants), customers);
        (costs, needs, customers).prop_map(|(costs, needs, customers)| {
            let mut firsts = vec![Vec::new(); costs.len()];
            for (requirement, first) in needs {
                firsts[requirement].push(first);
            }
            let customers = customers.into_iter().map(|(profit, wants)| Customer { profit, wants }).collect();
            Question { costs, firsts, customers }
        })
    })
}

/// The best profit by trying every set of customers.
fn brute_force(question: &Question, budget: u64) -> u64 {
    let sets = 0..1_usize << question.customers.len();
    let served = |set: usize| (0..question.customers.len()).filter(move |customer| set >> customer & 1 == 1);
    let affordable = sets.filter(|&set| {
        let requirements = super::requirements(question, &served(set).collect::<Vec<_>>());
        requirements.iter().map(|&at| u64::from(question.costs[at])).sum::<u64>() <= budget
    });
    let profit = |set| served(set).map(|customer| u64::from(question.customers[customer].profit)).sum();
    affordable.map(profit).max().unwrap_or(0)
}

proptest! {
    #[test]
    fn agrees_with_brute_force(question in questions(), budget in 0..60_u64) {
        let answer = solve(&question, budget, &mut Run::to_the_end()).unwrap();
        prop_assert_eq!(answer.ended, Ended::Proven);
        prop_assert_eq!(answer.profit, brute_force(&question, budget));
        prop_assert_eq!(answer.bound, answer.profit);
        assert!(answer.cost <= budget);
    }

    #[test]
    fn more_budget_never_earns_less(question in questions()) {
        let points = curve(&question, &[0, 10, 20, 30, 40, 50], &mut Run::to_the_end()).unwrap();
        assert!(points.windows(2).all(|pair| pair[0].answer.profit <= pair[1].answer.profit));
    }
}

#[test]
fn totals_at_the_limit_do_not_overflow() {
    let half = TOTAL_MAX as u32 / 2;
    let customer = |profit: u32, wants: &[usize]| Customer { profit, wants: wants.to_vec() };
    let customers = vec![customer(half, &[0]), customer(half - 2, &[1, 2]), customer(2, &[0, 2])];
    let question = Question { costs: vec![half, half - 1, 1], firsts: vec![vec![]; 3], customers };
    for budget in [0, 1, u64::from(half) - 1, u64::from(half), u64::from(half) + 1, TOTAL_MAX - 1, TOTAL_MAX]
    {
        let answer = solve(&question, budget, &mut Run::to_the_end()).unwrap();
        assert_eq!((answer.ended, answer.profit), (Ended::Proven, brute_force(&question, budget)));
    }
}

#[test]
fn what_can_not_be_asked_is_refused() {
    let customer = Customer { profit: 1, wants: vec![2] };
    let question = Question { costs: vec![1], firsts: vec![vec![]], customers: vec![customer] };
    let refused = solve(&question, 5, &mut Run::to_the_end()).unwrap_err();
    assert_eq!(refused.sentence, "Requirement 3 is named; there are 1.");
    let refused = solve(&Question::default(), TOTAL_MAX + 1, &mut Run::to_the_end()).unwrap_err();
    let sentence = "The budget is 1000000001; at most 1000000000 can be planned: use a larger unit.";
    assert_eq!(refused.sentence, sentence);
}
