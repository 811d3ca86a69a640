//! Audiences, what is published to them, updates, launch lists and agreements over HTML and JSON, on both engines.

use axum::Router;
use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::finish_story::FinishStory;
use domain::communication::Reach;
use domain::communication::add_release::AddRelease;
use domain::communication::edit_release::{EditRelease, ReleaseText};
use domain::communication::publish_release::PublishRelease;
use domain::communication::put_in_release::PutInRelease;
use domain::market::add_customer::AddCustomer;
use domain::people::issue_token::IssueToken;
use domain::people::open_portal::OpenPortal;
use domain::people::sessions::token_hash;
use domain::roadmap::edit_feature::EditFeature;
use domain::roadmap::move_feature::MoveFeature;
use domain::roadmap::{FeatureId, FeatureText, Horizon};
use domain::spine::actor::Actor;
use domain::testing::Office;

use crate::browser::{Answered, Browser, on_both_engines};

fn on_roadmap(office: &Office, title: &str) -> FeatureId {
    let feature = office.taken_feature(title, &[], &[]);
    let place = MoveFeature { feature, horizon: Some(Horizon::Now), after: None, before: None };
    office.does(&office.ines(), place).unwrap();
    feature
}

/// What a form on a page sends unseen: the first id of that name.
fn hidden(page: &Answered, name: &str) -> String {
    let value = page.body.split(&format!("name=\"{name}\" value=\"")).find_map(|part| {
        let value = part.split('"').next()?;
        (value.len() == 36).then(|| value.to_owned())
    });
    value.unwrap_or_else(|| panic!("no {name} in {}", page.body))
}

/// A feed as a reader parses it: its titles, and the HTML of its entries.
fn feed(answer: &Answered) -> (Vec<String>, Vec<String>) {
    assert_eq!((answer.status, answer.kind.as_str()), (200, "application/atom+xml; charset=utf-8"));
    let document = roxmltree::Document::parse(&answer.body).unwrap();
    let root = document.root_element();
    let atom = "http://www.w3.org/2005/Atom";
    assert!(root.has_tag_name((atom, "feed")));
    for place in std::iter::once(root).chain(root.children().filter(|n| n.has_tag_name((atom, "entry")))) {
        for needed in ["id", "title", "updated"] {
            let found: Vec<_> = place.children().filter(|n| n.has_tag_name((atom, needed))).collect();
            assert!(found.len() == 1 && found[0].text().is_some(), "{needed} in {}", answer.body);
        }
        assert!(place.children().any(|n| n.has_tag_name((atom, "link")) && n.attribute("href").is_some()));
    }
    assert!(root.children().any(|n| n.has_tag_name((atom, "author"))));
    let texts = |name: &str| {
        let entries = root.children().filter(|n| n.has_tag_name((atom, "entry")));
        let texts = entries
            .flat_map(|entry| entry.children().filter(|n| n.has_tag_name((atom, name))).collect::<Vec<_>>());
        texts.map(|n| n.text().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    (texts("title"), texts("content"))
}

/// A roadmap that names a customer, and a portal where everybody may read.
fn names_a_customer(office: &Office) {
    on_roadmap(office, "Tones for <Pellworth>");
    let customer = AddCustomer { name: "Pellworth".into(), ..AddCustomer::default() };
    office.does(&office.ines(), customer).unwrap();
    office.does(&office.ines(), OpenPortal { product: office.product }).unwrap();
}

/// The form that makes an audience which is everybody.
fn public(office: &Office, name: &str) -> String {
    let back = "/larkbill/INV/audiences?open=%7Bnumber%7D";
    format!("product={}&name={name}&is_public=true&back={back}", office.product.0)
}

/// Somebody of the firm who reads by a token.
fn by_token<'r>(router: &'r Router, office: &Office, actor: &Actor) -> Browser<'r> {
    let token = format!("tl_{}", actor.name.to_lowercase());
    let command = IssueToken { name: "t".into(), writes: false, token_hash: token_hash(&token) };
    office.does(actor, command).unwrap();
    Browser::of_nobody(router).with_token(&token)
}

