//! The planned sprints of a product as columns of a plan: which end together, and what each team can do in each.

use serde::Serialize;

use crate::backlog::StoryId;
use crate::spine::id::SprintId;
use crate::sprint::plan::proposal::Limit;
use crate::sprint::plan::queries::Inputs;
use crate::sprint::plan::team::Member;
use crate::sprint::{Sprint, TeamId};

/// Ends of sprints that are planned at once, at most.
pub const PERIODS_MAX: usize = 6;

/// A planned sprint with those who build in it.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    #[serde(flatten)]
    pub sprint: Sprint,
    pub team: String,
    /// Sprints that end on the same day stand in the same period, counted from 0.
    pub period: usize,
    /// The place of the team among the teams of the plan.
    pub team_place: usize,
    pub members: Vec<Member>,
    /// What its people can do.
    pub limit: Limit,
}

database::row! {
    /// A story that stands fast.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Pinned {
        pub story_id: StoryId,
        /// None: kept out of all planned sprints.
        pub sprint_id: Option<SprintId>,
        /// Who said so.
        pub name: Option<String>,
    }
}

/// Everything that a plan over several sprints is made from.
#[derive(Clone, Debug, Serialize)]
pub struct Ahead {
    /// By their ends, and those that end together by team.
    pub sprints: Vec<Column>,
    pub pins: Vec<Pinned>,
    /// Planned sprints that are too far away to be planned now.
    pub later: Vec<SprintId>,
    /// What is in the sprints and the top of the backlog, in the owner's order. Nobody and no limit: those stand above.
    #[serde(flatten)]
    pub inputs: Inputs,
}

impl Ahead {
    pub fn periods(&self) -> usize {
        self.sprints.iter().map(|column| column.period + 1).max().unwrap_or(0)
    }

    /// The teams by their places.
    pub fn teams(&self) -> Vec<&str> {
        let count = self.sprints.iter().map(|column| column.team_place + 1).max().unwrap_or(0);
        let name = |place: usize| self.sprints.iter().find(|column| column.team_place == place);
        (0..count).map(|place| name(place).map_or("", |column| column.team.as_str())).collect()
    }

    pub fn column(&self, sprint: SprintId) -> Option<&Column> {
        self.sprints.iter().find(|column| column.sprint.id == sprint)
    }

    pub fn pin(&self, story: StoryId) -> Option<&Pinned> {
        self.pins.iter().find(|pin| pin.story_id == story)
    }
}

/// A planned sprint and where it stands.
pub struct Slot {
    pub sprint: Sprint,
    pub team: String,
    pub period: usize,
    pub team_place: usize,
}

/// Periods and places of teams for sprints that are sorted by their ends; those that are too far away are left over. Of two
/// sprints of one team that end on the same day the second one has a period of its own.
pub fn placed(sprints: Vec<(Sprint, String)>) -> (Vec<Slot>, Vec<SprintId>) {
    let (mut slots, mut later) = (Vec::<Slot>::new(), Vec::new());
    let mut teams: Vec<TeamId> = Vec::new();
    for (sprint, team) in sprints {
        let is_taken =
            |period| slots.iter().any(|slot| slot.period == period && slot.sprint.team_id == sprint.team_id);
        let period = match slots.last() {
            None => 0,
            Some(last) if last.sprint.ends_on == sprint.ends_on && !is_taken(last.period) => last.period,
            Some(last) => last.period + 1,
        };
        if period >= PERIODS_MAX {
            later.push(sprint.id);
            continue;
        }
        let team_place = teams.iter().position(|known| *known == sprint.team_id).unwrap_or_else(|| {
            teams.push(sprint.team_id);
            teams.len() - 1
        });
        slots.push(Slot { sprint, team, period, team_place });
    }
    slots.sort_by_key(|slot| (slot.period, slot.team_place));
    (slots, later)
}
