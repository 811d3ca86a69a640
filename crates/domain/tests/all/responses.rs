//! Told, asked, answered, concluded: what comes back after a release, told as stories on both engines.

use domain::communication::conclude_outcome::ConcludeOutcome;
use domain::communication::give_feedback::GiveFeedback;
use domain::communication::give_response::GiveResponse;
use domain::communication::responses::{self, Question, ResponseRow};
use domain::communication::{Answer, portal};
use domain::discovery::queries::{self, Filter};
use domain::discovery::settle_need::SettleNeed;
use domain::discovery::{Feedback, FeedbackState, NeedState};
use domain::line::undo_change::UndoChange;
use domain::market::queries::contact_by_email;
use domain::people::ask_after::AskAfter;
use domain::people::close_portal::ClosePortal;
use domain::people::jobs::Mail;
use domain::people::open_portal::OpenPortal;
use domain::roadmap::Outcome;
use domain::spine::actor::{Actor, Door};
use domain::spine::refusal::{Failure, Refusal};
use domain::spine::run::run;
use domain::testing::{Office, on_both_engines};

use crate::told::{Firm, deliver, need_state, tell};

const DAY: u64 = 86_400;

fn link(mail: &Mail) -> String {
    mail.text.split("/respond/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

fn question(office: &Office, token: &str) -> Result<Question, Failure> {
    let (now, token) = (office.now(), token.to_owned());
    office.db.read(move |tx| responses::question(tx, "larkbill", &token, now))
}

/// Whoever holds the link answers.
fn answers(office: &Office, token: &str, answer: Answer, body: &str) -> Result<(), Refusal> {
    let response = question(office, token).unwrap().response_id;
    let command = GiveResponse { response, answer, body: body.into() };
    let (moment, program) = (office.moment(), Actor::program(office.workspace, Door::Form));
    let done = office.db.write(office.workspace.0, move |tx| run(tx, &program, &moment.again(), &command));
    match done {
        Ok(_) => Ok(()),
        Err(Failure::Refused(refusal)) => Err(refusal),
        Err(Failure::Fault(fault)) => panic!("{fault}"),
    }
}

fn inbox(office: &Office) -> Vec<queries::FeedbackRow> {
    let (ines, product) = (office.ines(), office.product);
    let filter = Filter { tag: Some("response".into()), limit: 50, ..Filter::default() };
    office.reads(move |tx| queries::inbox(tx, &ines, product, &filter))
}

fn of_feature(office: &Office, number: i64) -> Vec<ResponseRow> {
    let (ines, product) = (office.ines(), office.product);
    office.reads(move |tx| {
        let feature = responses::feature(tx, &ines, product, number)?;
        responses::of_feature(tx, &ines, &feature)
    })
}

#[test]
fn those_who_asked_and_may_be_written_to_are_told_in_their_own_words() {
    on_both_engines(|office| {
        let firm = Firm::of(office);
        let mails = tell(office, &firm);
        let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["eva@morrowfield.example", "nora@pellworth.example"]);
        let nora = mails.iter().find(|mail| mail.to.starts_with("nora")).unwrap();
        assert_eq!(nora.subject, "Invoicing 4.8: Gentle reminders");
        assert!(nora.text.contains("> the same stern words as everyone else"), "{}", nora.text);
        assert!(nora.text.contains("- Choose a tone for each customer"), "{}", nora.text);
        assert!(nora.text.contains("https://work.example/larkbill/portal/INV"), "{}", nora.text);
    });
}

#[test]
fn two_weeks_later_they_are_asked_and_what_they_say_arrives_in_the_inbox() {
    on_both_engines(|office| {
        let firm = Firm::of(office);
        tell(office, &firm);
        office.wait_seconds(13 * DAY);
        assert!(deliver(office).is_empty(), "too early to ask");
        office.wait_seconds(DAY);
        let questions = deliver(office);
        assert_eq!(questions.len(), 2);
        assert!(questions.iter().all(|mail| mail.subject == "Did it help? A tone for each customer"));
        let nora = questions.iter().find(|mail| mail.to.starts_with("nora")).unwrap();
        let token = link(nora);
        let waiting = "select count(*) as value from job where body like '%secret%'";
        assert_eq!(office.reads(move |tx| Ok(tx.value::<i64>(waiting, &[])?)), Some(0));
        assert_eq!(question(office, &token).unwrap().answered_at, None);
        answers(office, &token, Answer::Partly, "I would like the week’s sum in one place.").unwrap();
        let rows = inbox(office);
        assert_eq!(rows.len(), 1);
        assert_eq!(
            rows[0].body,
            "Did “A tone for each customer” help? Partly.\n\nI would like the week’s sum in one place."
        );
        assert_eq!((rows[0].contact.as_deref(), rows[0].state), (Some("Nora Pell"), FeedbackState::New));
        let told = of_feature(office, 3);
        assert_eq!((told[0].answer, told[0].contact.as_str()), (Some(Answer::Partly), "Nora Pell"));
        assert_eq!((told[1].answer, told[1].asked_at.is_some()), (None, true));
        let (ines, number) = (office.ines(), rows[0].number);
        let answered = office.reads(move |tx| {
            let feedback: Feedback = queries::feedback(tx, &ines, number)?;
            responses::answered_by(tx, &ines, &feedback)
        });
        assert_eq!(answered.unwrap().feature_number, 3);
        assert!(deliver(office).is_empty(), "nobody is asked twice");
    });
}

#[test]
fn an_answer_is_changed_within_a_month_and_not_after() {
    on_both_engines(|office| {
        let firm = Firm::of(office);
        tell(office, &firm);
        office.wait_seconds(14 * DAY);
        let token = link(&deliver(office)[0]);
        answers(office, &token, Answer::No, "").unwrap();
        office.wait_seconds(5 * DAY);
        answers(office, &token, Answer::Yes, "Found it").unwrap();
        assert_eq!(inbox(office).len(), 1, "an answer nobody has read is replaced");
        assert!(inbox(office)[0].body.ends_with("Yes.\n\nFound it"));
        office.wait_seconds(26 * DAY);
        let refusal = answers(office, &token, Answer::No, "").unwrap_err();
        assert!(refusal.to_string().starts_with("You answered more than 30 days ago."), "{refusal}");
        office.wait_seconds(90 * DAY);
        assert!(question(office, &token).is_err(), "the link has run out");
        assert!(question(office, "guessed").is_err());
    });
}

#[test]
fn who_no_longer_wishes_to_be_written_to_is_not_asked() {
    on_both_engines(|office| {
        let firm = Firm::of(office);
        office.does(&office.ines(), AskAfter { product: office.product, days: 3 }).unwrap();
        tell(office, &firm);
        let workspace = office.workspace;
        let withdrawn = "update contact set may_contact = $2 where workspace_id = $1 and name = 'Nora Pell'";
        office.db.write(workspace.0, move |tx| tx.execute(withdrawn, &[&workspace, &false])).unwrap();
        office.wait_seconds(3 * DAY);
        let asked: Vec<String> = deliver(office).into_iter().map(|mail| mail.to).collect();
        assert_eq!(asked, ["eva@morrowfield.example"]);
    });
}

#[test]
fn the_manager_concludes_and_settles_the_need() {
    on_both_engines(|office| {
        let (firm, ines) = (Firm::of(office), office.ines());
        let conclude =
            |outcome, reason: &str| ConcludeOutcome { feature: firm.feature, outcome, reason: reason.into() };
        assert_eq!(office.is_refused(&ines, conclude(Outcome::Partly, "x")).kind(), "conflict");
        tell(office, &firm);
        assert_eq!(need_state(office), NeedState::Addressed);
        assert_eq!(office.is_refused(&ines, conclude(Outcome::Unknown, "x")).field(), Some("outcome"));
        assert_eq!(office.is_refused(&ines, conclude(Outcome::Partly, "")).field(), Some("reason"));
        assert_eq!(office.is_refused(&office.mira(), conclude(Outcome::Partly, "x")).kind(), "not_allowed");
        let done = office.does(&ines, conclude(Outcome::Partly, "Two of three want the sum")).unwrap();
        assert_eq!(done.sentence, "INV-3 helped in part.");
        let settle = |state| SettleNeed { need: firm.need, state };
        let settled = office.does(&ines, settle(NeedState::Satisfied)).unwrap();
        assert_eq!(
            (settled.sentence.as_str(), need_state(office)),
            ("INV-2 is satisfied now.", NeedState::Satisfied)
        );
        assert_eq!(office.is_refused(&office.mira(), settle(NeedState::Open)).kind(), "not_allowed");
        for change in [settled.seq, done.seq] {
            office.does(&ines, UndoChange { change: change.unwrap() }).unwrap();
        }
        assert_eq!(need_state(office), NeedState::Addressed);
    });
}

#[test]
fn a_portal_is_closed_until_the_manager_opens_it() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let open = |office: &Office| office.db.read(|tx| portal::open(tx, "larkbill", "INV"));
        assert!(open(office).is_err());
        assert_eq!(office.is_refused(&office.mira(), OpenPortal { product }).kind(), "not_allowed");
        let says = |email: &str| GiveFeedback {
            product,
            body: "Pay by bank, please.".into(),
            name: "Nora".into(),
            email: email.into(),
        };
        let by_portal = |office: &Office, command: GiveFeedback| {
            let (moment, program) = (office.moment(), Actor::program(office.workspace, Door::Form));
            office.db.write(office.workspace.0, move |tx| run(tx, &program, &moment.again(), &command))
        };
        assert!(by_portal(office, says("")).is_err());
        assert_eq!(office.is_refused(&ines, says("")).kind(), "not_allowed");
        let firm = Firm::of(office);
        tell(office, &firm);
        let opened = open(office).unwrap();
        let notes = office.reads(move |tx| portal::notes(tx, &opened, None));
        assert_eq!((notes.len(), notes[0].version.as_str(), notes[0].asked), (1, "4.8", 3));
        let said = by_portal(office, says("nora@pellworth.example")).unwrap().done;
        let (workspace, reader) = (office.workspace, ines.clone());
        let (feedback, nora) = office.reads(move |tx| {
            let nora = contact_by_email(tx, workspace, "nora@pellworth.example")?.unwrap();
            Ok((queries::feedback(tx, &reader, said.number)?, nora))
        });
        assert_eq!((feedback.contact_id, feedback.recorded_by), (Some(nora.id), None));
        assert_eq!(feedback.body, "Pay by bank, please.");
        let sender = (feedback.sender_name.as_str(), feedback.sender_email.as_str());
        assert_eq!(sender, ("Nora", "nora@pellworth.example"));
        assert!(by_portal(office, says("no address")).is_err());
        let closed = office.does(&ines, ClosePortal { product }).unwrap().seq.unwrap();
        assert!(open(office).is_err());
        office.does(&ines, UndoChange { change: closed }).unwrap();
        assert!(open(office).is_ok());
    });
}
