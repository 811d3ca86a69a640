//! Somebody leaves a team.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::TeamOf;
use super::add_team_member::MemberDone;
use crate::people::Person;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::{TeamMember, TeamMemberId};

/// Take somebody out of a team.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveTeamMember {
    pub member: TeamMemberId,
}

impl Command for RemoveTeamMember {
    const NAME: &'static str = "remove_team_member";
    type Subject = (TeamMember, TeamOf);
    type Done = MemberDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(TeamMember, TeamOf)> {
        let member: TeamMember = desk.load(self.member.0)?;
        let of = TeamOf::load(desk, member.team_id)?;
        Ok((member, of))
    }

    fn gate(&self, (_, of): &(TeamMember, TeamOf)) -> Gate {
        Gate::Product(Permission::SetUpTeams, of.product)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, of): (TeamMember, TeamOf)) -> Result<MemberDone> {
        let person: Person = desk.load(before.person_id.0)?;
        if before.archived_at.is_none() {
            desk.change(&before, &TeamMember { archived_at: Some(desk.now()), ..before.clone() })?;
        }
        Ok(MemberDone { id: before.id, name: person.name, team: of.team.name })
    }

    fn sentence(&self, done: &MemberDone) -> String {
        format!("{} is no longer in {}.", done.name, done.team)
    }
}
