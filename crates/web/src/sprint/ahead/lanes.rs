//! The cards of the page: where each story stands, by what stands fast, by the proposal, or as it is planned now.

use domain::backlog::{Points, StoryId};
use domain::spine::id::SprintId;
use domain::spine::moment::Day;
use domain::sprint::ahead::found::Found;
use domain::sprint::ahead::{Ahead, Column};
use domain::sprint::plan::proposal::Limit;
use domain::sprint::plan::queries::PlanRow;

use crate::sprint::plan::skills::{SkillLine, lines};

/// Cards of the backlog that are shown unless all are asked for.
const BACKLOG_SHOWN: usize = 20;

/// A story on the page.
pub struct Card {
    pub row: PlanRow,
    /// It is not there yet: the proposal or a pin has it there.
    pub is_ghost: bool,
    /// Pinned to where it stands, or kept out.
    pub is_fast: bool,
    /// "now in sprint 34".
    pub note: Option<String>,
    pub reason: Option<String>,
}

/// A sprint with its cards.
pub struct Lane {
    pub column: Column,
    pub cards: Vec<Card>,
    pub load: Load,
    /// How much its stories need of each skill; none where it is not limited by points.
    pub skills: Vec<SkillLine>,
}

impl Lane {
    fn of(ahead: &Ahead, column: &Column, cards: Vec<Card>) -> Self {
        let rows = cards.iter().map(|card| &card.row);
        let skills = match column.limit {
            Limit::Points(_) => lines(&ahead.inputs.skilled, &column.members, rows),
            _ => Vec::new(),
        };
        Self { load: Load::of(column.limit, &cards), column: column.clone(), skills, cards }
    }

    /// Where its cards stand.
    pub fn place(&self) -> Option<SprintId> {
        Some(self.column.sprint.id)
    }
}

/// How full a sprint is.
pub struct Load {
    /// In tenths of points, or in stories.
    pub used: i64,
    /// None: nobody knows what fits.
    pub most: Option<i64>,
    pub in_points: bool,
}

impl Load {
    fn of(limit: Limit, cards: &[Card]) -> Self {
        let points = |card: &Card| card.row.points_tenths.map_or(10, Points::tenths);
        let stories = cards.len() as i64;
        match limit {
            Limit::Points(most) => {
                let used = cards.iter().map(points).sum();
                Self { used, most: Some(most.tenths()), in_points: true }
            }
            Limit::Stories(most) => Self { used: stories, most: Some(most), in_points: false },
            Limit::Unknown => Self { used: stories, most: None, in_points: false },
        }
    }

    pub fn amount(&self, value: i64) -> String {
        if self.in_points { Points::of_tenths(value).to_string() } else { value.to_string() }
    }

    pub fn unit(&self) -> &'static str {
        if self.in_points { "points" } else { "stories" }
    }

    /// "18 of 24 points".
    pub fn told(&self) -> String {
        match self.most {
            Some(most) => format!("{} of {} {}", self.amount(self.used), self.amount(most), self.unit()),
            None => format!("{} {}, and nobody said what fits", self.amount(self.used), self.unit()),
        }
    }

    /// How full it is in percent; 100 at most.
    pub fn percent(&self) -> i64 {
        match self.most {
            Some(most) if most > 0 => (self.used * 100 / most).min(100),
            _ => 0,
        }
    }

    pub fn is_over(&self) -> bool {
        self.most.is_some_and(|most| self.used > most)
    }
}

/// Sprints that end on the same day, one for each team; none where a team has no sprint then.
pub struct Period {
    pub ends_on: Day,
    pub lanes: Vec<Option<Lane>>,
}

/// All cards of the page.
pub struct Cards {
    pub backlog: Vec<Card>,
    /// Cards of the backlog that are not shown.
    pub hidden: usize,
    pub periods: Vec<Period>,
    pub kept_out: Vec<Card>,
}

impl Cards {
    /// With the proposal, where there is one to be shown.
    pub fn of(ahead: &Ahead, found: Option<&Found>, shows_all: bool) -> Self {
        let placing = Placing { ahead, found };
        let (mut backlog, mut kept_out, mut in_sprints) = (Vec::new(), Vec::new(), Vec::new());
        for row in &ahead.inputs.stories {
            match placing.place(row) {
                Stands::KeptOut => kept_out.push(placing.card(row, None)),
                Stands::Backlog => backlog.push(placing.card(row, None)),
                Stands::In(sprint) => in_sprints.push((sprint, placing.card(row, Some(sprint)))),
            }
        }
        let all = backlog.len();
        if !shows_all {
            let mut left = BACKLOG_SHOWN;
            backlog.retain(|card: &Card| {
                let shown = card.note.is_some() || left > 0;
                left = left.saturating_sub(1);
                shown
            });
        }
        let hidden = all - backlog.len();
        Self { backlog, hidden, periods: periods(ahead, in_sprints), kept_out }
    }

    pub fn lanes(&self) -> impl Iterator<Item = &Lane> {
        self.periods.iter().flat_map(|period| period.lanes.iter().flatten())
    }
}

fn periods(ahead: &Ahead, mut cards: Vec<(SprintId, Card)>) -> Vec<Period> {
    let mut periods: Vec<Period> = Vec::new();
    for column in &ahead.sprints {
        if periods.len() == column.period {
            let lanes = ahead.teams().iter().map(|_| None).collect();
            periods.push(Period { ends_on: column.sprint.ends_on, lanes });
        }
        let (here, rest) = cards.into_iter().partition(|(sprint, _)| *sprint == column.sprint.id);
        cards = rest;
        let here: Vec<(SprintId, Card)> = here;
        let cards: Vec<Card> = here.into_iter().map(|(_, card)| card).collect();
        let lane = Lane::of(ahead, column, cards);
        if let Some(period) = periods.get_mut(column.period) {
            period.lanes[column.team_place] = Some(lane);
        }
    }
    periods
}

enum Stands {
    Backlog,
    In(SprintId),
    KeptOut,
}

struct Placing<'p> {
    ahead: &'p Ahead,
    found: Option<&'p Found>,
}

impl Placing<'_> {
    fn place(&self, row: &PlanRow) -> Stands {
        if let Some(pin) = self.ahead.pin(row.id) {
            return pin.sprint_id.map_or(Stands::KeptOut, Stands::In);
        }
        let place = match self.found {
            Some(found) => found.sprint_of(row.id).filter(|sprint| self.ahead.column(*sprint).is_some()),
            None => row.sprint_id,
        };
        place.map_or(Stands::Backlog, Stands::In)
    }

    fn card(&self, row: &PlanRow, shown: Option<SprintId>) -> Card {
        let number = |sprint: SprintId| self.ahead.column(sprint).map(|column| column.sprint.number);
        let note = match (row.sprint_id.and_then(number), shown) {
            _ if row.sprint_id == shown => None,
            (Some(now), Some(_)) => Some(format!("now in sprint {now}")),
            (Some(now), None) => Some(format!("goes out of sprint {now}")),
            (None, Some(_)) => Some("comes in".into()),
            (None, None) => None,
        };
        Card {
            is_ghost: note.is_some(),
            is_fast: self.ahead.pin(row.id).is_some(),
            note,
            reason: self.reason(row.id),
            row: row.clone(),
        }
    }

    fn reason(&self, story: StoryId) -> Option<String> {
        let reason = self.found?.reasons.iter().find(|reason| reason.story == story)?;
        Some(reason.reason.clone())
    }
}
