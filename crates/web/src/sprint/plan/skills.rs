//! The skills that a plan needs: how much of each, and what those who have it can do.

use domain::backlog::Points;
use domain::sprint::plan::queries::{Inputs, PlanRow};
use domain::sprint::plan::skilled::Skilled;
use domain::sprint::plan::team::Member;
use domain::sprint::skills::{Skill, SkillId};

/// A skill as the plan shows it.
pub struct SkillLine {
    pub id: SkillId,
    pub name: String,
    /// Who of the team has it.
    pub people: String,
    needed: Points,
    capacity: Points,
}

impl SkillLine {
    /// "3.2 of 8".
    pub fn told(&self) -> String {
        format!("{} of {}", self.needed, self.capacity)
    }

    pub fn is_over(&self) -> bool {
        self.needed > self.capacity
    }

    /// How much of the capacity the plan takes, up to 100.
    pub fn percent(&self) -> i64 {
        match self.capacity.tenths() {
            0 if self.needed.tenths() > 0 => 100,
            0 => 0,
            capacity => (self.needed.tenths() * 100 / capacity).min(100),
        }
    }
}

/// The skills of the product, with what the stories of a plan need of each and what the members of its team can do.
pub fn lines<'r>(
    skilled: &Skilled,
    members: &[Member],
    planned: impl Iterator<Item = &'r PlanRow> + Clone,
) -> Vec<SkillLine> {
    let line = |skill: &Skill| {
        let needed = planned.clone().map(|row| {
            let share = skilled.needed_by(row.id).into_iter().find(|(needed, _)| needed.id == skill.id);
            row.points_tenths.map_or(0, Points::tenths) * share.map_or(0, |(_, percent)| percent)
        });
        let have = members.iter().filter(|member| skilled.is_had_by(skill.id, member));
        SkillLine {
            id: skill.id,
            name: skill.name.clone(),
            people: have.map(|member| member.name.as_str()).collect::<Vec<_>>().join(", "),
            // Halves up, in tenths.
            needed: Points::of_tenths((needed.sum::<i64>() + 50) / 100),
            capacity: skilled.capacity(skill.id, members),
        }
    };
    skilled.skills.iter().map(line).collect()
}

/// The skills of the product, and whether somebody has each.
pub fn of_member(inputs: &Inputs, member: &Member) -> Vec<(SkillId, String, bool)> {
    let has = |skill: &Skill| (skill.id, skill.name.clone(), inputs.skilled.is_had_by(skill.id, member));
    inputs.skilled.skills.iter().map(has).collect()
}

/// "40 % Design".
pub fn of_story(inputs: &Inputs, row: &PlanRow) -> Vec<String> {
    let needed = inputs.skilled.needed_by(row.id);
    needed.into_iter().map(|(skill, percent)| format!("{percent} % {}", skill.name)).collect()
}
