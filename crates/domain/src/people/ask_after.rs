//! How long customers get to try what was released before they are asked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::open_portal::PortalDone;
use super::{Product, rules};
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Set how many days after a release those who asked for it are asked whether it helped. It counts from the next release on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AskAfter {
    pub product: ProductId,
    /// 1 to 365.
    pub days: i64,
}

impl Command for AskAfter {
    const NAME: &'static str = "ask_after";
    type Subject = Product;
    type Done = PortalDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::RunPortal, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<PortalDone> {
        let ask_after_days = rules::ask_after(self.days)?;
        desk.change(&product, &Product { ask_after_days, ..product.clone() })?;
        Ok(PortalDone { id: product.id, name: product.name })
    }

    fn sentence(&self, _: &PortalDone) -> String {
        match self.days {
            1 => "Customers are asked a day after a release.".into(),
            days => format!("Customers are asked {days} days after a release."),
        }
    }
}
