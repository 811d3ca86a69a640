//! Audiences, what they see, what is published to them and by which links; told as stories on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use domain::communication::add_release::AddRelease;
use domain::communication::audiences::add_audience::AddAudience;
use domain::communication::audiences::add_audience_person::AddAudiencePerson;
use domain::communication::audiences::archive_audience::ArchiveAudience;
use domain::communication::audiences::choose_members::ChooseMembers;
use domain::communication::audiences::choose_view::ChooseView;
use domain::communication::audiences::edit_audience::EditAudience;
use domain::communication::audiences::hide_from_audience::HideFromAudience;
use domain::communication::audiences::queries::{audience, contacts_reached, people_reached};
use domain::communication::audiences::remove_audience_person::RemoveAudiencePerson;
use domain::communication::audiences::rename_for_audience::RenameForAudience;
use domain::communication::audiences::restore_audience::RestoreAudience;
use domain::communication::audiences::{Audience, AudienceId, Dates, DeliveryStage};
use domain::communication::publications::issue_audience_link::IssueAudienceLink;
use domain::communication::publications::leaks::Leak;
use domain::communication::publications::publish_roadmap::{PublishRoadmap, RoadmapKind};
use domain::communication::publications::queries::{preview, revision, revisions};
use domain::communication::publications::revoke_audience_link::RevokeAudienceLink;
use domain::communication::publications::{PublicationKind, Shown, shared};
use domain::line::undo_change::UndoChange;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::people::queries::product;
use domain::people::sessions::token_hash;
use domain::roadmap::move_feature::MoveFeature;
use domain::roadmap::schedule_feature::ScheduleFeature;
use domain::roadmap::{Decision, FeatureId, Horizon};
use domain::spine::moment::Day;
use domain::spine::refusal::{Failure, Found};
use domain::spine::rights::Role;
use domain::testing::{Office, on_both_engines};

fn made(office: &Office, name: &str, is_public: bool) -> AudienceId {
    let command = AddAudience { product: office.product, name: name.into(), is_public };
    office.does(&office.ines(), command).unwrap().done.id
}

fn view(audience: AudienceId) -> ChooseView {
    ChooseView {
        audience,
        horizons: vec![Horizon::Now, Horizon::Next],
        decisions: vec![Decision::Taken],
        stages: DeliveryStage::ALL.to_vec(),
        dates: Dates::Quarter,
        shows_demand: false,
        shows_goals: false,
    }
}

fn members(audience: AudienceId, roles: &[Role], segments: &str) -> ChooseMembers {
    ChooseMembers { audience, is_public: false, roles: roles.to_vec(), segments: segments.into() }
}

/// A feature that is taken and stands on the roadmap, due in March.
fn planned(office: &Office, title: &str, horizon: Horizon) -> FeatureId {
    let ines = office.ines();
    let feature = office.taken_feature(title, &[], &[]);
    let place = MoveFeature { feature, horizon: Some(horizon), after: None, before: None };
    office.does(&ines, place).unwrap();
    let day = |text| Day::parse(text);
    let plan = ScheduleFeature {
        feature,
        starts_on: day("2027-01-04"),
        ends_on: day("2027-03-26"),
        precision: None,
        reason: String::new(),
    };
    office.does(&ines, plan).unwrap();
    feature
}

fn read(office: &Office, number: i64) -> Audience {
    let (ines, product) = (office.ines(), office.product);
    office.reads(move |tx| audience(tx, &ines, product, number))
}

/// What an audience would see of the roadmap: each title with its date; and what should not be read.
fn seen(office: &Office, number: i64) -> (Vec<(String, String)>, Vec<Leak>) {
    let (ines, audience) = (office.ines(), read(office, number));
    office.reads(move |tx| {
        let product = product(tx, &ines, "INV")?;
        let preview = preview(tx, &ines, (&audience, &product), RoadmapKind::Roadmap)?;
        let Shown::Roadmap { features } = preview.shown else { panic!("no roadmap") };
        Ok((features.into_iter().map(|one| (one.title, one.when)).collect(), preview.leaks))
    })
}

fn pair(title: &str, when: &str) -> (String, String) {
    (title.into(), when.into())
}

