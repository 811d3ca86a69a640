//! Asking somebody in, with a link by mail.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Person, RoleHeld, queries};
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::{Permission, Role};
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Invite somebody by mail, in one or more roles of a product.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct InvitePerson {
    /// 1 to 100 characters.
    pub name: String,
    pub email: String,
    pub product: ProductId,
    #[serde(default)]
    pub roles: Vec<Role>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PersonInvited {
    pub id: PersonId,
    pub name: String,
}

impl Command for InvitePerson {
    const NAME: &'static str = "invite_person";
    type Subject = ();
    type Done = PersonInvited;

    fn load(&self, desk: &Desk<'_>) -> Result<()> {
        desk.load::<super::Product>(self.product.0).map(drop)
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Workspace(Permission::ManagePeople)
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<PersonInvited> {
        let name = text::line("name", "a name", &self.name, text::NAME_MAX)?;
        let email = text::email("email", &self.email)?;
        if let Some(known) = queries::person_by_email(desk.tx, desk.workspace(), &email)? {
            return Refusal::invalid(
                "email",
                format!("{} has this address and is in the workspace already.", known.name),
            );
        }
        if self.roles.is_empty() {
            return Refusal::invalid("roles", "Choose at least one role.");
        }
        let person = Person {
            id: desk.moment.id(),
            sort_key: text::sort_key(&name),
            name: name.clone(),
            email,
            password_hash: None,
            administrator: false,
            joined_at: None,
            archived_at: None,
        };
        desk.add(&person)?;
        for role in &self.roles {
            let id = desk.moment.id();
            let (product_id, person_id) = (self.product, person.id);
            desk.add(&RoleHeld { id, product_id, person_id, role: role.as_str().into(), archived_at: None })?;
        }
        Ok(PersonInvited { id: person.id, name })
    }

    fn sentence(&self, done: &PersonInvited) -> String {
        format!("{} is invited; the link goes out by mail.", done.name)
    }
}
