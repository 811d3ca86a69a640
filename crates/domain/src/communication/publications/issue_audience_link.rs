//! A secret link for somebody without an account.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AudienceLink, AudienceLinkId};
use crate::communication::audiences::{Audience, AudienceId, load, refuse_archived};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// A link holds at most so long.
const DAYS_MAX: i64 = 365;
const HASH_BYTES: usize = 32;

/// Make a secret link that opens what was published to an audience, without an account. It is shown once; only its hash is
/// kept.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct IssueAudienceLink {
    pub audience: AudienceId,
    /// To whom it is given: 1 to 100 characters.
    pub name: String,
    /// For how many days it holds, 1 to 365.
    pub days: i64,
    /// SHA-256 of the secret, drawn by the caller: 32 bytes.
    #[serde(default)]
    pub token_hash: Vec<u8>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AudienceLinkIssued {
    pub id: AudienceLinkId,
    pub name: String,
}

impl Command for IssueAudienceLink {
    const NAME: &'static str = "issue_audience_link";
    type Subject = (Audience, Product);
    type Done = AudienceLinkIssued;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product)> {
        load(desk, self.audience)
    }

    fn gate(&self, (audience, _): &(Audience, Product)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (audience, _): (Audience, Product)) -> Result<AudienceLinkIssued> {
        refuse_archived(&audience)?;
        let name = text::line("name", "to whom it is given", &self.name, text::NAME_MAX)?;
        if !(1..=DAYS_MAX).contains(&self.days) {
            return Refusal::invalid("days", format!("Use a number of days from 1 to {DAYS_MAX}."));
        }
        if self.token_hash.len() != HASH_BYTES {
            return Refusal::invalid("token_hash", "Send the 32 bytes of a SHA-256.");
        }
        let link = AudienceLink {
            id: desk.moment.id(),
            product_id: audience.product_id,
            audience_id: audience.id,
            name: name.clone(),
            token_hash: self.token_hash.clone(),
            expires_at: desk.now().plus_days(self.days),
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&link)?;
        Ok(AudienceLinkIssued { id: link.id, name })
    }

    fn sentence(&self, done: &AudienceLinkIssued) -> String {
        format!("The link for {} is made. Copy it now; it is not shown again.", done.name)
    }
}
