//! What a story is accepted by.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Criterion, CriterionId, InProduct, StoryId, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::rank::Rank;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add an acceptance criterion to a story: given / when / then, or one sentence.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddCriterion {
    pub story: StoryId,
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

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CriterionDone {
    pub id: CriterionId,
    /// The story's key.
    pub key: String,
}

impl Command for AddCriterion {
    const NAME: &'static str = "add_criterion";
    type Subject = InProduct;
    type Done = CriterionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<CriterionDone> {
        let last = queries::last_criterion_rank(desk.tx, desk.workspace(), self.story)?;
        let criterion = Criterion {
            id: desk.moment.id(),
            product_id: subject.story.product_id,
            story_id: self.story,
            rank: Rank::between(last.as_ref(), None),
            given_text: text::optional_line("given", "given", &self.given, text::LINE_MAX)?,
            when_text: text::optional_line("when", "when", &self.when, text::LINE_MAX)?,
            then_text: text::optional_line("then", "then", &self.then, text::LINE_MAX)?,
            sentence: text::optional_line("sentence", "the sentence", &self.sentence, text::LINE_MAX)?,
            created_at: desk.now(),
            archived_at: None,
        };
        rules::criterion(
            &criterion.given_text,
            &criterion.when_text,
            &criterion.then_text,
            &criterion.sentence,
        )?;
        desk.add(&criterion)?;
        Ok(CriterionDone { id: criterion.id, key: subject.key() })
    }

    fn sentence(&self, done: &CriterionDone) -> String {
        format!("{} has one more criterion.", done.key)
    }
}
