//! Planning, releasing, the portal and answering, over HTML and over JSON, on both engines.

use axum::Router;
use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::StoryId;
use domain::backlog::finish_story::FinishStory;
use domain::communication::add_release::AddRelease;
use domain::communication::ask_contacts::AskContacts;
use domain::communication::draft_note::DraftNote;
use domain::communication::jobs::{MailQuestion, mail_question};
use domain::communication::publish_release::PublishRelease;
use domain::communication::put_in_release::PutInRelease;
use domain::communication::{Reach, Response, ResponseId};
use domain::discovery::FeedbackId;
use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::link_quote::LinkQuote;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::market::{ContactId, CustomerId};
use domain::people::issue_token::IssueToken;
use domain::people::jobs::Drawn;
use domain::people::open_portal::OpenPortal;
use domain::people::sessions::token_hash;
use domain::spine::actor::{Actor, Door};
use domain::spine::change;
use domain::spine::id::ReleaseId;
use domain::spine::item::Item;
use domain::spine::refusal::Failure;
use domain::spine::run::run;
use domain::testing::Office;
use serde_json::json;
use web::Clock;

use crate::browser::{Browser, on_both_engines};

fn accepted(office: &Office, title: &str) -> StoryId {
    let story = office.stories(&[title]).remove(0).id;
    office.does(&office.aoife(), FinishStory { story }).unwrap();
    office.does(&office.mira(), AcceptStory { story, reason: "seen".into() }).unwrap();
    story
}

/// A customer, LARK-1, Nora who may be written to there, and what she said, LARK-2.
pub fn nora(office: &Office, said: &str) -> (CustomerId, ContactId, FeedbackId) {
    let ines = office.ines();
    let customer = AddCustomer { name: "Pellworth".into(), ..AddCustomer::default() };
    let customer = office.does(&ines, customer).unwrap().done.id;
    let contact = AddContact {
        customer,
        name: "Nora <Pell>".into(),
        email: "nora@pellworth.example".into(),
        may_contact: true,
        may_contact_source: "contract".into(),
    };
    let contact = office.does(&ines, contact).unwrap().done.id;
    let feedback = AddFeedback {
        product: office.product,
        body: said.into(),
        channel: None,
        contact: Some(contact),
        customer: None,
        said_as: String::new(),
        tags: String::new(),
        said_at: None,
    };
    (customer, contact, office.does(&ines, feedback).unwrap().done.id)
}

/// Nora asked for a tone in her own words; a story of the feature that answers it is accepted.
fn asked(office: &Office) -> StoryId {
    let (ines, story) = (office.ines(), accepted(office, "Choose a tone"));
    let feedback = nora(office, "The same stern <words> as everyone else").2;
    let (passage, new_need) = ("stern <words>".into(), "Chase late payers".into());
    let link = LinkQuote { feedback, passage, need: None, new_need, importance: None };
    let need = office.does(&ines, link).unwrap().done.need;
    office.taken_feature("A tone for each customer", &[need], &[story]);
    story
}

#[test]
fn a_release_is_planned_written_and_released_by_form() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        assert!(mira.get("/larkbill/INV/releases").await.shows("No release yet"));
        let story = asked(office);
        let body = format!(
            "product={}&version=4.8&name=Gentle+reminders&planned_on=2026-11-24&back=/larkbill/items/%7Bkey%7D",
            office.product
        );
        let made = mira.form("/larkbill/commands/add_release", &body).await;
        assert_eq!((made.status, made.location.as_str()), (303, "/larkbill/items/INV-4"), "{}", made.body);
        let release = mira.get("/larkbill/items/INV-4").await;
        assert!(release.shows("4.8 Gentle reminders") && release.shows("24 Nov 2026"), "{}", release.body);
        assert!(release.shows("No story is in it yet. Put in what it brings"), "{}", release.body);
        let id = release.body.split("name=\"release\" value=\"").nth(1).unwrap()[..36].to_owned();
        let form = async |name: &str, body: String| {
            let sent = mira.form(&format!("/larkbill/commands/{name}"), &body).await;
            assert_eq!(sent.status, 303, "{name}: {}", sent.body);
        };
        form("put_in_release", format!("release={id}&stories={story}")).await;
        form("draft_note", format!("release={id}&overwrite=true")).await;
        let note = "You+can+**now**+%3Cscript%3Ealert(1)%3C%2Fscript%3E";
        form("edit_release", format!("release={id}&field=note_body&text={note}")).await;
        let page = mira.get("/larkbill/items/INV-4").await;
        assert!(page.shows("You can <strong>now</strong> &lt;script&gt;"), "{}", page.body);
        assert!(!page.shows("<script>alert"), "{}", page.body);
        assert!(page.shows("1 contact asked") && page.shows("One of you asked for this"), "{}", page.body);
        let nobody = Browser::of_nobody(router);
        assert_eq!(nobody.get("/larkbill/portal/INV").await.status, 404, "a closed portal is not found");
        office.does(&office.ines(), OpenPortal { product: office.product }).unwrap();
        assert!(nobody.get("/larkbill/portal/INV").await.shows("Nothing is released yet."));
        form("publish_release", format!("release={id}&audience=everyone")).await;
        assert!(mira.get("/larkbill/items/INV-4").await.shows("Take it back"));
        let portal = nobody.get("/larkbill/portal/INV").await;
        assert!(
            portal.shows("Gentle reminders") && portal.shows("You can <strong>now</strong>"),
            "{}",
            portal.body
        );
        assert!(
            !portal.shows("<script>alert") && portal.shows("One of you asked for this"),
            "{}",
            portal.body
        );
        assert_eq!(nobody.get("/elsewhere/portal/INV").await.status, 404);
        let need = mira.get("/larkbill/items/INV-2").await;
        assert!(need.shows("addressed"), "{}", need.body);
    });
}

