//! How large a story is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, Size, Story, StoryDone, StoryId, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Estimate a story in points, or as a low and a high number of points, or take its estimate away.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EstimateStory {
    pub story: StoryId,
    /// 0 to 1,000 points with at most one digit after the point, or two such numbers, `3–8`, above 0 and at most 100 times
    /// apart: eight of ten stories like it are between the two. Empty takes the estimate away.
    #[serde(default)]
    pub points: String,
}

impl Command for EstimateStory {
    const NAME: &'static str = "estimate_story";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::EstimateStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        let Size { points: points_tenths, high: points_high_tenths } = rules::size(&self.points)?;
        desk.change(&subject.story, &Story { points_tenths, points_high_tenths, ..subject.story.clone() })?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        match self.points.trim() {
            "" => format!("{} has no estimate now.", done.key),
            points => format!("{} is estimated at {points}.", done.key),
        }
    }
}
