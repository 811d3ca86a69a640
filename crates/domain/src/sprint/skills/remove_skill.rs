//! A skill that nobody is asked for any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Skill, SkillDone, SkillId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Remove a skill. Who had it and which stories needed it comes back with it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveSkill {
    pub skill: SkillId,
}

impl Command for RemoveSkill {
    const NAME: &'static str = "remove_skill";
    type Subject = Skill;
    type Done = SkillDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Skill> {
        desk.load(self.skill.0)
    }

    fn gate(&self, skill: &Skill) -> Gate {
        Gate::Product(Permission::SetUpTeams, skill.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, skill: Skill) -> Result<SkillDone> {
        if skill.archived_at.is_none() {
            desk.change(&skill, &Skill { archived_at: Some(desk.now()), ..skill.clone() })?;
        }
        Ok(SkillDone { id: skill.id, name: skill.name })
    }

    fn sentence(&self, done: &SkillDone) -> String {
        format!("No story needs {} any more.", done.name)
    }
}
