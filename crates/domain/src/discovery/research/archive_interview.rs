//! An interview that does not count.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Interview, InterviewDone, InterviewId, InterviewInProduct, speaker};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive an interview. Its notes and their quotes go with it. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveInterview {
    pub interview: InterviewId,
}

impl Command for ArchiveInterview {
    const NAME: &'static str = "archive_interview";
    type Subject = InterviewInProduct;
    type Done = InterviewDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InterviewInProduct> {
        InterviewInProduct::load(desk, self.interview)
    }

    fn gate(&self, subject: &InterviewInProduct) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, subject.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InterviewInProduct) -> Result<InterviewDone> {
        let before = &subject.interview;
        let archived_at = before.archived_at.or(Some(desk.now()));
        speaker::store(desk, before, &Interview { archived_at, ..before.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &InterviewDone) -> String {
        format!("{} was archived.", done.key)
    }
}
