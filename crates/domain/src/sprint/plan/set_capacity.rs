//! What somebody can do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::TeamOf;
use super::add_team_member::MemberDone;
use crate::backlog::rules::points;
use crate::people::Person;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::{TeamMember, TeamMemberId};

/// Say what somebody can do in ten working days.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetCapacity {
    pub member: TeamMemberId,
    /// In points, with at most one digit after the point; empty: not said.
    #[serde(default)]
    pub capacity: String,
}

impl Command for SetCapacity {
    const NAME: &'static str = "set_capacity";
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
        let capacity_tenths = points(&self.capacity)?;
        let person: Person = desk.load(before.person_id.0)?;
        desk.change(&before, &TeamMember { capacity_tenths, ..before.clone() })?;
        Ok(MemberDone { id: before.id, name: person.name, team: of.team.name })
    }

    fn sentence(&self, done: &MemberDone) -> String {
        match self.capacity.trim() {
            "" => format!("What {} can do is not said now.", done.name),
            points => format!("{} can do {points} points in ten working days.", done.name),
        }
    }
}
