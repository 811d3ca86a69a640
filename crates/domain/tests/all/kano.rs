//! Asked what a feature would be to them: started, answered, changed, ended, taken back and merged, told as stories on both
//! engines.

use domain::communication::kano::Feeling::{Dislike, Like, LiveWith, MustBe, Neutral};
use domain::communication::kano::end_kano_survey::EndKanoSurvey;
use domain::communication::kano::give_kano_answer::GiveKanoAnswer;
use domain::communication::kano::queries::{self, KanoQuestion, Surveyed};
use domain::communication::kano::start_kano_survey::StartKanoSurvey;
use domain::communication::kano::{Feeling, KanoCategory, KanoSurveyId};
use domain::communication::responses::feature;
use domain::communication::stop_writing::StopWriting;
use domain::line::merging::merge_contacts::MergeContacts;
use domain::line::undo_change::UndoChange;
use domain::market::queries::contact_by_email;
use domain::market::segments::add_segment::AddSegment;
use domain::market::segments::archive_segment::ArchiveSegment;
use domain::market::segments::put_in_segment::PutInSegment;
use domain::market::segments::{Basis, SegmentId};
use domain::market::{Contact, CustomerId};
use domain::people::jobs::Mail;
use domain::roadmap::archive_feature::ArchiveFeature;
use domain::roadmap::edit_feature::EditFeature;
use domain::roadmap::{FeatureId, FeatureText};
use domain::spine::actor::{Actor, Door};
use domain::spine::refusal::{Failure, Refusal};
use domain::spine::run::run;
use domain::testing::{Office, on_both_engines};

use crate::merged;
use crate::told::{Firm, by_program, deliver};

const DAY: u64 = 86_400;

pub(crate) fn start(feature: FeatureId) -> StartKanoSurvey {
    let benefit = "Your customers read what you would say yourself.".into();
    StartKanoSurvey {
        feature,
        called: "Reminders in your own tone".into(),
        benefit,
        segment: None,
        on_portal: false,
    }
}

/// Asked and mailed.
fn asked(office: &Office, firm: &Firm) -> (KanoSurveyId, Vec<Mail>) {
    let started = office.does(&office.ines(), start(firm.feature)).unwrap();
    office.wait_seconds(301);
    (started.done.id, deliver(office))
}

