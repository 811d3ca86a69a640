//! What only some can do: the skills of a product, who has them, and which share of a story needs them.

pub mod add_skill;
pub mod edit_skill;
pub mod queries;
pub mod remove_skill;
pub mod rules;
pub mod set_skill_share;
pub mod set_skills;

use schemars::JsonSchema;
use serde::Serialize;

use crate::backlog::StoryId;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// What only some can do.
    SkillId,
    /// That somebody has a skill.
    PersonSkillId,
    /// That a share of a story needs a skill.
    StorySkillId,
}

item! {
    /// What only some can do: design, databases.
    Skill, noun "skill", table "skill" {
        Key id: SkillId,
        Public product_id: ProductId,
        Public name: String,
        Public sort_key: Vec<u8>,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That somebody has a skill.
    PersonSkill, noun "person_skill", table "person_skill" {
        Key id: PersonSkillId,
        Public product_id: ProductId,
        Public person_id: PersonId,
        Public skill_id: SkillId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a share of a story needs a skill.
    StorySkill, noun "story_skill", table "story_skill" {
        Key id: StorySkillId,
        Public product_id: ProductId,
        Public story_id: StoryId,
        Public skill_id: SkillId,
        /// Of the story's size, 1 to 100; all of a story's are at most 100.
        Public share_percent: i64,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

impl Upkeep for Skill {}
impl Upkeep for PersonSkill {}
impl Upkeep for StorySkill {}

/// What a caller learns of a skill.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SkillDone {
    pub id: SkillId,
    pub name: String,
}
