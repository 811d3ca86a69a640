//! The owner says whether a criterion is met.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Verdict, VerdictId, queries};
use crate::backlog::{Criterion, CriterionId, InProduct, State};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Say whether a criterion is met, with what was seen. An earlier verdict on it no longer counts.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GiveVerdict {
    pub criterion: CriterionId,
    pub met: bool,
    /// What was seen, where; at most 500 characters.
    #[serde(default)]
    pub evidence: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct VerdictGiven {
    pub id: VerdictId,
    /// The story's key.
    pub key: String,
}

impl Command for GiveVerdict {
    const NAME: &'static str = "give_verdict";
    type Subject = (Criterion, InProduct);
    type Done = VerdictGiven;

    fn load(&self, desk: &Desk<'_>) -> Result<(Criterion, InProduct)> {
        let criterion: Criterion = desk.load(self.criterion)?;
        let story = InProduct::load(desk, criterion.story_id)?;
        Ok((criterion, story))
    }

    fn gate(&self, (_, subject): &(Criterion, InProduct)) -> Gate {
        Gate::Product(Permission::AcceptStories, subject.story.product_id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (criterion, subject): (Criterion, InProduct),
    ) -> Result<VerdictGiven> {
        if criterion.archived_at.is_some() {
            return Refusal::conflict("This criterion was removed.");
        }
        refuse_settled(&subject)?;
        let evidence = text::optional_line("evidence", "what was seen", &self.evidence, text::LINE_MAX)?;
        let id = give(desk, &criterion, self.met, evidence)?;
        Ok(VerdictGiven { id, key: subject.key() })
    }

    fn sentence(&self, done: &VerdictGiven) -> String {
        let met = if self.met { "met" } else { "not met" };
        format!("A criterion of {} is {met}.", done.key)
    }
}

/// Refuses to judge a story whose verdicts led to its acceptance.
pub(super) fn refuse_settled(subject: &InProduct) -> Result<()> {
    if subject.story.state == State::Accepted {
        return Refusal::conflict("The story is accepted already; its verdicts stay as they were.");
    }
    Ok(())
}

/// Sets the verdict of a criterion. The same verdict again changes nothing.
pub(super) fn give(desk: &Desk<'_>, criterion: &Criterion, met: bool, evidence: String) -> Result<VerdictId> {
    let earlier = queries::verdict_of(desk.tx, desk.workspace(), criterion.story_id, criterion.id)?;
    if let Some(earlier) = earlier {
        if earlier.met == met && earlier.evidence == evidence {
            return Ok(earlier.id);
        }
        desk.change(&earlier, &Verdict { archived_at: Some(desk.now()), ..earlier.clone() })?;
    }
    let verdict = Verdict {
        id: desk.moment.id(),
        product_id: criterion.product_id,
        story_id: criterion.story_id,
        criterion_id: criterion.id,
        met,
        evidence,
        created_at: desk.now(),
        created_by: desk.actor.person,
        archived_at: None,
    };
    desk.add(&verdict)?;
    Ok(verdict.id)
}
