//! What a search found: a plan with its certificate, as it is kept and shown.

use serde::{Deserialize, Serialize};

use crate::backlog::StoryId;
use crate::spine::id::SprintId;
use crate::sprint::plan::proposal::Price;

/// A story in its sprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedStory {
    pub story: StoryId,
    pub sprint: SprintId,
}

/// Why a story is in the plan or not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    pub story: StoryId,
    pub reason: String,
}

/// What one more point of a sprint would buy, or one more story where stories are counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SprintPrice {
    pub sprint: SprintId,
    #[serde(flatten)]
    pub price: Price,
}

/// In how many of 100 simulated runs of a sprint its stories fit, where some have a high estimate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SprintChance {
    pub sprint: SprintId,
    pub held_percent: f64,
}

/// A plan over several sprints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Found {
    pub plan: Vec<PlannedStory>,
    /// Stories that were in one of the sprints when it was searched for: who came in since is not moved unasked.
    pub were_in: Vec<StoryId>,
    pub value: f64,
    /// No plan is worth more.
    pub bound: f64,
    /// What a better plan could gain at most, as a share of the bound; 0 when proven.
    pub gap: f64,
    pub proven: bool,
    pub nodes: u64,
    /// Which pins and musts contradict each other.
    pub conflict: Option<String>,
    pub reasons: Vec<Reason>,
    /// Stories for whose reason there was no time.
    pub unexplained: usize,
    pub prices: Vec<SprintPrice>,
    pub chances: Vec<SprintChance>,
    /// How many stories are valued by their rank, and how many count as one for want of an estimate.
    pub by_rank: usize,
    pub by_count: usize,
    /// Why there is no plan.
    pub failure: Option<String>,
}

impl Found {
    pub(super) fn failed(sentence: String) -> Self {
        Self { failure: Some(sentence), ..Self::default() }
    }

    /// As it is kept; none of what this version does not understand.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    pub fn sprint_of(&self, story: StoryId) -> Option<SprintId> {
        self.plan.iter().find(|planned| planned.story == story).map(|planned| planned.sprint)
    }
}
