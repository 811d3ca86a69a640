//! The bound of one node: the least over all prices of budget of what customers earn beyond what they cost.
//!
//! For a price λ per unit of budget the best is a closure of greatest worth, one maximum flow away; the least
//! over λ is the value of the linear relaxation. λ is kept as an exact fraction and found by the secant of the
//! last closure within and the last beyond the budget (Newton's method on a convex piecewise linear function).

use super::reduced::Reduced;

/// A price per unit of budget: `cost` ÷ `profit` in whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Price {
    pub over: i64,
    pub under: i64,
}

impl Price {
    pub fn of(over: i64, under: i64) -> Self {
        let shared = gcd(over.max(1), under.max(1));
        Self { over: over / shared, under: under / shared }
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The bound of a node, and what its network says about each open customer.
pub(super) struct Relaxed {
    /// No choice below this node earns more; includes what is in already.
    pub bound: i64,
    pub price: Price,
    /// The bound before rounding down, times `price.under`.
    pub exact: i64,
    /// Who is in both of, or only in the larger of, the two closures that the budget lies between.
    pub smallest: Vec<bool>,
    pub largest: Vec<bool>,
}

/// Bounds the reduced question. `start` is a guess of the price.
pub(super) fn relax(reduced: &mut Reduced, start: Option<Price>) -> Relaxed {
    let everyone = vec![true; reduced.members.len()];
    let all = reduced.weigh(&everyone);
    if all.1 <= reduced.budget {
        let bound = reduced.base + all.0;
        let price = Price { over: 0, under: 1 };
        return Relaxed { bound, price, exact: bound, smallest: everyone.clone(), largest: everyone };
    }
    let (mut below, mut above) = ((0, 0), all);
    let mut price = start.filter(|price| price.over > 0).unwrap_or(Price::of(above.0, above.1));
    let (mut smallest, mut largest) = (Vec::new(), Vec::new());
    loop {
        flow(reduced, price);
        reduced.network.smallest(&mut smallest);
        let least = reduced.weigh(&smallest);
        let mut most = least;
        if least.1 <= reduced.budget {
            reduced.network.largest(&mut largest);
            for member in 0..largest.len() {
                largest[member] &= net(reduced, member, price) >= 0;
            }
            most = reduced.weigh(&largest);
            if most.1 >= reduced.budget {
                break;
            }
            below = most;
        } else {
            above = least;
        }
        let next = Price::of(above.0 - below.0, above.1 - below.1);
        if next == price {
            // Both closures are best at this price: the budget lies between them.
            break;
        }
        debug_assert!(most.1 != reduced.budget);
        price = next;
    }
    let (profit, cost) = reduced.weigh(&smallest);
    let exact = (reduced.base + profit) * price.under + price.over * (reduced.budget - cost);
    Relaxed { bound: exact.div_euclid(price.under), price, exact, smallest, largest }
}

/// What a customer earns beyond its own cost, times `price.under`.
pub(super) fn net(reduced: &Reduced, member: usize, price: Price) -> i64 {
    reduced.profit[member] * price.under - reduced.own[member] * price.over
}

fn flow(reduced: &mut Reduced, price: Price) {
    let mut has = std::mem::take(&mut reduced.network.has);
    has.clear();
    has.extend((0..reduced.members.len()).map(|member| net(reduced, member, price).max(0)));
    let network = &mut reduced.network;
    network.has = has;
    network.lacks.clear();
    network.lacks.extend(reduced.cost.iter().map(|cost| cost * price.over));
    network.flow.clear();
    network.flow.resize(network.part.len(), 0);
    network.push_all();
}
