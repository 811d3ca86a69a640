//! An item that an audience does not see.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rename_for_audience::set;
use super::{Audience, AudienceDone, AudienceId, AudienceItem, load, refuse_archived};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Hide a feature or a release from an audience, or show it again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct HideFromAudience {
    pub audience: AudienceId,
    /// Such as `INV-34`.
    pub key: String,
    pub hidden: bool,
}

impl Command for HideFromAudience {
    const NAME: &'static str = "hide_from_audience";
    type Subject = (Audience, Product);
    type Done = AudienceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product)> {
        load(desk, self.audience)
    }

    fn gate(&self, (audience, _): &(Audience, Product)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (audience, product): (Audience, Product)) -> Result<AudienceDone> {
        refuse_archived(&audience)?;
        set(desk, &audience, &self.key, |item| AudienceItem { is_hidden: self.hidden, ..item })?;
        Ok(AudienceDone::of(&audience, &product))
    }

    fn sentence(&self, done: &AudienceDone) -> String {
        let key = self.key.trim().to_uppercase();
        if self.hidden {
            format!("{key} is hidden from “{}”.", done.name)
        } else {
            format!("“{}” may see {key}.", done.name)
        }
    }
}