#[test]
fn an_audience_sees_what_was_chosen_for_it_as_precisely_as_was_chosen() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        planned(office, "Tones", Horizon::Now);
        planned(office, "Instalment plans", Horizon::Next);
        planned(office, "Pay by bank", Horizon::Later);
        let add = AddAudience { product: office.product, name: "Executives".into(), is_public: false };
        assert_eq!(office.is_refused(&mira, add.clone()).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), add).kind(), "not_found");
        let executives = made(office, "Executives", false);
        assert_eq!(seen(office, 4).0.len(), 3);
        office.does(&ines, view(executives)).unwrap();
        assert_eq!(seen(office, 4).0, [pair("Tones", "Q1 2027"), pair("Instalment plans", "Q1 2027")]);
        let rename = |key: &str, title: &str| RenameForAudience {
            audience: executives,
            key: key.into(),
            title: title.into(),
        };
        office.does(&ines, rename("inv-2", "Pay in parts")).unwrap();
        assert_eq!(seen(office, 4).0[1].0, "Pay in parts");
        let hide = HideFromAudience { audience: executives, key: "INV-1".into(), hidden: true };
        let hidden = office.does(&ines, hide).unwrap();
        assert_eq!(seen(office, 4).0, [pair("Pay in parts", "Q1 2027")]);
        office.does(&ines, UndoChange { change: hidden.seq.unwrap() }).unwrap();
        office.does(&ines, rename("INV-2", "")).unwrap();
        assert_eq!(seen(office, 4).0.len(), 2);
        for wrong in ["INV-4", "INV-99", "SAL-1", "tones"] {
            assert_eq!(office.is_refused(&ines, rename(wrong, "x")).field(), Some("key"), "{wrong}");
        }
        office.does(&ines, ChooseView { dates: Dates::Never, ..view(executives) }).unwrap();
        assert_eq!(seen(office, 4).0[0].1, "");
        let edit = |text: &str, seen: &str| EditAudience {
            audience: executives,
            text: text.into(),
            seen: Some(seen.into()),
        };
        office.does(&ines, edit("The board", "Executives")).unwrap();
        assert_eq!(office.is_refused(&ines, edit("Board", "Executives")).kind(), "stale");
        office.does(&ines, ArchiveAudience { audience: executives }).unwrap();
        assert_eq!(office.is_refused(&ines, view(executives)).kind(), "conflict");
        office.does(&ines, RestoreAudience { audience: executives }).unwrap();
    });
}

#[test]
fn demand_never_leaves_the_firm_and_there_is_one_public() {
    on_both_engines(|office| {
        let ines = office.ines();
        let public = made(office, "Customers (public)", true);
        let told = office.is_refused(&ines, ChooseView { shows_demand: true, ..view(public) });
        assert!(told.to_string().starts_with("Demand is never shown in public"), "{told}");
        let second = AddAudience { product: office.product, name: "All".into(), is_public: true };
        assert_eq!(
            office.is_refused(&ines, second).to_string(),
            "“Customers (public)” is public already, and a product has one public."
        );
        let sales = made(office, "Sales", false);
        office.does(&ines, ChooseView { shows_demand: true, ..view(sales) }).unwrap();
        let to_customers = members(sales, &[Role::Stakeholder], "Craft");
        assert!(
            office
                .is_refused(&ines, to_customers)
                .to_string()
                .starts_with("Demand is never shown to customers")
        );
        let to_all = ChooseMembers { is_public: true, ..members(sales, &[], "") };
        assert_eq!(office.is_refused(&ines, to_all.clone()).kind(), "conflict");
        office.does(&ines, ArchiveAudience { audience: public }).unwrap();
        office.does(&ines, view(sales)).unwrap();
        office.does(&ines, to_all).unwrap();
        assert_eq!(office.is_refused(&ines, RestoreAudience { audience: public }).kind(), "conflict");
    });
}

