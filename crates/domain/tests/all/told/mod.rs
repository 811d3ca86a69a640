//! A firm with three customers who asked for a tone, one of whom may not be written to; and the post of that firm.

use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::StoryId;
use domain::backlog::finish_story::FinishStory;
use domain::communication::add_release::AddRelease;
use domain::communication::ask_contacts::AskContacts;
use domain::communication::draft_note::DraftNote;
use domain::communication::jobs::{AskLater, MailNote, MailQuestion, mail_note, mail_question};
use domain::communication::kano::jobs::{MailKano, mail_kano};
use domain::communication::kano::mark_kano_asked::MarkKanoAsked;
use domain::communication::mark_asked::MarkAsked;
use domain::communication::mark_told::MarkTold;
use domain::communication::publish_release::PublishRelease;
use domain::communication::put_in_release::PutInRelease;
use domain::communication::{Reach, ReleaseId};
use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::queries::need;
use domain::discovery::{NeedId, NeedState};
use domain::market::ContactId;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::people::jobs::{Drawn, Mail};
use domain::people::open_portal::OpenPortal;
use domain::roadmap::FeatureId;
use domain::spine::actor::{Actor, Door};
use domain::spine::jobs::{self, Job};
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Failure;
use domain::spine::run::{Command, run};
use domain::testing::Office;

/// The owner accepts a new story.
pub fn accepted(office: &Office, title: &str) -> StoryId {
    let story = office.stories(&[title]).remove(0).id;
    office.does(&office.aoife(), FinishStory { story }).unwrap();
    office.does(&office.mira(), AcceptStory { story, reason: "seen".into() }).unwrap();
    story
}

pub struct Firm {
    pub story: StoryId,
    pub feature: FeatureId,
    pub need: NeedId,
}

const SAID: [(&str, &str, bool, &str); 3] = [
    ("Pellworth", "Nora Pell", true, "the same stern words as everyone else"),
    ("Morrowfield", "Eva Morrow", true, "Half of our buyers pay after harvest"),
    ("Underhay", "Sue Underhay", false, "Your reminders are rude"),
];

impl Firm {
    /// Story 1 is accepted; it builds a feature that answers the need of three contacts.
    pub fn of(office: &Office) -> Self {
        let story = accepted(office, "Choose a tone for each customer");
        let mut need = None;
        for (firm, name, may_contact, words) in SAID {
            let contact = contact(office, firm, name, may_contact);
            for said in [words, "and once more"] {
                need = Some(quote(office, contact, said, need));
            }
        }
        let need = need.unwrap();
        let feature = office.taken_feature("A tone for each customer", &[need], &[story]);
        Self { story, feature, need }
    }

    /// 4.8 with the story and a drafted note, ready to go out.
    pub fn release(&self, office: &Office) -> ReleaseId {
        let (mira, product) = (office.mira(), office.product);
        let (version, name) = ("4.8".into(), "Gentle reminders".into());
        let planned = office.does(&mira, AddRelease { product, version, name, planned_on: None }).unwrap();
        let release = planned.done.id;
        office.does(&mira, PutInRelease { release, stories: vec![self.story] }).unwrap();
        office.does(&mira, DraftNote { release, overwrite: false }).unwrap();
        release
    }
}

fn contact(office: &Office, firm: &str, name: &str, may_contact: bool) -> ContactId {
    let command = AddCustomer { name: firm.into(), revenue: "12000".into(), ..AddCustomer::default() };
    let customer = office.does(&office.ines(), command).unwrap().done.id;
    let command = AddContact {
        customer,
        name: name.into(),
        email: format!("{}@{}.example", name.split(' ').next().unwrap().to_lowercase(), firm.to_lowercase()),
        may_contact,
        may_contact_source: "contract".into(),
    };
    office.does(&office.ines(), command).unwrap().done.id
}