pub(crate) fn link(mail: &Mail) -> String {
    mail.text.split("/kano/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned()
}

fn question(office: &Office, token: &str) -> Result<KanoQuestion, Failure> {
    let (now, token) = (office.now(), token.to_owned());
    office.db.read(move |tx| queries::question(tx, "larkbill", &token, now))
}

/// Whoever holds the link answers.
pub(crate) fn answers(
    office: &Office,
    token: &str,
    with_it: Feeling,
    without_it: Feeling,
) -> Result<(), Refusal> {
    let answer = question(office, token).unwrap().answer_id;
    let command = GiveKanoAnswer { answer, with_it, without_it };
    let (moment, program) = (office.moment(), Actor::program(office.workspace, Door::Form));
    match office.db.write(office.workspace.0, move |tx| run(tx, &program, &moment.again(), &command)) {
        Ok(_) => Ok(()),
        Err(Failure::Refused(refusal)) => Err(refusal),
        Err(Failure::Fault(fault)) => panic!("{fault}"),
    }
}

pub(crate) fn surveys(office: &Office) -> Vec<Surveyed> {
    let (ines, product) = (office.ines(), office.product);
    office.reads(move |tx| {
        let feature = feature(tx, &ines, product, 3)?;
        Ok(tx.together(queries::of_feature(&ines, &feature)?)?)
    })
}

fn known(office: &Office, email: &'static str) -> Contact {
    let workspace = office.workspace;
    office.reads(move |tx| contact_by_email(tx, workspace, email)).unwrap()
}

pub(crate) fn segment(office: &Office, customers: &[CustomerId]) -> SegmentId {
    let command = AddSegment { name: "Harvest".into(), basis: Some(Basis::Hand) };
    let segment = office.does(&office.ines(), command).unwrap().done.id;
    for customer in customers {
        office.does(&office.ines(), PutInSegment { segment, customer: *customer }).unwrap();
    }
    segment
}

#[test]
fn those_who_asked_and_may_be_written_to_read_what_was_written_for_them_and_nothing_else() {
    on_both_engines(|office| {
        let firm = Firm::of(office);
        let inside = "Only the twelve who threatened to leave";
        let edit = EditFeature {
            feature: firm.feature,
            field: FeatureText::WhoFor,
            text: inside.into(),
            seen: None,
        };
        office.does(&office.ines(), edit).unwrap();
        let started = office.does(&office.ines(), start(firm.feature)).unwrap();
        assert_eq!(
            started.sentence,
            "2 contacts are asked what INV-3 would be to them. Mails wait for five minutes."
        );
        assert!(deliver(office).is_empty(), "the mails wait");
        office.wait_seconds(301);
        let mails = deliver(office);
        let mut to: Vec<&str> = mails.iter().map(|mail| mail.to.as_str()).collect();
        to.sort_unstable();
        assert_eq!(to, ["eva@morrowfield.example", "nora@pellworth.example"]);
        for mail in &mails {
            assert_eq!(mail.subject, "What would it be to you? Reminders in your own tone");
            assert!(mail.text.contains("what you would say yourself"), "{}", mail.text);
            let told = [&mail.text, &mail.subject].map(String::as_str).join("\n");
            assert!(!told.contains("A tone for each customer") && !told.contains(inside), "{told}");
        }
        assert!(deliver(office).is_empty(), "nobody is asked twice");
        let waiting = "select count(*) as value from job where body like '%secret%'";
        assert_eq!(office.reads(move |tx| Ok(tx.value::<i64>(waiting, &[])?)), Some(0));
        let told = &surveys(office)[0];
        assert_eq!((told.asked, told.answered, told.finding.is_none()), (2, 0, true));
    });
}

#[test]
fn a_contact_answers_once_changes_it_while_the_survey_is_open_and_not_after() {
    on_both_engines(|office| {
        let firm = Firm::of(office);
        let (survey, mails) = asked(office, &firm);
        let (one, other) = (link(&mails[0]), link(&mails[1]));
        answers(office, &one, Like, Like).unwrap();
        office.wait_seconds(40 * DAY);
        answers(office, &one, Like, Neutral).unwrap();
        answers(office, &other, MustBe, Dislike).unwrap();
        let told = surveys(office).remove(0);
        assert_eq!((told.asked, told.answered), (2, 2));
        let finding = told.finding.unwrap();
        assert_eq!((finding.category, finding.sure), (KanoCategory::MustBe, false), "ties hurt most");
        assert_eq!((finding.better, finding.worse), (0.5, -0.5));
        assert_eq!(finding.sureness, "2 answers: too few to tell must-be from attractive.");
        let ended = office.does(&office.ines(), EndKanoSurvey { survey }).unwrap();
        assert_eq!(ended.sentence, "The survey of INV-3 has ended.");
        let refusal = answers(office, &one, Dislike, Like).unwrap_err();
        assert!(refusal.to_string().starts_with("This survey has ended."), "{refusal}");
        assert!(question(office, &one).unwrap().ended_at.is_some(), "the page says so");
        assert_eq!(office.is_refused(&office.ines(), EndKanoSurvey { survey }).kind(), "conflict");
        office.does(&office.ines(), UndoChange { change: ended.seq.unwrap() }).unwrap();
        answers(office, &one, Like, LiveWith).unwrap();
        assert!(question(office, "guessed").is_err());
        office.wait_seconds(60 * DAY);
        assert!(question(office, &one).is_err(), "the link has run out");
    });
}

#[test]
fn until_the_first_mail_has_left_a_survey_is_taken_back_whole() {
    on_both_engines(|office| {
        let (firm, ines) = (Firm::of(office), office.ines());
        let started = office.does(&ines, start(firm.feature)).unwrap();
        let refusal = office.is_refused(&ines, start(firm.feature));
        assert!(refusal.to_string().starts_with("Customers are asked about it already."), "{refusal}");
        let undone = office.does(&ines, UndoChange { change: started.seq.unwrap() }).unwrap();
        office.wait_seconds(301);
        assert!(deliver(office).is_empty());
        assert!(surveys(office).is_empty());
        let refusal = office.is_refused(&ines, UndoChange { change: undone.seq.unwrap() });
        assert!(refusal.to_string().starts_with("A survey that was taken back stays so."), "{refusal}");
        let again = office.does(&ines, start(firm.feature)).unwrap();
        office.wait_seconds(301);
        assert_eq!(deliver(office).len(), 2);
        let refusal = office.is_refused(&ines, UndoChange { change: again.seq.unwrap() });
        assert!(refusal.to_string().ends_with("End the survey."), "{refusal}");
        // One that was ended does not open beside another.
        let ended = office.does(&ines, EndKanoSurvey { survey: again.done.id }).unwrap();
        office.does(&ines, start(firm.feature)).unwrap();
        assert_eq!(office.is_refused(&ines, UndoChange { change: ended.seq.unwrap() }).kind(), "conflict");
        assert_eq!(surveys(office).len(), 2);
    });
}

#[test]
fn mails_that_have_not_left_stay_here_once_it_ends_or_somebody_does_not_wish_it() {
    on_both_engines(|office| {
        let firm = Firm::of(office);
        let survey = office.does(&office.ines(), start(firm.feature)).unwrap().done.id;
        by_program(office, StopWriting { contact: known(office, "eva@morrowfield.example").id });
        office.wait_seconds(301);
        let to: Vec<String> = deliver(office).into_iter().map(|mail| mail.to).collect();
        assert_eq!(to, ["nora@pellworth.example"]);
        office.does(&office.ines(), EndKanoSurvey { survey }).unwrap();
        let survey = office.does(&office.ines(), start(firm.feature)).unwrap().done.id;
        let ended = office.does(&office.ines(), EndKanoSurvey { survey }).unwrap();
        office.wait_seconds(301);
        assert!(deliver(office).is_empty());
        // It goes on: who was not asked is asked then.
        office.does(&office.ines(), UndoChange { change: ended.seq.unwrap() }).unwrap();
        office.wait_seconds(301);
        assert_eq!(deliver(office).len(), 1);
        office.does(&office.ines(), EndKanoSurvey { survey }).unwrap();
        office.does(&office.ines(), start(firm.feature)).unwrap();
        office.does(&office.ines(), ArchiveFeature { feature: firm.feature }).unwrap();
        office.wait_seconds(301);
        assert!(deliver(office).is_empty(), "nobody is asked about what was given up");
    });
}

#[test]
fn whoever_shapes_features_chooses_whom_to_ask_and_says_what_they_read() {
    on_both_engines(|office| {
        let (firm, ines) = (Firm::of(office), office.ines());
        for actor in [office.mira(), office.aoife(), office.lena()] {
            assert_eq!(office.is_refused(&actor, start(firm.feature)).kind(), "not_allowed");
        }
        let field = |command: StartKanoSurvey| office.is_refused(&ines, command).field();
        let long = "x".repeat(301);
        assert_eq!(field(StartKanoSurvey { called: " ".into(), ..start(firm.feature) }), Some("called"));
        assert_eq!(field(StartKanoSurvey { called: "x".repeat(121), ..start(firm.feature) }), Some("called"));
        assert_eq!(field(StartKanoSurvey { benefit: long, ..start(firm.feature) }), Some("benefit"));
        let harvest = segment(office, &[known(office, "eva@morrowfield.example").customer_id]);
        let of_segment = || StartKanoSurvey { segment: Some(harvest), ..start(firm.feature) };
        let started = office.does(&ines, of_segment()).unwrap();
        assert_eq!(started.done.asked, 1);
        assert_eq!(surveys(office)[0].survey.segment.as_deref(), Some("Harvest"));
        for actor in [office.mira(), office.lena()] {
            let end = EndKanoSurvey { survey: started.done.id };
            assert_eq!(office.is_refused(&actor, end).kind(), "not_allowed");
        }
        office.does(&ines, EndKanoSurvey { survey: started.done.id }).unwrap();
        office.does(&ines, ArchiveSegment { segment: harvest }).unwrap();
        assert_eq!(
            office.is_refused(&ines, of_segment()).to_string(),
            "“Harvest” is archived. Restore it, or choose another."
        );
        let lone = office.taken_feature("Nobody asked for it", &[], &[]);
        let refusal = office.is_refused(&ines, start(lone));
        assert!(refusal.to_string().starts_with("None of these contacts has an address"), "{refusal}");
        office.does(&ines, ArchiveFeature { feature: lone }).unwrap();
        assert_eq!(office.is_refused(&ines, start(lone)).kind(), "conflict");
    });
}

#[test]
fn two_contacts_that_are_one_have_one_answer_and_a_merge_comes_back_to_the_row() {
    on_both_engines(|office| {
        let firm = Firm::of(office);
        let (_, mails) = asked(office, &firm);
        let nora = mails.iter().find(|mail| mail.to.starts_with("nora")).unwrap();
        answers(office, &link(nora), Like, Dislike).unwrap();
        let contact = |email| known(office, email).id;
        let (one, into) = (contact("nora@pellworth.example"), contact("eva@morrowfield.example"));
        let merge = MergeContacts { contact: one, into, seen: None };
        merged::comes_back(office, merge.clone());
        let ran = office.does(&office.ines(), merge).unwrap();
        assert!(ran.sentence.contains("1 survey was there already"), "{}", ran.sentence);
        let told = &surveys(office)[0];
        assert_eq!((told.asked, told.answered), (1, 1), "her answer is theirs now");
        let asked = question(office, &link(nora)).unwrap();
        assert_eq!((asked.contact_id, asked.with_it), (into, Some(Like)), "her link leads there");
        assert_eq!(told.finding.as_ref().unwrap().category, KanoCategory::OneDimensional);
    });
}
