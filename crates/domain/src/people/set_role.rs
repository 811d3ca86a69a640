//! Giving and taking a role.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Person, Product, RoleHeld, queries};
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::refusal::Result;
use crate::spine::rights::{Permission, Role};
use crate::spine::run::{Command, Gate};

/// Give somebody a role in a product, or take it away. It counts at once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetRole {
    pub person: PersonId,
    pub product: ProductId,
    pub role: Role,
    /// `true` gives it, `false` takes it away.
    pub holds: bool,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoleSet {
    pub person: String,
    pub product: String,
}

impl Command for SetRole {
    const NAME: &'static str = "set_role";
    type Subject = (Person, Product);
    type Done = RoleSet;

    fn load(&self, desk: &Desk<'_>) -> Result<(Person, Product)> {
        Ok((desk.load(self.person.0)?, desk.load(self.product.0)?))
    }

    fn gate(&self, _: &(Person, Product)) -> Gate {
        Gate::Workspace(Permission::ManagePeople)
    }

    fn carry_out(&self, desk: &Desk<'_>, (person, product): (Person, Product)) -> Result<RoleSet> {
        let known = queries::role_held(desk.tx, desk.workspace(), self.person, self.product, self.role)?;
        match (known, self.holds) {
            (None, true) => desk.add(&RoleHeld {
                id: desk.moment.id(),
                product_id: self.product,
                person_id: self.person,
                role: self.role.as_str().into(),
                archived_at: None,
            })?,
            (Some(held), true) => desk.change(&held, &RoleHeld { archived_at: None, ..held.clone() })?,
            (Some(held), false) if held.archived_at.is_none() => {
                desk.change(&held, &RoleHeld { archived_at: Some(desk.now()), ..held.clone() })?;
            }
            _ => {}
        }
        Ok(RoleSet { person: person.name, product: product.name })
    }

    fn sentence(&self, done: &RoleSet) -> String {
        let role = self.role.as_str();
        if self.holds {
            format!("{} is {role} in {} now.", done.person, done.product)
        } else {
            format!("{} is no longer {role} in {}.", done.person, done.product)
        }
    }
}