fn quote(office: &Office, contact: ContactId, words: &str, need: Option<NeedId>) -> NeedId {
    let command = AddFeedback {
        product: office.product,
        body: words.into(),
        channel: None,
        contact: Some(contact),
        customer: None,
        said_as: String::new(),
        tags: String::new(),
        said_at: None,
    };
    let feedback = office.does(&office.lena(), command).unwrap().done.id;
    let new_need = "Chase late payers without souring things".into();
    let link = LinkQuote { feedback, passage: words.into(), need, new_need, importance: Some(3) };
    office.does(&office.ines(), link).unwrap().done.need
}

/// How far the need is.
pub fn need_state(office: &Office) -> NeedState {
    let (ines, product) = (office.ines(), office.product);
    office.reads(move |tx| need(tx, &ines, product, 2)).state
}

/// Works off what is due, as the courier does; the mails that left.
pub fn deliver(office: &Office) -> Vec<Mail> {
    let (now, mut mails) = (office.now(), Vec::new());
    loop {
        let claimed = office.db.write(uuid::Uuid::nil(), move |tx| jobs::claim(tx, now, 100)).unwrap();
        // Mails to customers alone; what is mailed to people of the firm is told elsewhere.
        let own = ["mail_link", "mail_digest", "mail_notification"];
        let meant: Vec<Job> = claimed.into_iter().filter(|job| !own.contains(&job.kind.as_str())).collect();
        if meant.is_empty() {
            return mails;
        }
        for job in meant {
            mails.extend(carry_out(office, &job));
            office.db.write(office.workspace.0, move |tx| jobs::finish(tx, &job, None, now)).unwrap();
        }
    }
}

/// The release goes out and its mails leave.
pub fn tell(office: &Office, firm: &Firm) -> Vec<Mail> {
    let release = firm.release(office);
    office.does(&office.ines(), OpenPortal { product: office.product }).unwrap();
    office.does(&office.mira(), PublishRelease { release, audience: Reach::Everyone }).unwrap();
    office.wait_seconds(301);
    deliver(office)
}

fn carry_out(office: &Office, job: &Job) -> Option<Mail> {
    let (workspace, now, token) = (office.workspace, office.now(), format!("secret-of-{}", job.id));
    match job.kind.as_str() {
        MailNote::JOB => {
            let body: MailNote = serde_json::from_str(&job.body).unwrap();
            let telling = body.telling;
            let made = office
                .db
                .write(workspace.0, move |tx| mail_note(tx, workspace, &body, &drawn_with(&token, now)));
            let mail: Option<Mail> = made.unwrap_or_else(|failure: Failure| panic!("{failure}"));
            mail.inspect(|_| by_program(office, MarkTold { telling }))
        }
        AskLater::JOB => {
            let AskLater { release } = serde_json::from_str(&job.body).unwrap();
            by_program(office, AskContacts { release });
            None
        }
        MailQuestion::JOB => {
            let body: MailQuestion = serde_json::from_str(&job.body).unwrap();
            let response = body.response;
            let made = office
                .db
                .write(workspace.0, move |tx| mail_question(tx, workspace, &body, &drawn_with(&token, now)));
            made.unwrap_or_else(|failure: Failure| panic!("{failure}"))
                .inspect(|_| by_program(office, MarkAsked { response }))
        }
        MailKano::JOB => {
            let body: MailKano = serde_json::from_str(&job.body).unwrap();
            let answer = body.answer;
            let made = office
                .db
                .write(workspace.0, move |tx| mail_kano(tx, workspace, &body, &drawn_with(&token, now)));
            made.unwrap_or_else(|failure: Failure| panic!("{failure}"))
                .inspect(|_| by_program(office, MarkKanoAsked { answer }))
        }
        other => panic!("an unknown job: {other}"),
    }
}

fn drawn_with(token: &str, now: Timestamp) -> Drawn<'_> {
    Drawn { token, origin: "https://work.example", now, mail_domain: Some("feedback.example") }
}

/// The program itself does something.
pub fn by_program<C: Command>(office: &Office, command: C) {
    let (moment, program) = (office.moment(), Actor::program(office.workspace, Door::Timer));
    let done = office.db.write(office.workspace.0, move |tx| run(tx, &program, &moment.again(), &command));
    done.unwrap();
}
