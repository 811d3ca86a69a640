//! A skill is called otherwise.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Skill, SkillDone, SkillId, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Call a skill otherwise.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditSkill {
    pub skill: SkillId,
    /// 1 to 40 characters.
    pub name: String,
}

impl Command for EditSkill {
    const NAME: &'static str = "edit_skill";
    type Subject = (Skill, Vec<Skill>);
    type Done = SkillDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        let skill: Skill = desk.load(self.skill.0)?;
        let others = queries::skills(desk.workspace(), skill.product_id).all(desk.tx)?;
        Ok((skill, others))
    }

    fn gate(&self, (skill, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::SetUpTeams, skill.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (skill, others): Self::Subject) -> Result<SkillDone> {
        rules::is_there(&skill)?;
        let name = rules::name(&self.name, others.iter().filter(|other| other.id != skill.id))?;
        let sort_key = text::sort_key(&name);
        desk.change(&skill, &Skill { name: name.clone(), sort_key, ..skill.clone() })?;
        Ok(SkillDone { id: skill.id, name })
    }

    fn sentence(&self, done: &SkillDone) -> String {
        format!("The skill is called {} now.", done.name)
    }
}
