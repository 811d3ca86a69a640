//! Telling contacts: the mails of a release, and the question whether it helped.
//!
//! What was sent is noted down after it has left, so that a mail is sent at least once and never noted in vain.

use domain::communication::ask_contacts::AskContacts;
use domain::communication::jobs::{AskLater, MailNote, MailQuestion, mail_note, mail_question};
use domain::communication::mark_asked::MarkAsked;
use domain::communication::mark_told::MarkTold;
use domain::people::jobs::{Drawn, Mail};
use domain::spine::actor::{Actor, Door};
use domain::spine::jobs::Job;
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
        _ => None,
    }
}

fn note(round: &Round, job: &Job) -> Result<(), String> {
    let body: MailNote = read(job)?;
    let (workspace, origin, telling) = (job.workspace_id, round.origin.clone(), body.telling);
    let mail = round.db.read(move |tx| mail_note(tx, workspace, &body, &origin)).map_err(told)?;
    send(round, job, mail, MarkTold { telling })
}

fn ask(round: &Round, job: &Job) -> Result<(), String> {
    let AskLater { release } = read(job)?;
    by_program(round, job, AskContacts { release })
}

fn question(round: &Round, job: &Job) -> Result<(), String> {
    let body: MailQuestion = read(job)?;
    let (workspace, origin, now) = (job.workspace_id, round.origin.clone(), round.clock.now());
    let (token, response) = (secret()?, body.response);
    let mail = round
        .db
        .write(workspace.0, move |tx| {
            mail_question(tx, workspace, &body, &Drawn { token: &token, origin: &origin, now })
        })
        .map_err(told)?;
    send(round, job, mail, MarkAsked { response })
}

/// Sends a mail, if there is one to be sent, and notes it down once it has left.
fn send<C: Command>(round: &Round, job: &Job, mail: Option<Mail>, then: C) -> Result<(), String> {
    let Some(mail) = mail else { return Ok(()) };
    round.post.send(&job.id.to_string(), &mail)?;
    by_program(round, job, then)
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
