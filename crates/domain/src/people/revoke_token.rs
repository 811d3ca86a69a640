//! Taking a token back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ApiToken, TokenId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};

/// Revoke one of one's own tokens: it stops working at once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RevokeToken {
    pub token: TokenId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TokenRevoked {
    pub name: String,
}

impl Command for RevokeToken {
    const NAME: &'static str = "revoke_token";
    type Subject = ApiToken;
    type Done = TokenRevoked;

    fn load(&self, desk: &Desk<'_>) -> Result<ApiToken> {
        let token: ApiToken = desk.load(self.token.0)?;
        if Some(token.person_id) != desk.actor.person && !desk.actor.administrator {
            return Refusal::not_found("token");
        }
        Ok(token)
    }

    fn gate(&self, _: &ApiToken) -> Gate {
        Gate::Person
    }

    fn carry_out(&self, desk: &Desk<'_>, token: ApiToken) -> Result<TokenRevoked> {
        if token.archived_at.is_none() {
            desk.change(&token, &ApiToken { archived_at: Some(desk.now()), ..token.clone() })?;
        }
        Ok(TokenRevoked { name: token.name })
    }

    fn sentence(&self, done: &TokenRevoked) -> String {
        format!("The token “{}” no longer works.", done.name)
    }
}
