//! Personas and what stands behind them, told as a story on both engines.

use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::back_persona::BackPersona;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::stop_backing_persona::StopBackingPersona;
use domain::discovery::unlink_quote::UnlinkQuote;
use domain::discovery::{NeedId, QuoteId};
use domain::line::undo_change::UndoChange;
use domain::market::CustomerId;
use domain::market::add_customer::AddCustomer;
use domain::market::personas::EntryKind;
use domain::market::personas::add_persona::AddPersona;
use domain::market::personas::add_persona_entry::AddPersonaEntry;
use domain::market::personas::archive_persona::ArchivePersona;
use domain::market::personas::edit_persona::{EditPersona, PersonaText};
use domain::market::personas::edit_persona_entry::EditPersonaEntry;
use domain::market::personas::queries::{backings, entries, personas};
use domain::market::personas::remove_persona_entry::RemovePersonaEntry;
use domain::market::personas::restore_persona::RestorePersona;
use domain::testing::{Office, on_both_engines};

fn customer(office: &Office, name: &str, revenue: &str, seats: &str, tags: &str) -> CustomerId {
    let command = AddCustomer {
        name: name.into(),
        revenue: revenue.into(),
        seats: seats.into(),
        tags: tags.into(),
        plan: "Workshop".into(),
        ..AddCustomer::default()
    };
    office.does(&office.ines(), command).unwrap().done.id
}

/// Says what somebody needs; the need, and the quote.
fn said(office: &Office, customer: Option<CustomerId>, need: Option<NeedId>) -> (NeedId, QuoteId) {
    let feedback = AddFeedback {
        product: office.product,
        body: "They are paid in August, so am I".into(),
        channel: None,
        contact: None,
        customer,
        said_as: String::new(),
        tags: String::new(),
        said_at: None,
    };
    let feedback = office.does(&office.ines(), feedback).unwrap().done.id;
    let passage = "paid in August".into();
    let command =
        LinkQuote { feedback, passage, need, new_need: "See when money lands".into(), importance: None };
    let done = office.does(&office.ines(), command).unwrap().done;
    (done.need, done.id)
}

/// Entries and how many of them are backed; the quotes behind them; the entries that are read.
fn told(office: &Office) -> (Option<(i64, i64)>, usize, usize) {
    let reader = office.mira();
    office.reads(move |tx| {
        let Some(row) = personas(tx, &reader)?.pop() else { return Ok((None, 0, 0)) };
        let (said, written) = (backings(tx, &reader, row.id)?, entries(tx, &reader, row.id)?);
        Ok((Some((row.entries, row.backed)), said.len(), written.len()))
    })
}

#[test]
fn a_persona_is_described_and_customers_words_stand_behind_it() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let farm = customer(office, "Morrowfield", "33500", "14", "farming");
        let (_, quote) = said(office, Some(farm), None);
        let add = AddPersona { name: "The seller with a season".into(), summary: String::new() };
        assert_eq!(office.is_refused(&mira, add.clone()).kind(), "not_allowed");
        let persona = office.does(&ines, add).unwrap().done.id;
        let entry = |body: &str| AddPersonaEntry { persona, kind: EntryKind::Pain, body: body.into() };
        assert_eq!(office.is_refused(&ines, entry(" ")).field(), Some("body"));
        let pain = office.does(&ines, entry("Reminders come too early")).unwrap().done.id;
        let back = office.does(&ines, BackPersona { entry: pain, quote }).unwrap();
        assert_eq!(back.sentence, "Their words stand behind “Reminders come too early” now.");
        assert_eq!(office.is_refused(&mira, BackPersona { entry: pain, quote }).kind(), "not_allowed");
        assert_eq!(
            office.is_refused(&office.stranger(), BackPersona { entry: pain, quote }).kind(),
            "not_found"
        );
        assert_eq!(told(office), (Some((1, 1)), 1, 1));
        office.does(&ines, StopBackingPersona { entry: pain, quote }).unwrap();
        assert_eq!(told(office), (Some((1, 0)), 0, 1));
        office.does(&ines, BackPersona { entry: pain, quote }).unwrap();
        let edit = |text: &str, seen: &str| EditPersonaEntry {
            entry: pain,
            text: text.into(),
            seen: Some(seen.into()),
        };
        office.does(&ines, edit("Reminders come when nobody can pay", "Reminders come too early")).unwrap();
        assert_eq!(office.is_refused(&ines, edit("Other", "Reminders come too early")).kind(), "stale");
        let summary = EditPersona {
            persona,
            field: PersonaText::Summary,
            text: "Paid after the harvest.".into(),
            seen: Some("x".into()),
        };
        assert_eq!(office.is_refused(&ines, summary.clone()).kind(), "stale");
        office.does(&ines, EditPersona { seen: None, ..summary }).unwrap();
        // A passage that leads nowhere any more stands behind nothing.
        office.does(&ines, UnlinkQuote { quote }).unwrap();
        assert_eq!(told(office), (Some((1, 0)), 0, 1));
        let removed = office.does(&ines, RemovePersonaEntry { entry: pain }).unwrap();
        assert_eq!(told(office), (Some((0, 0)), 0, 0));
        assert_eq!(office.is_refused(&ines, edit("Other", "x")).kind(), "conflict");
        office.does(&ines, UndoChange { change: removed.seq.unwrap() }).unwrap();
        office.does(&ines, ArchivePersona { persona }).unwrap();
        assert_eq!((told(office).0, office.is_refused(&ines, entry("More")).kind()), (None, "conflict"));
        office.does(&ines, RestorePersona { persona }).unwrap();
        assert_eq!(told(office).0, Some((1, 0)));
    });
}
