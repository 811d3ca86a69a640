//! The item that is talked about or followed, by its key.

use database::Tx;
use uuid::Uuid;

use crate::discovery::Feedback;
use crate::people::Product;
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::Gate;
use crate::spine::search::item_of_key;

/// An item of the actor's workspace that has a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub noun: String,
    pub item: Uuid,
    /// None where it belongs to the whole workspace.
    pub product: Option<ProductId>,
    pub key: String,
}

impl Place {
    /// The item with this key. One of a product that the actor may not read is not found.
    pub fn of_key(tx: &Tx<'_>, actor: &Actor, key: &str) -> Result<Self> {
        let key = key.trim().to_uppercase();
        let parts =
            key.rsplit_once('-').and_then(|(prefix, number)| Some((prefix, number.parse::<i64>().ok()?)));
        let Some((prefix, number)) = parts else {
            return Refusal::invalid("item", "Write the key of an item, such as INV-248.");
        };
        let found = item_of_key(tx, actor.workspace, prefix, number)?.found("item")?;
        let product = match found.noun.as_str() {
            // Its key is one of the workspace, yet it belongs to a product.
            Feedback::NOUN => Feedback::load(tx, actor.workspace, found.item_id)?.map(|said| said.product_id),
            _ => {
                let sql = format!("{} where workspace_id = $1 and prefix = $2", Product::select());
                let product: Option<Product> = tx.maybe(&sql, &[&actor.workspace, &prefix])?;
                product.map(|product| product.id)
            }
        };
        if product.is_some_and(|product| !actor.may(Permission::Read, product)) {
            return Refusal::not_found("item");
        }
        Ok(Self { noun: found.noun, item: found.item_id, product, key })
    }

    /// Who may talk there.
    pub fn gate(&self) -> Gate {
        match self.product {
            Some(product) => Gate::Product(Permission::Comment, product),
            None => Gate::Workspace(Permission::Comment),
        }
    }
}

/// Whether somebody may talk about what belongs to a product, or to the workspace.
pub fn may_talk(actor: &Actor, product: Option<ProductId>) -> bool {
    actor.person.is_some()
        && match product {
            Some(product) => actor.may(Permission::Comment, product),
            None => actor.may_in_workspace(Permission::Comment),
        }
}
