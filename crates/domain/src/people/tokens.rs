//! What is read of API tokens.

use database::Tx;

use super::TokenId;
use crate::spine::actor::Actor;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;

database::row! {
    /// A token as its owner sees it.
    #[derive(Clone, Debug, serde::Serialize)]
    pub struct TokenListed {
        pub id: TokenId,
        pub name: String,
        pub writes: bool,
        pub created_at: Timestamp,
    }
}

/// The actor's own tokens that work, newest first.
pub fn own_tokens(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<TokenListed>> {
    let sql = "
        select id, name, writes, created_at from api_token
         where workspace_id = $1 and person_id = $2 and archived_at is null
         order by created_at desc
         limit 200";
    Ok(tx.all(sql, &[&actor.workspace, &actor.person])?)
}
