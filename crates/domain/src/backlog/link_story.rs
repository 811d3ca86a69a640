//! Which feature a story builds or mends.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, Purpose, Story, StoryDone, StoryId, rules};
use crate::roadmap::{Feature, FeatureId};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Put a story under a feature that is taken, or under none. A story without a purpose gets the purpose `feature`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LinkStory {
    pub story: StoryId,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub feature: Option<FeatureId>,
}

impl Command for LinkStory {
    const NAME: &'static str = "link_story";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        let story = &subject.story;
        let feature: Option<Feature> = self.feature.map(|feature| desk.load(feature)).transpose()?;
        if let Some(feature) = &feature {
            rules::may_hold_stories(feature, story.product_id)?;
        }
        let feature_id = feature.map(|feature| feature.id);
        let purpose = story.purpose.or(feature_id.map(|_| Purpose::Feature));
        desk.change(story, &Story { feature_id, purpose, ..story.clone() })?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        match self.feature {
            Some(_) => format!("{} belongs to the feature now.", done.key),
            None => format!("{} belongs to no feature any more.", done.key),
        }
    }
}
