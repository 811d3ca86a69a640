//! A new team, with a board to begin on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{BoardColumn, Team, TeamId, TeamMode, TeamProduct, queries, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::rank::Rank;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a team that works on a product. Its board begins with four columns.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddTeam {
    pub product: ProductId,
    /// 1 to 100 characters.
    pub name: String,
    /// `sprints` if left out.
    #[serde(default = "sprints")]
    pub mode: TeamMode,
}

fn sprints() -> TeamMode {
    TeamMode::Sprints
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TeamDone {
    pub id: TeamId,
    pub name: String,
}

impl Command for AddTeam {
    const NAME: &'static str = "add_team";
    type Subject = Product;
    type Done = TeamDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::SetUpTeams, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<TeamDone> {
        let name = text::line("name", "a name for the team", &self.name, text::NAME_MAX)?;
        let teams = queries::teams(desk.tx, desk.actor, product.id)?;
        if teams.iter().any(|team| team.name == name) {
            return Refusal::invalid("name", "There is a team of this name. Use another one.");
        }
        let team = Team {
            id: desk.moment.id(),
            sort_key: text::sort_key(&name),
            name: name.clone(),
            mode: self.mode,
            created_at: desk.now(),
            archived_at: None,
        };
        desk.add(&team)?;
        desk.add(&TeamProduct {
            id: desk.moment.id(),
            team_id: team.id,
            product_id: product.id,
            share_percent: 100,
            created_at: desk.now(),
            archived_at: None,
        })?;
        columns(desk, team.id)?;
        Ok(TeamDone { id: team.id, name })
    }

    fn sentence(&self, done: &TeamDone) -> String {
        format!("{} is a team now.", done.name)
    }
}

fn columns(desk: &Desk<'_>, team_id: TeamId) -> Result<()> {
    let ranks = Rank::after(None, rules::FIRST_COLUMNS.len());
    for ((name, stage, wip_limit), rank) in rules::FIRST_COLUMNS.into_iter().zip(ranks) {
        desk.add(&BoardColumn {
            id: desk.moment.id(),
            team_id,
            name: name.into(),
            stage,
            rank,
            wip_limit,
            created_at: desk.now(),
            archived_at: None,
        })?;
    }
    Ok(())
}
