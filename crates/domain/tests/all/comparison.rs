//! Competitors and the comparison, told as stories on both engines.

use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::add_need::AddNeed;
use domain::discovery::link_capability::LinkCapability;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::unlink_capability::UnlinkCapability;
use domain::line::undo_change::UndoChange;
use domain::market::add_customer::AddCustomer;
use domain::market::comparison::add_capability::AddCapability;
use domain::market::comparison::add_competitor::AddCompetitor;
use domain::market::comparison::archive_capability::ArchiveCapability;
use domain::market::comparison::archive_competitor::ArchiveCompetitor;
use domain::market::comparison::compare_competitor::CompareCompetitor;
use domain::market::comparison::edit_competitor::{CompetitorText, EditCompetitor};
use domain::market::comparison::note_competitor::NoteCompetitor;
use domain::market::comparison::queries::{
    capabilities, competitor, competitors, last_seen, links, notes, rated as rated_of,
};
use domain::market::comparison::rate_capability::RateCapability;
use domain::market::comparison::remove_competitor_note::RemoveCompetitorNote;
use domain::market::comparison::restore_competitor::RestoreCompetitor;
use domain::market::comparison::set_rating_days::SetRatingDays;
use domain::market::comparison::{CapabilityId, CompetitorId, Level};
use domain::roadmap::add_feature::AddFeature;
use domain::spine::moment::Day;
use domain::testing::{Office, START, on_both_engines};

fn competitor_named(office: &Office, name: &str) -> CompetitorId {
    let command = AddCompetitor { name: name.into(), ..AddCompetitor::default() };
    office.does(&office.ines(), command).unwrap().done.id
}

fn can(office: &Office, title: &str) -> CapabilityId {
    let command = AddCapability { product: office.product, title: title.into(), group: "Paying".into() };
    office.does(&office.ines(), command).unwrap().done.id
}

fn rated(capability: CapabilityId, competitor: Option<CompetitorId>, level: &str) -> RateCapability {
    let evidence = if level == "unknown" { String::new() } else { "Tried it".into() };
    let level = level.into();
    RateCapability { capability, competitor, level, evidence, source: "Trial".into(), seen_on: None }
}

fn how_many_are_compared(office: &Office) -> usize {
    let ines = office.ines();
    office.reads(move |tx| Ok(tx.together(competitors(&ines)?)?)).iter().filter(|one| one.is_compared).count()
}

#[test]
fn twelve_are_compared_and_the_others_wait() {
    on_both_engines(|office| {
        let ines = office.ines();
        let all: Vec<_> = (1..=13).map(|n| competitor_named(office, &format!("Firm {n}"))).collect();
        assert_eq!(how_many_are_compared(office), 12);
        let compare = |competitor, compared| CompareCompetitor { competitor, compared };
        assert_eq!(office.is_refused(&ines, compare(all[12], true)).kind(), "conflict");
        office.does(&ines, compare(all[0], false)).unwrap();
        office.does(&ines, compare(all[12], true)).unwrap();
        office.does(&ines, ArchiveCompetitor { competitor: all[1] }).unwrap();
        assert_eq!(how_many_are_compared(office), 11);
        office.does(&ines, compare(all[0], true)).unwrap();
        // What comes back finds its column taken, and waits outside.
        office.does(&ines, RestoreCompetitor { competitor: all[1] }).unwrap();
        assert_eq!(how_many_are_compared(office), 12);
        let twice = AddCompetitor { name: "firm 2".into(), ..AddCompetitor::default() };
        assert_eq!(office.is_refused(&ines, twice).field(), Some("name"));
        let edit = |text: &str| EditCompetitor {
            competitor: all[0],
            field: CompetitorText::Name,
            text: text.into(),
            seen: Some("Firm 1".into()),
        };
        assert_eq!(office.is_refused(&ines, edit("FIRM 3")).field(), Some("text"));
        assert_eq!(office.is_refused(&office.mira(), edit("Billarch")).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), edit("Billarch")).kind(), "not_found");
        office.does(&ines, edit("Billarch")).unwrap();
        assert_eq!(office.is_refused(&ines, edit("Other")).kind(), "stale");
    });
}

#[test]
fn what_was_seen_of_a_competitor_is_noted_by_the_day() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let billarch = competitor_named(office, "Billarch");
        let note = |body: &str, noted_on| NoteCompetitor {
            competitor: billarch,
            body: body.into(),
            source: "Price list".into(),
            noted_on,
        };
        let day = |days| Some(Day::of(START.plus_days(days).day_in("UTC")));
        assert_eq!(office.is_refused(&ines, note(" ", None)).field(), Some("body"));
        assert_eq!(office.is_refused(&ines, note("Later", day(3))).field(), Some("noted_on"));
        assert_eq!(office.is_refused(&mira, note("Cheaper", None)).kind(), "not_allowed");
        let newest = office.does(&ines, note("€9 a seat now", None)).unwrap().done.id;
        office.does(&ines, note("€12 a seat", day(-40))).unwrap();
        let told = |office: &Office| {
            let reader = mira.clone();
            let found = office.reads(move |tx| notes(tx, &reader, billarch));
            found.into_iter().map(|note| note.body).collect::<Vec<_>>()
        };
        assert_eq!(told(office), ["€9 a seat now", "€12 a seat"]);
        let removed = office.does(&ines, RemoveCompetitorNote { note: newest }).unwrap();
        assert_eq!(told(office), ["€12 a seat"]);
        office.does(&ines, UndoChange { change: removed.seq.unwrap() }).unwrap();
        assert_eq!(told(office).len(), 2);
        let reader = mira.clone();
        assert_eq!(office.reads(move |tx| competitor(tx, &reader, 1)).name, "Billarch");
    });
}

