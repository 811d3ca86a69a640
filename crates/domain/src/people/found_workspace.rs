//! The first visit: a workspace, its first person, its first product.

use database::Tx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::password::HashedPassword;
use super::{Person, Product, RoleHeld, rules};
use crate::spine::actor::{Actor, Door};
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::moment::Moment;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Role;
use crate::spine::run::{Command, Gate, Ran, run};
use crate::spine::text;

/// Make the workspace, its first product and its first person, who administers it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FoundWorkspace {
    /// 1 to 100 characters; its address is made from it.
    pub workspace: String,
    /// 2 to 6 letters or digits: keys of what belongs to the whole workspace, such as `LARK-12`.
    pub workspace_prefix: String,
    pub product: String,
    /// 2 to 6 letters or digits: keys of the product, such as `INV-248`.
    pub product_prefix: String,
    /// An IANA time zone name.
    pub time_zone: String,
    /// The first person.
    pub name: String,
    pub email: String,
    pub password: Option<HashedPassword>,
    /// What the first person is to the product.
    pub roles: Vec<Role>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Founded {
    pub slug: String,
    pub workspace: WorkspaceId,
    pub person: PersonId,
    pub product: ProductId,
    pub product_prefix: String,
}

/// Founds a workspace: the one command that has no workspace to begin with.
pub fn found(tx: &Tx<'_>, moment: &Moment, command: &FoundWorkspace) -> Result<Ran<Founded>> {
    let name = text::line("workspace", "a name for the workspace", &command.workspace, text::NAME_MAX)?;
    let slug = rules::slug("workspace", &name)?;
    let prefix = rules::prefix("workspace_prefix", &command.workspace_prefix)?;
    let id: WorkspaceId = moment.id();
    let taken: Option<WorkspaceId> =
        tx.value("select id as value from workspace where slug = $1", &[&slug])?;
    if taken.is_some() {
        return Refusal::invalid(
            "workspace",
            format!("There is a workspace “{slug}” already; choose another name."),
        );
    }
    let sql = "
        insert into workspace (id, slug, name, prefix, newest_number, seq, created_at)
        values ($1, $2, $3, $4, 0, 0, $5)";
    tx.execute(sql, &[&id, &slug, &name, &prefix, &moment.now])?;
    run(tx, &Actor::program(id, Door::Form), moment, command)
}

impl Command for FoundWorkspace {
    const NAME: &'static str = "found_workspace";
    type Subject = ();
    type Done = Founded;

    fn load(&self, _: &Desk<'_>) -> Result<()> {
        Ok(())
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<Founded> {
        let product = self.product(desk)?;
        if product.prefix == rules::prefix("workspace_prefix", &self.workspace_prefix)? {
            return Refusal::invalid(
                "product_prefix",
                "Choose another short name than the workspace’s, so that keys differ.",
            );
        }
        let person = self.person(desk)?;
        desk.add(&product)?;
        desk.add(&person)?;
        for role in &self.roles {
            desk.add(&RoleHeld {
                id: desk.moment.id(),
                product_id: product.id,
                person_id: person.id,
                role: role.as_str().into(),
                archived_at: None,
            })?;
        }
        Ok(Founded {
            slug: rules::slug("workspace", &self.workspace)?,
            workspace: desk.workspace(),
            person: person.id,
            product: product.id,
            product_prefix: product.prefix,
        })
    }

    fn sentence(&self, done: &Founded) -> String {
        format!("The workspace {} is there.", done.slug)
    }
}

impl FoundWorkspace {
    fn product(&self, desk: &Desk<'_>) -> Result<Product> {
        let name = text::line("product", "a name for the product", &self.product, text::NAME_MAX)?;
        Ok(Product {
            id: desk.moment.id(),
            prefix: rules::prefix("product_prefix", &self.product_prefix)?,
            sort_key: text::sort_key(&name),
            name,
            time_zone: rules::time_zone("time_zone", &self.time_zone)?,
            portal: false,
            ask_after_days: rules::ASK_AFTER_DAYS,
            rating_days: rules::RATING_DAYS,
            formula: String::new(),
            newest_number: 0,
            created_at: desk.now(),
            archived_at: None,
        })
    }

    fn person(&self, desk: &Desk<'_>) -> Result<Person> {
        let name = text::line("name", "your name", &self.name, text::NAME_MAX)?;
        Ok(Person {
            id: desk.moment.id(),
            sort_key: text::sort_key(&name),
            name,
            email: text::email("email", &self.email)?,
            password_hash: self.password.as_ref().map(|hashed| hashed.0.clone()),
            administrator: true,
            joined_at: Some(desk.now()),
            archived_at: None,
        })
    }
}
