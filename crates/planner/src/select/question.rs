//! What is asked: items, what they need, and who has how much time when.

use crate::spread::deviation_between;

/// A question of selection: which items, done by which team, in which sprint.
///
/// Items, teams, sprints and skills are meant by position from 0. One sprint of one team is the everyday
/// case; a team in flow is one sprint as long as its planning window.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// At most [`ITEMS_MAX`].
    pub items: Vec<Item>,
    /// What must be done before what.
    pub needs: Vec<Need>,
    /// Of each group at most one item is done.
    pub exclusives: Vec<Vec<usize>>,
    /// Of each group all items are done in the same sprint, or none is.
    pub together: Vec<Vec<usize>>,
    /// Names of the skills, at least one (a team that plans by points has the skill "points"); at most
    /// [`SKILLS_MAX`].
    pub skills: Vec<String>,
    /// At most [`TEAMS_MAX`].
    pub teams: Vec<Team>,
    /// How many sprints are planned; at most [`SPRINTS_MAX`].
    pub sprints: usize,
    /// What value keeps per sprint of waiting, in (0, 1]: an item done in sprint s counts value · discountˢ.
    /// 1 means that waiting costs nothing; 0.93 is a good start for several sprints.
    pub discount: f64,
    /// Value that moving an item away from its place in the earlier plan costs, ≥ 0.
    pub stability: f64,
    /// Which capacities a price lets grow together, one price for each group: who works a day more has a day more of all that
    /// she can do. Empty: each capacity by itself.
    pub priced: Vec<Vec<usize>>,
}

/// Items at most.
pub const ITEMS_MAX: usize = 1_000;
/// Skills at most.
pub const SKILLS_MAX: usize = 16;
/// Teams at most.
pub const TEAMS_MAX: usize = 20;
/// Sprints at most.
pub const SPRINTS_MAX: usize = 26;
/// Possible placements (item, team, sprint) at most, after those that can not be have been struck out.
pub const PLACEMENTS_MAX: usize = 20_000;
/// No value, effort or capacity above this.
pub const AMOUNT_MAX: f64 = 1e9;
/// No high effort above so many times the low one.
pub const SPREAD_MAX: f64 = 100.0;
/// A plan may exceed a capacity by this much, for the rounding of sums of decimals.
pub const CAPACITY_TOLERANCE: f64 = 1e-7;

/// Something that may be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The name in sentences: "INV-248".
    pub name: String,
    pub value: Value,
    pub effort: Effort,
    /// It has to be in the plan, if that is possible at all.
    pub must: bool,
    /// It must not be in the plan.
    pub excluded: bool,
    /// Only this team, if set.
    pub team: Option<usize>,
    /// Only this sprint, if set.
    pub sprint: Option<usize>,
    /// First and last sprint in which it may be done, if set.
    pub window: Option<(usize, usize)>,
    /// The teams that can do it; empty means all.
    pub eligible: Vec<usize>,
    /// Where an earlier plan had it, if it did.
    pub earlier: Option<Place>,
}

/// What an item is worth, ≥ 0, in any one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A score or a sum of money that people stand behind.
    Stated(f64),
    /// No score: worth by its rank, as [`super::value_from_rank`] gives it. The answer lists such items.
    ByRank(f64),
}

impl Value {
    /// The number.
    pub fn amount(self) -> f64 {
        match self {
            Self::Stated(amount) | Self::ByRank(amount) => amount,
        }
    }
}

/// What an item takes, in the unit of the capacities.
#[derive(Clone, Debug, PartialEq)]
pub enum Effort {
    /// One amount ≥ 0 per skill.
    Estimated(Vec<f64>),
    /// A low and a high amount per skill: in eight of ten cases the effort is between the two, in one below and in one above.
    ///
    /// The effort is log-normal, as what work took over what was estimated has been found to be (Little, "Schedule
    /// estimation and uncertainty surrounding the cone of uncertainty", IEEE Software 23(3), 2006): the two are its 10 % and
    /// 90 % points. low = high is an exact amount, 0 to 0 included; else 0 < low < high ≤ [`SPREAD_MAX`] · low. An item
    /// that takes long takes long in each of its skills; items take long or short on their own.
    Between { low: Vec<f64>, high: Vec<f64> },
    /// No estimate: counts as one unit of the first skill. The answer lists such items.
    Unestimated,
}

impl Effort {
    /// The amount of one skill; of a low and a high one the middle: half of the cases are below √(low · high).
    pub fn of(&self, skill: usize) -> f64 {
        match self {
            Self::Between { low, high } => {
                let (low, high) = (amount(low, skill), amount(high, skill));
                if low == high { low } else { (low * high).sqrt() }
            }
            Self::Estimated(amounts) => amount(amounts, skill),
            Self::Unestimated if skill == 0 => 1.0,
            Self::Unestimated => 0.0,
        }
    }

    /// Whether it may take more or less than its middle.
    pub(crate) fn has_spread(&self) -> bool {
        let Self::Between { low, high } = self else { return false };
        low.iter().zip(high).any(|(low, high)| low < high)
    }

    /// The deviation of the logarithm of one skill's amount: 0 is exact.
    pub(crate) fn deviation(&self, skill: usize) -> f64 {
        let Self::Between { low, high } = self else { return 0.0 };
        let (low, high) = (amount(low, skill), amount(high, skill));
        if low < high { deviation_between(low, high) } else { 0.0 }
    }
}

fn amount(amounts: &[f64], skill: usize) -> f64 {
    amounts.get(skill).copied().unwrap_or(0.0)
}

/// `item` may only be done once `first` is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    pub item: usize,
    /// The prerequisite.
    pub first: usize,
    /// Whether both may be done in the same sprint (by whichever teams).
    pub same_sprint: bool,
}

/// Who does the work.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    pub name: String,
    /// `capacity[sprint][skill]` ≥ 0, in the unit of the efforts.
    pub capacity: Vec<Vec<f64>>,
}

/// A team and a sprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub sprint: usize,
    pub team: usize,
}

/// An item in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Placed {
    pub item: usize,
    pub place: Place,
}

impl Item {
    /// An item with a stated value and an effort per skill, and nothing else asked of it.
    pub fn new(name: impl Into<String>, value: f64, effort: Vec<f64>) -> Self {
        Self {
            name: name.into(),
            value: Value::Stated(value),
            effort: Effort::Estimated(effort),
            must: false,
            excluded: false,
            team: None,
            sprint: None,
            window: None,
            eligible: Vec::new(),
            earlier: None,
        }
    }

    /// The same with a low and a high effort per skill.
    pub fn between(name: impl Into<String>, value: f64, low: Vec<f64>, high: Vec<f64>) -> Self {
        Self { effort: Effort::Between { low, high }, ..Self::new(name, value, Vec::new()) }
    }
}

impl Question {
    /// The everyday case: one team, one sprint, `capacity` per skill.
    pub fn one_sprint(items: Vec<Item>, skills: Vec<String>, capacity: Vec<f64>) -> Self {
        let team = Team { name: "the team".to_string(), capacity: vec![capacity] };
        Self {
            items,
            needs: Vec::new(),
            exclusives: Vec::new(),
            together: Vec::new(),
            skills,
            teams: vec![team],
            sprints: 1,
            discount: 1.0,
            stability: 0.0,
            priced: Vec::new(),
        }
    }

    /// What an item counts when done in a sprint.
    pub fn worth(&self, item: usize, sprint: usize) -> f64 {
        self.items[item].value.amount() * self.discount.powi(sprint as i32)
    }

    pub(crate) fn name(&self, item: usize) -> &str {
        &self.items[item].name
    }
}