#[test]
fn who_belongs_is_reached_by_role_by_name_and_by_segment() {
    on_both_engines(|office| {
        let (ines, ada) = (office.ines(), office.ada());
        let audience = made(office, "Sales and crafts", false);
        let reached = |office: &Office| {
            let (ines, audience) = (office.ines(), read(office, 1));
            office.reads(move |tx| {
                let people = people_reached(tx, &ines, &audience)?;
                let people: Vec<String> = people.into_iter().map(|one| one.name).collect();
                Ok((people, contacts_reached(tx, &ines, &audience)?.len()))
            })
        };
        assert_eq!(reached(office), (vec![], 0));
        for (name, segment, may_contact) in
            [("Pellworth", "Craft", true), ("Tarn", "Craft", false), ("Windrow", "Farming", true)]
        {
            let (name, segment): (String, String) = (name.into(), segment.into());
            let email = format!("{}@customer.example", name.to_lowercase());
            let customer = AddCustomer { name: name.clone(), segments: segment, ..AddCustomer::default() };
            let customer = office.does(&ines, customer).unwrap().done.id;
            let source = String::from("a form");
            let contact = AddContact { customer, name, email, may_contact, may_contact_source: source };
            office.does(&ines, contact).unwrap();
        }
        office.does(&ines, members(audience, &[Role::Stakeholder, Role::Owner], "Craft\nCraft\n")).unwrap();
        assert_eq!(reached(office), (vec!["Lena".into(), "Mira".into()], 1));
        let person = ada.person.unwrap();
        office.does(&ines, AddAudiencePerson { audience, person }).unwrap();
        office.does(&ines, AddAudiencePerson { audience, person: office.lena().person.unwrap() }).unwrap();
        assert_eq!(reached(office).0, ["Ada", "Lena", "Mira"]);
        office.does(&ines, RemoveAudiencePerson { audience, person }).unwrap();
        assert_eq!(reached(office).0, ["Lena", "Mira"]);
        let never = RemoveAudiencePerson { audience, person: office.aoife().person.unwrap() };
        assert_eq!(office.is_refused(&ines, never).kind(), "not_found");
        office.does(&ines, AddAudiencePerson { audience, person }).unwrap();
        assert_eq!(reached(office).0.len(), 3);
    });
}

#[test]
fn a_roadmap_is_published_as_a_revision_that_stays_as_it_was() {
    on_both_engines(|office| {
        let ines = office.ines();
        let tones = planned(office, "Tones for Pellworth", Horizon::Now);
        let hidden = planned(office, "Secret plans of ours", Horizon::Later);
        office.does(&ines, AddCustomer { name: "Pellworth".into(), ..AddCustomer::default() }).unwrap();
        let public = made(office, "Customers (public)", true);
        office.does(&ines, view(public)).unwrap();
        let publish =
            |keep: Vec<String>| PublishRoadmap { audience: public, what: RoadmapKind::Roadmap, keep };
        let leaks = seen(office, 3).1;
        assert_eq!(leaks.iter().map(|leak| leak.found.as_str()).collect::<Vec<_>>(), ["Pellworth"]);
        let told = office.is_refused(&ines, publish(vec![]));
        assert_eq!(told.field(), Some("keep"));
        assert!(told.to_string().starts_with("The customer “Pellworth” would be read in"), "{told}");
        let done = office.does(&ines, publish(vec![leaks[0].code.clone()])).unwrap();
        assert_eq!(done.sentence, "“Customers (public)” reads revision 1 of the roadmap.");
        let told = office.is_refused(&ines, publish(vec![leaks[0].code.clone()]));
        assert_eq!(told.to_string(), "Nothing that they see changed since the last revision of the roadmap.");
        let rename = |key: &str, title: &str| RenameForAudience {
            audience: public,
            key: key.into(),
            title: title.into(),
        };
        // Called by the name of what is hidden: found as well.
        office.does(&ines, rename("INV-1", "Before secret plans of ours")).unwrap();
        assert_eq!(office.is_refused(&ines, publish(vec![])).field(), Some("keep"));
        office.does(&ines, rename("INV-1", "Tones")).unwrap();
        let second = office.does(&ines, publish(vec![])).unwrap();
        assert_eq!(second.done.revision, 2);
        let reader = ines.clone();
        let (first, listed) = office.reads(move |tx| {
            let audience = audience(tx, &reader, office_product(tx, &reader)?, 3)?;
            let first = revision(tx, &reader, &audience, (PublicationKind::Roadmap, 1))?;
            let all = revisions(tx, &reader, &audience, (audience.id.0, PublicationKind::Roadmap))?;
            Ok((Shown::read(&first)?, all.into_iter().map(|row| row.number).collect::<Vec<_>>()))
        });
        let Shown::Roadmap { features } = first else { panic!("no roadmap") };
        assert_eq!((features[0].title.as_str(), listed), ("Tones for Pellworth", vec![2, 1]));
        assert!(features[0].key.is_none() && features[0].demand.is_none());
        office.does(&ines, UndoChange { change: second.seq.unwrap() }).unwrap();
        let third = office.does(&ines, publish(vec![])).unwrap();
        assert_eq!(third.done.revision, 3, "a number is never given twice");
        let plan = PublishRoadmap { audience: public, what: RoadmapKind::ReleasePlan, keep: vec![] };
        let release = AddRelease {
            product: office.product,
            version: "4.8".into(),
            name: "Gentle".into(),
            planned_on: Day::parse("2027-02-01"),
        };
        office.does(&office.mira(), release).unwrap();
        assert_eq!(office.does(&ines, plan).unwrap().done.revision, 1);
        assert_ne!(tones, hidden);
    });
}

