//! Fills up a node's smaller set: whoever still fits, the best earner per cost first.

use super::core::Core;
use super::node::{Left, Node};

/// The node's smaller set with more open customers, while the budget allows.
pub(super) fn fill(core: &Core, node: &Node, left: &Left) -> Vec<bool> {
    let mut inside = node.smaller.clone();
    let mut paid = node.paid.clone();
    let mut budget = left.budget;
    let buy = |paid: &mut Vec<bool>, customer: usize| {
        for &part in &core.parts[customer] {
            paid[part as usize] = true;
        }
    };
    let cost = |paid: &[bool], customer: usize| -> i64 {
        let unpaid = core.parts[customer].iter().filter(|part| !paid[**part as usize]);
        unpaid.map(|part| core.cost[*part as usize] as i64).sum()
    };
    for (customer, inside) in inside.iter_mut().enumerate() {
        *inside &= node.is_open(customer);
        if *inside {
            budget -= cost(&paid, customer);
            buy(&mut paid, customer);
        }
    }
    loop {
        let waiting = (0..inside.len()).filter(|&customer| node.is_open(customer) && !inside[customer]);
        let mut ranked: Vec<(i64, usize)> = waiting
            .map(|customer| (cost(&paid, customer), customer))
            .filter(|(cost, _)| *cost <= budget)
            .map(|(cost, customer)| (-(core.profit[customer] as i64) * 1_000_000 / (cost + 1), customer))
            .collect();
        ranked.sort_unstable();
        if ranked.is_empty() {
            return inside;
        }
        // An eighth at a time: what is bought makes others cheaper.
        for &(_, customer) in ranked.iter().take(1 + ranked.len() / 8) {
            let cost = cost(&paid, customer);
            if cost <= budget {
                inside[customer] = true;
                budget -= cost;
                buy(&mut paid, customer);
            }
        }
    }
}
