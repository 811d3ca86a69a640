//! What is published to an audience, and the links that open it; told as stories on both engines.

use domain::communication::add_release::AddRelease;
use domain::communication::audiences::AudienceId;
use domain::communication::audiences::archive_audience::ArchiveAudience;
use domain::communication::audiences::queries::audience;
use domain::communication::audiences::rename_for_audience::RenameForAudience;
use domain::communication::publications::issue_audience_link::IssueAudienceLink;
use domain::communication::publications::leaks::Leak;
use domain::communication::publications::publish_roadmap::{PublishRoadmap, RoadmapKind};
use domain::communication::publications::queries::{revision, revisions};
use domain::communication::publications::revoke_audience_link::RevokeAudienceLink;
use domain::communication::publications::{PublicationKind, Shown, shared};
use domain::line::undo_change::UndoChange;
use domain::market::add_customer::AddCustomer;
use domain::people::queries::product;
use domain::people::sessions::token_hash;
use domain::roadmap::Horizon;
use domain::spine::moment::Day;
use domain::spine::refusal::{Failure, Found};
use domain::testing::{Office, on_both_engines};

use crate::shown::{made, planned, seen, view};

fn office_product(
    tx: &database::Tx<'_>,
    actor: &domain::spine::actor::Actor,
) -> domain::spine::refusal::Result<domain::spine::id::ProductId> {
    Ok(product(tx, actor, "INV")?.id)
}

/// A public that would read of a customer by name; and a feature that it does not see.
fn with_a_customer_on_the_roadmap(office: &Office) -> AudienceId {
    let ines = office.ines();
    let tones = planned(office, "Tones for Pellworth", Horizon::Now);
    let hidden = planned(office, "Secret plans of ours", Horizon::Later);
    assert_ne!(tones, hidden);
    office.does(&ines, AddCustomer { name: "Pellworth".into(), ..AddCustomer::default() }).unwrap();
    let public = made(office, "Customers (public)", true);
    office.does(&ines, view(public)).unwrap();
    public
}

fn publish(audience: AudienceId, keep: &[&Leak]) -> PublishRoadmap {
    let keep = keep.iter().map(|leak| leak.code.clone()).collect();
    PublishRoadmap { audience, what: RoadmapKind::Roadmap, keep }
}

fn rename(audience: AudienceId, title: &str) -> RenameForAudience {
    RenameForAudience { audience, key: "INV-1".into(), title: title.into() }
}

#[test]
fn what_should_not_be_read_is_published_only_by_whoever_keeps_it() {
    on_both_engines(|office| {
        let ines = office.ines();
        let public = with_a_customer_on_the_roadmap(office);
        let leaks = seen(office, 3).1;
        assert_eq!(leaks.iter().map(|leak| leak.found.as_str()).collect::<Vec<_>>(), ["Pellworth"]);
        let told = office.is_refused(&ines, publish(public, &[]));
        assert_eq!(told.field(), Some("keep"));
        assert!(told.to_string().starts_with("The customer “Pellworth” would be read in"), "{told}");
        let done = office.does(&ines, publish(public, &[&leaks[0]])).unwrap();
        assert_eq!(done.sentence, "“Customers (public)” reads revision 1 of the roadmap.");
        let told = office.is_refused(&ines, publish(public, &[&leaks[0]]));
        assert_eq!(told.to_string(), "Nothing that they see changed since the last revision of the roadmap.");
        // Called by the name of what is hidden: found as well.
        office.does(&ines, rename(public, "Before secret plans of ours")).unwrap();
        assert_eq!(office.is_refused(&ines, publish(public, &[])).field(), Some("keep"));
        office.does(&ines, rename(public, "Tones")).unwrap();
        office.does(&ines, publish(public, &[])).unwrap();
    });
}

#[test]
fn a_roadmap_is_published_as_a_revision_that_stays_as_it_was() {
    on_both_engines(|office| {
        let ines = office.ines();
        let public = with_a_customer_on_the_roadmap(office);
        office.does(&ines, publish(public, &[&seen(office, 3).1[0]])).unwrap();
        office.does(&ines, rename(public, "Tones")).unwrap();
        let second = office.does(&ines, publish(public, &[])).unwrap();
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
        let third = office.does(&ines, publish(public, &[])).unwrap();
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
    });
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
