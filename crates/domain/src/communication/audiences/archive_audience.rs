//! Somebody to whom we do not speak any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, AudienceDone, AudienceId, load};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive an audience. Its links open nothing any more; what was published stays in its history.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveAudience {
    pub audience: AudienceId,
}

impl Command for ArchiveAudience {
    const NAME: &'static str = "archive_audience";
    type Subject = (Audience, Product);
    type Done = AudienceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product)> {
        load(desk, self.audience)
    }

    fn gate(&self, (audience, _): &(Audience, Product)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Audience, Product)) -> Result<AudienceDone> {
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &Audience { archived_at, ..before.clone() })?;
        Ok(AudienceDone::of(&before, &product))
    }

    fn sentence(&self, done: &AudienceDone) -> String {
        format!("“{}” was archived.", done.name)
    }
}