#[test]
fn the_same_through_json_and_only_for_the_owner() {
    on_both_engines(async |office: &Office, router: &Router| {
        let story = asked(office);
        for (actor, token) in [(office.mira(), "tl_mira"), (office.ines(), "tl_ines")] {
            let command = IssueToken { name: "t".into(), writes: true, token_hash: token_hash(token) };
            office.does(&actor, command).unwrap();
        }
        let (mira, ines) = (
            Browser::of_nobody(router).with_token("tl_mira"),
            Browser::of_nobody(router).with_token("tl_ines"),
        );
        let call = async |name: &str, body: serde_json::Value| {
            mira.call(&format!("/api/v1/larkbill/commands/{name}"), &body).await
        };
        let plan = json!({ "product": office.product, "version": "4.8", "planned_on": "2026-11-24" });
        assert_eq!(ines.call("/api/v1/larkbill/commands/add_release", &plan).await.status, 403);
        let release = call("add_release", plan).await.json()["done"]["id"].clone();
        let everyone = json!({ "release": release, "audience": "everyone" });
        let barred = call("publish_release", everyone.clone()).await;
        assert_eq!((barred.status, barred.json()["title"].as_str()), (409, Some("conflict")));
        call("put_in_release", json!({ "release": release, "stories": [story] })).await;
        assert_eq!(call("draft_note", json!({ "release": release })).await.status, 200);
        let out = call("publish_release", everyone).await;
        assert_eq!(out.status, 200, "{}", out.body);
        let whole = ines.get("/api/v1/larkbill/releases/INV-4").await.json();
        assert_eq!(
            (whole["state"].as_str(), whole["contacts"]["asked"].as_i64()),
            (Some("released"), Some(1))
        );
        assert_eq!(whole["planned_on"], "2026-11-24");
        assert_eq!(ines.get("/api/v1/larkbill/INV/releases").await.json()[0]["accepted"], 1);
        let feature = ines.get("/api/v1/larkbill/features/INV-3/responses").await.json();
        assert_eq!(
            (feature["outcome"].as_str(), feature["responses"].as_array().unwrap().len()),
            (Some("unknown"), 0)
        );
        let undo = call("undo_change", json!({ "change": out.json()["seq"] })).await;
        assert_eq!(undo.status, 200, "{}", undo.body);
        assert_eq!(ines.get("/api/v1/larkbill/releases/INV-4").await.json()["state"], "planned");
    });
}

/// Whoever holds the link does not wish to be written to again.
async fn stops(nobody: &Browser<'_>, place: &str) {
    assert_eq!(nobody.form(place, "stop=yes").await.status, 303);
    assert!(nobody.get(place).await.shows("We will not write to you again."));
}

/// 4.8 is released to everyone with one story.
fn released(office: &Office, story: StoryId) {
    let (mira, product, version) = (office.mira(), office.product, "4.8".into());
    let plan = AddRelease { product, version, name: String::new(), planned_on: None };
    let release = office.does(&mira, plan).unwrap().done.id;
    office.does(&mira, PutInRelease { release, stories: vec![story] }).unwrap();
    office.does(&mira, DraftNote { release, overwrite: false }).unwrap();
    office.does(&mira, PublishRelease { release, audience: Reach::Everyone }).unwrap();
}

/// Nora is asked; what her link ends with.
fn question(office: &Office) -> (ResponseId, &'static str) {
    let (workspace, now, moment) = (office.workspace, Clock::System.now(), office.moment());
    let command = AskContacts { release: release_of(office) };
    let program = Actor::program(workspace, Door::Timer);
    let asked = office.db.write(workspace.0, move |tx| {
        // As the courier leaves it once the mails of the release are sent.
        tx.execute("update telling set told_at = $1", &[&now])?;
        run(tx, &program, &moment.again(), &command)?;
        let sql = format!("{} where workspace_id = $1", Response::select());
        let response: Response = tx.one(&sql, &[&workspace])?;
        let drawn = Drawn { token: "once", origin: "https://work.example", now, mail_domain: None };
        mail_question(tx, workspace, &MailQuestion { response: response.id }, &drawn)?;
        Ok::<_, Failure>(response.id)
    });
    (asked.unwrap(), "once")
}

