//! What is left of the question once some customers are in and some are out.
//!
//! Parts that the chosen need are paid for; a part that only one open customer needs is that customer's own
//! cost. What remains in the network is little, which is what makes a bound cheap.

use super::core::Core;
use super::flow::Network;

/// What has been decided about a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Open,
    In,
    Out,
}

/// The open customers and the parts they share, renumbered.
#[derive(Default)]
pub(super) struct Reduced {
    /// Position in the core of each open customer.
    pub members: Vec<u32>,
    pub profit: Vec<i64>,
    /// Cost of the parts that only this customer needs.
    pub own: Vec<i64>,
    pub network: Network,
    /// Cost of each shared part.
    pub cost: Vec<i64>,
    /// Budget left, and profit of those that are in.
    pub budget: i64,
    pub base: i64,
    /// Per part of the core: how many open customers need it; -1 when it is paid for.
    wanted: Vec<i32>,
    /// Per part of the core: its number here, one more; 0 when it has none.
    number: Vec<u32>,
}

impl Reduced {
    /// Reduces the core by `choice`, deciding what follows on the way; false when the budget is broken.
    pub fn reduce(&mut self, core: &Core, budget: u64, choice: &mut [Choice]) -> bool {
        loop {
            self.count(core, budget, choice);
            if self.budget < 0 {
                return false;
            }
            if !self.decide(core, choice) {
                break;
            }
        }
        self.build(core, choice);
        true
    }

    fn count(&mut self, core: &Core, budget: u64, choice: &[Choice]) {
        self.wanted.clear();
        self.wanted.resize(core.cost.len(), 0);
        (self.budget, self.base) = (budget as i64, 0);
        for (customer, choice) in choice.iter().enumerate() {
            match choice {
                Choice::Out => {}
                Choice::Open => {
                    for &part in &core.parts[customer] {
                        let wanted = &mut self.wanted[part as usize];
                        *wanted += i32::from(*wanted >= 0);
                    }
                }
                Choice::In => {
                    self.base += core.profit[customer] as i64;
                    for &part in &core.parts[customer] {
                        if self.wanted[part as usize] >= 0 {
                            self.wanted[part as usize] = -1;
                            self.budget -= core.cost[part as usize] as i64;
                        }
                    }
                }
            }
        }
    }

    /// Takes who costs nothing more, drops who alone breaks the budget; whether anything was decided.
    fn decide(&self, core: &Core, choice: &mut [Choice]) -> bool {
        let mut decided = false;
        for (customer, choice) in choice.iter_mut().enumerate().filter(|(_, c)| **c == Choice::Open) {
            let unpaid = core.parts[customer].iter().filter(|part| self.wanted[**part as usize] >= 0);
            let cost: u64 = unpaid.map(|part| core.cost[*part as usize]).sum();
            if cost == 0 {
                *choice = Choice::In;
                decided = true;
            } else if cost as i64 > self.budget {
                *choice = Choice::Out;
                decided = true;
            }
        }
        decided
    }

    fn build(&mut self, core: &Core, choice: &[Choice]) {
        self.members.clear();
        self.profit.clear();
        self.own.clear();
        self.cost.clear();
        self.number.clear();
        self.number.resize(core.cost.len(), 0);
        let network = &mut self.network;
        network.first.clear();
        network.part.clear();
        network.customer.clear();
        for (customer, _) in choice.iter().enumerate().filter(|(_, choice)| **choice == Choice::Open) {
            network.first.push(network.part.len() as u32);
            let mut own = 0;
            for &part in &core.parts[customer] {
                let cost = core.cost[part as usize] as i64;
                match self.wanted[part as usize] {
                    ..=-1 => {}
                    0 | 1 => own += cost,
                    _ => {
                        let number = &mut self.number[part as usize];
                        if *number == 0 {
                            self.cost.push(cost);
                            *number = self.cost.len() as u32;
                        }
                        network.part.push(*number - 1);
                        network.customer.push(self.members.len() as u32);
                    }
                }
            }
            self.members.push(customer as u32);
            self.profit.push(core.profit[customer] as i64);
            self.own.push(own);
        }
        network.first.push(network.part.len() as u32);
        network.close(self.cost.len());
    }

    /// Profit and cost of some of the open customers together.
    pub fn weigh(&self, inside: &[bool]) -> (i64, i64) {
        let (mut profit, mut cost) = (0, 0);
        for member in (0..self.members.len()).filter(|&member| inside[member]) {
            profit += self.profit[member];
            cost += self.own[member];
        }
        for (part, amount) in self.cost.iter().enumerate() {
            let edges = self.network.back_first[part]..self.network.back_first[part + 1];
            let needed = edges.into_iter().any(|back| {
                let edge = self.network.back[back as usize] as usize;
                inside[self.network.customer[edge] as usize]
            });
            cost += if needed { *amount } else { 0 };
        }
        (profit, cost)
    }
}
