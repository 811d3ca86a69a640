//! Who acts: a person with roles, or the program itself.

use std::collections::BTreeMap;

use super::id::{PersonId, ProductId, WorkspaceId};
use super::refusal::{Refusal, Result};
use super::rights::{Permission, Role, Roles, allowed, who_may};

/// Through which door a command came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Form,
    Api,
    Command,
    Import,
    Timer,
    Mail,
}

impl Door {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Api => "api",
            Self::Command => "command",
            Self::Import => "import",
            Self::Timer => "timer",
            Self::Mail => "mail",
        }
    }
}

/// Whoever carries out a command or reads a page. Knows its workspace and nothing of any other.
#[derive(Clone, Debug)]
pub struct Actor {
    pub workspace: WorkspaceId,
    /// `None` is the program: an import, a timer, a visitor of the public portal.
    pub person: Option<PersonId>,
    pub name: String,
    pub door: Door,
    pub administrator: bool,
    /// An API token that may only read.
    pub read_only: bool,
    pub roles: BTreeMap<ProductId, Roles>,
}

impl Actor {
    /// The program itself, acting for whoever runs the server.
    pub fn program(workspace: WorkspaceId, door: Door) -> Self {
        Self {
            workspace,
            person: None,
            name: "Throughline".into(),
            door,
            administrator: true,
            read_only: false,
            roles: BTreeMap::new(),
        }
    }

    pub fn roles_in(&self, product: ProductId) -> Roles {
        self.roles.get(&product).copied().unwrap_or_default()
    }

    /// Whether this actor may do something in a product. The program may do everything but be asked.
    pub fn may(&self, permission: Permission, product: ProductId) -> bool {
        self.is_program() || allowed(permission, self.roles_in(product), self.administrator)
    }

    /// Whether this actor may do something that belongs to the workspace: in any role of any product.
    pub fn may_in_workspace(&self, permission: Permission) -> bool {
        let everywhere: Roles = self.roles.values().flat_map(|roles| roles.iter()).collect();
        self.is_program() || allowed(permission, everywhere, self.administrator)
    }

    pub fn holds(&self, role: Role, product: ProductId) -> bool {
        self.roles_in(product).holds(role)
    }

    /// Refuses what the actor may not do: a product it may not even read is *not found*.
    pub fn must(&self, permission: Permission, product: ProductId) -> Result<()> {
        if !self.may(Permission::Read, product) {
            return Refusal::not_found("product");
        }
        self.refuse_unless(self.may(permission, product), permission)
    }

    pub fn must_in_workspace(&self, permission: Permission) -> Result<()> {
        self.refuse_unless(self.may_in_workspace(permission), permission)
    }

    fn refuse_unless(&self, yes: bool, permission: Permission) -> Result<()> {
        if yes {
            return Ok(());
        }
        Refusal::not_allowed(format!("Only {} may {}.", who_may(permission), permission.words()))
    }

    fn is_program(&self) -> bool {
        self.person.is_none() && self.administrator
    }
}
