//! What the conversation asks of the database, off the async threads: whose address it is, how often, and to keep a mail.

use std::convert::Infallible;

use database::{Database, Tx};
use domain::attachments::AttachmentId;
use domain::discovery::ways_in::queries::{Addressed, addressed};
use domain::discovery::ways_in::take_in_mail::TakeInMail;
use domain::people::sessions::{count_try, token_hash};
use domain::spine::actor::{Actor, Door};
use domain::spine::moment::Moment;
use domain::spine::refusal::{Failure, Refusal, Result, broken};
use domain::spine::run::run;
use files::{Arrival, Files};
use futures_util::stream;
use tokio::sync::oneshot;
use uuid::Uuid;
use web::Clock;

use super::letter::Letter;
use super::reply::{CANNOT_NOW, NOBODY, NOTHING_TO_READ, Reply, TAKEN};
use crate::serve::random;

const HOUR_SECONDS: i64 = 60 * 60;

/// How much is taken within an hour.
#[derive(Clone, Copy, Debug)]
pub struct Hourly {
    /// From one server that brings mails.
    pub of_peer: i64,
    /// From one address that sends them.
    pub of_sender: i64,
}

#[derive(Clone)]
pub struct Keeper {
    pub db: Database,
    pub clock: Clock,
    /// Where the bytes of what comes along lie.
    pub files: Files,
    pub hourly: Hourly,
}

impl Keeper {
    /// The open inbox behind what stands before the at sign.
    pub async fn addressed(&self, local_part: String) -> Result<Option<Addressed>> {
        let (reply, answer) = oneshot::channel();
        self.db.read_then(move |tx: &Tx<'_>| addressed(tx, &local_part), move |done| drop(reply.send(done)));
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    /// Counts a mail; whether that is still within an hour's measure. What one sender sends too much of is not counted for the server
    /// that brings it: that is often one for everybody.
    pub async fn counts(&self, peer: String, sender: String) -> Result<bool> {
        let (now, hourly) = (self.clock.now(), self.hourly);
        let by_peer = format!("mail in {peer}");
        // The address is no name of a bucket: it would stand in a table that no erasure looks at.
        let digits: String = token_hash(&sender).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let by_sender = (!sender.is_empty()).then(|| format!("mail from {digits}"));
        self.write(Uuid::nil(), move |tx| {
            if let Some(bucket) = &by_sender
                && count_try(tx, bucket, HOUR_SECONDS, now)? > hourly.of_sender
            {
                return Ok(false);
            }
            Ok(count_try(tx, &by_peer, HOUR_SECONDS, now)? <= hourly.of_peer)
        })
        .await
    }

    /// Keeps a mail in each inbox; what to answer. It is in the database, durably, before that is *taken*. One answer is for all of
    /// them: where one could not be kept now all come again, and those that are kept already are kept once.
    pub async fn keep(&self, letter: &Letter, to: &[Addressed]) -> Reply {
        let mut answers = Vec::with_capacity(to.len());
        for inbox in to {
            answers.push(match self.keep_in(letter, inbox).await {
                Ok(()) => TAKEN,
                Err(failure) => answer_to(&failure),
            });
        }
        let said = |reply: Reply| answers.contains(&reply).then_some(reply);
        said(CANNOT_NOW).or(said(TAKEN)).or(answers.first().copied()).unwrap_or(NOBODY)
    }

    async fn keep_in(&self, letter: &Letter, inbox: &Addressed) -> Result<()> {
        let moment = self.moment()?;
        let mut command = TakeInMail {
            mailbox: inbox.id,
            message_id: letter.message_id.clone().unwrap_or_default(),
            answers: letter.answers.clone(),
            sender_name: letter.sender_name.clone(),
            sender_email: letter.sender_email.clone(),
            subject: letter.subject.clone(),
            text: letter.text.clone(),
            files: Vec::new(),
            left_out: letter.left_out.clone(),
        };
        self.store(letter, inbox, &mut command).await?;
        let files: Vec<AttachmentId> = command.files.iter().map(|file| file.id).collect();
        let (workspace, program) = (inbox.workspace_id, Actor::program(inbox.workspace_id, Door::Mail));
        let ran = self.write(workspace.0, move |tx| run(tx, &program, &moment.again(), &command)).await;
        // What a mail brings once more, in vain or beyond the room there is, hangs nowhere; what hangs somewhere stays.
        match &ran {
            Ok(ran) if !ran.done.again => self.give_up(inbox, &ran.done.no_room).await,
            _ => self.give_up(inbox, &files).await,
        }
        if ran?.done.again {
            tracing::info!("a mail came again; it is kept once");
        }
        Ok(())
    }

    /// Puts the bytes of what came along into the store. What is not taken there is named in the mail's text.
    async fn store(&self, letter: &Letter, inbox: &Addressed, command: &mut TakeInMail) -> Result<()> {
        for (name, content) in &letter.files {
            let (id, now) = (self.moment()?.id(), self.clock.now());
            let arrival = Arrival { db: &self.db, workspace: inbox.workspace_id, id, now, name };
            let bytes = stream::iter([Ok::<_, Infallible>(content.clone())]);
            match self.files.keep(&arrival, bytes).await {
                Ok(stored) => command.files.push(stored),
                Err(Failure::Refused(refusal)) => {
                    tracing::info!(kind = refusal.kind(), "a file of a mail was not kept");
                    command.left_out.push(name.clone());
                }
                Err(fault) => {
                    let files: Vec<AttachmentId> = command.files.iter().map(|file| file.id).collect();
                    self.give_up(inbox, &files).await;
                    return Err(fault);
                }
            }
        }
        Ok(())
    }

    async fn give_up(&self, inbox: &Addressed, files: &[AttachmentId]) {
        for id in files {
            let (workspace, now) = (inbox.workspace_id, self.clock.now());
            self.files.give_up(&Arrival { db: &self.db, workspace, id: *id, now, name: "" }).await;
        }
    }

    fn moment(&self) -> Result<Moment> {
        let bytes = random().map_err(broken)?;
        let entropy = u64::from_be_bytes(bytes[..8].try_into().unwrap_or_default());
        Ok(Moment::new(self.clock.now(), entropy))
    }

    async fn write<T: Send + 'static>(
        &self,
        lane: Uuid,
        work: impl Fn(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = oneshot::channel();
        self.db.write_then(lane, work, move |done| drop(reply.send(done)));
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }
}

/// What a sender is told. Only what will be no better the next time is refused for good, and what a refusal says does not go into the
/// log: it can name somebody's file.
fn answer_to(failure: &Failure) -> Reply {
    match failure {
        Failure::Refused(Refusal::NotFound { .. }) => NOBODY,
        Failure::Refused(refusal) if refusal.field() == Some("text") => NOTHING_TO_READ,
        Failure::Refused(refusal) => {
            let (kind, field) = (refusal.kind(), refusal.field().unwrap_or_default());
            tracing::warn!(kind, field, "a mail could not be kept; its sender will try again");
            CANNOT_NOW
        }
        Failure::Fault(fault) => {
            tracing::error!(%fault, "a mail could not be kept; its sender will try again");
            CANNOT_NOW
        }
    }
}

fn stopped() -> Failure {
    let sentence = "The server is stopping; nothing of this was saved.";
    database::Fault::new(database::FaultKind::Unreachable, sentence, "").into()
}
