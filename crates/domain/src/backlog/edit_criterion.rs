//! Rewording a criterion.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_criterion::CriterionDone;
use super::{Criterion, CriterionId, InProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Reword an acceptance criterion. All four texts are set as given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditCriterion {
    pub criterion: CriterionId,
    /// At most 500 characters, like the others.
    #[serde(default)]
    pub given: String,
    #[serde(default)]
    pub when: String,
    #[serde(default)]
    pub then: String,
    #[serde(default)]
    pub sentence: String,
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
        let after = Criterion {
            given_text: text::optional_line("given", "given", &self.given, text::LINE_MAX)?,
            when_text: text::optional_line("when", "when", &self.when, text::LINE_MAX)?,
            then_text: text::optional_line("then", "then", &self.then, text::LINE_MAX)?,
            sentence: text::optional_line("sentence", "the sentence", &self.sentence, text::LINE_MAX)?,
            ..before.clone()
        };
        rules::criterion(&after.given_text, &after.when_text, &after.then_text, &after.sentence)?;
        desk.change(&before, &after)?;
        Ok(CriterionDone { id: before.id, key: subject.key() })
    }

    fn sentence(&self, done: &CriterionDone) -> String {
        format!("A criterion of {} was reworded.", done.key)
    }
}
