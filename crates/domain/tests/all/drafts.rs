//! Status updates as they are drafted from the change log; told as stories on both engines.

use domain::backlog::StoryId;
use domain::communication::Reach;
use domain::communication::add_release::AddRelease;
use domain::communication::audiences::{Audience, AudienceId};
use domain::communication::decisions::add_decision::AddDecision;
use domain::communication::edit_release::{EditRelease, ReleaseText};
use domain::communication::publish_release::PublishRelease;
use domain::communication::put_in_release::PutInRelease;
use domain::people::queries::product;
use domain::roadmap::Decision;
use domain::roadmap::settle_feature::SettleFeature;
use domain::spine::item::Item;
use domain::spine::moment::Day;
use domain::spine::refusal::{Failure, Found};
use domain::testing::{Office, on_both_engines};

use crate::drafted::{draft, executives, on_roadmap, part, plan, publish, read};
use crate::told::accepted;

fn decides_about(office: &Office, about: &str) {
    let decision = AddDecision {
        product: office.product,
        title: "Who sets the schedule?".into(),
        context: String::new(),
        options: String::new(),
        choice: "The seller".into(),
        reasons: "No credit business".into(),
        review_on: None,
        about: about.into(),
    };
    office.does(&office.mira(), decision).unwrap();
}

/// 4.8 goes out with a story, to be read inside the firm.
fn ships(office: &Office, story: StoryId) {
    let mira = office.mira();
    let release = AddRelease {
        product: office.product,
        version: "4.8".into(),
        name: "Gentle".into(),
        planned_on: Day::parse("2026-11-24"),
    };
    let release = office.does(&mira, release).unwrap().done.id;
    office.does(&mira, PutInRelease { release, stories: vec![story] }).unwrap();
    office.does(&mira, PublishRelease { release, audience: Reach::Internal }).unwrap();
}

#[test]
fn a_draft_tells_what_became_of_things_since_the_last_one() {
    on_both_engines(|office| {
        let ines = office.ines();
        let story = accepted(office, "Choose a tone");
        on_roadmap(office, "Tones", &[story]);
        let plans = on_roadmap(office, "Instalment plans", &[]);
        let bank = on_roadmap(office, "Pay by bank", &[]);
        office.does(&ines, plan(plans, "2027-02-28", "")).unwrap();
        let audience = executives(office);
        let first = draft(office, audience);
        let told = read(office, first.number).update;
        assert!(part(&told.body, "Accepted").contains("Choose a tone"), "{}", told.body);
        assert!(part(&told.body, "Newly planned").contains("Instalment plans"), "{}", told.body);
        assert!(part(&told.body, "Slipped").is_empty(), "{}", told.body);
        office.does(&ines, publish(first.id, false)).unwrap();
        office.wait_seconds(60);
        // Moved twice: told once, from what it was to what it is.
        office.does(&ines, plan(plans, "2027-05-31", "A guess")).unwrap();
        office.does(&ines, plan(plans, "2027-03-26", "Two stories were larger.")).unwrap();
        let stop = SettleFeature { feature: bank, decision: Decision::Stopped, reason: "Nobody pays".into() };
        office.does(&ines, stop).unwrap();
        decides_about(office, "INV-3");
        ships(office, story);
        let second = draft(office, audience);
        let body = read(office, second.number).update.body;
        assert!(
            part(&body, "Slipped, and why")
                .ends_with("March 2027, was February 2027. Ines: Two stories were larger."),
            "{body}"
        );
        assert!(
            part(&body, "Dropped").contains("Pay by bank") && body.contains("stopped. Nobody pays"),
            "{body}"
        );
        assert!(part(&body, "Decided").contains("The seller. Why: No credit business."), "{body}");
        assert!(part(&body, "Shipped").contains("inside the firm: Tones."), "{body}");
        assert!(part(&body, "Accepted").is_empty(), "it was told before: {body}");
        assert!(body.contains("](/larkbill/items/INV-3)"), "{body}");
    });
}

