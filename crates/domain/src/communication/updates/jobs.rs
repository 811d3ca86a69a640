//! Outside work of updates: mails to those who belong to an audience.

use database::Tx;
use serde::{Deserialize, Serialize};

use super::StatusUpdate;
use crate::communication::audiences::Audience;
use crate::communication::publications::{Publication, PublicationId, Shown};
use crate::market::{Contact, ContactId};
use crate::people::jobs::Mail;
use crate::people::queries::{WorkspaceHead, workspace_by_id};
use crate::people::{Person, Product};
use crate::spine::id::{PersonId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};

/// The job that mails a published update to one of its audience: to a person of the workspace or to a contact.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailUpdate {
    pub publication: PublicationId,
    pub person: Option<PersonId>,
    pub contact: Option<ContactId>,
}

impl MailUpdate {
    pub const JOB: &'static str = "mail_update";
}

/// The mail of a revision. None where it is not to be sent any more: it was taken back, or they left or do not wish to be
/// written to since.
pub fn mail_update(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    job: &MailUpdate,
    origin: &str,
) -> Result<Option<Mail>> {
    let publication = Publication::load(tx, workspace, job.publication.0)?.found("revision")?;
    let update = StatusUpdate::load(tx, workspace, publication.subject_id)?.found("status_update")?;
    if publication.archived_at.is_some() || update.archived_at.is_some() {
        return Ok(None);
    }
    let Some((name, address)) = addressee(tx, workspace, job)? else { return Ok(None) };
    let product = Product::load(tx, workspace, publication.product_id.0)?.found("product")?;
    let audience = Audience::load(tx, workspace, publication.audience_id.0)?.found("audience")?;
    let place = workspace_by_id(tx, workspace)?.found("workspace")?;
    let letter = Letter { origin, place: &place, product: &product, update: &update };
    let read_at = letter.read_at(job.person.is_some(), audience.is_public);
    let mut text = format!("Hello {name},\n\n{}\n", letter.told(&Shown::read(&publication)?));
    if let Some(read_at) = read_at {
        text.push_str(&format!("\nRead it here: {read_at}\n"));
    }
    if job.contact.is_some() {
        text.push_str("\nAnswer this mail if you would rather not hear from us.\n");
    }
    text.push_str(&format!("\n{}\n", place.name));
    Ok(Some(Mail::plain((name, address), publication.title, text)))
}

/// Name and address, of somebody who is still there and may be written to.
fn addressee(tx: &Tx<'_>, workspace: WorkspaceId, job: &MailUpdate) -> Result<Option<(String, String)>> {
    if let Some(person) = job.person {
        let person = Person::load(tx, workspace, person.0)?.found("person")?;
        return Ok(Some(person).filter(|one| one.archived_at.is_none()).map(|one| (one.name, one.email)));
    }
    let contact = job.contact.found("contact")?;
    let contact = Contact::load(tx, workspace, contact.0)?.found("contact")?;
    let reachable = contact.may_contact && contact.archived_at.is_none() && !contact.email.is_empty();
    Ok(Some(contact).filter(|_| reachable).map(|one| (one.name, one.email)))
}

struct Letter<'l> {
    origin: &'l str,
    place: &'l WorkspaceHead,
    product: &'l Product,
    update: &'l StatusUpdate,
}

impl Letter<'_> {
    /// The update as a mail says it: how the goals stand, then its body with links that lead back here.
    fn told(&self, shown: &Shown) -> String {
        let Shown::StatusUpdate { body, goals } = shown else { return String::new() };
        let mut text = String::new();
        for goal in goals {
            let standing = goal.standing.as_str().replace('_', " ");
            text.push_str(&format!("{} ({standing}): {}\n", goal.title, goal.words));
        }
        if !goals.is_empty() {
            text.push('\n');
        }
        text.push_str(&body.replace("](/", &format!("]({}/", self.origin)));
        text
    }

    /// Where it can be read: inside by those who sign in, in public by everybody.
    fn read_at(&self, is_inside: bool, is_public: bool) -> Option<String> {
        let (origin, slug, prefix) = (self.origin, &self.place.slug, &self.product.prefix);
        if is_inside {
            return Some(format!("{origin}/{slug}/items/{prefix}-{}", self.update.number));
        }
        (is_public && self.product.portal).then(|| format!("{origin}/{slug}/portal/{prefix}/updates"))
    }
}
