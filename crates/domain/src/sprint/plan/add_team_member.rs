//! Somebody joins a team.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::TeamOf;
use crate::backlog::rules::points;
use crate::people::Person;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::{TeamId, TeamMember, TeamMemberId};

use super::lookup;

/// Add somebody to a team.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddTeamMember {
    pub team: TeamId,
    pub person: PersonId,
    /// What the person can do in ten working days, in points; empty: not said.
    #[serde(default)]
    pub capacity: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MemberDone {
    pub id: TeamMemberId,
    pub name: String,
    pub team: String,
}

impl Command for AddTeamMember {
    const NAME: &'static str = "add_team_member";
    type Subject = (TeamOf, Person);
    type Done = MemberDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(TeamOf, Person)> {
        Ok((TeamOf::load(desk, self.team)?, desk.load(self.person.0)?))
    }

    fn gate(&self, (of, _): &(TeamOf, Person)) -> Gate {
        Gate::Product(Permission::SetUpTeams, of.product)
    }

    fn carry_out(&self, desk: &Desk<'_>, (of, person): (TeamOf, Person)) -> Result<MemberDone> {
        let capacity_tenths = points(&self.capacity)?;
        if person.archived_at.is_some() {
            return Refusal::conflict(format!("{} is no longer here.", person.name));
        }
        let member = match lookup::membership(desk.tx, desk.workspace(), self.team, self.person)? {
            Some(known) if known.archived_at.is_none() => {
                let sentence = format!("{} is in {} already.", person.name, of.team.name);
                return Refusal::invalid("person", sentence);
            }
            Some(known) => {
                let back = TeamMember { archived_at: None, capacity_tenths, ..known.clone() };
                desk.change(&known, &back)?;
                back
            }
            None => {
                let member = TeamMember {
                    id: desk.moment.id(),
                    team_id: self.team,
                    person_id: self.person,
                    capacity_tenths,
                    created_at: desk.now(),
                    archived_at: None,
                };
                desk.add(&member)?;
                member
            }
        };
        Ok(MemberDone { id: member.id, name: person.name, team: of.team.name })
    }

    fn sentence(&self, done: &MemberDone) -> String {
        format!("{} is in {} now.", done.name, done.team)
    }
}
