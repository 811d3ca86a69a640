//! Mails that came in, as tests tell it.

use domain::attachments::Stored;
use domain::attachments::attach::begin;
use domain::discovery::Feedback;
use domain::discovery::ways_in::MailboxId;
use domain::discovery::ways_in::take_in_mail::{MailTaken, TakeInMail};
use domain::spine::actor::{Actor, Door};
use domain::spine::item::Item;
use domain::spine::refusal::{Failure, Refusal, Result};
use domain::spine::run::{Command, Ran, run};
use domain::testing::Office;

pub fn by_program<C: Command>(office: &Office, command: C) -> Result<Ran<C::Done>> {
    let (moment, program) = (office.moment(), Actor::program(office.workspace, Door::Mail));
    office.db.write(office.workspace.0, move |tx| run(tx, &program, &moment.again(), &command))
}

pub fn mail(mailbox: MailboxId, message_id: &str, text: &str) -> TakeInMail {
    TakeInMail {
        mailbox,
        message_id: message_id.into(),
        answers: Vec::new(),
        sender_name: "Nora  Pell".into(),
        sender_email: "Nora@Pellworth.example".into(),
        subject: "Slow\r\n lists".into(),
        text: text.into(),
        files: Vec::new(),
        left_out: Vec::new(),
    }
}

/// A file whose bytes have come in.
pub fn file(office: &Office, name: &str) -> Stored {
    let (workspace, id, now) = (office.workspace, office.moment().id(), office.now());
    office.db.write(workspace.0, move |tx| begin(tx, workspace, id, now)).unwrap();
    let (name, media_type, sha256) = (name.to_owned(), "application/pdf".into(), "0".repeat(64));
    Stored { id, name, media_type, byte_count: 5, sha256, workspace_bytes_max: 1_000_000 }
}

pub fn taken(office: &Office, command: TakeInMail) -> MailTaken {
    by_program(office, command).unwrap().done
}

pub fn kept(office: &Office, taken: &MailTaken) -> Feedback {
    let (workspace, id) = (office.workspace, taken.id);
    office.reads(move |tx| Ok(Feedback::load(tx, workspace, id.0)?.unwrap()))
}

pub fn refused<T: std::fmt::Debug>(done: Result<T>) -> Refusal {
    match done.unwrap_err() {
        Failure::Refused(refusal) => refusal,
        Failure::Fault(fault) => panic!("{fault}"),
    }
}