#[test]
fn a_public_audience_is_made_and_never_sees_the_demand() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        names_a_customer(office);
        assert!(mira.get("/larkbill/INV/audiences").await.shows("No audiences yet"));
        let add = public(office, "Customers");
        assert_eq!(mira.form("/larkbill/commands/add_audience", &add).await.status, 403);
        let made = ines.form("/larkbill/commands/add_audience", &add).await;
        assert_eq!(made.location, "/larkbill/INV/audiences?open=2", "{}", made.body);
        let page = ines.get("/larkbill/INV/audiences?open=2").await;
        for shown in ["everybody", "No dates", "Demand is never shown outside the firm.", "Tones for &#60;"] {
            assert!(page.shows(shown) || page.shows(&shown.to_lowercase()), "{shown} in {}", page.body);
        }
        assert!(!mira.get("/larkbill/INV/audiences?open=2").await.shows("Make a link"));
        let audience = hidden(&page, "audience");
        let see = format!(
            "audience={audience}&horizons=now&decisions=taken&stages=planned&dates=never&shows_demand=true&back=/larkbill/INV/audiences"
        );
        let refused = ines.by_stream().form("/larkbill/commands/choose_view", &see).await;
        assert!(
            refused.status == 422 && refused.shows("Demand is never shown in public"),
            "{}",
            refused.body
        );
    });
}

#[test]
fn a_roadmap_is_published_to_everybody_and_by_a_secret_link() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, nobody) = (Browser::of(router, office, &office.ines()), Browser::of_nobody(router));
        names_a_customer(office);
        ines.form("/larkbill/commands/add_audience", &public(office, "Customers")).await;
        let audience = hidden(&ines.get("/larkbill/INV/audiences?open=2").await, "audience");
        let preview = ines.get("/larkbill/INV/audiences/2/roadmap").await;
        assert!(preview.shows("“Pellworth”") && preview.shows("a customer, named"), "{}", preview.body);
        assert_eq!(nobody.get("/larkbill/portal/INV/roadmap").await.status, 404);
        let publish = format!("audience={audience}&what=roadmap&back=/larkbill/INV/audiences/2/roadmap");
        let refused = ines.by_stream().form("/larkbill/commands/publish_roadmap", &publish).await;
        assert!(refused.status == 422 && refused.shows("would be read in"), "{}", refused.body);
        let rename = format!(
            "audience={audience}&key=INV-1&title=A+tone+%26+more&back=/larkbill/INV/audiences/2/roadmap"
        );
        assert_eq!(ines.form("/larkbill/commands/rename_for_audience", &rename).await.status, 303);
        assert!(ines.get("/larkbill/INV/audiences/2/roadmap").await.shows("No customer is named"));
        assert_eq!(ines.form("/larkbill/commands/publish_roadmap", &publish).await.status, 303);
        assert!(ines.get("/larkbill/INV/audiences/2/roadmap").await.shows("They read it as it stands."));
        let public = nobody.get("/larkbill/portal/INV/roadmap").await;
        assert!(public.shows("A tone &#38; more") && !public.shows("Pellworth"), "{}", public.body);
        assert!(!public.shows("INV-1"), "{}", public.body);
        assert!(nobody.get("/larkbill/portal/INV").await.shows("/larkbill/portal/INV/roadmap"));
        shared(office, router, &ines).await;
        let api = by_token(router, office, &office.mira());
        let told = api.get("/api/v1/larkbill/INV/audiences/2/roadmap").await.json();
        assert_eq!(told["shown"]["features"][0]["title"].as_str(), Some("A tone & more"));
        assert_eq!(told["revisions"][0]["number"].as_i64(), Some(1));
        assert_eq!(api.get("/api/v1/larkbill/INV/audiences").await.json()[0]["key"].as_str(), Some("INV-2"));
    });
}