fn release_of(office: &Office) -> ReleaseId {
    office.reads(|tx| Ok(tx.value("select id as value from release", &[])?)).unwrap()
}

#[test]
fn whoever_holds_the_link_answers_and_looking_at_it_writes_nothing() {
    on_both_engines(async |office: &Office, router: &Router| {
        let story = asked(office);
        released(office, story);
        let (response, token) = question(office);
        let (nobody, place) = (Browser::of_nobody(router), format!("/larkbill/respond/{token}"));
        let seq = |office: &Office| {
            let workspace = office.workspace;
            office.reads(move |tx| change::newest(tx, workspace))
        };
        let before = seq(office);
        let page = nobody.get(&place).await;
        assert!(
            page.shows("A tone for each customer") && page.shows("stern &#60;words&#62;"),
            "{}",
            page.body
        );
        assert_eq!(seq(office), before, "opening the link wrote");
        assert_eq!(nobody.get("/larkbill/respond/guessed").await.status, 409);
        assert_eq!(nobody.get("/elsewhere/respond/once").await.status, 409);
        assert_eq!(nobody.form(&place, "answer=maybe").await.status, 422);
        assert_eq!(seq(office), before);
        let sent = nobody.form(&place, "answer=partly&body=The+week%E2%80%99s+sum+%3Cb%3E").await;
        assert_eq!((sent.status, sent.location.as_str()), (303, place.as_str()), "{}", sent.body);
        let thanks = nobody.get(&place).await;
        assert!(thanks.shows("Thank you.") && thanks.shows("The week’s sum &#60;b&#62;"), "{}", thanks.body);
        stops(&nobody, &place).await;
        let ines = Browser::of(router, office, &office.ines());
        let inbox = ines.get("/larkbill/INV/inbox?tag=response").await;
        assert!(
            inbox.shows("Answers “did it help?”") && inbox.shows("A tone for each customer"),
            "{}",
            inbox.body
        );
        let outcomes = ines.get("/larkbill/INV/outcomes").await;
        assert!(
            outcomes.shows("1 partly") && outcomes.shows("Partly.</b> The week’s sum"),
            "{}",
            outcomes.body
        );
        let feature = outcomes.body.split("name=\"feature\" value=\"").nth(1).unwrap()[..36].to_owned();
        let conclude = format!("feature={feature}&outcome=partly&reason=One+wants+the+sum");
        assert_eq!(ines.form("/larkbill/commands/conclude_outcome", &conclude).await.status, 303);
        let outcomes = ines.get("/larkbill/INV/outcomes?open=3").await;
        assert!(outcomes.shows("it helped in part</b>: One wants the sum"), "{}", outcomes.body);
        let workspace = office.workspace;
        let stored = office.reads(move |tx| Ok(Response::load(tx, workspace, response.0)?.unwrap()));
        assert_eq!(stored.answer.unwrap().as_str(), "partly");
    });
}

#[test]
fn a_visitor_of_the_portal_says_what_they_need_but_not_without_end() {
    on_both_engines(async |office: &Office, router: &Router| {
        let nobody = Browser::of_nobody(router);
        let place = "/larkbill/portal/INV";
        assert_eq!(nobody.form(place, "body=Pay+by+bank").await.status, 404);
        office.does(&office.ines(), OpenPortal { product: office.product }).unwrap();
        let sent = nobody.form(place, "body=Pay+by+bank&name=Rob&email=").await;
        assert_eq!(
            (sent.status, sent.location.as_str()),
            (303, "/larkbill/portal/INV?said=1#said"),
            "{}",
            sent.body
        );
        assert!(nobody.get("/larkbill/portal/INV?said=1").await.shows("Somebody will read it."));
        assert_eq!(nobody.form(place, "body=+&name=Rob").await.status, 422);
        assert_eq!(nobody.form(place, "body=x&email=nowhere").await.status, 422);
        let long = format!("body={}", "x".repeat(5_001));
        assert_eq!(nobody.form(place, &long).await.status, 422);
        let huge = format!("body={}", "x".repeat(300_000));
        assert_eq!(nobody.form(place, &huge).await.status, 413);
        let inbox = Browser::of(router, office, &office.ines()).get("/larkbill/INV/inbox?tag=portal").await;
        assert!(inbox.shows("Pay by bank") && inbox.shows("Rob"), "{}", inbox.body);
    });
}
