//! Maximum flow between customers and the parts they share: which customers pay for themselves together.
//!
//! Customers bring their profit, parts take their cost, and a customer may pay for any part it needs. Who
//! still has money left after the maximum flow, and whoever shares with them, is the closure of greatest worth
//! (Picard 1976). Dinic's algorithm on the bipartite network, started from whatever flow is there.

use super::core::Core;

/// The network of a core. Its shape stays; what customers have and parts ask for changes from node to node.
pub(super) struct Network {
    /// Edges of customer k are `first[k]..first[k + 1]`.
    pub first: Vec<u32>,
    /// The part at the end of each edge.
    pub part: Vec<u32>,
    /// Edges of part g are `back[back_first[g]..back_first[g + 1]]`.
    pub back_first: Vec<u32>,
    pub back: Vec<u32>,
    /// The customer at the start of each edge.
    pub customer: Vec<u32>,
    /// Flow on each edge.
    flow: Vec<i64>,
    /// What each customer still has, and what each part still lacks.
    pub has: Vec<i64>,
    pub lacks: Vec<i64>,
    level: Vec<u32>,
    next: Vec<u32>,
    part_level: Vec<u32>,
    part_next: Vec<u32>,
    queue: Vec<u32>,
}

const FAR: u32 = u32::MAX;

impl Network {
    pub fn of(core: &Core) -> Self {
        let (customers, parts) = (core.profit.len(), core.cost.len());
        let (mut first, mut part, mut customer) = (vec![0], Vec::new(), Vec::new());
        for (at, needed) in core.parts.iter().enumerate() {
            part.extend(needed);
            customer.resize(part.len(), at as u32);
            first.push(part.len() as u32);
        }
        let mut by_part: Vec<Vec<u32>> = vec![Vec::new(); parts];
        for (edge, &part) in part.iter().enumerate() {
            by_part[part as usize].push(edge as u32);
        }
        let (mut back_first, mut back) = (vec![0], Vec::new());
        for edges in by_part {
            back.extend(edges);
            back_first.push(back.len() as u32);
        }
        let flow = vec![0; part.len()];
        let (has, lacks) = (vec![0; customers], vec![0; parts]);
        let (level, next) = (vec![FAR; customers], vec![0; customers]);
        let (part_level, part_next) = (vec![FAR; parts], vec![0; parts]);
        let queue = Vec::new();
        Self {
            first,
            part,
            back_first,
            back,
            customer,
            flow,
            has,
            lacks,
            level,
            next,
            part_level,
            part_next,
            queue,
        }
    }

    /// Sets what every customer has and every part asks for in all, keeping as much of the present flow as
    /// still fits.
    pub fn set(&mut self, has: impl Fn(usize) -> i64, asks: impl Fn(usize) -> i64) {
        for customer in 0..self.has.len() {
            let mut left = has(customer);
            for edge in self.first[customer] as usize..self.first[customer + 1] as usize {
                self.flow[edge] = self.flow[edge].min(left);
                left -= self.flow[edge];
            }
            self.has[customer] = left;
        }
        for part in 0..self.lacks.len() {
            let mut left = asks(part);
            for back in self.back_first[part] as usize..self.back_first[part + 1] as usize {
                let edge = self.back[back] as usize;
                let kept = self.flow[edge].min(left);
                self.has[self.customer[edge] as usize] += self.flow[edge] - kept;
                self.flow[edge] = kept;
                left -= kept;
            }
            self.lacks[part] = left;
        }
    }

    /// Pushes as much as there is.
    pub fn push_all(&mut self) {
        self.push_directly();
        while self.layer() {
            self.next.clear();
            self.next.extend_from_slice(&self.first[..self.has.len()]);
            self.part_next.clear();
            self.part_next.extend_from_slice(&self.back_first[..self.lacks.len()]);
            for customer in 0..self.has.len() {
                while self.has[customer] > 0 && self.level[customer] == 0 {
                    let pushed = self.push_from(customer, self.has[customer]);
                    if pushed == 0 {
                        break;
                    }
                    self.has[customer] -= pushed;
                }
            }
        }
    }

