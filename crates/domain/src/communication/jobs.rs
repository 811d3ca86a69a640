//! Outside work of this noun: mails to those whose words led to a release.

use database::Tx;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::responses::{self, OwnWords};
use super::{Release, ReleaseId, Response, ResponseId, Telling, TellingId};
use crate::discovery::ways_in::messages::{Named, name_mail};
use crate::discovery::ways_in::queries::answers_to;
use crate::market::Contact;
use crate::people::jobs::{Drawn, Mail};
use crate::people::{Product, queries};
use crate::roadmap::Feature;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};

/// The job that mails a contact the note of a release.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailNote {
    pub telling: TellingId,
}

impl MailNote {
    pub const JOB: &'static str = "mail_release_note";
}

/// The job that asks those who were told of a release, when the product's waiting time is over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct AskLater {
    pub release: ReleaseId,
}

impl AskLater {
    pub const JOB: &'static str = "ask_contacts";
}

/// The job that mails a contact the question whether something helped. Its link is drawn when the mail is made, so
/// that no queue ever holds one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailQuestion {
    pub response: ResponseId,
}

impl MailQuestion {
    pub const JOB: &'static str = "mail_question";
}

/// The mail that tells a contact of a release. None where it is not to be sent any more: the release was taken back,
/// they were told, or they do not wish to be written to since.
pub fn mail_note(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    job: &MailNote,
    drawn: &Drawn<'_>,
) -> Result<Option<Mail>> {
    let telling = Telling::load(tx, workspace, job.telling.0)?.found("telling")?;
    let release = Release::load(tx, workspace, telling.release_id.0)?.found("release")?;
    let contact = Contact::load(tx, workspace, telling.contact_id.0)?.found("contact")?;
    let gone = telling.archived_at.is_some() || release.note_published_at.is_none();
    if gone || telling.told_at.is_some() || !reachable(&contact) {
        return Ok(None);
    }
    let product = Product::load(tx, workspace, release.product_id.0)?.found("product")?;
    let place = queries::workspace_by_id(tx, workspace)?.found("workspace")?;
    let features = "select s.feature_id from story s
                     where s.workspace_id = $1 and s.release_id = $3 and s.archived_at is null";
    let words = responses::own_words(tx, workspace, contact.id, features, &release.id)?;
    let mut text = format!("Hello {},\n\n", contact.name);
    if let Some(words) = words.first() {
        text.push_str(&format!("you told us{}:\n\n{}\n\n", when(words, &product), quoted(&words.passage)));
        text.push_str(&format!("It is in {} {} now:\n\n", product.name, release.version));
    } else {
        text.push_str(&format!("{} {} is there:\n\n", product.name, release.version));
    }
    text.push_str(&format!("{}\n\n{}\n\n", release.note_title, release.note_body));
    if product.portal {
        let at = format!("{}/{}/portal/{}", drawn.origin, place.slug, product.prefix);
        text.push_str(&format!("Read it here: {at}\n\n"));
    }
    text.push_str(&format!(
        "Thank you for telling us. Answer this mail if you would rather not hear from us.\n{}\n",
        place.name
    ));
    let subject = format!("{} {}: {}", product.name, release.version, release.note_title);
    let mail = Mail::plain((contact.name, contact.email), subject, text);
    let about = Answered { product: product.id, words: words.first(), sent: telling.id.0 };
    answerable(tx, workspace, mail, &about, drawn).map(Some)
}

/// The mail that asks a contact whether a feature helped, with a link of its own. None where it is not to be sent any
/// more: they answered, or they do not wish to be written to since.
pub fn mail_question(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    job: &MailQuestion,
    drawn: &Drawn<'_>,
) -> Result<Option<Mail>> {
    let response = Response::load(tx, workspace, job.response.0)?.found("question")?;
    let contact = Contact::load(tx, workspace, response.contact_id.0)?.found("contact")?;
    let asked = response.asked_at.is_some() || response.answered_at.is_some();
    if asked || response.archived_at.is_some() || !reachable(&contact) {
        return Ok(None);
    }
    let feature = Feature::load(tx, workspace, response.feature_id.0)?.found("feature")?;
    let product = Product::load(tx, workspace, response.product_id.0)?.found("product")?;
    let place = queries::workspace_by_id(tx, workspace)?.found("workspace")?;
    responses::keep_link(tx, workspace, response.id, drawn.token, drawn.now)?;
    let words = responses::own_words(tx, workspace, contact.id, "$3", &feature.id)?;
    let mut text = format!("Hello {},\n\n", contact.name);
    if let Some(words) = words.first() {
        text.push_str(&format!("you told us{}:\n\n{}\n\n", when(words, &product), quoted(&words.passage)));
    }
    text.push_str(&format!(
        "Since then we built “{}”. Did it help? One click answers, and one sentence is plenty:\n\n",
        feature.title
    ));
    text.push_str(&format!("{}/{}/respond/{}\n\n", drawn.origin, place.slug, drawn.token));
    text.push_str(&format!("The link is yours alone and good for 90 days.\n{}\n", place.name));
    let subject = format!("Did it help? {}", feature.title);
    let mail = Mail::plain((contact.name, contact.email), subject, text);
    let about = Answered { product: product.id, words: words.first(), sent: response.id.0 };
    answerable(tx, workspace, mail, &about, drawn).map(Some)
}

/// What a mail is about, for whoever answers it.
pub(super) struct Answered<'w> {
    pub product: ProductId,
    /// The words of theirs that the mail quotes.
    pub words: Option<&'w OwnWords>,
    /// What the mail is sent for; sent again, it has the same name.
    pub sent: Uuid,
}

/// Has an answer come into the inbox of the product, to the feedback whose words the mail quotes.
pub(super) fn answerable(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    mail: Mail,
    about: &Answered<'_>,
    drawn: &Drawn<'_>,
) -> Result<Mail> {
    let Some(domain) = drawn.mail_domain else { return Ok(mail) };
    let Some(local_part) = answers_to(tx, workspace, about.product)? else { return Ok(mail) };
    let message_id = format!("{}@{domain}", about.sent);
    if let Some(words) = about.words {
        let named = Named { message_id: &message_id, now: drawn.now };
        name_mail(tx, workspace, words.feedback_id, &named)?;
    }
    Ok(Mail { reply_to: Some(format!("{local_part}@{domain}")), message_id: Some(message_id), ..mail })
}

pub(super) fn reachable(contact: &Contact) -> bool {
    contact.may_contact && contact.archived_at.is_none() && !contact.email.is_empty()
}

/// " in February 2026", as the middle of a sentence.
fn when(words: &OwnWords, product: &Product) -> String {
    words.said_at.day_in(&product.time_zone).strftime(" in %B %Y").to_string()
}

/// Words as mails quote them.
fn quoted(words: &str) -> String {
    words.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}
