//! One more product in the workspace.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Product, RoleHeld, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::{Permission, Role};
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a product. Who adds it becomes its manager and owner, until others are given the roles.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddProduct {
    /// 1 to 100 characters.
    pub name: String,
    /// 2 to 6 letters or digits, such as `INV`.
    pub prefix: String,
    /// An IANA time zone name, such as `Europe/Berlin`.
    pub time_zone: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProductAdded {
    pub id: ProductId,
    pub prefix: String,
    pub name: String,
}

impl Command for AddProduct {
    const NAME: &'static str = "add_product";
    type Subject = ();
    type Done = ProductAdded;

    fn load(&self, _: &Desk<'_>) -> Result<()> {
        Ok(())
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Workspace(Permission::ManageProducts)
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<ProductAdded> {
        let name = text::line("name", "a name for the product", &self.name, text::NAME_MAX)?;
        let prefix = rules::prefix("prefix", &self.prefix)?;
        if queries::prefix_is_taken(desk.tx, desk.workspace(), &prefix)? {
            return Refusal::invalid("prefix", format!("{prefix} is in use; choose another short name."));
        }
        let product = Product {
            id: desk.moment.id(),
            prefix: prefix.clone(),
            sort_key: text::sort_key(&name),
            name: name.clone(),
            time_zone: rules::time_zone("time_zone", &self.time_zone)?,
            portal: false,
            ask_after_days: rules::ASK_AFTER_DAYS,
            rating_days: rules::RATING_DAYS,
            formula: String::new(),
            newest_number: 0,
            created_at: desk.now(),
            archived_at: None,
        };
        desk.add(&product)?;
        for role in [Role::Manager, Role::Owner] {
            let Some(person_id) = desk.actor.person else { continue };
            let id = desk.moment.id();
            desk.add(&RoleHeld {
                id,
                product_id: product.id,
                person_id,
                role: role.as_str().into(),
                archived_at: None,
            })?;
        }
        Ok(ProductAdded { id: product.id, prefix, name })
    }

    fn sentence(&self, done: &ProductAdded) -> String {
        format!("{} was added. Its keys begin with {}.", done.name, done.prefix)
    }
}
