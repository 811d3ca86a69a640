//! What it is for each noun to be merged.

use database::Tx;

use super::Merges;
use super::carry::{Link, Moved, Place};
use super::links::{OF_CONTACT, OF_CUSTOMER, OF_FEEDBACK, OF_NEED};
use super::rules;
use crate::discovery::research::queries::is_notes;
use crate::discovery::{Feedback, Need, NeedId};
use crate::market::{Contact, Customer};
use crate::people::Product;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::Gate;
use crate::spine::search;

/// A tree of needs is no deeper, as far as it is looked at.
const DEPTH_MAX: usize = 100;

impl Merges for Feedback {
    const LINKS: &'static [Link] = OF_FEEDBACK;
    const SHOWN: &'static [&'static str] = &["body", "tags", "state"];

    fn called(&self, tx: &Tx<'_>, workspace: WorkspaceId) -> Result<String> {
        key(tx, workspace, self)
    }

    fn gate(&self) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, self.product_id)
    }

    fn refuse(&self, tx: &Tx<'_>, workspace: WorkspaceId, into: &Self) -> Result<()> {
        refuse_apart(tx, workspace, (self, self.product_id), (into, into.product_id))?;
        for feedback in [self, into] {
            if is_notes(tx, workspace, feedback.id)? {
                let key = key(tx, workspace, feedback)?;
                return Refusal::conflict(format!(
                    "{key} are the notes of an interview. They stay with it, as its consent does."
                ));
            }
        }
        Ok(())
    }

    fn unite(&self, _: &Place<'_>, into: &Self, moved: &[Moved]) -> Result<Self> {
        let leads = moved.iter().any(|moved| moved.noun == "quote" && moved.moved > 0);
        Ok(rules::feedback(self, into, leads))
    }
}

impl Merges for Need {
    const LINKS: &'static [Link] = OF_NEED;
    const SHOWN: &'static [&'static str] = &["title", "description", "state"];

    fn called(&self, tx: &Tx<'_>, workspace: WorkspaceId) -> Result<String> {
        key(tx, workspace, self)
    }

    fn gate(&self) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, self.product_id)
    }

    fn refuse(&self, tx: &Tx<'_>, workspace: WorkspaceId, into: &Self) -> Result<()> {
        refuse_apart(tx, workspace, (self, self.product_id), (into, into.product_id))
    }

    /// Its place in the tree stays, unless it has none. A need below the one that goes takes its place.
    fn unite(&self, place: &Place<'_>, into: &Self, _: &[Moved]) -> Result<Self> {
        let description = if into.description.is_empty() { &self.description } else { &into.description };
        let parent_id = if is_below(place, into, self.id)? {
            self.parent_id
        } else {
            match (into.parent_id, self.parent_id) {
                (None, Some(parent)) if !leads_up_to(place, parent, into.id)? => Some(parent),
                (parent, _) => parent,
            }
        };
        Ok(Self { description: description.clone(), parent_id, ..into.clone() })
    }
}

impl Merges for Customer {
    const LINKS: &'static [Link] = OF_CUSTOMER;
    const SHOWN: &'static [&'static str] = &["name", "revenue_minor", "currency", "seats", "plan", "tags"];

    fn called(&self, tx: &Tx<'_>, workspace: WorkspaceId) -> Result<String> {
        key(tx, workspace, self)
    }

    fn gate(&self) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn refuse(&self, _: &Tx<'_>, _: WorkspaceId, _: &Self) -> Result<()> {
        Ok(())
    }

    fn unite(&self, _: &Place<'_>, into: &Self, _: &[Moved]) -> Result<Self> {
        Ok(rules::customer(self, into))
    }
}

impl Merges for Contact {
    const LINKS: &'static [Link] = OF_CONTACT;
    const SHOWN: &'static [&'static str] = &["name", "email", "may_contact", "may_contact_source"];

    fn called(&self, _: &Tx<'_>, _: WorkspaceId) -> Result<String> {
        Ok(self.name.clone())
    }

    fn gate(&self) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn refuse(&self, _: &Tx<'_>, _: WorkspaceId, _: &Self) -> Result<()> {
        Ok(())
    }

    fn unite(&self, _: &Place<'_>, into: &Self, _: &[Moved]) -> Result<Self> {
        Ok(rules::contact(self, into))
    }
}

fn key<T: Item>(tx: &Tx<'_>, workspace: WorkspaceId, item: &T) -> Result<String> {
    search::keys(tx, workspace, &[item.id()])?.remove(&item.id()).found(T::NOUN)
}

/// What belongs to a product is merged within it.
fn refuse_apart<T: Item>(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    (one, of): (&T, ProductId),
    (into, other): (&T, ProductId),
) -> Result<()> {
    if of == other {
        return Ok(());
    }
    let name = |product: ProductId| -> Result<String> {
        Ok(Product::load(tx, workspace, product.0)?.found("product")?.name)
    };
    let (one, into) = (key(tx, workspace, one)?, key(tx, workspace, into)?);
    Refusal::conflict(format!(
        "{one} is of {} and {into} of {}. What is merged is of one product.",
        name(of)?,
        name(other)?
    ))
}

fn is_below(place: &Place<'_>, need: &Need, above: NeedId) -> Result<bool> {
    need.parent_id.map_or(Ok(false), |parent| leads_up_to(place, parent, above))
}

/// Whether one gets to a need from another by going up the tree, or stands there.
fn leads_up_to(place: &Place<'_>, from: NeedId, to: NeedId) -> Result<bool> {
    let mut here = Some(from);
    for _ in 0..DEPTH_MAX {
        match here {
            Some(id) if id == to => return Ok(true),
            Some(id) => here = Need::load(place.tx, place.workspace, id.0)?.and_then(|need| need.parent_id),
            None => return Ok(false),
        }
    }
    Ok(true)
}
