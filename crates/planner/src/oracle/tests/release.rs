//! Next releases with more requirements and customers than can be tried.

use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert, prop_assert_eq, proptest};

use super::{CASES, SECONDS_MAX, close};
use crate::oracle::serve;
use crate::release::{Customer, Question, solve};
use crate::run::{Ended, Run};

/// Requirements of which some need others, also in a circle, and customers who want a few each.
fn questions() -> impl Strategy<Value = Question> {
    (1..70_usize, 1..60_usize, 0..3_usize).prop_flat_map(|(requirements, customers, dense)| {
        let costs = prop::collection::vec(0..30_u32, requirements);
        let needs = prop::collection::vec((0..requirements, 0..requirements), 0..=requirements * dense / 2);
        let wants = prop::collection::vec(0..requirements, 0..7);
        let customers = prop::collection::vec((0..60_u32, wants), customers);
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn both_earn_the_same(question in questions(), share in 0.0..1.0_f64) {
        let total: u32 = question.costs.iter().sum();
        let budget = (f64::from(total) * share) as u64;
        let answer = solve(&question, budget, &mut Run::to_the_end()).unwrap();
        let other = serve(&question, budget, SECONDS_MAX).unwrap();
        prop_assert!(other.proven);
        prop_assert_eq!(answer.ended, Ended::Proven);
        let value = other.value.unwrap();
        prop_assert!(close(answer.profit as f64, value), "{} against {value}", answer.profit);
    }
}
