//! Studies and interviews, told as stories on both engines.

use domain::discovery::demand::{Demand, demand_of_need};
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::queries::{Filter, inbox, need};
use domain::discovery::quotes::{askers_of_need, quotes_of_need};
use domain::discovery::research::add_interview::AddInterview;
use domain::discovery::research::add_study::AddStudy;
use domain::discovery::research::answer_consent::AnswerConsent;
use domain::discovery::research::archive_interview::ArchiveInterview;
use domain::discovery::research::archive_study::ArchiveStudy;
use domain::discovery::research::edit_interview::EditInterview;
use domain::discovery::research::edit_study::{EditStudy, StudyText};
use domain::discovery::research::queries::{
    interview, interview_of, interviews, quotes_of_study, studies, study,
};
use domain::discovery::research::restore_interview::RestoreInterview;
use domain::discovery::research::restore_study::RestoreStudy;
use domain::discovery::research::set_method::SetMethod;
use domain::discovery::research::settle_study::SettleStudy;
use domain::discovery::research::write_notes::WriteNotes;
use domain::discovery::research::{Consent, Interview, InterviewId, Method, StudyId, StudyState};
use domain::discovery::{Feedback, NeedId};
use domain::line::undo_change::UndoChange;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::market::{ContactId, CustomerId};
use domain::spine::moment::Day;
use domain::spine::search::find;
use domain::testing::{Office, START, on_both_engines};

const NOTES: &str = "We copy it over by hand. Every Friday, two hours. Then I know what came in.";

fn a_study(office: &Office) -> StudyId {
    let command = AddStudy {
        product: office.product,
        question: "How do firms know what came in?".into(),
        method: None,
        people: "Bookkeepers".into(),
        plan: String::new(),
    };
    office.does(&office.ines(), command).unwrap().done.id
}

fn a_customer(office: &Office) -> (CustomerId, ContactId) {
    let ines = office.ines();
    let command = AddCustomer { name: "Vantry".into(), revenue: "19200".into(), ..AddCustomer::default() };
    let customer = office.does(&ines, command).unwrap().done.id;
    let command = AddContact {
        customer,
        name: "Dr. Vantry".into(),
        email: String::new(),
        may_contact: false,
        may_contact_source: String::new(),
    };
    (customer, office.does(&ines, command).unwrap().done.id)
}

fn talk(study: StudyId, contact: Option<ContactId>, said_as: &str) -> AddInterview {
    AddInterview { study, held_on: None, contact, customer: None, said_as: said_as.into() }
}

fn agrees(interview: InterviewId) -> AnswerConsent {
    AnswerConsent { interview, consent: Consent::Given, how: "on the recording".into(), on: None }
}

fn notes(interview: InterviewId, text: &str, seen: Option<&str>) -> WriteNotes {
    WriteNotes { interview, text: text.into(), seen: seen.map(Into::into) }
}

/// The interview INV-2 with its notes.
fn read(office: &Office) -> (Interview, Option<Feedback>) {
    let (reader, product) = (office.mira(), office.product);
    office.reads(move |tx| interview(tx, &reader, product, 2).map(|(talk, _, notes)| (talk, notes)))
}

/// Who asks for the need that the first passage made, and how many passages lead to it.
fn asked(office: &Office, number: i64) -> (Demand, usize) {
    let (reader, product) = (office.mira(), office.product);
    office.reads(move |tx| {
        let need = need(tx, &reader, product, number)?;
        let askers = tx.together(askers_of_need(&reader, &need, 100)?)?;
        Ok((
            tx.together(demand_of_need(&reader, &need)?)?,
            tx.together(quotes_of_need(&reader, &need, &askers, 100)?)?.len(),
        ))
    })
}

fn linked(office: &Office, passage: &str) -> NeedId {
    let feedback = read(office).1.unwrap().id;
    let (passage, new_need) = (passage.into(), "Books that match".into());
    let command = LinkQuote { feedback, passage, need: None, new_need, importance: None };
    office.does(&office.ines(), command).unwrap().done.need
}

