//! How many items of a product are in which group, kept up to date by every write.

use database::{Query, Tx, Value};

use super::actor::Actor;
use super::id::ProductId;
use super::refusal::Result;
use super::rights::Permission;

database::row! {
    /// So many items of a noun stand in one group.
    pub struct Counted { noun: String, state: String, n: i64 }
}

/// The counts of one product: a million rows cost no more than a thousand.
#[derive(Default)]
pub struct Tallies {
    counted: Vec<Counted>,
}

pub fn of_product(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Tallies> {
    Ok(Tallies { counted: asked(actor, product)?.all(tx)? })
}

/// The same, yet to be asked.
pub fn asked(actor: &Actor, product: ProductId) -> Result<Query<'static, Counted>> {
    actor.must(Permission::Read, product)?;
    let sql = "select noun, state, n from tally where workspace_id = $1 and product_id = $2";
    Ok(Query::new(sql, vec![Value::Uuid(actor.workspace.0), Value::Uuid(product.0)]))
}

impl From<Vec<Counted>> for Tallies {
    fn from(counted: Vec<Counted>) -> Self {
        Self { counted }
    }
}

impl Tallies {
    /// How many items of a noun are in one of these groups.
    pub fn count(&self, noun: &str, states: &[&str]) -> i64 {
        let meant = |counted: &&Counted| counted.noun == noun && states.contains(&counted.state.as_str());
        self.counted.iter().filter(meant).map(|counted| counted.n).sum()
    }
}
