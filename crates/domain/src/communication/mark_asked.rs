//! A contact was asked whether something helped: the mail has left.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Response, ResponseId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Note down that a contact was asked whether a feature helped. Only the program does this, once the mail has left.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MarkAsked {
    pub response: ResponseId,
}

impl Command for MarkAsked {
    const NAME: &'static str = "mark_asked";
    type Subject = Response;
    type Done = ResponseId;

    fn load(&self, desk: &Desk<'_>) -> Result<Response> {
        desk.load(self.response)
    }

    fn gate(&self, _: &Response) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, response: Response) -> Result<ResponseId> {
        let asked_at = response.asked_at.or(Some(desk.now()));
        desk.change(&response, &Response { asked_at, ..response.clone() })?;
        Ok(response.id)
    }

    fn sentence(&self, _: &ResponseId) -> String {
        "A contact was asked.".into()
    }
}
