//! The bound of one node: the least over all prices of budget of what customers earn beyond what they cost.
//!
//! For a price per unit of budget the best is a closure of greatest worth, one maximum flow away, and gives a
//! bound; the least over the prices is the value of the linear relaxation. The price is sought by the secant of
//! the last closure within and the last beyond the budget (Newton's method on a convex piecewise linear
//! function). It is a whole multiple of 1 ÷ [`UNIT`], so that every bound is exact.

use super::core::Core;
use super::flow::Network;
use super::node::{Choice, Left, Node};

/// Prices and bounds are counted in this part of a unit of profit.
pub(super) const UNIT: i64 = 1 << 20;

/// More than all customers together can pay.
const DEAREST: i64 = (super::TOTAL_MAX as i64 + 1) * UNIT;

/// What the relaxation of a node found. The network is left as it was at the last price.
pub(super) struct Relaxed {
    /// The bound, in parts of [`UNIT`].
    pub bound: i64,
    /// The bound at the last price, in parts of [`UNIT`].
    pub last: i64,
    /// Nothing better than this choice exists, as it is all that is open.
    pub whole: bool,
}

/// Bounds a node; ends early when the bound falls to `floor` or below. Moves the node's two sets of customers.
pub(super) fn relax(core: &Core, network: &mut Network, node: &mut Node, left: &Left, floor: i64) -> Relaxed {
    let everyone = vec![true; core.profit.len()];
    let all = node.weigh(core, &everyone);
    if all.1 <= left.budget {
        node.smaller = everyone;
        let bound = (left.base + all.0) * UNIT;
        return Relaxed { bound, last: bound, whole: true };
    }
    let mut below = node.weigh(core, &node.smaller);
    if below.1 > left.budget {
        node.smaller = vec![false; core.profit.len()];
        below = (0, 0);
    }
    let mut above = node.weigh(core, &node.larger);
    if above.1 <= left.budget {
        node.larger = everyone;
        above = all;
    }
    let (mut bound, mut last, mut asked) = (i64::MAX / 32, i64::MAX / 32, -1);
    loop {
        let price = secant(below, above);
        if price == asked {
            break;
        }
        asked = price;
        flow(core, network, node, price);
        let smallest = network.smallest();
        let least = node.weigh(core, &smallest);
        last = line(left, least, price);
        bound = bound.min(last);
        if least.1 > left.budget {
            (node.larger, above) = (smallest, least);
        } else {
            let largest = network.largest();
            let most = node.weigh(core, &largest);
            if most.1 > left.budget {
                (node.smaller, node.larger) = (smallest, largest);
                break;
            }
            (node.smaller, below) = (largest, most);
        }
        let hoped = line(left, below, secant(below, above));
        if bound <= floor || (bound - hoped) * 16 < bound - floor {
            break;
        }
    }
    Relaxed { bound, last, whole: false }
}

/// What a set of this profit and cost is worth at a price, with the budget left over sold at that price.
fn line(left: &Left, (profit, cost): (i64, i64), price: i64) -> i64 {
    let spare = i128::from(price) * i128::from(left.budget - cost);
    let worth = i128::from(left.base + profit) * i128::from(UNIT) + spare;
    worth.min(i128::from(i64::MAX / 32)) as i64
}

/// The price at which two sets of customers are worth the same.
fn secant(below: (i64, i64), above: (i64, i64)) -> i64 {
    ((above.0 - below.0) * UNIT / (above.1 - below.1).max(1)).max(0)
}

fn flow(core: &Core, network: &mut Network, node: &Node, price: i64) {
    let has = |customer: usize| match node.choice[customer] {
        Choice::Open => core.profit[customer] as i64 * UNIT,
        _ => 0,
    };
    // Nobody can pay more than all profits together, so more need not be asked.
    let asks = |part: usize| match (core.cost[part] as i64).checked_mul(price) {
        _ if node.paid[part] => 0,
        Some(asked) => asked.min(DEAREST),
        None => DEAREST,
    };
    network.set(has, asks);
    network.push_all();
}
