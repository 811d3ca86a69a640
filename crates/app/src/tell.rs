//! Telling others: the mails of a release and of a status update, and the question whether it helped, and what it
//! would be to them. Telling people: what
//! is new for them.
//!
//! What was sent is noted down after it has left, so that a mail is sent at least once and never noted in vain.

use database::Tx;
use domain::communication::ask_contacts::AskContacts;
use domain::communication::jobs::{AskLater, MailNote, MailQuestion, mail_note, mail_question};
use domain::communication::kano::jobs::{MailKano, mail_kano};
use domain::communication::kano::mark_kano_asked::MarkKanoAsked;
use domain::communication::mark_asked::MarkAsked;
use domain::communication::mark_told::MarkTold;
use domain::communication::notifications::jobs::{
    MailDigest, MailNotification, ToSend, mail_digest, mail_notification, note_sent,
};
use domain::communication::updates::jobs::{MailUpdate, mail_update};
use domain::people::jobs::{Drawn, Mail};
use domain::spine::actor::{Actor, Door};
use domain::spine::id::WorkspaceId;
use domain::spine::jobs::Job;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Failure;
use domain::spine::run::{Command, run};
use serde::de::DeserializeOwned;

use crate::courier::{Round, secret};

/// Carries out a job of this kind; none if it is another.
pub fn carry_out(round: &Round, job: &Job) -> Option<Result<(), String>> {
    match job.kind.as_str() {
        MailNote::JOB => Some(note(round, job)),
        AskLater::JOB => Some(ask(round, job)),
        MailQuestion::JOB => Some(question(round, job)),
        MailKano::JOB => Some(kano(round, job)),
        MailDigest::JOB => Some(digest(round, job)),
        MailNotification::JOB => Some(notification(round, job)),
        MailUpdate::JOB => Some(update(round, job)),
        _ => None,
    }
}

fn note(round: &Round, job: &Job) -> Result<(), String> {
    let body: MailNote = read(job)?;
    let (workspace, telling) = (job.workspace_id, body.telling);
    let drawing = Drawing::of(round)?;
    let mail = round.db.write(workspace.0, move |tx| mail_note(tx, workspace, &body, &drawing.drawn()));
    send(round, job, mail.map_err(told)?, MarkTold { telling })
}

fn ask(round: &Round, job: &Job) -> Result<(), String> {
    let AskLater { release } = read(job)?;
    by_program(round, job, AskContacts { release })
}

fn question(round: &Round, job: &Job) -> Result<(), String> {
    let body: MailQuestion = read(job)?;
    let (workspace, response) = (job.workspace_id, body.response);
    let drawing = Drawing::of(round)?;
    let mail = round.db.write(workspace.0, move |tx| mail_question(tx, workspace, &body, &drawing.drawn()));
    send(round, job, mail.map_err(told)?, MarkAsked { response })
}

fn kano(round: &Round, job: &Job) -> Result<(), String> {
    let body: MailKano = read(job)?;
    let (workspace, answer) = (job.workspace_id, body.answer);
    let drawing = Drawing::of(round)?;
    let mail = round.db.write(workspace.0, move |tx| mail_kano(tx, workspace, &body, &drawing.drawn()));
    send(round, job, mail.map_err(told)?, MarkKanoAsked { answer })
}

fn digest(round: &Round, job: &Job) -> Result<(), String> {
    let body: MailDigest = read(job)?;
    news(round, job, move |tx, workspace, drawn| mail_digest(tx, workspace, &body, drawn))
}

fn notification(round: &Round, job: &Job) -> Result<(), String> {
    let body: MailNotification = read(job)?;
    news(round, job, move |tx, workspace, drawn| mail_notification(tx, workspace, &body, drawn))
}

/// Mails somebody what is new for them, and notes down once it has left what they were told.
fn news(
    round: &Round,
    job: &Job,
    mail: impl Fn(&Tx<'_>, WorkspaceId, &Drawn<'_>) -> Result<Option<ToSend>, Failure> + Send + 'static,
) -> Result<(), String> {
    let (workspace, drawing) = (job.workspace_id, Drawing::of(round)?);
    let to_send =
        round.db.write(workspace.0, move |tx| mail(tx, workspace, &drawing.drawn())).map_err(told)?;
    let Some(ToSend { mail, sent }) = to_send else { return Ok(()) };
    round.post.send(&job.id.to_string(), &mail)?;
    round.db.write(workspace.0, move |tx| note_sent(tx, &sent)).map_err(told)
}

/// An update is the same for all of its audience, so that nothing is noted down but the job itself.
fn update(round: &Round, job: &Job) -> Result<(), String> {
    let body: MailUpdate = read(job)?;
    let (workspace, origin) = (job.workspace_id, round.origin.clone());
    let mail = round.db.read(move |tx| mail_update(tx, workspace, &body, &origin)).map_err(told)?;
    mail.map_or(Ok(()), |mail| round.post.send(&job.id.to_string(), &mail))
}

/// Sends a mail, if there is one to be sent, and notes it down once it has left.
fn send<C: Command>(round: &Round, job: &Job, mail: Option<Mail>, then: C) -> Result<(), String> {
    let Some(mail) = mail else { return Ok(()) };
    round.post.send(&job.id.to_string(), &mail)?;
    by_program(round, job, then)
}

/// What a mail is written with, drawn before the write that may be tried twice.
pub struct Drawing {
    token: String,
    origin: String,
    mail_domain: Option<String>,
    now: Timestamp,
}

impl Drawing {
    pub fn of(round: &Round) -> Result<Self, String> {
        let (origin, mail_domain) = (round.origin.clone(), round.mail_domain.clone());
        Ok(Self { token: secret()?, origin, mail_domain, now: round.clock.now() })
    }

    pub fn drawn(&self) -> Drawn<'_> {
        let mail_domain = self.mail_domain.as_deref();
        Drawn { token: &self.token, origin: &self.origin, now: self.now, mail_domain }
    }
}

fn by_program<C: Command>(round: &Round, job: &Job, command: C) -> Result<(), String> {
    let moment = round.moment().map_err(told)?;
    let program = Actor::program(job.workspace_id, Door::Timer);
    round
        .db
        .write(job.workspace_id.0, move |tx| run(tx, &program, &moment.again(), &command).map(drop))
        .map_err(told)
}

fn read<T: DeserializeOwned>(job: &Job) -> Result<T, String> {
    serde_json::from_str(&job.body).map_err(|error| error.to_string())
}

fn told(failure: Failure) -> String {
    failure.to_string()
}