async fn shared(office: &Office, router: &Router, ines: &Browser<'_>) {
    let nobody = Browser::of_nobody(router);
    let mira = Browser::of(router, office, &office.mira());
    let make = "name=Kay&days=30";
    assert_eq!(mira.form("/larkbill/INV/audiences/2/link", make).await.status, 403);
    let refused = ines.form("/larkbill/INV/audiences/2/link", "name=Kay&days=0").await;
    assert!(refused.shows("Use a number of days from 1 to 365."), "{}", refused.body);
    let made = ines.form("/larkbill/INV/audiences/2/link", make).await;
    let path = made.body.split("/larkbill/shared/").nth(1).unwrap()[..64].to_owned();
    let path = format!("/larkbill/shared/{path}");
    assert!(!ines.get("/larkbill/INV/audiences?open=2").await.shows(&path), "it is shown once");
    let opened = nobody.get(&path).await;
    assert!(opened.status == 200 && opened.shows("A tone &#38; more") && opened.shows("noindex"));
    assert!(nobody.get(&format!("{path}?show=plan")).await.shows("Nothing is published yet."));
    let elsewhere = path.replace("larkbill", "sallowtree-1");
    assert_eq!(nobody.get(&elsewhere).await.status, 404);
    let page = ines.get("/larkbill/INV/audiences?open=2").await;
    let revoke = format!("link={}&back=/larkbill/INV/audiences", hidden(&page, "link"));
    assert_eq!(ines.form("/larkbill/commands/revoke_audience_link", &revoke).await.status, 303);
    assert_eq!(nobody.get(&path).await.status, 404);
}

#[test]
fn an_update_is_drafted_written_published_and_read_in_a_feed() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, lena) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.lena()));
        let nobody = Browser::of_nobody(router);
        on_roadmap(office, "Tones");
        office.does(&office.ines(), OpenPortal { product: office.product }).unwrap();
        assert!(lena.get("/larkbill/INV/updates").await.shows("No updates yet"));
        ines.form("/larkbill/commands/add_audience", &public(office, "Everybody")).await;
        let page = ines.get("/larkbill/INV/audiences").await;
        let draft = format!("audience={}&back=/larkbill/items/%7Bkey%7D", hidden(&page, "audience"));
        assert_eq!(lena.form("/larkbill/commands/draft_update", &draft).await.status, 403);
        let made = ines.form("/larkbill/commands/draft_update", &draft).await;
        assert_eq!(made.location, "/larkbill/items/INV-3", "{}", made.body);
        let page = ines.get("/larkbill/items/INV-3").await;
        for shown in ["Newly planned", "As they will read it", "No customer is named", "Status update for"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        let update = hidden(&page, "update");
        assert!(!lena.get("/larkbill/items/INV-3").await.shows("Save the update"));
        assert_eq!(nobody.get("/larkbill/portal/INV/updates.atom").await.status, 200);
        assert_eq!(feed(&nobody.get("/larkbill/portal/INV/updates.atom").await).0.len(), 0);
        let body = "We+%3Cship%3E+**tones**+%26+[more](/larkbill/items/INV-1).%0A%0A%5D%5D%3E";
        let edit = format!("update={update}&field=body&text={body}&back=/larkbill/items/INV-3");
        assert_eq!(ines.form("/larkbill/commands/edit_update", &edit).await.status, 303);
        let publish = format!("update={update}&mail=true&back=/larkbill/items/INV-3");
        assert_eq!(ines.form("/larkbill/commands/publish_update", &publish).await.status, 303);
        assert!(ines.get("/larkbill/items/INV-3").await.shows("Take it back"));
        let public = nobody.get("/larkbill/portal/INV/updates").await;
        assert!(public.shows("<strong>tones</strong>") && public.shows("&lt;ship&gt;"), "{}", public.body);
        assert!(!public.shows("/larkbill/items/"), "{}", public.body);
        assert!(public.shows("updates.atom"), "{}", public.body);
        let (titles, contents) = feed(&nobody.get("/larkbill/portal/INV/updates.atom").await);
        assert!(
            titles.len() == 1 && contents[0].contains("<strong>tones</strong> &amp; more"),
            "{contents:?}"
        );
        let api = by_token(router, office, &office.lena());
        let told = api.get("/api/v1/larkbill/updates/INV-3").await.json();
        assert_eq!((told["state"].as_str(), told["revision"].as_i64()), (Some("published"), Some(1)));
        assert_eq!(
            api.get("/api/v1/larkbill/INV/updates").await.json()[0]["audience"].as_str(),
            Some("Everybody")
        );
    });
}

