//! Planning a sprint: who can do how much, which stories go in, who agrees, how it ends.

pub mod add_sprint;
pub mod add_team_member;
pub mod agree_to_sprint;
pub mod answer_objection;
pub mod close_sprint;
pub mod edit_sprint_goal;
pub(in crate::sprint) mod lookup;
pub mod object_to_story;
pub mod proposal;
pub mod put_in_sprint;
pub mod queries;
pub mod record_absence;
pub mod remove_absence;
pub mod remove_team_member;
pub mod rules;
pub mod set_capacity;
pub mod skilled;
pub mod start_sprint;
pub mod sureness;
pub mod take_out_of_sprint;
pub mod take_proposal;
pub mod team;
mod voice;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Sprint, SprintState, Team, TeamId};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::{ProductId, SprintId};
use crate::spine::refusal::{Found, Refusal, Result};

/// A team, and the product whose owner sets it up.
pub struct TeamOf {
    pub team: Team,
    pub product: ProductId,
}

impl TeamOf {
    pub(in crate::sprint) fn load(desk: &Desk<'_>, id: TeamId) -> Result<Self> {
        let product = lookup::product_of_team(desk.tx, desk.workspace(), id)?.found(TEAM)?;
        Ok(Self { team: desk.load(id.0)?, product })
    }
}

const TEAM: &str = "team";

/// A sprint, and the product it builds.
pub struct SprintOf {
    pub sprint: Sprint,
    pub product: Product,
}

impl SprintOf {
    pub(in crate::sprint) fn load(desk: &Desk<'_>, id: SprintId) -> Result<Self> {
        let sprint: Sprint = desk.load(id.0)?;
        let product = desk.load(sprint.product_id.0)?;
        Ok(Self { sprint, product })
    }

    /// Refuses what can only be done before a sprint starts.
    pub(in crate::sprint) fn refuse_unless_planned(&self) -> Result<()> {
        match self.sprint.state {
            SprintState::Planned if self.sprint.archived_at.is_none() => Ok(()),
            SprintState::Running => Refusal::conflict(format!("Sprint {} runs already.", self.sprint.number)),
            _ => Refusal::conflict(format!("Sprint {} is over.", self.sprint.number)),
        }
    }

    /// Refuses to touch what was written down.
    pub(super) fn refuse_closed(&self) -> Result<()> {
        if self.sprint.state == SprintState::Closed || self.sprint.archived_at.is_some() {
            return Refusal::conflict(format!("Sprint {} is over.", self.sprint.number));
        }
        Ok(())
    }

    pub(super) fn done(&self) -> SprintDone {
        SprintDone { id: self.sprint.id, number: self.sprint.number }
    }
}

/// What a caller learns of a sprint that was changed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SprintDone {
    pub id: SprintId,
    pub number: i64,
}
