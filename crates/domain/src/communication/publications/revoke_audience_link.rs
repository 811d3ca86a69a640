//! A link that opens nothing any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::issue_audience_link::AudienceLinkIssued;
use super::{AudienceLink, AudienceLinkId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Revoke a secret link: from now on it is not found. It stays so; make a new one instead.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RevokeAudienceLink {
    pub link: AudienceLinkId,
}

impl Command for RevokeAudienceLink {
    const NAME: &'static str = "revoke_audience_link";
    type Subject = AudienceLink;
    type Done = AudienceLinkIssued;

    fn load(&self, desk: &Desk<'_>) -> Result<AudienceLink> {
        desk.load(self.link)
    }

    fn gate(&self, link: &AudienceLink) -> Gate {
        Gate::Product(Permission::TellAudiences, link.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: AudienceLink) -> Result<AudienceLinkIssued> {
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &AudienceLink { archived_at, ..before.clone() })?;
        Ok(AudienceLinkIssued { id: before.id, name: before.name })
    }

    fn sentence(&self, done: &AudienceLinkIssued) -> String {
        format!("The link for {} opens nothing any more.", done.name)
    }
}
