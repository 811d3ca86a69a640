//! A question of selection as a program: one yes or no for each item, team and sprint, whether it can be or not.

use highs::Col;

use super::model::{Bounded, Model};
use crate::select::{CAPACITY_TOLERANCE, Place, Placed, Question};

/// What HiGHS planned.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// Musts that no plan can meet together with the others: the least number of them.
    pub unmet_musts: usize,
    /// The best plan of those that leave out no more musts.
    pub plan: Vec<Placed>,
    pub of_value: Bounded,
}

/// The best plan for a question, by HiGHS in so many seconds for the musts and as many for the value.
///
/// Errors: what HiGHS refuses, as a sentence; also when how many musts can be met stays open.
pub fn plan(question: &Question, seconds_max: f64) -> Result<Planned, String> {
    let musts = question.items.iter().filter(|item| item.must).count();
    let mut unmet_musts = 0;
    if musts > 0 {
        let (met, _) = Sprints::of(question, Aim::Musts).model.solve(seconds_max)?;
        let Some(value) = met.value.filter(|_| met.proven) else {
            return Err("HiGHS leaves open how many musts can be met.".to_string());
        };
        unmet_musts = musts - value.round() as usize;
    }
    let sprints = Sprints::of(question, Aim::Value { unmet_musts });
    let (of_value, yes) = sprints.model.solve(seconds_max)?;
    // A search that was cut short before it had a plan has no answer for any variable.
    let chosen = sprints.places.iter().zip(&yes).filter(|(_, yes)| **yes);
    let plan = chosen.map(|(placed, _)| *placed).collect();
    Ok(Planned { unmet_musts, plan, of_value })
}

/// What a plan is to have most of.
#[derive(Clone, Copy, PartialEq)]
enum Aim {
    Musts,
    Value { unmet_musts: usize },
}

struct Sprints<'a> {
    question: &'a Question,
    model: Model,
    /// What each variable places; they come first in the model.
    places: Vec<Placed>,
    columns: Vec<Col>,
}

impl<'a> Sprints<'a> {
    fn of(question: &'a Question, aim: Aim) -> Self {
        let mut sprints = Self { question, model: Model::default(), places: Vec::new(), columns: Vec::new() };
        sprints.add_places(aim);
        sprints.add_items(aim);
        sprints.add_capacities();
        sprints.add_needs();
        sprints.add_groups();
        sprints
    }

    fn add_places(&mut self, aim: Aim) {
        for item in 0..self.question.items.len() {
            for sprint in 0..self.question.sprints {
                for team in 0..self.question.teams.len() {
                    let placed = Placed { item, place: Place { sprint, team } };
                    let gain = match aim {
                        Aim::Musts => f64::from(u8::from(self.question.items[item].must)),
                        Aim::Value { .. } => self.gain(placed),
                    };
                    let column = self.model.yes_or_no(gain);
                    if !self.allowed(placed) {
                        self.model.at_most(&[(column, 1.0)], 0.0);
                    }
                    self.places.push(placed);
                    self.columns.push(column);
                }
            }
            if matches!(aim, Aim::Value { .. }) && self.question.items[item].earlier.is_some() {
                self.model.offset -= self.question.stability;
            }
        }
    }

    fn gain(&self, placed: Placed) -> f64 {
        let item = &self.question.items[placed.item];
        let waited = self.question.discount.powi(placed.place.sprint as i32);
        let kept = if item.earlier == Some(placed.place) { self.question.stability } else { 0.0 };
        item.value.amount() * waited + kept
    }

    fn allowed(&self, placed: Placed) -> bool {
        let (item, Place { sprint, team }) = (&self.question.items[placed.item], placed.place);
        let inside = item.window.is_none_or(|(first, last)| first <= sprint && sprint <= last);
        let may = item.eligible.is_empty() || item.eligible.contains(&team);
        let pinned = item.sprint.is_none_or(|pinned| pinned == sprint)
            && item.team.is_none_or(|pinned| pinned == team);
        inside && may && pinned && !item.excluded
    }

    /// The variables of an item in sprints that are taken, each with this factor.
    fn terms(&self, item: usize, taken: impl Fn(usize) -> bool, factor: f64) -> Vec<(Col, f64)> {
        let mut terms = Vec::new();
        for (placed, column) in self.places.iter().zip(&self.columns) {
            if placed.item == item && taken(placed.place.sprint) {
                terms.push((*column, factor));
            }
        }
        terms
    }

    fn add_items(&mut self, aim: Aim) {
        let mut met = Vec::new();
        for item in 0..self.question.items.len() {
            let terms = self.terms(item, |_| true, 1.0);
            self.model.at_most(&terms, 1.0);
            if self.question.items[item].must {
                met.extend(terms.iter().map(|(column, _)| (*column, -1.0)));
            }
        }
        if let Aim::Value { unmet_musts } = aim {
            let musts = self.question.items.iter().filter(|item| item.must).count();
            self.model.at_most(&met, unmet_musts as f64 - musts as f64);
        }
    }

    fn add_capacities(&mut self) {
        for (team, who) in self.question.teams.iter().enumerate() {
            for (sprint, capacity) in who.capacity.iter().enumerate() {
                let place = Place { sprint, team };
                for (skill, most) in capacity.iter().enumerate() {
                    let mut terms = Vec::new();
                    for (placed, column) in self.places.iter().zip(&self.columns) {
                        let effort = self.question.items[placed.item].effort.of(skill);
                        if placed.place == place && effort > 0.0 {
                            terms.push((*column, effort));
                        }
                    }
                    self.model.at_most(&terms, most + CAPACITY_TOLERANCE);
                }
            }
        }
    }

    fn add_needs(&mut self) {
        for need in &self.question.needs {
            let wait = usize::from(!need.same_sprint);
            for last in 0..self.question.sprints {
                let mut terms = self.terms(need.item, |sprint| sprint <= last, 1.0);
                terms.extend(self.terms(need.first, |sprint| sprint + wait <= last, -1.0));
                self.model.at_most(&terms, 0.0);
            }
        }
    }

    fn add_groups(&mut self) {
        for group in &self.question.exclusives {
            let terms: Vec<_> = group.iter().flat_map(|&item| self.terms(item, |_| true, 1.0)).collect();
            self.model.at_most(&terms, 1.0);
        }
        for group in &self.question.together {
            for &other in group.iter().skip(1) {
                for here in 0..self.question.sprints {
                    let mut terms = self.terms(group[0], |sprint| sprint == here, 1.0);
                    terms.extend(self.terms(other, |sprint| sprint == here, -1.0));
                    self.model.equal(&terms, 0.0);
                }
            }
        }
    }
}
