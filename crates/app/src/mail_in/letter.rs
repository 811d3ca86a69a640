//! A mail as it came over the wire becomes what the rules can judge: who, about what, which text, which files.
//!
//! Reads, and decides nothing: what is new of the text and which mails nobody wrote stands in `domain`.

use bytes::Bytes;
use domain::discovery::ways_in::messages::ANSWERS_MAX;
use domain::discovery::ways_in::rules::{Sending, automatic, one_line, shortened};
use mail_parser::{HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::html;

/// Files of one mail at most; further ones are left out.
const FILES_MAX: usize = 20;
/// Of those the names of so many are told, and how many more there are.
const LEFT_OUT_MAX: usize = 100;
/// Of its text, in characters. It is cut here, where nobody waits, and not where it is written to the database.
const TEXT_MAX: usize = 200_000;
/// Of what stands in a line of its head.
const LINE_MAX: usize = 1_000;

/// A mail, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// None where its writer gave none.
    pub message_id: Option<String>,
    /// The Message-IDs of what it answers, the nearest first.
    pub answers: Vec<String>,
    pub sender_name: String,
    pub sender_email: String,
    pub subject: String,
    pub text: String,
    /// What came along: name and content.
    pub files: Vec<(String, Bytes)>,
    /// The names of what came along beside that, and is left out.
    pub left_out: Vec<String>,
}

/// What a mail turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    Letter(Letter),
    /// No person wrote it, and why that is known.
    Automatic(&'static str),
    Unreadable,
}

/// How it came.
#[derive(Clone, Debug, Default)]
pub struct Envelope {
    /// Empty: a bounce.
    pub sender: String,
    /// Addresses that are this program's own.
    pub own: Vec<String>,
}

pub fn read(raw: &[u8], envelope: &Envelope) -> Read {
    let Some(message) = MessageParser::default().parse(raw) else { return Read::Unreadable };
    let from = message.from().and_then(|from| from.first());
    let email = from.and_then(|from| from.address()).unwrap_or(&envelope.sender).trim().to_lowercase();
    let head = |name: &'static str| head(&message, name);
    let sending = Sending {
        envelope_sender: &envelope.sender,
        auto_submitted: head("Auto-Submitted"),
        precedence: head("Precedence"),
        is_marked_automatic: ["X-Autoreply", "X-Autorespond", "X-Auto-Reply"]
            .iter()
            .any(|name| head(name).is_some()),
        is_own: envelope.own.contains(&email),
        hops: message
            .headers()
            .iter()
            .filter(|header| header.name().eq_ignore_ascii_case("Received"))
            .count(),
    };
    if let Some(why) = automatic(&sending) {
        return Read::Automatic(why);
    }
    let answers = ids(message.in_reply_to()).chain(ids(message.references()).rev());
    Read::Letter(Letter {
        message_id: message.message_id().map(str::to_owned).filter(|id| is_id(id)),
        answers: answers.filter(|id| is_id(id)).take(ANSWERS_MAX).collect(),
        sender_name: one_line(from.and_then(|from| from.name()).unwrap_or_default(), LINE_MAX),
        sender_email: shortened(&email, LINE_MAX),
        subject: one_line(message.subject().unwrap_or_default(), LINE_MAX),
        text: shortened(&text(&message), TEXT_MAX),
        files: message.attachments().take(FILES_MAX).map(file).collect(),
        left_out: left_out(&message),
    })
}

/// No Message-ID is longer than a line can be (RFC 5322, 2.1.1).
fn is_id(id: &str) -> bool {
    (1..LINE_MAX).contains(&id.len())
}

fn head<'m>(message: &'m Message<'_>, name: &'static str) -> Option<&'m str> {
    message.header_raw(name)
}

fn ids(value: &HeaderValue<'_>) -> std::vec::IntoIter<String> {
    let list: Vec<String> = match value {
        HeaderValue::Text(id) => vec![id.to_string()],
        HeaderValue::TextList(ids) => ids.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    list.into_iter()
}

/// Its text; where there is only HTML, or nothing stands in the text, what is written in that.
fn text(message: &Message<'_>) -> String {
    let plain = joined(message.text_bodies());
    if plain.trim().is_empty() { joined(message.html_bodies()) } else { plain }
}

fn joined<'m>(parts: impl Iterator<Item = &'m MessagePart<'m>>) -> String {
    let parts = parts.filter_map(|part| match &part.body {
        PartType::Text(text) if is_flowed(part) => Some(unflowed(text)),
        PartType::Text(text) => Some(text.to_string()),
        PartType::Html(source) => Some(html::to_text(source)),
        _ => None,
    });
    parts.collect::<Vec<_>>().join("\n\n")
}

fn is_flowed(part: &MessagePart<'_>) -> bool {
    let format = part.content_type().and_then(|kind| kind.attribute("format"));
    format.is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
}

/// Lines that a program broke are one again (RFC 3676).
fn unflowed(text: &str) -> String {
    let (mut whole, mut goes_on) = (String::new(), None);
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches('>').len();
        let words = line[depth..].strip_prefix(' ').unwrap_or(&line[depth..]);
        if goes_on == Some(depth) && words != "-- " {
            whole.push_str(words);
        } else {
            if !whole.is_empty() {
                whole.push('\n');
            }
            whole.push_str(&line[..depth]);
            whole.push_str(if depth > 0 { " " } else { "" });
            whole.push_str(words);
        }
        goes_on = (words.ends_with(' ') && words != "-- ").then_some(depth);
    }
    whole
}

fn file(part: &MessagePart<'_>) -> (String, Bytes) {
    (name(part), Bytes::copy_from_slice(part.contents()))
}

fn name(part: &MessagePart<'_>) -> String {
    match (&part.body, part.attachment_name()) {
        (_, Some(name)) => one_line(name, LINE_MAX),
        (PartType::Message(_), None) => "message.eml".into(),
        (_, None) => "file".into(),
    }
}

/// The names of the files for which a mail has no room.
fn left_out(message: &Message<'_>) -> Vec<String> {
    let mut names: Vec<String> = message.attachments().skip(FILES_MAX).take(LEFT_OUT_MAX).map(name).collect();
    match message.attachments().skip(FILES_MAX + LEFT_OUT_MAX).count() {
        0 => {}
        more => names.push(format!("and {more} more")),
    }
    names
}

#[cfg(test)]
mod tests;
