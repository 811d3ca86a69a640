//! A token for the API.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ApiToken, TokenId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Make an API token that acts for oneself. It is shown once; only its hash is kept.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct IssueToken {
    /// What it is for, 1 to 100 characters.
    pub name: String,
    /// Whether it may carry out commands, or only read.
    #[serde(default)]
    pub writes: bool,
    /// SHA-256 of the token, drawn by the caller.
    pub token_hash: Vec<u8>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TokenIssued {
    pub id: TokenId,
    pub name: String,
}

impl Command for IssueToken {
    const NAME: &'static str = "issue_token";
    type Subject = ();
    type Done = TokenIssued;

    fn load(&self, _: &Desk<'_>) -> Result<()> {
        Ok(())
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Person
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<TokenIssued> {
        let Some(person_id) = desk.actor.person else { return Refusal::sign_in("Sign in first.") };
        let name = text::line("name", "what the token is for", &self.name, text::NAME_MAX)?;
        let token = ApiToken {
            id: desk.moment.id(),
            person_id,
            name: name.clone(),
            writes: self.writes,
            token_hash: self.token_hash.clone(),
            created_at: desk.now(),
            archived_at: None,
        };
        desk.add(&token)?;
        Ok(TokenIssued { id: token.id, name })
    }

    fn sentence(&self, done: &TokenIssued) -> String {
        format!("The token “{}” is made. Copy it now; it is not shown again.", done.name)
    }
}
