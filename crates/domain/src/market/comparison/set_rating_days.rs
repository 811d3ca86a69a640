//! How long a rating holds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rules;
use crate::people::Product;
use crate::people::open_portal::PortalDone;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Set after how many days the ratings of a product's comparison are stale.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetRatingDays {
    pub product: ProductId,
    /// 7 to 1,000.
    pub days: i64,
}

impl Command for SetRatingDays {
    const NAME: &'static str = "set_rating_days";
    type Subject = Product;
    type Done = PortalDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::SetDirection, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<PortalDone> {
        let rating_days = rules::rating_days(self.days)?;
        desk.change(&product, &Product { rating_days, ..product.clone() })?;
        Ok(PortalDone { id: product.id, name: product.name })
    }

    fn sentence(&self, _: &PortalDone) -> String {
        format!("Ratings are stale after {} days.", self.days)
    }
}
