//! The question flattened: each customer needs a set of parts, a part being requirements that the same
//! customers need.
//!
//! With prerequisites followed through, a requirement matters only by its cost and by who needs it, so
//! requirements with the same customers are one part. Most parts then belong to one customer alone.

use std::collections::HashMap;

use super::Question;

/// Customers and the parts they need.
pub(super) struct Core {
    pub profit: Vec<u64>,
    /// Parts of each customer, ascending.
    pub parts: Vec<Vec<u32>>,
    /// Customers of each part, ascending.
    pub customers: Vec<Vec<u32>>,
    pub cost: Vec<u64>,
    /// Parts that whoever needs this part needs too, itself among them.
    pub with: Vec<Vec<u32>>,
}

impl Core {
    pub fn of(question: &Question) -> Self {
        let wanted: Vec<Vec<u32>> = (0..question.customers.len()).map(|at| closure(question, at)).collect();
        let mut who: Vec<Vec<u32>> = vec![Vec::new(); question.costs.len()];
        for (customer, requirements) in wanted.iter().enumerate() {
            for &requirement in requirements {
                who[requirement as usize].push(customer as u32);
            }
        }
        let mut part_of: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut core = Self {
            profit: question.customers.iter().map(|customer| u64::from(customer.profit)).collect(),
            parts: vec![Vec::new(); question.customers.len()],
            customers: Vec::new(),
            cost: Vec::new(),
            with: Vec::new(),
        };
        for (customers, &cost) in who.into_iter().zip(&question.costs) {
            if customers.is_empty() || cost == 0 {
                continue;
            }
            let next = core.cost.len();
            let part = *part_of.entry(customers).or_insert_with_key(|customers| {
                core.customers.push(customers.clone());
                core.cost.push(0);
                for &customer in customers {
                    core.parts[customer as usize].push(next as u32);
                }
                next
            });
            core.cost[part] += u64::from(cost);
        }
        core.with = (0..core.cost.len()).map(|part| core.always_with(part)).collect();
        core
    }

    fn always_with(&self, part: usize) -> Vec<u32> {
        let customers = &self.customers[part];
        let mut together = self.parts[customers[0] as usize].clone();
        for &customer in &customers[1..] {
            together.retain(|other| self.parts[customer as usize].binary_search(other).is_ok());
        }
        together
    }

    /// Cost of everything that these customers need.
    pub fn cost_of(&self, chosen: &[bool]) -> u64 {
        let needed = |customers: &Vec<u32>| customers.iter().any(|&customer| chosen[customer as usize]);
        self.customers.iter().zip(&self.cost).filter(|(customers, _)| needed(customers)).map(|(_, c)| c).sum()
    }

    pub fn profit_of(&self, chosen: &[bool]) -> u64 {
        self.profit.iter().zip(chosen).filter(|(_, chosen)| **chosen).map(|(profit, _)| profit).sum()
    }
}

/// The requirements of a customer with their prerequisites.
fn closure(question: &Question, customer: usize) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut waiting = question.customers[customer].wants.clone();
    while let Some(requirement) = waiting.pop() {
        if seen.insert(requirement) {
            found.push(requirement as u32);
            waiting.extend(&question.firsts[requirement]);
        }
    }
    found.sort_unstable();
    found
}
