//! Sending a mail: through an SMTP server, or, where none is set, into the log and the data folder.

use std::path::PathBuf;
use std::time::Duration;

use domain::people::jobs::Mail;
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::{Message, SmtpTransport, Transport};

use crate::config::Config;

const SMTP_WAIT_MAX: Duration = Duration::from_secs(30);

/// Where one click stops mails of this kind, as mail programs look for it (RFC 2369, RFC 8058).
#[derive(Clone)]
struct Unsubscribe(String);

impl Header for Unsubscribe {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// That a program wrote it, so that no answering machine answers (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".into())
    }
}

#[derive(Clone)]
struct OneClick;

impl Header for OneClick {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".into())
    }
}

/// The address in `Throughline <throughline@localhost>`, in small letters; empty where it is none.
pub fn address_of(text: &str) -> String {
    text.parse::<Mailbox>().map(|known| known.email.to_string().to_lowercase()).unwrap_or_default()
}

pub struct Post {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(SmtpTransport),
    Folder(PathBuf),
}

impl Post {
    pub fn from(config: &Config) -> Result<Self, String> {
        let from = config.get("mail-from");
        let from =
            from.parse().map_err(|error| format!("--mail-from is no mail address: {from:?} ({error})."))?;
        let way = match config.some("smtp") {
            Some(url) => {
                let transport = SmtpTransport::from_url(url)
                    .map_err(|error| format!("--smtp is not understood: {error}."))?;
                Way::Smtp(transport.timeout(Some(SMTP_WAIT_MAX)).build())
            }
            None => Way::Folder(config.data().join("mail")),
        };
        Ok(Self { from, way })
    }

    /// One that keeps every mail in a folder, with nothing in the log.
    pub fn into_folder(folder: PathBuf) -> Result<Self, String> {
        let from = "Throughline <throughline@localhost>".parse().map_err(|error| format!("{error}"))?;
        Ok(Self { from, way: Way::Folder(folder) })
    }

    /// Sends one mail; `id` names it where it is kept instead.
    pub fn send(&self, id: &str, mail: &Mail) -> Result<(), String> {
        let to: Mailbox = format!("{:?} <{}>", mail.to_name, mail.to)
            .parse()
            .map_err(|error| format!("The address {} is not understood: {error}.", mail.to))?;
        let mut message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .header(AutoSubmitted);
        if let Some(address) = &mail.reply_to {
            let address =
                address.parse().map_err(|error| format!("The address {address} is no address: {error}."))?;
            message = message.reply_to(address);
        }
        if let Some(id) = &mail.message_id {
            message = message.message_id(Some(format!("<{id}>")));
        }
        if let Some(url) = &mail.unsubscribe {
            message = message.header(Unsubscribe(format!("<{url}>"))).header(OneClick);
        }
        let message = message
            .body(mail.text.clone())
            .map_err(|error| format!("The mail could not be written: {error}."))?;
        match &self.way {
            Way::Smtp(server) => server
                .send(&message)
                .map(drop)
                .map_err(|error| format!("The mail server did not take it: {error}.")),
            Way::Folder(folder) => {
                tracing::info!(
                    to = mail.to,
                    subject = mail.subject,
                    "no mail server is set; the mail is kept\n{}",
                    mail.text
                );
                let path = folder.join(format!("{id}.eml"));
                std::fs::create_dir_all(folder)
                    .and_then(|()| std::fs::write(&path, message.formatted()))
                    .map_err(|error| format!("The mail could not be kept in {}: {error}.", path.display()))
            }
        }
    }
}
