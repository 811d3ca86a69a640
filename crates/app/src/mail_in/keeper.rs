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

    /// Counts a mail; whether that is still within an hour's measure.
    pub async fn counts(&self, peer: String, sender: String) -> Result<bool> {
        let (now, hourly) = (self.clock.now(), self.hourly);
        let by_peer = format!("mail in {peer}");
        // The address is no name of a bucket: it would stand in a table that no erasure looks at.
        let digits: String = token_hash(&sender).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let by_sender = (!sender.is_empty()).then(|| format!("mail from {digits}"));
        self.write(Uuid::nil(), move |tx| {
            let of_peer = count_try(tx, &by_peer, HOUR_SECONDS, now)?;
            let of_sender = match &by_sender {
                Some(bucket) => count_try(tx, bucket, HOUR_SECONDS, now)?,
                None => 0,
            };
            Ok(of_peer <= hourly.of_peer && of_sender <= hourly.of_sender)
        })
        .await
    }

    /// Keeps a mail in each inbox; what to answer. It is in the database, durably, before that is *taken*.
    pub async fn keep(&self, letter: &Letter, to: &[Addressed]) -> Reply {
        for inbox in to {
            let kept = self.keep_in(letter, inbox).await;
            match kept {
                Ok(()) => {}
                Err(Failure::Refused(Refusal::NotFound { .. })) => return NOBODY,
                Err(Failure::Refused(refusal)) => {
                    tracing::info!(%refusal, "a mail was refused");
                    return NOTHING_TO_READ;
                }
                Err(Failure::Fault(fault)) => {
                    tracing::error!(%fault, "a mail could not be kept; its sender will try again");
                    return CANNOT_NOW;
                }
            }
        }
        TAKEN
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
            left_out: Vec::new(),
        };
        self.store(letter, inbox, &mut command).await?;
        let files: Vec<AttachmentId> = command.files.iter().map(|file| file.id).collect();
        let (workspace, program) = (inbox.workspace_id, Actor::program(inbox.workspace_id, Door::Mail));
        let ran = self.write(workspace.0, move |tx| run(tx, &program, &moment.again(), &command)).await;
        // What a mail brings once more, or in vain, hangs nowhere; what hangs somewhere stays.
        if !ran.as_ref().is_ok_and(|ran| !ran.done.again) {
            self.give_up(inbox, &files).await;
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
                    tracing::info!(%refusal, "a file of a mail was not kept");
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

fn stopped() -> Failure {
    let sentence = "The server is stopping; nothing of this was saved.";
    database::Fault::new(database::FaultKind::Unreachable, sentence, "").into()
}