#[test]
fn a_study_is_planned_followed_and_ends_with_what_was_found() {
    on_both_engines(|office| {
        let (ines, mira, product) = (office.ines(), office.mira(), office.product);
        let study_id = a_study(office);
        let edit = |field, text: &str, seen: Option<&str>| EditStudy {
            study: study_id,
            field,
            text: text.into(),
            seen: seen.map(Into::into),
        };
        let settle = |state| SettleStudy { study: study_id, state };
        office.does(&ines, settle(StudyState::Running)).unwrap();
        assert_eq!(office.is_refused(&ines, settle(StudyState::Concluded)).kind(), "conflict");
        assert_eq!(office.is_refused(&mira, edit(StudyText::Findings, "None", None)).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), settle(StudyState::Planned)).kind(), "not_found");
        let said = office.does(&ines, edit(StudyText::Findings, "By hand, on Fridays.", Some(""))).unwrap();
        assert_eq!(said.sentence, "INV-1 was edited.");
        assert_eq!(office.is_refused(&ines, edit(StudyText::Findings, "Never", Some(""))).kind(), "stale");
        assert_eq!(office.is_refused(&ines, edit(StudyText::Question, " ", None)).field(), Some("text"));
        office.does(&ines, settle(StudyState::Concluded)).unwrap();
        let method = office.does(&ines, SetMethod { study: study_id, method: Method::FieldVisit }).unwrap();
        assert_eq!(method.sentence, "INV-1 is answered by a field visit now.");
        office.does(&ines, UndoChange { change: method.seq.unwrap() }).unwrap();
        let reader = mira.clone();
        let told = office.reads(move |tx| study(tx, &reader, product, 1));
        assert_eq!(
            (told.state, told.method, told.people.as_str()),
            (StudyState::Concluded, Method::Interviews, "Bookkeepers")
        );
        let reader = mira.clone();
        assert_eq!(office.reads(move |tx| find(tx, reader.workspace, "fridays", 5)).len(), 1);
        office.does(&ines, ArchiveStudy { study: study_id }).unwrap();
        assert_eq!(office.is_refused(&ines, talk(study_id, None, "a baker")).kind(), "conflict");
        assert_eq!(office.is_refused(&ines, settle(StudyState::Running)).kind(), "conflict");
        let reader = mira.clone();
        assert!(office.reads(move |tx| studies(tx, &reader, product)).is_empty());
        office.does(&ines, RestoreStudy { study: study_id }).unwrap();
        assert_eq!(office.reads(move |tx| studies(tx, &mira, product)).len(), 1);
    });
}

#[test]
fn no_notes_are_kept_before_consent_is_answered() {
    on_both_engines(|office| {
        let ines = office.ines();
        let study = a_study(office);
        let (customer, contact) = a_customer(office);
        assert_eq!(office.is_refused(&ines, talk(study, None, "")).field(), Some("said_as"));
        let other = AddCustomer { name: "Ondine".into(), ..AddCustomer::default() };
        let other = office.does(&ines, other).unwrap().done.id;
        let clash = AddInterview { customer: Some(other), ..talk(study, Some(contact), "") };
        assert_eq!(office.is_refused(&ines, clash).field(), Some("customer"));
        assert_eq!(office.is_refused(&office.lena(), talk(study, Some(contact), "")).kind(), "not_allowed");
        let talk = office.does(&ines, talk(study, Some(contact), "dentist")).unwrap().done;
        assert_eq!((talk.key.as_str(), read(office).0.customer_id), ("INV-2", Some(customer)));
        assert_eq!(office.is_refused(&ines, notes(talk.id, NOTES, None)).kind(), "conflict");
        let how = AnswerConsent { how: String::new(), ..agrees(talk.id) };
        assert_eq!(office.is_refused(&ines, how).field(), Some("how"));
        office.does(&ines, agrees(talk.id)).unwrap();
        assert_eq!(office.is_refused(&ines, notes(talk.id, "  ", None)).field(), Some("text"));
        let began = office.does(&ines, notes(talk.id, NOTES, None)).unwrap();
        let (told, kept) = read(office);
        let kept = kept.unwrap();
        assert_eq!(
            (kept.body.as_str(), kept.customer_id, kept.said_as.as_str()),
            (NOTES, Some(customer), "dentist")
        );
        assert_eq!((told.consent_how.as_str(), kept.channel.as_str()), ("on the recording", "interview"));
        let (reader, product, id) = (ines.clone(), office.product, kept.id);
        let (rows, of) = office.reads(move |tx| {
            let filter = Filter { limit: 10, ..Filter::default() };
            Ok((inbox(tx, &reader, product, &filter)?.len(), interview_of(tx, &reader, id)?.unwrap().number))
        });
        assert_eq!((rows, of), (1, 2));
        office.does(&ines, UndoChange { change: began.seq.unwrap() }).unwrap();
        assert_eq!(read(office).1, None);
        office.does(&ines, notes(talk.id, NOTES, Some(""))).unwrap();
        assert!(read(office).1.is_some());
        // What is still to come has no notes.
        let ahead = Some(Day::of(START.plus_days(3).day_in("UTC")));
        let later = AddInterview { held_on: ahead, ..self::talk(study, None, "bookkeeper, 12 staff") };
        let later = office.does(&ines, later).unwrap().done.id;
        office.does(&ines, agrees(later)).unwrap();
        assert_eq!(office.is_refused(&ines, notes(later, NOTES, None)).kind(), "conflict");
    });
}

