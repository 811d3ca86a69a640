//! Opening the portal of a product.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Open the portal of a product: anybody reads there what was released, and may give feedback.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OpenPortal {
    pub product: ProductId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PortalDone {
    pub id: ProductId,
    pub name: String,
}

impl Command for OpenPortal {
    const NAME: &'static str = "open_portal";
    type Subject = Product;
    type Done = PortalDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::RunPortal, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<PortalDone> {
        set(desk, product, true)
    }

    fn sentence(&self, done: &PortalDone) -> String {
        format!("The portal of {} is open.", done.name)
    }
}

pub(super) fn set(desk: &Desk<'_>, product: Product, portal: bool) -> Result<PortalDone> {
    desk.change(&product, &Product { portal, ..product.clone() })?;
    Ok(PortalDone { id: product.id, name: product.name })
}