#[test]
fn a_launch_list_stands_on_the_release_and_its_note_in_the_changelog() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (mira, lena) =
            (Browser::of(router, office, &office.mira()), Browser::of(router, office, &office.lena()));
        let nobody = Browser::of_nobody(router);
        let owner = office.mira();
        let story = office.stories(&["Choose a tone"]).remove(0).id;
        office.does(&office.aoife(), FinishStory { story }).unwrap();
        office.does(&owner, AcceptStory { story, reason: "seen".into() }).unwrap();
        let release = AddRelease {
            product: office.product,
            version: "4.8".into(),
            name: String::new(),
            planned_on: None,
        };
        let release = office.does(&owner, release).unwrap().done.id;
        office.does(&owner, PutInRelease { release, stories: vec![story] }).unwrap();
        let lena_id = office.lena().person.unwrap();
        let add = format!(
            "release={release}&area=support&title=Answers+for+<calls>&person={lena_id}&due_on=&back=/larkbill/items/INV-2"
        );
        assert_eq!(lena.form("/larkbill/commands/add_launch_step", &add).await.status, 403);
        assert_eq!(mira.form("/larkbill/commands/add_launch_step", &add).await.status, 303);
        let page = lena.get("/larkbill/items/INV-2").await;
        assert!(page.shows("Answers for &#60;calls&#62;") && page.shows("0 of 1 done"), "{}", page.body);
        let tick = format!("step={}&back=/larkbill/items/INV-2", hidden(&page, "step"));
        assert_eq!(lena.form("/larkbill/commands/tick_launch_step", &tick).await.status, 303);
        assert!(mira.get("/larkbill/items/INV-2").await.shows("1 of 1 done"));
        office.does(&office.ines(), OpenPortal { product: office.product }).unwrap();
        assert!(nobody.get("/larkbill/portal/INV/changelog").await.shows("Nothing is published yet."));
        for (field, text) in
            [(ReleaseText::NoteTitle, "Tones & more"), (ReleaseText::NoteBody, "- **Choose** <one>")]
        {
            office
                .does(
                    &owner,
                    EditRelease { release, field, text: text.into(), seen: None, reason: String::new() },
                )
                .unwrap();
        }
        office.does(&owner, PublishRelease { release, audience: Reach::Everyone }).unwrap();
        let page = nobody.get("/larkbill/portal/INV/changelog").await;
        assert!(page.shows("Tones &#38; more") && page.shows("changelog.atom"), "{}", page.body);
        let (titles, contents) = feed(&nobody.get("/larkbill/portal/INV/changelog.atom").await);
        assert_eq!(titles, ["4.8 Tones & more"]);
        assert!(contents[0].contains("<strong>Choose</strong> &lt;one&gt;"), "{contents:?}");
    });
}

#[test]
fn the_owner_reads_what_changed_word_by_word_and_takes_it_one_by_one() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) = (office.ines(), Browser::of(router, office, &office.mira()));
        let feature = on_roadmap(office, "Instalments");
        let edit = |field, text: &str| EditFeature { feature, field, text: text.into(), seen: None };
        office.does(&ines, edit(FeatureText::InScope, "Two to <twelve> parts.")).unwrap();
        office.does(&ines, edit(FeatureText::Evidence, "Six interviews.")).unwrap();
        let page = mira.get("/larkbill/items/INV-1/agreement").await;
        assert!(page.shows("<ins>Two to &#60;twelve&#62; parts.</ins>"), "{}", page.body);
        assert!(page.shows("Take all 2 changes") && page.shows("id=\"take-in_scope\""), "{}", page.body);
        let up_to = page.body.split("name=\"up_to\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let take =
            format!("feature={feature}&field=in_scope&up_to={up_to}&back=/larkbill/items/INV-1/agreement");
        assert_eq!(mira.form("/larkbill/commands/acknowledge_feature", &take).await.status, 303);
        office.does(&ines, edit(FeatureText::InScope, "Two to nine parts.")).unwrap();
        let page = mira.get("/larkbill/items/INV-1/agreement").await;
        for shown in
            ["Two to <del>&#60;twelve&#62; </del><ins>nine </ins>parts.", "takes the change of “In scope”"]
        {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        let all = format!("feature={feature}&field=&up_to={}&back=/larkbill/items/INV-1/agreement", i64::MAX);
        assert_eq!(mira.form("/larkbill/commands/acknowledge_feature", &all).await.status, 303);
        assert!(!mira.get("/larkbill/items/INV-1/agreement").await.shows("Take the change"));
    });
}