#[test]
fn a_cell_says_how_far_and_how_one_knows() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let (billarch, card) = (competitor_named(office, "Billarch"), can(office, "Pay by card"));
        let unproven = RateCapability { evidence: "  ".into(), ..rated(card, None, "fully") };
        assert_eq!(office.is_refused(&ines, unproven).field(), Some("evidence"));
        assert_eq!(office.is_refused(&ines, rated(card, None, "half")).field(), Some("level"));
        assert_eq!(office.is_refused(&office.lena(), rated(card, None, "none")).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), rated(card, None, "none")).kind(), "not_found");
        office.does(&ines, rated(card, None, "partly")).unwrap();
        office.does(&ines, rated(card, Some(billarch), "announced")).unwrap();
        let again = office.does(&ines, rated(card, Some(billarch), "Fully")).unwrap();
        assert_eq!(again.sentence, "“Pay by card” was rated: Billarch, fully.");
        let levels = |office: &Office| {
            let reader = ines.clone();
            let found = office.reads(move |tx| Ok(tx.together(rated_of(&reader, product)?)?));
            let of = |who| found.iter().find(|one| one.competitor_id == who).and_then(|one| one.level);
            assert_eq!(found.len(), 2);
            (of(None), of(Some(billarch)), last_seen(&found, billarch).is_some())
        };
        assert_eq!(levels(office), (Some(Level::Partly), Some(Level::Fully), true));
        office.does(&ines, UndoChange { change: again.seq.unwrap() }).unwrap();
        assert_eq!(levels(office), (Some(Level::Partly), Some(Level::Announced), true));
        office.does(&ines, rated(card, Some(billarch), "unknown")).unwrap();
        assert_eq!(levels(office), (Some(Level::Partly), None, false));
        assert_eq!(office.is_refused(&ines, SetRatingDays { product, days: 3 }).field(), Some("days"));
        let set = office.does(&ines, SetRatingDays { product, days: 90 }).unwrap();
        office.does(&ines, UndoChange { change: set.seq.unwrap() }).unwrap();
        office.does(&ines, ArchiveCapability { capability: card }).unwrap();
        assert_eq!(office.is_refused(&ines, rated(card, None, "fully")).kind(), "conflict");
    });
}

/// A customer who says so and asks for the need.
fn asks(office: &Office, name: &str, revenue: &str, need: domain::discovery::NeedId) {
    let (ada, lena, ines) = (office.ada(), office.lena(), office.ines());
    let command = AddCustomer { name: name.into(), revenue: revenue.into(), ..AddCustomer::default() };
    let customer = Some(office.does(&ada, command).unwrap().done.id);
    let body = "Let them pay in parts".to_owned();
    let command = AddFeedback {
        product: office.product,
        body: body.clone(),
        channel: None,
        contact: None,
        customer,
        said_as: String::new(),
        tags: String::new(),
        said_at: None,
    };
    let feedback = office.does(&lena, command).unwrap().done.id;
    let (need, new_need) = (Some(need), String::new());
    let command = LinkQuote { feedback, passage: body, need, new_need, importance: None };
    office.does(&ines, command).unwrap();
}

#[test]
fn a_gap_becomes_a_need_or_a_feature_and_is_asked_for_once_by_each() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let parts = can(office, "Instalments");
        let raise = |title: &str| AddNeed {
            product,
            title: title.into(),
            description: String::new(),
            parent: None,
            capability: Some(parts),
        };
        let need = office.does(&ines, raise("Pay in parts")).unwrap().done.id;
        let other = office.does(&ines, raise("Pay later")).unwrap().done.id;
        asks(office, "Brook", "100", need);
        asks(office, "Field", "20", need);
        let feature = AddFeature {
            product,
            title: "Instalment plans".into(),
            need: Some(need),
            capability: Some(parts),
            problem: String::new(),
        };
        office.does(&ines, feature).unwrap();
        let told = |office: &Office| {
            let reader = ines.clone();
            office.reads(move |tx| {
                let rows = tx.together(capabilities(&reader, product)?)?;
                let linked = tx.together(links(&reader, product)?)?;
                let kinds: Vec<_> = linked.iter().map(|one| (one.kind.clone(), one.title.clone())).collect();
                Ok((rows[0].accounts, rows[0].revenue_minor, kinds))
            })
        };
        let kinds = [("need", "Pay in parts"), ("need", "Pay later"), ("feature", "Instalment plans")]
            .map(|(kind, title)| (kind.to_owned(), title.to_owned()));
        assert_eq!(told(office), (2, 12_000, kinds.to_vec()));
        office.does(&ines, UnlinkCapability { capability: parts, need }).unwrap();
        assert_eq!(told(office).0, 0);
        office.does(&ines, LinkCapability { capability: parts, need }).unwrap();
        office.does(&ines, UnlinkCapability { capability: parts, need: other }).unwrap();
        assert_eq!((told(office).1, told(office).2.len()), (12_000, 2));
        let again = UnlinkCapability { capability: can(office, "Other"), need };
        assert_eq!(office.is_refused(&ines, again).kind(), "not_found");
    });
}
