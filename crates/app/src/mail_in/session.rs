//! One conversation in SMTP (RFC 5321), from the greeting to the goodbye.

use std::borrow::Cow;
use std::time::Duration;

use domain::discovery::ways_in::queries::Addressed;
use domain::people::sessions::token_hash;
use smtp_proto::{Error, MAIL_BODY_BINARYMIME, MAIL_REQUIRETLS, MailFrom, Request};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;

use super::keeper::Keeper;
use super::letter::{Envelope, Read, read};
use super::reply::{self, Reply};
use super::told_to_stop;
use super::wire::{Content, Cut, Line, Wire};

/// How much one conversation may ask for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub mail_bytes: usize,
    /// Until the next line, or the next piece of a mail.
    pub wait: Duration,
    pub session: Duration,
    pub recipients: usize,
    pub mails: usize,
    pub errors: usize,
    /// Mails that are to be sent later: asking for each is a write.
    pub put_offs: usize,
}

/// What every conversation shares.
#[derive(Clone)]
pub struct Host {
    pub keeper: Keeper,
    pub limits: Limits,
    /// Behind the at sign of its addresses, in small letters.
    pub domain: String,
    /// The address from which the program's own mails go out.
    pub own_sender: String,
}

/// The mail that is being sent.
struct Begun {
    sender: String,
    to: Vec<Addressed>,
    /// Their addresses, as they were said.
    addresses: Vec<String>,
}

