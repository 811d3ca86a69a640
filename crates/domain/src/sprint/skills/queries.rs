//! The skills of a product, who has them, and which stories need them.

use database::{Query, Value};
use serde::Serialize;

use super::{PersonSkill, Skill, SkillId, StorySkill};
use crate::backlog::StoryId;
use crate::spine::actor::Actor;
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// People times skills, at most.
const PEOPLE_SKILLS_MAX: i64 = 2_000;

/// The skills of a product by name.
pub fn skills(workspace: WorkspaceId, product: ProductId) -> Query<'static, Skill> {
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and archived_at is null order by sort_key, id limit 50",
        Skill::select()
    );
    Query::new(sql, vec![workspace.into(), product.into()])
}

database::row! {
    /// That somebody has a skill.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Has { pub person_id: PersonId, pub skill_id: SkillId }
}

/// Who has which skills of a product.
pub fn had(workspace: WorkspaceId, product: ProductId) -> Query<'static, Has> {
    let sql = "select person_id, skill_id from person_skill
                where workspace_id = $1 and product_id = $2 and archived_at is null
                order by person_id, skill_id limit $3";
    Query::new(sql, vec![workspace.into(), product.into(), PEOPLE_SKILLS_MAX.into()])
}

database::row! {
    /// Which share of a story needs a skill.
    #[derive(Clone, Copy, Debug, PartialEq, Serialize)]
    pub struct Share { pub story_id: StoryId, pub skill_id: SkillId, pub share_percent: i64 }
}

/// Which shares of these stories need skills.
pub fn shares(workspace: WorkspaceId, stories: impl IntoIterator<Item = StoryId>) -> Query<'static, Share> {
    let sql = "select story_id, skill_id, share_percent from story_skill
                where workspace_id = $1 and story_id in ({list}) and archived_at is null
                order by story_id, skill_id";
    Query::with_list(sql, vec![workspace.into()], stories.into_iter().map(|story| Value::Uuid(story.0)))
}

database::row! {
    /// A skill, and which share of a story needs it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Needed { pub id: SkillId, pub name: String, pub share_percent: Option<i64> }
}

impl Needed {
    /// Empty where the story does not need it.
    pub fn percent(&self) -> String {
        self.share_percent.map(|percent| percent.to_string()).unwrap_or_default()
    }
}

/// The skills of a product by name, with which share of a story needs each.
pub fn needed_by(actor: &Actor, product: ProductId, story: StoryId) -> Result<Query<'static, Needed>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select k.id, k.name, s.share_percent
          from skill k
          left join story_skill s on s.workspace_id = k.workspace_id and s.story_id = $3 and s.skill_id = k.id
                                 and s.archived_at is null
         where k.workspace_id = $1 and k.product_id = $2 and k.archived_at is null
         order by k.sort_key, k.id
         limit 50";
    Ok(Query::new(sql, vec![actor.workspace.into(), product.into(), story.into()]))
}

/// Every skill that somebody has or had.
pub fn ever_of_person(
    workspace: WorkspaceId,
    product: ProductId,
    person: PersonId,
) -> Query<'static, PersonSkill> {
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and person_id = $3 limit 1000",
        PersonSkill::select()
    );
    Query::new(sql, vec![workspace.into(), product.into(), person.into()])
}

/// Every skill that a story needs or needed.
pub fn ever_of_story(workspace: WorkspaceId, story: StoryId) -> Query<'static, StorySkill> {
    let sql = format!("{} where workspace_id = $1 and story_id = $2 limit 1000", StorySkill::select());
    Query::new(sql, vec![workspace.into(), story.into()])
}
