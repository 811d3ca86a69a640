//! Naming a site on whose pages the form may stand.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FormOrigin, FormOriginId, queries, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Allow the form of a product on the pages of a site. The first site opens the form.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AllowOrigin {
    pub product: ProductId,
    /// How addresses of that site begin, without a path: `https://www.larkbill.example`. At most 20 for a product.
    pub origin: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OriginDone {
    pub id: FormOriginId,
    pub origin: String,
}

impl Command for AllowOrigin {
    const NAME: &'static str = "allow_origin";
    type Subject = Product;
    type Done = OriginDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::OpenWaysIn, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<OriginDone> {
        let origin = rules::origin(&self.origin)?;
        let known = queries::origin(desk.tx, desk.workspace(), product.id, &origin)?;
        let allowed = known.as_ref().is_some_and(|known| known.archived_at.is_none());
        if !allowed {
            let beside = queries::origins(desk.tx, desk.workspace(), product.id)?.len();
            if beside >= rules::ORIGINS_MAX {
                return Refusal::over_limit(format!(
                    "A product names at most {} sites. Remove one that is no longer used.",
                    rules::ORIGINS_MAX
                ));
            }
        }
        if let Some(known) = known {
            desk.change(&known, &FormOrigin { archived_at: None, ..known.clone() })?;
            return Ok(OriginDone { id: known.id, origin });
        }
        let added = FormOrigin {
            id: desk.moment.id(),
            product_id: product.id,
            origin: origin.clone(),
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&added)?;
        Ok(OriginDone { id: added.id, origin })
    }

    fn sentence(&self, done: &OriginDone) -> String {
        format!("The form may stand on {}.", done.origin)
    }
}