pub struct Session<S> {
    wire: Wire<S>,
    host: Host,
    peer: String,
    greeted: bool,
    begun: Option<Begun>,
    mails: usize,
    errors: usize,
    put_offs: usize,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Session<S> {
    pub fn new(stream: S, host: Host, peer: String) -> Self {
        let wire = Wire::new(stream, host.limits.wait, host.limits.session);
        Self { wire, host, peer, greeted: false, begun: None, mails: 0, errors: 0, put_offs: 0 }
    }

    /// Talks until one of the two ends it. A server that stops says so between two commands, never within a mail.
    pub async fn talk(mut self, mut stopping: watch::Receiver<bool>) {
        self.wire.say(&format!("220 {} ESMTP Throughline\r\n", self.host.domain));
        let last = loop {
            let line = tokio::select! {
                biased;
                () = told_to_stop(&mut stopping) => break Some(reply::STOPPING),
                line = self.wire.line() => line,
            };
            let said = match line {
                Ok(Line::Of(line)) => self.answer(&line).await,
                Ok(Line::TooLong) => Ok(reply::LINE_TOO_LONG),
                Err(cut) => Err(cut),
            };
            match said {
                Ok(reply) if reply.ends() => break Some(reply),
                Ok(reply) => self.wire.reply(reply),
                Err(Cut::Closed) => break None,
                Err(Cut::TooSlow) => break Some(reply::TOO_SLOW),
                Err(Cut::TooLong) => break Some(reply::TOO_LONG),
            }
            if self.errors > self.host.limits.errors {
                break Some(reply::TOO_MANY_ERRORS);
            }
            if self.put_offs > self.host.limits.put_offs {
                break Some(reply::TOO_MANY_PUT_OFF);
            }
        };
        if let Some(last) = last {
            self.wire.reply(last);
            // The other side may have gone already.
            let _ = self.wire.flush().await;
        }
    }

    async fn answer(&mut self, line: &[u8]) -> Result<Reply, Cut> {
        let reply = match Request::parse(&mut line.iter()) {
            Ok(request) => self.carry_out(request).await?,
            Err(error) => misunderstood(&error),
        };
        self.put_offs += usize::from(reply == reply::TOO_OFTEN);
        if reply.is_error() {
            self.errors += 1;
            tracing::debug!(peer = self.peer, code = reply.code, reply.text, "refused");
        }
        Ok(reply)
    }

    async fn carry_out(&mut self, request: Request<Cow<'_, str>>) -> Result<Reply, Cut> {
        Ok(match request {
            Request::Ehlo { .. } => self.hello(),
            Request::Helo { .. } => {
                (self.greeted, self.begun) = (true, None);
                reply::FINE
            }
            Request::Mail { from } => self.begin(&from),
            Request::Rcpt { to } => self.recipient(&to.address).await,
            Request::Data => return self.content().await,
            Request::Rset => {
                self.begun = None;
                reply::FINE
            }
            Request::Noop { .. } => reply::FINE,
            Request::Quit => reply::BYE,
            Request::Vrfy { .. } => reply::CANNOT_VERIFY,
            Request::Help { .. } => reply::HELP,
            _ => reply::NOT_OFFERED,
        })
    }

    fn hello(&mut self) -> Reply {
        (self.greeted, self.begun) = (true, None);
        let (domain, size) = (&self.host.domain, self.host.limits.mail_bytes);
        self.wire.say(&format!("250-{domain}\r\n250-SIZE {size}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n"));
        self.wire.say("250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n");
        reply::HELLO_FINE
    }

    fn begin(&mut self, from: &MailFrom<Cow<'_, str>>) -> Reply {
        let limits = self.host.limits;
        if !self.greeted {
            return reply::SAY_HELLO;
        }
        if self.begun.is_some() {
            return reply::ONE_AT_A_TIME;
        }
        if from.flags & (MAIL_BODY_BINARYMIME | MAIL_REQUIRETLS) != 0 {
            return reply::PARAMETER;
        }
        if from.size > limits.mail_bytes {
            return reply::TOO_LARGE;
        }
        if self.mails >= limits.mails {
            return reply::TOO_OFTEN;
        }
        self.mails += 1;
        let sender = from.address.to_lowercase();
        self.begun = Some(Begun { sender, to: Vec::new(), addresses: Vec::new() });
        reply::SENDER_FINE
    }

    async fn recipient(&mut self, address: &str) -> Reply {
        let Some(begun) = &mut self.begun else {
            return if self.greeted { reply::SENDER_FIRST } else { reply::SAY_HELLO };
        };
        let address = address.to_lowercase();
        let Some((local_part, domain)) = address.rsplit_once('@') else { return reply::NOBODY };
        if domain != self.host.domain {
            return reply::NO_RELAY;
        }
        if begun.addresses.len() >= self.host.limits.recipients {
            return reply::TOO_MANY_RECIPIENTS;
        }
        // What stands behind a plus sign is the sender's own mark.
        let local_part = local_part.split('+').next().unwrap_or_default().to_owned();
        match self.host.keeper.addressed(local_part).await {
            Ok(Some(inbox)) => {
                if !begun.to.contains(&inbox) {
                    begun.to.push(inbox);
                }
                begun.addresses.push(address);
                reply::RECIPIENT_FINE
            }
            Ok(None) => reply::NOBODY,
            Err(failure) => cannot(&failure),
        }
    }

    async fn content(&mut self) -> Result<Reply, Cut> {
        let sender = match &self.begun {
            None if !self.greeted => return Ok(reply::SAY_HELLO),
            None => return Ok(reply::SENDER_FIRST),
            Some(begun) if begun.to.is_empty() => return Ok(reply::RECIPIENT_FIRST),
            Some(begun) => begun.sender.clone(),
        };
        // Counted only here: nobody uses up another's measure who does not know where to write.
        match self.host.keeper.counts(self.peer.clone(), sender).await {
            Ok(true) => {}
            Ok(false) => {
                tracing::warn!(peer = self.peer, "too many mails within an hour; they are to be sent later");
                return Ok(reply::TOO_OFTEN);
            }
            Err(failure) => return Ok(cannot(&failure)),
        }
        self.wire.reply(reply::GO_ON);
        let content = self.wire.content(self.host.limits.mail_bytes).await?;
        let Some(begun) = self.begun.take() else { return Ok(reply::SENDER_FIRST) };
        Ok(match content {
            Content::Of(raw) => self.keep(begun, raw).await,
            Content::TooLarge => reply::TOO_LARGE,
        })
    }

    async fn keep(&self, begun: Begun, raw: Vec<u8>) -> Reply {
        let mut own = begun.addresses;
        own.push(self.host.own_sender.clone());
        let envelope = Envelope { sender: begun.sender, own };
        // Reading megabytes is no work for a thread that others wait for.
        let reading = tokio::task::spawn_blocking(move || {
            let mut mail = read(&raw, &envelope);
            if let Read::Letter(letter) = &mut mail {
                letter.message_id.get_or_insert_with(|| fingerprint(&raw));
            }
            mail
        });
        match reading.await {
            Ok(Read::Letter(letter)) => self.host.keeper.keep(&letter, &begun.to).await,
            Ok(Read::Automatic(why)) => {
                tracing::info!(peer = self.peer, why, "a mail was taken and left aside");
                reply::LEFT_ASIDE
            }
            Ok(Read::Unreadable) | Err(_) => {
                tracing::warn!(peer = self.peer, "a mail could not be read and was refused");
                reply::UNREADABLE
            }
        }
    }
}

/// By what a mail is known that its writer gave no name.
fn fingerprint(raw: &[u8]) -> String {
    token_hash(&String::from_utf8_lossy(raw)).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn misunderstood(error: &Error) -> Reply {
    match error {
        Error::UnknownCommand | Error::NeedsMoreData { .. } => reply::UNKNOWN,
        Error::UnsupportedParameter { .. } | Error::InvalidParameter { .. } => reply::PARAMETER,
        Error::ResponseTooLong => reply::LINE_TOO_LONG,
        _ => reply::NOT_UNDERSTOOD,
    }
}

fn cannot(failure: &domain::spine::refusal::Failure) -> Reply {
    tracing::error!(%failure, "the database could not be asked; the mail is to be sent again");
    reply::CANNOT_NOW
}
