//! What a plan weighs beside the points as a whole: the skills that its stories need, and what the people who have them can do.

use database::Tx;
use serde::Serialize;

use super::team::Member;
use crate::backlog::{Points, StoryId};
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::refusal::Result;
use crate::sprint::skills::queries::{Has, Share, had, shares, skills};
use crate::sprint::skills::rules::{Group, groups};
use crate::sprint::skills::{Skill, SkillId};

/// The skills of a product, as far as a plan needs them.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Skilled {
    pub skills: Vec<Skill>,
    pub has: Vec<Has>,
    /// Which shares of the stories need which skill.
    pub shares: Vec<Share>,
    #[serde(skip)]
    groups: Vec<Group>,
}

impl Skilled {
    pub fn read(
        tx: &Tx<'_>,
        (workspace, product): (WorkspaceId, ProductId),
        stories: impl Iterator<Item = StoryId>,
    ) -> Result<Self> {
        let asked = (skills(workspace, product), had(workspace, product), shares(workspace, stories));
        let (skills, mut has, mut shares) = tx.together(asked)?;
        let is_there = |id| skills.iter().any(|skill: &Skill| skill.id == id);
        has.retain(|has: &Has| is_there(has.skill_id));
        shares.retain(|share: &Share| is_there(share.skill_id));
        Ok(Self { groups: groups(&shares, &has), skills, has, shares })
    }

    /// What the planner weighs, in words: the points, and each group of skills.
    pub fn weighed(&self) -> Vec<String> {
        let named = self.groups.iter().map(|group| format!("points of {}", group.name(&self.skills)));
        std::iter::once("points".to_owned()).chain(named).collect()
    }

    /// What one more point of somebody buys, by what is weighed: of anybody the points alone, of who has a skill the points of
    /// each group with it as well.
    pub fn priced(&self) -> Vec<(Option<SkillId>, Vec<usize>)> {
        let needed = self.skills.iter().map(|skill| skill.id).filter(|id| self.is_needed(*id));
        let with = |skill: SkillId| {
            let groups = self.groups.iter().enumerate().filter(|(_, group)| group.skills.contains(&skill));
            (Some(skill), std::iter::once(0).chain(groups.map(|(nth, _)| nth + 1)).collect())
        };
        std::iter::once((None, vec![0])).chain(needed.map(with)).collect()
    }

    /// Whether some story needs it.
    pub fn is_needed(&self, skill: SkillId) -> bool {
        self.shares.iter().any(|share| share.skill_id == skill)
    }

    /// How much a story of so many points needs of each.
    pub fn amounts(&self, story: StoryId, points: f64) -> Vec<f64> {
        let shares = self.groups.iter().map(|group| points * group.share(story, &self.shares));
        std::iter::once(points).chain(shares).collect()
    }

    /// How much of each the people of a team can do, whose points are so many.
    pub fn capacities(&self, points: Points, members: &[Member]) -> Vec<f64> {
        let of_group = |group: &Group| {
            let own = members.iter().filter(|member| group.people.contains(&member.person_id));
            in_points(own.filter_map(|member| member.capacity).map(Points::tenths).sum())
        };
        let groups = self.groups.iter().map(of_group);
        std::iter::once(in_points(points.tenths())).chain(groups).collect()
    }

    /// The skills that a story needs, with the share of each in percent.
    pub fn needed_by(&self, story: StoryId) -> Vec<(&Skill, i64)> {
        let share = |skill: &Skill| {
            let of = |share: &&Share| share.story_id == story && share.skill_id == skill.id;
            self.shares.iter().find(of).map(|share| share.share_percent)
        };
        self.skills.iter().filter_map(|skill| Some((skill, share(skill)?))).collect()
    }

    pub fn is_had_by(&self, skill: SkillId, member: &Member) -> bool {
        self.has.iter().any(|has| has.skill_id == skill && has.person_id == member.person_id)
    }

    /// What those who have a skill can do.
    pub fn capacity(&self, skill: SkillId, members: &[Member]) -> Points {
        let own = members.iter().filter(|member| self.is_had_by(skill, member));
        Points::of_tenths(own.filter_map(|member| member.capacity).map(Points::tenths).sum())
    }

    /// A skill that a story needs and nobody of these can do any of.
    pub fn missing(&self, story: StoryId, members: &[Member]) -> Option<&Skill> {
        let needed = self.needed_by(story).into_iter().map(|(skill, _)| skill);
        needed.into_iter().find(|skill| self.capacity(skill.id, members).tenths() == 0)
    }
}

fn in_points(tenths: i64) -> f64 {
    tenths as f64 / 10.0
}
