//! Pure rules of skills: what they may be called, and what a team can do of each and of several together.

use std::collections::BTreeSet;

use super::queries::{Has, Share};
use super::{Skill, SkillId};
use crate::backlog::StoryId;
use crate::spine::id::PersonId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::text;

/// Skills of a product at most.
const SKILLS_MAX: usize = 12;
const NAME_MAX: usize = 40;
/// What the planner weighs at most, beside the points as a whole.
const GROUPS_MAX: usize = 15;

pub fn may_add(there: usize) -> Result<()> {
    if there >= SKILLS_MAX {
        return Refusal::conflict("A product has at most twelve skills. Remove one first.");
    }
    Ok(())
}

pub fn name<'s>(name: &str, mut others: impl Iterator<Item = &'s Skill>) -> Result<String> {
    let name = text::line("name", "a name for the skill", name, NAME_MAX)?;
    if others.any(|other| other.sort_key == text::sort_key(&name)) {
        return Refusal::invalid("name", "There is a skill of this name. Use another one.");
    }
    Ok(name)
}

pub fn is_there(skill: &Skill) -> Result<()> {
    match skill.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict(format!("{} was removed.", skill.name)),
    }
}

/// A whole number of percent; nothing is none.
pub fn percent(text: &str) -> Result<i64> {
    match text.trim() {
        "" => Ok(0),
        text => match text.trim_end_matches('%').trim_end().parse() {
            Ok(percent) if (0..=100).contains(&percent) => Ok(percent),
            _ => Refusal::invalid("percent", "Write whole percent from 0 to 100."),
        },
    }
}

/// Refuses shares that are more than the story.
pub fn fits(percent: i64, others: i64) -> Result<()> {
    if percent + others > 100 {
        let left = 100 - others;
        let sentence = format!("Other skills take {others} % of the story: {left} % are left.");
        return Refusal::invalid("percent", sentence);
    }
    Ok(())
}

/// Skills that are weighed together: a sprint holds what needs any of them only as far as whoever has one of them can do it.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub skills: BTreeSet<SkillId>,
    pub people: BTreeSet<PersonId>,
}

/// The groups that decide whether work can be spread over people: each skill that a story needs, and those that are held
/// together by somebody who has several. What fits each of them, and the points as a whole, can be given to people
/// (Hall 1935). Only the smallest fifteen.
pub fn groups(shares: &[Share], has: &[Has]) -> Vec<Group> {
    let needed: BTreeSet<SkillId> = shares.iter().map(|share| share.skill_id).collect();
    let people: BTreeSet<PersonId> = has.iter().map(|has| has.person_id).collect();
    let of_each: Vec<BTreeSet<SkillId>> = people
        .iter()
        .map(|person| {
            let own = has.iter().filter(|has| has.person_id == *person).map(|has| has.skill_id);
            own.filter(|skill| needed.contains(skill)).collect()
        })
        .collect();
    let mut found: BTreeSet<(usize, Vec<SkillId>)> = needed.iter().map(|skill| (1, vec![*skill])).collect();
    let mut last: Vec<Vec<SkillId>> = needed.iter().map(|skill| vec![*skill]).collect();
    while !last.is_empty() && found.len() < GROUPS_MAX {
        let mut next = BTreeSet::new();
        for group in &last {
            let group: BTreeSet<SkillId> = group.iter().copied().collect();
            for own in of_each.iter().filter(|own| !own.is_disjoint(&group)) {
                next.extend(own.difference(&group).map(|also| {
                    let mut larger = group.clone();
                    larger.insert(*also);
                    larger.into_iter().collect::<Vec<_>>()
                }));
            }
        }
        found.extend(next.iter().map(|group| (group.len(), group.clone())));
        last = next.into_iter().collect();
    }
    let whole = |(_, skills): (usize, Vec<SkillId>)| {
        let skills: BTreeSet<SkillId> = skills.into_iter().collect();
        let people =
            has.iter().filter(|has| skills.contains(&has.skill_id)).map(|has| has.person_id).collect();
        Group { skills, people }
    };
    found.into_iter().take(GROUPS_MAX).map(whole).collect()
}

impl Group {
    /// Which part of a story's size needs one of these skills.
    pub fn share(&self, story: StoryId, shares: &[Share]) -> f64 {
        let own =
            shares.iter().filter(|share| share.story_id == story && self.skills.contains(&share.skill_id));
        own.map(|share| share.share_percent).sum::<i64>() as f64 / 100.0
    }

    /// "Design", "Design or Databases".
    pub fn name(&self, skills: &[Skill]) -> String {
        let named = skills.iter().filter(|skill| self.skills.contains(&skill.id));
        named.map(|skill| skill.name.as_str()).collect::<Vec<_>>().join(" or ")
    }
}
