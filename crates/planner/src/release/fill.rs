//! Fills up a choice: whoever still fits, the best earner per cost first.

use super::reduced::Reduced;

/// Adds open customers to `inside` while the budget allows.
pub(super) fn fill(reduced: &Reduced, inside: &[bool]) -> Vec<bool> {
    let mut inside = inside.to_vec();
    let network = &reduced.network;
    let mut paid = vec![false; reduced.cost.len()];
    let mut left = reduced.budget - reduced.weigh(&inside).1;
    for (edge, &part) in network.part.iter().enumerate() {
        paid[part as usize] |= inside[network.customer[edge] as usize];
    }
    let parts = |member: usize| {
        let edges = network.first[member] as usize..network.first[member + 1] as usize;
        edges.map(|edge| network.part[edge] as usize)
    };
    loop {
        let mut best: Option<(f64, usize, i64)> = None;
        for member in (0..inside.len()).filter(|&member| !inside[member]) {
            let unpaid = parts(member).filter(|&part| !paid[part]);
            let cost = reduced.own[member] + unpaid.map(|part| reduced.cost[part]).sum::<i64>();
            let ratio = reduced.profit[member] as f64 / (cost as f64 + 0.5);
            if cost <= left && best.is_none_or(|(most, ..)| ratio > most) {
                best = Some((ratio, member, cost));
            }
        }
        let Some((_, member, cost)) = best else { return inside };
        inside[member] = true;
        left -= cost;
        parts(member).for_each(|part| paid[part] = true);
    }
}
