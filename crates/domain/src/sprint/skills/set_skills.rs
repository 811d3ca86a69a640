//! What somebody can do that others cannot.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PersonSkill, SkillId, queries};
use crate::people::{Person, Product};
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say which of a product's skills somebody has: exactly these.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetSkills {
    pub product: ProductId,
    pub person: PersonId,
    /// None: whatever nobody needs a skill for.
    #[serde(default)]
    pub skills: Vec<SkillId>,
}

/// Who it was, and what they can do.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SkillsDone {
    pub name: String,
    pub skills: Vec<String>,
}

impl Command for SetSkills {
    const NAME: &'static str = "set_skills";
    type Subject = (Product, Person);
    type Done = SkillsDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        Ok((desk.load(self.product.0)?, desk.load(self.person.0)?))
    }

    fn gate(&self, (product, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::SetUpTeams, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (product, person): Self::Subject) -> Result<SkillsDone> {
        let wanted: BTreeSet<SkillId> = self.skills.iter().copied().collect();
        let (skills, known) = desk.tx.together((
            queries::skills(desk.workspace(), product.id),
            queries::ever_of_person(desk.workspace(), product.id, person.id),
        ))?;
        if wanted.iter().any(|id| skills.iter().all(|skill| skill.id != *id)) {
            return Refusal::invalid("skills", "One of these is no skill of the product.");
        }
        for before in
            known.iter().filter(|known| wanted.contains(&known.skill_id) == known.archived_at.is_some())
        {
            let archived_at = before.archived_at.is_none().then(|| desk.now());
            desk.change(before, &PersonSkill { archived_at, ..before.clone() })?;
        }
        for skill_id in wanted.iter().filter(|id| known.iter().all(|known| known.skill_id != **id)) {
            desk.add(&PersonSkill {
                id: desk.moment.id(),
                product_id: product.id,
                person_id: person.id,
                skill_id: *skill_id,
                created_at: desk.now(),
                archived_at: None,
            })?;
        }
        let names = skills.into_iter().filter(|skill| wanted.contains(&skill.id)).map(|skill| skill.name);
        Ok(SkillsDone { name: person.name, skills: names.collect() })
    }

    fn sentence(&self, done: &SkillsDone) -> String {
        match done.skills.as_slice() {
            [] => format!("{} does what needs no skill.", done.name),
            skills => format!("{} can do {}.", done.name, skills.join(", ")),
        }
    }
}
