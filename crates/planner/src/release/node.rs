//! A part of the search space: what is decided about customers and parts, and what follows from it.

use super::core::Core;

/// What has been decided about a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Open,
    In,
    Out,
}

#[derive(Clone)]
pub(super) struct Node {
    /// No choice below this node earns more.
    pub bound: i64,
    pub depth: usize,
    pub choice: Vec<Choice>,
    /// Parts that are paid for, whoever uses them.
    pub paid: Vec<bool>,
    /// Two sets of customers between whose costs the budget lay above this node: first guesses for the next.
    pub smaller: Vec<bool>,
    pub larger: Vec<bool>,
}

/// What is left to decide at a node.
pub(super) struct Left {
    /// Budget left, below 0 when it is broken.
    pub budget: i64,
    /// Profit of those that are in.
    pub base: i64,
}

impl Node {
    pub fn root(core: &Core) -> Self {
        let customers = core.profit.len();
        Self {
            bound: i64::MAX,
            depth: 0,
            choice: vec![Choice::Open; customers],
            paid: vec![false; core.cost.len()],
            smaller: vec![false; customers],
            larger: vec![true; customers],
        }
    }

    /// Decides what follows: who costs nothing more is in, who alone breaks the budget is out.
    pub fn settle(&mut self, core: &Core, budget: u64) -> Left {
        loop {
            for customer in (0..self.choice.len()).filter(|&customer| self.choice[customer] == Choice::In) {
                for &part in &core.parts[customer] {
                    self.paid[part as usize] = true;
                }
            }
            let paid = self.paid.iter().zip(&core.cost).filter(|(paid, _)| **paid);
            let left = budget as i64 - paid.map(|(_, cost)| *cost as i64).sum::<i64>();
            if left < 0 || !self.follow(core, left) {
                let inside =
                    self.choice.iter().zip(&core.profit).filter(|(choice, _)| **choice == Choice::In);
                return Left { budget: left, base: inside.map(|(_, profit)| *profit as i64).sum() };
            }
        }
    }

    /// One round of [`Self::settle`]; whether anyone was decided.
    fn follow(&mut self, core: &Core, left: i64) -> bool {
        let mut decided = false;
        for (customer, choice) in self.choice.iter_mut().enumerate().filter(|(_, c)| **c == Choice::Open) {
            let unpaid = core.parts[customer].iter().filter(|part| !self.paid[**part as usize]);
            let cost: u64 = unpaid.map(|part| core.cost[*part as usize]).sum();
            if cost == 0 {
                *choice = Choice::In;
                decided = true;
            } else if cost as i64 > left {
                *choice = Choice::Out;
                decided = true;
            }
        }
        decided
    }

    /// Pays for a part and all that goes with it.
    pub fn pay(&mut self, core: &Core, part: usize) {
        for &with in &core.with[part] {
            self.paid[with as usize] = true;
        }
    }

    /// Does without a part, and so without whoever needs it.
    pub fn refuse(&mut self, core: &Core, part: usize) {
        for &customer in &core.customers[part] {
            self.choice[customer as usize] = Choice::Out;
        }
    }

    pub fn is_open(&self, customer: usize) -> bool {
        self.choice[customer] == Choice::Open
    }

    /// Profit and cost of the open customers of a set together.
    pub fn weigh(&self, core: &Core, inside: &[bool]) -> (i64, i64) {
        let mut bought = vec![false; core.cost.len()];
        let (mut profit, mut cost) = (0, 0);
        for customer in (0..inside.len()).filter(|&customer| inside[customer] && self.is_open(customer)) {
            profit += core.profit[customer] as i64;
            for &part in &core.parts[customer] {
                if !self.paid[part as usize] && !std::mem::replace(&mut bought[part as usize], true) {
                    cost += core.cost[part as usize] as i64;
                }
            }
        }
        (profit, cost)
    }
}
