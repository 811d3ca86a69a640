//! An audience that is back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_audience::refuse_second_public;
use super::{Audience, AudienceDone, AudienceId, load};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Restore an archived audience.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreAudience {
    pub audience: AudienceId,
}

impl Command for RestoreAudience {
    const NAME: &'static str = "restore_audience";
    type Subject = (Audience, Product);
    type Done = AudienceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product)> {
        load(desk, self.audience)
    }

    fn gate(&self, (audience, _): &(Audience, Product)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Audience, Product)) -> Result<AudienceDone> {
        if before.is_public {
            refuse_second_public(desk, &product, before.id)?;
        }
        let archived_at = None;
        desk.change(&before, &Audience { archived_at, ..before.clone() })?;
        Ok(AudienceDone::of(&before, &product))
    }

    fn sentence(&self, done: &AudienceDone) -> String {
        format!("“{}” is back.", done.name)
    }
}
