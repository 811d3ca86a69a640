//! Closing the portal of a product.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Product;
use super::open_portal::{PortalDone, set};
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Close the portal of a product: its address is not found any more.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ClosePortal {
    pub product: ProductId,
}

impl Command for ClosePortal {
    const NAME: &'static str = "close_portal";
    type Subject = Product;
    type Done = PortalDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::RunPortal, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<PortalDone> {
        set(desk, product, false)
    }

    fn sentence(&self, done: &PortalDone) -> String {
        format!("The portal of {} is closed.", done.name)
    }
}
