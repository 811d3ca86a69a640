//! A mail that came for a product becomes feedback.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::messages::{self, Named, Sender};
use super::{Mailbox, MailboxId, quoting, rules};
use crate::attachments::attach::attach;
use crate::attachments::queries::total;
use crate::attachments::{AttachmentId, Carrier, Stored};
use crate::discovery::add_feedback::FeedbackDone;
use crate::discovery::{Channel, Feedback, FeedbackId, FeedbackState};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::item::Item;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Of what a mail answers, in characters.
const QUOTED_MAX: usize = 20_000;
/// Of the names of its files, in characters.
const NAMES_MAX: usize = 15_000;

/// Take a mail into the inbox. The same one twice changes nothing. Only the program does this, for whoever wrote it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakeInMail {
    pub mailbox: MailboxId,
    /// The Message-ID, or what stands in its place.
    pub message_id: String,
    /// The Message-IDs of what it answers, the nearest first.
    #[serde(default)]
    pub answers: Vec<String>,
    #[serde(default)]
    pub sender_name: String,
    #[serde(default)]
    pub sender_email: String,
    #[serde(default)]
    pub subject: String,
    /// All of its text, with what it quotes.
    #[serde(default)]
    pub text: String,
    /// The files that came along, whose bytes are in the store.
    #[serde(default)]
    pub files: Vec<Stored>,
    /// The names of those that are not kept: too large, of a kind that is not taken, or too many.
    #[serde(default)]
    pub left_out: Vec<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MailTaken {
    pub id: FeedbackId,
    /// Whether it was there already.
    pub again: bool,
    /// Those of its files for which the workspace had no room: they hang nowhere.
    pub no_room: Vec<AttachmentId>,
}

impl Command for TakeInMail {
    const NAME: &'static str = "take_in_mail";
    type Subject = (Mailbox, Product);
    type Done = MailTaken;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        let mailbox: Mailbox = desk.load(self.mailbox)?;
        let product: Product = desk.load(mailbox.product_id.0)?;
        if mailbox.archived_at.is_some() || product.archived_at.is_some() {
            return Refusal::not_found("mailbox");
        }
        Ok((mailbox, product))
    }

    fn gate(&self, _: &Self::Subject) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, (_, product): Self::Subject) -> Result<MailTaken> {
        let (workspace, id) = (desk.workspace(), product.id);
        if let Some(id) = messages::about(desk.tx, workspace, id, [self.message_id.as_str()])? {
            return Ok(MailTaken { id, again: true, no_room: Vec::new() });
        }
        let follows = messages::about(desk.tx, workspace, id, self.answers.iter().map(String::as_str))?;
        let (fits, too_much) = self.with_room(desk)?;
        let done = arrive(desk, &product, Arrived { follows, ..self.read(&fits, &too_much)? })?;
        let (message_id, now) = (self.message_id.as_str(), desk.now());
        let carrier =
            Carrier { noun: Feedback::NOUN.into(), item: done.id.0, product: Some(product.id), part: None };
        for file in fits {
            attach(desk, &carrier, file)?;
        }
        messages::remember(desk.tx, &desk.load(done.id)?, workspace, &Named { message_id, now })?;
        let no_room = too_much.iter().map(|file| file.id).collect();
        Ok(MailTaken { id: done.id, again: false, no_room })
    }

    fn sentence(&self, _: &MailTaken) -> String {
        "The mail is in the inbox.".into()
    }
}

impl TakeInMail {
    /// Its files for which the workspace has room, and the rest. A mail is not refused for them: its words would be lost.
    fn with_room(&self, desk: &Desk<'_>) -> Result<(Vec<&Stored>, Vec<&Stored>)> {
        let mut held = if self.files.is_empty() { 0 } else { total(desk.tx, desk.workspace())?.byte_count };
        Ok(self.files.iter().partition(|file| {
            let after = held.saturating_add(file.byte_count);
            let fits = after <= file.workspace_bytes_max;
            held = if fits { after } else { held };
            fits
        }))
    }

    /// What it says, without what it quotes, with the names of what is not kept of it.
    fn read(&self, fits: &[&Stored], too_much: &[&Stored]) -> Result<Arrived> {
        let subject = rules::one_line(&self.subject, text::LINE_MAX);
        let split = quoting::split(&rules::plain(&self.text));
        let left_out = self.left_out.iter().chain(too_much.iter().map(|file| &file.name));
        let left_out = named("Files that were not kept", left_out);
        let files = named("Files that came along", fits.iter().map(|file| &file.name));
        // Some write all they have to say above the mail, and some answer with what they were asked alone.
        let says = [&split.new, &subject, &split.quoted, &files];
        let words = says.into_iter().find(|words| !words.is_empty()).map_or("", String::as_str);
        // However long it is, what is not kept is named below it.
        let below = if left_out.is_empty() { 0 } else { left_out.chars().count() + 2 };
        let words = rules::shortened(words, text::BODY_MAX - below);
        let parts: Vec<&str> =
            [words.as_str(), &left_out].into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            return Refusal::invalid("text", "There is nothing to read in this mail.");
        }
        let email = text::email("sender_email", &self.sender_email).unwrap_or_default();
        Ok(Arrived {
            body: parts.join("\n\n"),
            sender: Sender { name: rules::one_line(&self.sender_name, text::NAME_MAX), email },
            subject,
            quoted: rules::shortened(&split.quoted, QUOTED_MAX),
            ..Arrived::by(Channel::Mail)
        })
    }
}

/// Names of files in one line; none: nothing.
fn named<'n>(what: &str, names: impl Iterator<Item = &'n String>) -> String {
    let names: Vec<String> = names.map(|name| rules::one_line(name, text::NAME_MAX)).collect();
    if names.is_empty() {
        return String::new();
    }
    format!("{what}: {}", rules::shortened(&names.join(", "), NAMES_MAX))
}

/// Something that came in by itself.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub channel: Channel,
    pub body: String,
    pub sender: Sender,
    pub subject: String,
    pub quoted: String,
    pub tags: String,
    pub follows: Option<FeedbackId>,
}

impl Arrived {
    pub(super) fn by(channel: Channel) -> Self {
        let none = String::new;
        let sender = Sender::default();
        Self { channel, body: none(), sender, subject: none(), quoted: none(), tags: none(), follows: None }
    }
}

/// Puts it into the inbox. Whoever sent it is the contact whom we know by the address, with the contact's customer.
pub(super) fn arrive(desk: &Desk<'_>, product: &Product, arrived: Arrived) -> Result<FeedbackDone> {
    let contact = arrived.sender.contact(desk)?;
    let id = desk.moment.id();
    let feedback = Feedback {
        id,
        product_id: product.id,
        number: desk.next_workspace_number::<Feedback>(id)?,
        body: arrived.body,
        channel: arrived.channel,
        said_as: String::new(),
        contact_id: contact.as_ref().map(|contact| contact.id),
        customer_id: contact.map(|contact| contact.customer_id),
        tags: arrived.tags,
        state: FeedbackState::New,
        said_at: desk.now(),
        recorded_by: None,
        sender_name: arrived.sender.name,
        sender_email: arrived.sender.email,
        subject: arrived.subject,
        quoted: arrived.quoted,
        follows_id: arrived.follows,
        merged_into_id: None,
        erased_at: None,
        created_at: desk.now(),
        archived_at: None,
    };
    desk.add(&feedback)?;
    Ok(FeedbackDone { id, number: feedback.number })
}
