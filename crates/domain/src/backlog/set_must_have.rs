//! Whatever the plan, it has to be in it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, Story, StoryDone, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a story has to be in the next plan, or no longer has to.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetMustHave {
    pub story: StoryId,
    pub must_have: bool,
}

impl Command for SetMustHave {
    const NAME: &'static str = "set_must_have";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        let after = Story { must_have: self.must_have, ..subject.story.clone() };
        desk.change(&subject.story, &after)?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        match self.must_have {
            true => format!("{} has to be in the plan.", done.key),
            false => format!("{} no longer has to be in the plan.", done.key),
        }
    }
}
