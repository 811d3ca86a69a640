//! Two needs that are one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MergeDone, Merges, Two, merge};
use crate::discovery::{Need, NeedId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Merge a need into another one of its product: quotes, goals, features, trends, capabilities, needs below it, comments and
/// followers move, and each customer counts once. Its key leads there, its title stays in the history. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MergeNeeds {
    /// The one that goes.
    pub need: NeedId,
    /// The one that stays.
    pub into: NeedId,
    /// The newest change that the preview showed. If one of both was changed since, nothing is done.
    #[serde(default)]
    pub seen: Option<i64>,
}

impl Command for MergeNeeds {
    const NAME: &'static str = "merge_needs";
    type Subject = Two<Need>;
    type Done = MergeDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Two<Need>> {
        Two::load(desk.tx, desk.workspace(), self.need.0, self.into.0)
    }

    fn gate(&self, two: &Two<Need>) -> Gate {
        two.one.gate()
    }

    fn carry_out(&self, desk: &Desk<'_>, two: Two<Need>) -> Result<MergeDone> {
        merge(desk, &two, self.seen)
    }

    fn sentence(&self, done: &MergeDone) -> String {
        done.sentence()
    }
}
