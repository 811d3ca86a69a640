//! How much of a story needs a skill.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Skill, SkillId, StorySkill, queries, rules};
use crate::backlog::{InProduct, StoryDone, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say which share of a story's size needs a skill.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetSkillShare {
    pub story: StoryId,
    pub skill: SkillId,
    /// Whole percent of the story's size, 0 to 100; all of its skills together at most 100. Empty or 0: none of it.
    #[serde(default)]
    pub percent: String,
}

impl Command for SetSkillShare {
    const NAME: &'static str = "set_skill_share";
    type Subject = (InProduct, Skill);
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        Ok((InProduct::load(desk, self.story)?, desk.load(self.skill.0)?))
    }

    fn gate(&self, (subject, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::EstimateStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (subject, skill): Self::Subject) -> Result<StoryDone> {
        rules::is_there(&skill)?;
        if skill.product_id != subject.story.product_id {
            return Refusal::invalid("skill", "This is a skill of another product.");
        }
        let share_percent = rules::percent(&self.percent)?;
        let known = queries::ever_of_story(desk.workspace(), self.story).all(desk.tx)?;
        let others = known.iter().filter(|share| share.archived_at.is_none() && share.skill_id != skill.id);
        rules::fits(share_percent, others.map(|share| share.share_percent).sum())?;
        let archived_at = (share_percent == 0).then(|| desk.now());
        match known.iter().find(|share| share.skill_id == skill.id) {
            Some(before) if share_percent == 0 && before.archived_at.is_some() => {}
            Some(before) => {
                let share_percent = if share_percent == 0 { before.share_percent } else { share_percent };
                desk.change(before, &StorySkill { share_percent, archived_at, ..before.clone() })?;
            }
            None if share_percent == 0 => {}
            None => desk.add(&StorySkill {
                id: desk.moment.id(),
                product_id: subject.story.product_id,
                story_id: self.story,
                skill_id: skill.id,
                share_percent,
                created_at: desk.now(),
                archived_at: None,
            })?,
        }
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        match self.percent.trim() {
            "" | "0" => format!("{} does not need it.", done.key),
            percent => format!("{percent} % of {} needs it.", done.key),
        }
    }
}
