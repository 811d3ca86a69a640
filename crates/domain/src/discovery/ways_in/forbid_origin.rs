//! Taking back that the form may stand on the pages of a site.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::allow_origin::OriginDone;
use super::{FormOrigin, FormOriginId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// No longer allow the form of a product on the pages of a site. Without any site the form is closed.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ForbidOrigin {
    pub origin: FormOriginId,
}

impl Command for ForbidOrigin {
    const NAME: &'static str = "forbid_origin";
    type Subject = FormOrigin;
    type Done = OriginDone;

    fn load(&self, desk: &Desk<'_>) -> Result<FormOrigin> {
        desk.load(self.origin)
    }

    fn gate(&self, origin: &FormOrigin) -> Gate {
        Gate::Product(Permission::OpenWaysIn, origin.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, origin: FormOrigin) -> Result<OriginDone> {
        if origin.archived_at.is_none() {
            desk.change(&origin, &FormOrigin { archived_at: Some(desk.now()), ..origin.clone() })?;
        }
        Ok(OriginDone { id: origin.id, origin: origin.origin })
    }

    fn sentence(&self, done: &OriginDone) -> String {
        format!("The form no longer stands on {}.", done.origin)
    }
}