#[test]
fn a_release_that_slips_says_why() {
    on_both_engines(|office| {
        let (ines, mira, product) = (office.ines(), office.mira(), office.product);
        let (version, name) = ("4.9".to_owned(), "In every language".to_owned());
        let plan = AddRelease { product, version, name, planned_on: Day::parse("2026-12-10") };
        let release = office.does(&mira, plan).unwrap().done.id;
        let audience = executives(office);
        let first = draft(office, audience);
        office.does(&ines, publish(first.id, false)).unwrap();
        office.wait_seconds(60);
        let moved = |text: &str, reason: &str| EditRelease {
            release,
            field: ReleaseText::PlannedOn,
            text: text.into(),
            seen: None,
            reason: reason.into(),
        };
        let long = office.is_refused(&mira, moved("2027-01-20", &"x".repeat(501)));
        assert_eq!(long.field(), Some("reason"));
        office.does(&mira, moved("2027-01-20", "The translator is ill.")).unwrap();
        // The same day again: nothing is moved, and the reason stands.
        office.does(&mira, moved("2027-01-20", "")).unwrap();
        let body = read(office, draft(office, audience).number).update.body;
        assert!(part(&body, "Slipped, and why").ends_with("Mira: The translator is ill."), "{body}");
    });
}

#[test]
fn ten_thousand_changes_are_drafted_from_with_as_many_statements_as_ten() {
    on_both_engines(|office| {
        on_roadmap(office, "Tones", &[]);
        let stories = office.stories(
            &(0..50)
                .map(|n| format!("Story {n}"))
                .collect::<Vec<_>>()
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>(),
        );
        let audience = executives(office);
        let few = statements(office, audience);
        let (workspace, product, now) = (office.workspace, office.product, office.now());
        let ids: Vec<uuid::Uuid> = stories.iter().map(|story| story.id.0).collect();
        office
            .db
            .write(workspace.0, move |tx| {
                let seq: i64 = tx
                    .value("select seq as value from workspace where id = $1", &[&workspace])?
                    .unwrap_or(0);
                for n in 1..=10_000_i64 {
                    let state = if n % 2 == 0 { ("todo", "doing") } else { ("doing", "accepted") };
                    let fields = format!(
                        "[{{\"field\":\"state\",\"before\":{{\"is\":\"{}\"}},\"after\":{{\"is\":\"{}\"}}}}]",
                        state.0, state.1
                    );
                    let sql = "
                        insert into change (workspace_id, seq, n, format, at, person_id, door, command,
                                            product_id, noun, item_id, verb, fields)
                        values ($1, $2, 0, 1, $3, null, 'form', 'move_on_board', $4, 'story', $5, 'changed', $6)";
                    let (seq, item) = (seq + n, ids[(n % 50) as usize]);
                    tx.execute(sql, &[&workspace, &seq, &now, &product, &item, &fields])?;
                }
                let sql = "update workspace set seq = seq + 10000 where id = $1";
                tx.execute(sql, &[&workspace])?;
                Ok::<_, Failure>(())
            })
            .unwrap();
        let started = std::time::Instant::now();
        let done = draft(office, audience);
        println!("drafted from {} changes in {:?}", done.changes, started.elapsed());
        assert!(done.changes > 10_000);
        // The goals and the people are the same: not one statement more.
        assert_eq!(statements(office, audience), few + 1, "one more: the stories by name");
        let body = read(office, done.number).update.body;
        assert!(part(&body, "Accepted").contains("and 20 more."), "{body}");
    });
}

/// How many statements reading for a draft takes.
fn statements(office: &Office, audience: AudienceId) -> usize {
    use domain::communication::updates::{log, names::names};
    let ines = office.ines();
    office.reads(move |tx| {
        tx.watch_plans()?;
        let product = product(tx, &ines, "INV")?;
        let audience = Audience::load(tx, ines.workspace, audience.0)?.found("audience")?;
        let happened = log::since(tx, &ines, product.id, (0, domain::testing::START.plus_days(-30)))?;
        names(tx, &ines, (&audience, &product), &happened)?;
        Ok(tx.plans().len())
    })
}
