//! An interview that counts after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Interview, InterviewDone, InterviewId, InterviewInProduct, speaker};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Bring back an archived interview, with its notes and the quotes that went with it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreInterview {
    pub interview: InterviewId,
}

impl Command for RestoreInterview {
    const NAME: &'static str = "restore_interview";
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
        speaker::store(desk, before, &Interview { archived_at: None, ..before.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &InterviewDone) -> String {
        format!("{} is back.", done.key)
    }
}
