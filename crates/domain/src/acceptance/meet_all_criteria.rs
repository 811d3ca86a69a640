//! All criteria of a story are met: one verdict for each, at once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::give_verdict::{give, refuse_settled};
use super::queries::verdicts;
use crate::backlog::{InProduct, StoryDone, StoryId, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that every criterion of a story is met. What was seen stays with those that were met before.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MeetAllCriteria {
    pub story: StoryId,
}

impl Command for MeetAllCriteria {
    const NAME: &'static str = "meet_all_criteria";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::AcceptStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        refuse_settled(&subject)?;
        let criteria = queries::criteria(desk.tx, desk.actor, &subject.story)?;
        if criteria.is_empty() {
            return Refusal::conflict("It has no criteria. Accept it with one sentence instead.");
        }
        let known = verdicts(desk.tx, desk.actor, &subject.story)?;
        for criterion in &criteria {
            let is_met = known.iter().any(|verdict| verdict.criterion_id == criterion.id && verdict.met);
            if !is_met {
                give(desk, criterion, true, String::new())?;
            }
        }
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        format!("All criteria of {} are met.", done.key)
    }
}