fn office_product(
    tx: &database::Tx<'_>,
    actor: &domain::spine::actor::Actor,
) -> domain::spine::refusal::Result<domain::spine::id::ProductId> {
    Ok(product(tx, actor, "INV")?.id)
}

#[test]
fn a_secret_link_opens_until_it_runs_out_or_is_revoked() {
    on_both_engines(|office| {
        let ines = office.ines();
        planned(office, "Tones", Horizon::Now);
        let board = made(office, "The board", false);
        let roadmap = PublishRoadmap { audience: board, what: RoadmapKind::Roadmap, keep: vec![] };
        office.does(&ines, roadmap).unwrap();
        let link = |secret: &str, days| IssueAudienceLink {
            audience: board,
            name: "Kay, the board".into(),
            days,
            token_hash: token_hash(secret),
        };
        assert_eq!(office.is_refused(&ines, link("x", 0)).field(), Some("days"));
        assert_eq!(office.is_refused(&ines, link("x", 366)).field(), Some("days"));
        let short = IssueAudienceLink { token_hash: vec![1], ..link("x", 1) };
        assert_eq!(office.is_refused(&ines, short).field(), Some("token_hash"));
        assert_eq!(office.is_refused(&office.mira(), link("x", 1)).kind(), "not_allowed");
        office.does(&ines, link("seven days", 7)).unwrap();
        let long = office.does(&ines, link("a year", 365)).unwrap();
        let opens = |office: &Office, slug: &'static str, secret: &'static str| {
            let now = office.now();
            let opened = office.db.read(move |tx| {
                let shared = shared::by_link(tx, slug, secret, now)?;
                let roadmap = shared::newest(tx, &shared, PublicationKind::Roadmap)?.found("roadmap")?;
                Ok::<_, Failure>((shared.audience.name, roadmap.number))
            });
            opened.map_err(|failure| failure.to_string())
        };
        assert_eq!(opens(office, "larkbill", "seven days"), Ok(("The board".into(), 1)));
        for (slug, secret) in [("larkbill", "unknown"), ("sallowtree", "seven days")] {
            assert!(opens(office, slug, secret).is_err(), "{slug} {secret}");
        }
        office.wait_seconds(7 * 86_400);
        assert!(opens(office, "larkbill", "seven days").unwrap_err().contains("no such page"));
        assert!(opens(office, "larkbill", "a year").is_ok());
        let revoke = RevokeAudienceLink { link: long.done.id };
        assert_eq!(office.is_refused(&office.stranger(), revoke.clone()).kind(), "not_found");
        let revoked = office.does(&ines, revoke).unwrap();
        assert!(opens(office, "larkbill", "a year").is_err());
        let back = office.is_refused(&ines, UndoChange { change: revoked.seq.unwrap() });
        assert!(back.to_string().starts_with("A link that was made or revoked stays so."), "{back}");
        office.does(&ines, link("another", 9)).unwrap();
        office.does(&ines, ArchiveAudience { audience: board }).unwrap();
        assert!(opens(office, "larkbill", "another").is_err());
    });
}