    /// Each customer pays for what its own parts lack.
    fn push_directly(&mut self) {
        for customer in 0..self.has.len() {
            for edge in self.first[customer] as usize..self.first[customer + 1] as usize {
                let part = self.part[edge] as usize;
                let amount = self.has[customer].min(self.lacks[part]);
                if amount > 0 {
                    self.flow[edge] += amount;
                    self.has[customer] -= amount;
                    self.lacks[part] -= amount;
                }
            }
        }
    }

    /// Distances from the customers that still have something; whether a part that lacks is in reach.
    fn layer(&mut self) -> bool {
        self.level.clear();
        self.level.resize(self.has.len(), FAR);
        self.part_level.clear();
        self.part_level.resize(self.lacks.len(), FAR);
        self.queue.clear();
        for customer in 0..self.has.len() {
            if self.has[customer] > 0 {
                self.level[customer] = 0;
                self.queue.push(customer as u32);
            }
        }
        let (mut at, mut last) = (0, FAR);
        while at < self.queue.len() {
            let customer = self.queue[at] as usize;
            at += 1;
            let level = self.level[customer];
            if level >= last {
                break;
            }
            for edge in self.first[customer]..self.first[customer + 1] {
                let part = self.part[edge as usize] as usize;
                if self.part_level[part] != FAR {
                    continue;
                }
                self.part_level[part] = level + 1;
                if self.lacks[part] > 0 {
                    last = level + 1;
                }
                for &back in &self.back[self.back_first[part] as usize..self.back_first[part + 1] as usize] {
                    let other = self.customer[back as usize] as usize;
                    if self.flow[back as usize] > 0 && self.level[other] == FAR {
                        self.level[other] = level + 2;
                        self.queue.push(other as u32);
                    }
                }
            }
        }
        last != FAR
    }

    fn push_from(&mut self, customer: usize, limit: i64) -> i64 {
        let mut left = limit;
        while left > 0 && self.next[customer] < self.first[customer + 1] {
            let edge = self.next[customer] as usize;
            let part = self.part[edge] as usize;
            if self.part_level[part] == self.level[customer] + 1 {
                let pushed = self.push_through(part, left);
                self.flow[edge] += pushed;
                left -= pushed;
                if left == 0 {
                    break;
                }
            }
            self.next[customer] += 1;
        }
        limit - left
    }

    fn push_through(&mut self, part: usize, limit: i64) -> i64 {
        let taken = limit.min(self.lacks[part]);
        self.lacks[part] -= taken;
        let mut left = limit - taken;
        while left > 0 && self.part_next[part] < self.back_first[part + 1] {
            let back = self.back[self.part_next[part] as usize] as usize;
            let other = self.customer[back] as usize;
            if self.flow[back] > 0 && self.level[other] == self.part_level[part] + 1 {
                let pushed = self.push_from(other, left.min(self.flow[back]));
                self.flow[back] -= pushed;
                left -= pushed;
                if left == 0 {
                    break;
                }
            }
            self.part_next[part] += 1;
        }
        limit - left
    }

    /// The smallest closure of greatest worth: who is reached from those that still have something. To be asked
    /// after [`Self::push_all`], whose last layering visited just these.
    pub fn smallest(&self) -> Vec<bool> {
        self.level.iter().map(|level| *level != FAR).collect()
    }

    /// The largest closure of greatest worth: all but those who reach a part that lacks.
    pub fn largest(&mut self) -> Vec<bool> {
        let mut inside = vec![true; self.has.len()];
        self.part_level.clear();
        self.part_level.resize(self.lacks.len(), FAR);
        self.queue.clear();
        for part in 0..self.lacks.len() {
            if self.lacks[part] > 0 {
                self.part_level[part] = 0;
                self.queue.push(part as u32);
            }
        }
        let mut at = 0;
        while at < self.queue.len() {
            let part = self.queue[at] as usize;
            at += 1;
            for back in self.back_first[part]..self.back_first[part + 1] {
                let customer = self.customer[self.back[back as usize] as usize] as usize;
                if !std::mem::replace(&mut inside[customer], false) {
                    continue;
                }
                for edge in self.first[customer]..self.first[customer + 1] {
                    let paid = self.part[edge as usize] as usize;
                    if self.flow[edge as usize] > 0 && self.part_level[paid] == FAR {
                        self.part_level[paid] = 0;
                        self.queue.push(paid as u32);
                    }
                }
            }
        }
        inside
    }
}