#[test]
fn edited_notes_keep_the_passages_that_lead_somewhere() {
    on_both_engines(|office| {
        let ines = office.ines();
        let study = a_study(office);
        let (_, contact) = a_customer(office);
        let talk = office.does(&ines, talk(study, Some(contact), "")).unwrap().done.id;
        office.does(&ines, agrees(talk)).unwrap();
        office.does(&ines, notes(talk, NOTES, None)).unwrap();
        linked(office, "Every Friday, two hours");
        assert_eq!(
            asked(office, 3),
            (Demand { accounts: 1, revenue_minor: 1_920_000, top_minor: 1_920_000, unknown: 0 }, 1)
        );
        assert_eq!(office.is_refused(&ines, notes(talk, "Other", Some("Never"))).kind(), "stale");
        let refused = office.is_refused(&ines, notes(talk, "Every Monday.", Some(NOTES)));
        assert_eq!(refused.field(), Some("text"));
        assert!(refused.to_string().starts_with("“Every Friday, two hours” leads to a need."), "{refused}");
        let longer = format!("Two of us do the books. {NOTES}");
        let edited = office.does(&ines, notes(talk, &longer, Some(NOTES))).unwrap();
        let (reader, product) = (ines.clone(), office.product);
        let told = office.reads(move |tx| {
            let study = domain::discovery::research::queries::study(tx, &reader, product, 1)?;
            Ok((quotes_of_study(tx, &reader, &study)?, interviews(tx, &reader, &study)?))
        });
        assert_eq!((told.0[0].passage_start, told.1[0].quotes), (49, 1));
        let start = told.0[0].passage_start as usize;
        assert_eq!(&longer[start..start + 12], "Every Friday");
        office.does(&ines, UndoChange { change: edited.seq.unwrap() }).unwrap();
        assert_eq!(read(office).1.unwrap().body, NOTES);
    });
}

#[test]
fn who_takes_consent_back_is_named_nowhere() {
    on_both_engines(|office| {
        let ines = office.ines();
        let study = a_study(office);
        let (_, contact) = a_customer(office);
        let talk = office.does(&ines, talk(study, Some(contact), "dentist")).unwrap().done.id;
        office.does(&ines, agrees(talk)).unwrap();
        office.does(&ines, notes(talk, NOTES, None)).unwrap();
        linked(office, "two hours");
        let refuses =
            AnswerConsent { interview: talk, consent: Consent::Refused, how: String::new(), on: None };
        let took_back = office.does(&ines, refuses).unwrap();
        let (told, kept) = read(office);
        let kept = kept.unwrap();
        assert_eq!((told.contact_id, kept.contact_id, kept.customer_id), (None, None, None));
        assert_eq!(asked(office, 3), (Demand { unknown: 1, ..Demand::default() }, 1));
        let held_on = told.held_on;
        let edit = |contact| EditInterview {
            interview: talk,
            held_on,
            contact,
            customer: None,
            said_as: "dentist".into(),
        };
        assert_eq!(office.is_refused(&ines, edit(Some(contact))).field(), Some("contact"));
        office.does(&ines, UndoChange { change: took_back.seq.unwrap() }).unwrap();
        assert_eq!(asked(office, 3).0.accounts, 1);
        // An interview that does not count takes its quotes along, and brings them back.
        office.does(&ines, ArchiveInterview { interview: talk }).unwrap();
        assert_eq!((asked(office, 3).1, read(office).1.unwrap().archived_at.is_some()), (0, true));
        assert_eq!(office.is_refused(&ines, edit(None)).kind(), "conflict");
        office.does(&ines, RestoreInterview { interview: talk }).unwrap();
        assert_eq!((asked(office, 3).1, read(office).1.unwrap().archived_at), (1, None));
        office.does(&ines, edit(None)).unwrap();
        assert_eq!(asked(office, 3).0.unknown, 1);
    });
}
