//! The courier: works off queued jobs, with retries, on a thread of its own.
//!
//! A job is claimed before it is done and marked after, so that it is done at least once. One that fails again
//! and again is put aside as dead, with its last error, for the operator.

use std::sync::mpsc::{RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use database::Database;
use domain::attachments::jobs::DeleteFile;
use domain::communication::notifications::jobs as notifications;
use domain::exchange::imports::{self, WorkOff};
use domain::people::jobs::mail_link;
use domain::people::reactions::MailLink;
use domain::people::sessions;
use domain::spine::jobs::{self, Job};
use domain::spine::moment::Moment;
use domain::spine::refusal::{Failure, broken};
use files::Blocking;
use web::Clock;

use crate::mail::Post;
use crate::serve::random;
use crate::{attached, forecasts, tell, works_off};

const LOOK_EVERY: Duration = Duration::from_millis(500);
/// A claim holds two minutes and a mail may take half of one: no more than fit.
const CLAIMED_AT_ONCE: i64 = 3;
const SWEEP_EVERY_LOOKS: u32 = 7200;
/// Every five minutes it is looked whether tables have grown or shrunk much.
const COUNT_EVERY_LOOKS: u32 = 600;

pub struct Courier {
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Courier {
    pub fn start(round: Round) -> Self {
        let (stop, stopped) = channel();
        let thread = std::thread::spawn(move || {
            let mut looks = 0_u32;
            while stopped.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
                if looks.is_multiple_of(SWEEP_EVERY_LOOKS) {
                    round.sweep();
                }
                if looks.is_multiple_of(COUNT_EVERY_LOOKS)
                    && let Err(fault) = round.db.count_rows()
                {
                    tracing::warn!(%fault, "the rows could not be counted");
                }
                looks = looks.wrapping_add(1);
                // What is due at once is worked off at once; a stop is heard between two rounds.
                loop {
                    match round.work() {
                        Ok(true) if stopped.try_recv() == Err(TryRecvError::Empty) => {}
                        Ok(_) => break,
                        Err(failure) => {
                            tracing::warn!(%failure, "the queue could not be looked at");
                            break;
                        }
                    }
                }
            }
        });
        Self { stop, thread }
    }

    /// Lets the job under way end.
    pub fn stop(self) {
        drop(self.stop);
        if self.thread.join().is_err() {
            tracing::error!("the courier had panicked");
        }
    }
}

/// The secret of a link: 32 random bytes in hexadecimal digits.
pub fn secret() -> Result<String, String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| format!("The operating system gives no random numbers: {error}."))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// What a job is carried out with.
pub struct Round {
    pub db: Database,
    pub clock: Clock,
    pub post: Post,
    /// What addresses of pages begin with.
    pub origin: String,
    /// Where the bytes of attached files lie.
    pub stored: Blocking,
    /// What stands behind the at sign of the addresses to which mails come in, where they do.
    pub mail_domain: Option<String>,
}

impl Round {
    /// Works off some of what is due; whether there was anything.
    pub fn work(&self) -> Result<bool, Failure> {
        let now = self.clock.now();
        let waiting = self.db.read(move |tx| jobs::any_due(tx, now))?;
        if !waiting {
            return Ok(false);
        }
        let claimed = self.db.write(uuid::Uuid::nil(), move |tx| jobs::claim(tx, now, CLAIMED_AT_ONCE))?;
        let any = !claimed.is_empty();
        for job in claimed {
            let done = self.carry_out(&job);
            if let Err(error) = &done {
                tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempts, error, "a job failed");
            }
            let now = self.clock.now();
            self.db.write(job.workspace_id.0, move |tx| {
                jobs::finish(tx, &job, done.as_ref().err().map(String::as_str), now)
            })?;
        }
        Ok(any)
    }

    /// The present, with chance of its own.
    pub fn moment(&self) -> Result<Moment, Failure> {
        let bytes = random().map_err(broken)?;
        let entropy = u64::from_be_bytes(bytes[..8].try_into().unwrap_or_default());
        Ok(Moment::new(self.clock.now(), entropy))
    }

    fn carry_out(&self, job: &Job) -> Result<(), String> {
        match job.kind.as_str() {
            MailLink::JOB => self.mail_link(job),
            WorkOff::JOB => works_off::slice(self, job),
            DeleteFile::JOB => attached::delete(self, job),
            other => tell::carry_out(self, job)
                .unwrap_or_else(|| Err(format!("No version of this program knows the job “{other}”."))),
        }
    }

    fn mail_link(&self, job: &Job) -> Result<(), String> {
        let body: MailLink = serde_json::from_str(&job.body).map_err(|error| error.to_string())?;
        let (workspace, drawing) = (job.workspace_id, tell::Drawing::of(self)?);
        let mail = self
            .db
            .write(workspace.0, move |tx| mail_link(tx, workspace, &body, &drawing.drawn()))
            .map_err(|failure: Failure| failure.to_string())?;
        mail.map_or(Ok(()), |mail| self.post.send(&job.id.to_string(), &mail))
    }

    fn sweep(&self) {
        let now = self.clock.now();
        let swept = self.db.write(uuid::Uuid::nil(), move |tx| {
            Ok::<_, Failure>(
                sessions::sweep(tx, now)? + imports::sweep(tx, now)? + notifications::sweep(tx, now)?,
            )
        });
        if let Err(failure) = swept {
            tracing::warn!(%failure, "what has run out could not be swept");
        }
        if let Err(failure) = forecasts::put_down(self) {
            tracing::warn!(%failure, "what is forecast could not be put down");
        }
        if let Err(failure) = attached::sweep(self) {
            tracing::warn!(%failure, "attached files could not be swept");
        }
    }
}
