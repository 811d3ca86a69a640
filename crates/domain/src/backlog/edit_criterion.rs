//! Rewording a criterion.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_criterion::CriterionDone;
use super::{Criterion, CriterionId, InProduct, rules};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Reword one part of an acceptance criterion. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditCriterion {
    pub criterion: CriterionId,
    pub field: CriterionText,
    /// At most 500 characters. A criterion is given, when and then, of which then is always there, or one sentence.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CriterionText {
    Given,
    When,
    Then,
    Sentence,
}

impl Command for EditCriterion {
    const NAME: &'static str = "edit_criterion";
    type Subject = (Criterion, InProduct);
    type Done = CriterionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Criterion, InProduct)> {
        let criterion: Criterion = desk.load(self.criterion.0)?;
        let story = InProduct::load(desk, criterion.story_id)?;
        Ok((criterion, story))
    }

    fn gate(&self, (_, subject): &(Criterion, InProduct)) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, subject): (Criterion, InProduct)) -> Result<CriterionDone> {
        let mut after = before.clone();
        let place = match self.field {
            CriterionText::Given => &mut after.given_text,
            CriterionText::When => &mut after.when_text,
            CriterionText::Then => &mut after.then_text,
            CriterionText::Sentence => &mut after.sentence,
        };
        let new = text::optional_line("text", "this", &self.text, text::LINE_MAX)?;
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        rules::criterion(&after.given_text, &after.when_text, &after.then_text, &after.sentence)?;
        desk.change(&before, &after)?;
        Ok(CriterionDone { id: before.id, key: subject.key() })
    }

    fn sentence(&self, done: &CriterionDone) -> String {
        format!("A criterion of {} was reworded.", done.key)
    }
}
