//! Prices on the linking rows, bettered step by step along the subgradient (Held, Wolfe and Crowder 1974).

use super::Model;
use super::alone::Choice;

/// Prices with the bound they prove and each block's best choice at them.
#[derive(Clone, Debug)]
pub(super) struct Priced {
    /// Price of each linking row, in the order of `Model::linking`.
    pub prices: Vec<f64>,
    pub bound: f64,
    /// Gain of each variable after prices.
    pub gain: Vec<f64>,
    pub choices: Vec<Choice>,
}

impl Priced {
    /// The bound at some prices; `known` are choices to start from.
    pub fn at(model: &Model, prices: Vec<f64>, known: &[Choice]) -> Self {
        let known = |block: usize| known.get(block).map_or(&[][..], |choice| &choice.columns);
        Self::of(model, prices, |block, gain| model.alone(block, gain, None, known(block)))
    }

    /// The bound at some prices, each block solved as told.
    pub fn of(model: &Model, prices: Vec<f64>, solve: impl Fn(usize, &[f64]) -> Choice) -> Self {
        let mut gain = model.program.gain.clone();
        let mut bound = 0.0;
        for (&at, price) in model.linking.iter().zip(&prices) {
            let row = &model.program.rows[at];
            bound += price * row.limit;
            for &(column, coefficient) in &row.terms {
                gain[column] -= price * coefficient;
            }
        }
        let choices: Vec<Choice> = (0..model.columns.len()).map(|block| solve(block, &gain)).collect();
        bound += choices.iter().map(|choice| choice.value).sum::<f64>();
        Self { prices, bound, gain, choices }
    }

    /// What the blocks choose.
    pub fn chosen(&self) -> Vec<usize> {
        self.choices.iter().flat_map(|choice| &choice.columns).copied().collect()
    }

    /// Nodes that finding the choices took, and a little for each block.
    pub fn effort(&self) -> u64 {
        self.choices.iter().map(|choice| choice.nodes + 2).sum()
    }

    /// Settles every variable whose opposite can not be part of anything worth more than `value`, as long as
    /// `carry_on` says so.
    pub fn settle(&self, model: &mut Model, value: f64, mut carry_on: impl FnMut() -> bool) {
        for block in 0..model.columns.len() {
            let rest = self.bound - self.choices[block].value;
            for column in model.columns[block].clone() {
                if model.fixed[column].is_some() {
                    continue;
                }
                if !carry_on() {
                    return;
                }
                let chosen = self.choices[block].columns.contains(&column);
                let other = model.alone(block, &self.gain, Some((column, !chosen)), &[]);
                if rest + other.value < value {
                    model.fixed[column] = Some(chosen);
                }
            }
        }
    }
}

/// A descent over prices.
pub(super) struct Descent {
    pub best: Priced,
    now: Priced,
    direction: Vec<f64>,
    /// How much of the way to the target a step goes.
    stride: f64,
    since_better: usize,
    /// Steps that may pass without a better bound before they become shorter.
    patience: usize,
}

impl Descent {
    /// From some prices, with first steps of `stride` of the way to the target.
    pub fn from(best: Priced, stride: f64) -> Self {
        let direction = vec![0.0; best.prices.len()];
        Self { now: best.clone(), best, direction, stride, since_better: 0, patience: 12 }
    }

    /// One step towards a bound of `target`; tells what the blocks choose at the new prices.
    pub fn step(&mut self, model: &Model, target: f64) -> &Priced {
        if let Some(prices) = self.next(model, target) {
            self.now = Priced::at(model, prices, &self.now.choices);
            self.judge();
        }
        &self.now
    }

    /// The prices to ask for next; none where the present ones can not be bettered.
    fn next(&mut self, model: &Model, target: f64) -> Option<Vec<f64>> {
        self.turn(model);
        let norm: f64 = self.direction.iter().map(|d| d * d).sum();
        if norm <= 1e-12 {
            self.stride = 0.0;
            return None;
        }
        let length = self.stride * (self.now.bound - target).max(1e-6) / norm;
        let mut prices = self.now.prices.clone();
        for ((price, direction), &at) in prices.iter_mut().zip(&self.direction).zip(&model.linking) {
            *price -= length * direction;
            if !model.program.rows[at].equal {
                *price = price.max(0.0);
            }
        }
        Some(prices)
    }

    /// Turns the direction towards what is left of each linking row at the present choices.
    fn turn(&mut self, model: &Model) {
        let mut chosen = vec![false; model.program.gain.len()];
        for &column in self.now.choices.iter().flat_map(|choice| &choice.columns) {
            chosen[column] = true;
        }
        for ((direction, price), &at) in self.direction.iter_mut().zip(&self.now.prices).zip(&model.linking) {
            let row = &model.program.rows[at];
            let used = row.terms.iter().filter(|(column, _)| chosen[*column]);
            let left = row.limit - used.map(|(_, coefficient)| coefficient).sum::<f64>();
            // A row that is kept and costs nothing does not move.
            let idle = left >= 0.0 && *price <= 0.0 && !row.equal;
            *direction = 0.6 * *direction + if idle { 0.0 } else { left };
        }
    }

    /// Keeps what is better; after some steps that are not, goes back and takes shorter ones.
    fn judge(&mut self) {
        self.since_better += 1;
        if self.now.bound < self.best.bound - 1e-9 {
            self.best = self.now.clone();
            self.since_better = 0;
        } else if self.since_better >= self.patience {
            self.stride *= 0.6;
            self.since_better = 0;
            self.now = self.best.clone();
            self.direction.fill(0.0);
        }
    }

    /// Starts over from the best prices with longer steps.
    pub fn renew(&mut self) {
        self.now = self.best.clone();
        self.stride = 0.5;
        self.since_better = 0;
        self.direction.fill(0.0);
    }

    /// Whether steps have become too short to matter.
    pub fn settled(&self) -> bool {
        self.stride < 0.004
    }
}
