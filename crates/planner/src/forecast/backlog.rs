//! A backlog in rank order: whose items they are, what they need first, and so how much must be done before each.

use super::history::History;
use super::outlook::{Draws, Outlook};
use super::similar::Similar;
use crate::refused::{Refused, listed};

/// Items in one backlog at most.
pub const ITEMS_MAX: usize = 20_000;
/// Teams at most.
pub const TEAMS_MAX: usize = 50;

/// What a team's pace is taken from.
#[derive(Clone, Debug)]
pub enum Pace {
    /// What it finished so far; the item's sizes are in the same unit.
    Known(History),
    /// A person's guess for a new team, in items a week.
    Guessed(f64),
}

/// A team that works through the items it is given, in their order.
#[derive(Clone, Debug)]
pub struct Team {
    pub name: String,
    pub pace: Pace,
    /// Working time of the coming weeks as a share of the usual: 0 a holiday, 1 a full week; 1 after the last.
    pub ahead: Vec<f64>,
    /// Units added to its backlog in each past week; empty when it does not grow. New work is ranked like the old: an
    /// item half way down has half of it in front.
    pub growth: Vec<f64>,
}

impl Team {
    /// With full weeks ahead and no growth.
    pub fn new(name: impl Into<String>, pace: Pace) -> Self {
        Self { name: name.into(), pace, ahead: Vec::new(), growth: Vec::new() }
    }

    pub(super) fn outlook(&self, similar: &Similar, draws: Draws) -> Result<Outlook, Refused> {
        match &self.pace {
            Pace::Known(history) => Outlook::similar(history, similar, draws),
            Pace::Guessed(items) => Outlook::guessed(*items, similar, draws),
        }
        .and_then(|outlook| outlook.with_holidays(&self.ahead))
        .map_err(|refused| Refused::new(format!("{}: {}", self.name, refused.sentence), Vec::new()))
    }

    fn check(&self) -> Result<(), Refused> {
        let name = &self.name;
        if let Some(week) = self.growth.iter().position(|units| !units.is_finite()) {
            let sentence = format!("The growth of {name}'s backlog in week {} is not a number.", week + 1);
            return Err(Refused::new(sentence, Vec::new()));
        }
        Ok(())
    }
}

/// One item of the backlog.
#[derive(Clone, Debug)]
pub struct Item {
    pub name: String,
    /// Position of its team.
    pub team: usize,
    /// Units of work, ≥ 0: 1 when items are counted, points when velocity is forecast.
    pub size: f64,
    /// Positions of the items that must be done before it, also of other teams.
    pub needs: Vec<usize>,
}

/// How much each team must have done for an item to be done.
pub(super) struct Rank {
    /// `ahead[item][team]`, in units; 0 when nothing of the team is needed.
    pub ahead: Vec<Vec<f64>>,
    /// Units of each team in all.
    pub totals: Vec<f64>,
}

impl Rank {
    /// Puts items in the order in which they are worked on: their rank, with what they need pulled before them.
    ///
    /// A team that waits for another goes on with its next items, so an item is done when each team has come as far
    /// as it needs. Errors: unknown teams or items, broken sizes, a circle of needs.
    pub fn of(items: &[Item], teams: &[Team]) -> Result<Self, Refused> {
        check(items, teams)?;
        let mut ahead: Vec<Vec<f64>> = vec![Vec::new(); items.len()];
        let mut totals = vec![0.0; teams.len()];
        let order = order(items.len(), |item| &items[item].needs).map_err(|found| circle(items, found))?;
        for at in order {
            totals[items[at].team] += items[at].size;
            let mut most = vec![0.0_f64; teams.len()];
            for need in &items[at].needs {
                most.iter_mut().zip(&ahead[*need]).for_each(|(most, units)| *most = most.max(*units));
            }
            most[items[at].team] = totals[items[at].team];
            ahead[at] = most;
        }
        Ok(Self { ahead, totals })
    }
}

/// The order in which so many items are worked on: their own, with what each needs (positions) pulled before it. A position
/// that is none is left out. Errors: the items that need each other in a circle.
pub fn order<'n>(items: usize, needs: impl Fn(usize) -> &'n [usize]) -> Result<Vec<usize>, Vec<usize>> {
    let mut order = Vec::with_capacity(items);
    let (mut is_placed, mut is_entered) = (vec![false; items], vec![false; items]);
    // How many of what each needs are placed.
    let mut met = vec![0; items];
    for start in 0..items {
        let mut waiting = vec![start];
        while let Some(&at) = waiting.last() {
            let is_met = |need: &usize| is_placed.get(*need) != Some(&false);
            met[at] += needs(at)[met[at]..].iter().take_while(|need| is_met(need)).count();
            let Some(&need) = needs(at).get(met[at]) else {
                waiting.pop();
                if !std::mem::replace(&mut is_placed[at], true) {
                    order.push(at);
                }
                continue;
            };
            is_entered[at] = true;
            if is_entered[need] {
                let first = waiting.iter().position(|item| *item == need).unwrap_or(0);
                return Err(waiting.split_off(first));
            }
            waiting.push(need);
        }
    }
    Ok(order)
}

fn circle(items: &[Item], circle: Vec<usize>) -> Refused {
    let names: Vec<&str> = circle.iter().map(|item| items[*item].name.as_str()).collect();
    let sentence = match names.as_slice() {
        [only] => format!("{only} needs itself: remove that link."),
        _ => format!("{} need each other in a circle: remove one of the links.", listed(&names)),
    };
    Refused::new(sentence, circle)
}

fn check(items: &[Item], teams: &[Team]) -> Result<(), Refused> {
    for (what, size, most) in [("items", items.len(), ITEMS_MAX), ("teams", teams.len(), TEAMS_MAX)] {
        if size > most {
            let sentence = format!("{size} {what} are more than the {most} that can be forecast at once.");
            return Err(Refused::new(sentence, Vec::new()));
        }
    }
    teams.iter().try_for_each(Team::check)?;
    for (at, item) in items.iter().enumerate() {
        let name = &item.name;
        let wrong = if item.team >= teams.len() {
            format!("{name} belongs to no team that is given.")
        } else if !(item.size.is_finite() && item.size >= 0.0) {
            format!("The size of {name} is {}; it must be a number of at least 0.", item.size)
        } else if item.needs.iter().any(|need| *need >= items.len()) {
            format!("{name} needs an item that is not in the backlog.")
        } else {
            continue;
        };
        return Err(Refused::new(wrong, vec![at]));
    }
    Ok(())
}
