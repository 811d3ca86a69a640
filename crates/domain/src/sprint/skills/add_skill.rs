//! One more thing that only some can do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Skill, SkillDone, queries, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a skill that stories of a product may need; twelve at most.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddSkill {
    pub product: ProductId,
    /// 1 to 40 characters.
    pub name: String,
}

impl Command for AddSkill {
    const NAME: &'static str = "add_skill";
    type Subject = (Product, Vec<Skill>);
    type Done = SkillDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        let skills = queries::skills(desk.workspace(), self.product).all(desk.tx)?;
        Ok((desk.load(self.product.0)?, skills))
    }

    fn gate(&self, (product, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::SetUpTeams, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (product, skills): Self::Subject) -> Result<SkillDone> {
        rules::may_add(skills.len())?;
        let name = rules::name(&self.name, skills.iter())?;
        let skill = Skill {
            id: desk.moment.id(),
            product_id: product.id,
            sort_key: text::sort_key(&name),
            name,
            created_at: desk.now(),
            archived_at: None,
        };
        desk.add(&skill)?;
        Ok(SkillDone { id: skill.id, name: skill.name })
    }

    fn sentence(&self, done: &SkillDone) -> String {
        format!("Stories may need {} now.", done.name)
    }
}
