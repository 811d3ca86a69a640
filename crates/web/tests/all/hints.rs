//! Hints on how a story is written, over HTML and over JSON, on both engines.

use axum::Router;
use domain::backlog::StoryId;
use domain::backlog::add_criterion::AddCriterion;
use domain::backlog::add_story::AddStory;
use domain::backlog::edit_story::{EditStory, StoryText};
use domain::testing::Office;
use serde_json::{Value, json};

use crate::browser::{Browser, on_both_engines};

const PAGE: &str = "/larkbill/items/INV-1";

/// A story that could be written better, with a criterion for when all goes well.
fn written(office: &Office) -> StoryId {
    let add = AddStory {
        role: "a customer".into(),
        want: "to pay quickly and see the receipt".into(),
        benefit: "it is off my desk".into(),
        ..AddStory::titled(office.product, "Pay by card")
    };
    let story = office.does(&office.mira(), add).unwrap().done.id;
    let [given, when, then] = ["an open invoice", "they pay it", "the receipt is shown"].map(str::to_owned);
    let criterion = AddCriterion { story, given, when, then, sentence: String::new() };
    office.does(&office.mira(), criterion).unwrap();
    story
}

fn edit(office: &Office, story: StoryId, text: &str) {
    let edit = EditStory { story, field: StoryText::Want, text: text.into(), seen: None };
    office.does(&office.mira(), edit).unwrap();
}

async fn names(reader: &Browser<'_>, key: &str) -> Vec<String> {
    let story = reader.get(&format!("/api/v1/larkbill/stories/{key}")).await.json();
    let hints = story["hints"].as_array().cloned().unwrap_or_default();
    hints.iter().map(|hint| hint["name"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn the_page_of_a_story_asks_what_a_careful_reader_would() {
    on_both_engines(async |office: &Office, router: &Router| {
        let story = written(office);
        let mira = Browser::of(router, office, &office.mira());
        let page = mira.get(PAGE).await;
        for shown in [
            "2 hints",
            "<mark>and</mark> Two things: two stories?",
            "<mark>quickly</mark> How would one know?",
            "1 hint<",
            "No criterion says what happens when it goes wrong.",
        ] {
            assert!(page.shows(shown), "{shown}: {}", page.body);
        }
        edit(office, story, "to pay by card");
        let page = mira.get(PAGE).await;
        assert!(!page.shows("Two things") && page.shows("1 hint<"), "{}", page.body);
        // Somebody who may not write it reads them, and cannot put them aside.
        let aoife = Browser::of(router, office, &office.aoife()).get(PAGE).await;
        assert!(aoife.shows("No criterion says") && !aoife.shows("put_hint_aside"), "{}", aoife.body);
        office.stories(&["A name is left alone"]);
        let plain = mira.get("/larkbill/items/INV-2").await;
        assert!(!plain.shows("class=\"asks\""), "{}", plain.body);
    });
}

#[test]
fn a_hint_is_put_aside_and_comes_back_with_other_words() {
    on_both_engines(async |office: &Office, router: &Router| {
        let story = written(office);
        let mira = Browser::of(router, office, &office.mira());
        let send = async |command: &str, hint: &str| {
            let body = format!("story={story}&hint={hint}&back={PAGE}");
            mira.form(&format!("/larkbill/commands/{command}"), &body).await
        };
        let put = send("put_hint_aside", "vague_word%3Aquickly").await;
        assert_eq!((put.status, put.location.as_str()), (303, PAGE));
        let page = mira.get(PAGE).await;
        assert!(page.shows("Put aside.") && !page.shows("<mark>quickly</mark>"), "{}", page.body);
        assert!(page.shows("put a hint on"), "{}", page.body);
        let aoife = Browser::of(router, office, &office.aoife());
        assert!(!aoife.get(PAGE).await.shows("quickly</span>"));
        assert_eq!(names(&aoife, "INV-1").await, ["two_wants:and", "vague_word:quickly", "no_negative"]);
        edit(office, story, "to pay easily");
        assert!(mira.get(PAGE).await.shows("<mark>easily</mark>"));
        edit(office, story, "to pay quickly");
        assert!(!mira.get(PAGE).await.shows("<mark>quickly</mark>"));
        assert_eq!(send("bring_hint_back", "vague_word%3Aquickly").await.status, 303);
        assert!(mira.get(PAGE).await.shows("<mark>quickly</mark>"));
        let wrong = send("put_hint_aside", "quickly").await;
        assert!(wrong.status == 422 && wrong.shows("Name a hint as the story has it"), "{}", wrong.body);
        let refused = Browser::of(router, office, &office.aoife())
            .form("/larkbill/commands/put_hint_aside", &format!("story={story}&hint=no_negative"))
            .await;
        assert_eq!(refused.status, 403);
    });
}

#[test]
fn two_stories_that_say_the_same_name_each_other() {
    on_both_engines(async |office: &Office, router: &Router| {
        office.stories(&["Export the ageing report to a spreadsheet", "Weekly forecast"]);
        let mira = Browser::of(router, office, &office.mira());
        let page = "/larkbill/items/INV-1";
        assert!(!mira.get(page).await.shows("says nearly"), "nothing is like it");
        // What is kept of the stories follows what is written, changed and put away.
        let s = office.stories(&["Export ageing report as a spreadsheet"]);
        let told = mira.get(page).await;
        assert!(told.shows("says nearly the same") && told.shows("INV-3"), "{}", told.body);
        assert_eq!(names(&mira, "INV-3").await, ["likely_duplicate:inv-1"]);
        let title = |story: StoryId, text: &str| {
            let edit = EditStory { story, field: StoryText::Title, text: text.into(), seen: None };
            office.does(&office.mira(), edit).unwrap();
        };
        title(s[0].id, "export the ageing report to a spreadsheet.");
        assert_eq!(names(&mira, "INV-1").await, ["same:inv-3"]);
        assert_eq!(names(&mira, "INV-3").await, ["same:inv-1"]);
        let archive = domain::backlog::archive_story::ArchiveStory { story: s[0].id };
        office.does(&office.mira(), archive).unwrap();
        assert_eq!(names(&mira, "INV-1").await, Vec::<String>::new());
        let restore = domain::backlog::restore_story::RestoreStory { story: s[0].id };
        office.does(&office.mira(), restore).unwrap();
        assert_eq!(names(&mira, "INV-1").await, ["same:inv-3"]);
    });
}

#[test]
fn programs_read_and_put_aside_the_same_hints() {
    on_both_engines(async |office: &Office, router: &Router| {
        let story = written(office);
        let mira = Browser::of(router, office, &office.mira());
        let read = mira.get("/api/v1/larkbill/stories/INV-1").await.json();
        let vague =
            read["hints"].as_array().unwrap().iter().find(|hint| hint["rule"] == "vague_word").unwrap();
        let want = read["want"].as_str().unwrap();
        let (start, end) = (vague["start"].as_u64().unwrap(), vague["end"].as_u64().unwrap());
        assert_eq!(&want[start as usize..end as usize], "quickly");
        let told = ["place", "words", "question", "is_aside"].map(|field| vague[field].clone());
        assert_eq!(told, [json!("want"), json!("quickly"), json!("How would one know?"), json!(false)]);
        let missing = &read["hints"][2];
        assert_eq!([&missing["place"], &missing["criterion_id"]], [&json!("criteria"), &Value::Null]);
        let token = domain::people::issue_token::IssueToken {
            name: "writes".into(),
            writes: true,
            token_hash: domain::people::sessions::token_hash("tl_writes"),
        };
        office.does(&office.mira(), token).unwrap();
        let program = Browser::of_nobody(router).with_token("tl_writes");
        let put = json!({ "story": story, "hint": vague["name"] });
        assert_eq!(program.call("/api/v1/larkbill/commands/put_hint_aside", &put).await.status, 200);
        let again = mira.get("/api/v1/larkbill/stories/INV-1").await.json();
        assert_eq!(again["hints"][1]["is_aside"], true);
    });
}

#[test]
fn the_other_stories_are_read_once_and_then_only_what_changed() {
    on_both_engines(async |office: &Office, router: &Router| {
        let s = office.stories(&["Mute one invoice", "Weekly forecast"]);
        let mira = Browser::of(router, office, &office.mira());
        let asked = async || {
            let before = office.db.counted().queries;
            assert_eq!(mira.get("/larkbill/items/INV-1").await.status, 200);
            office.db.counted().queries - before
        };
        let (first, again) = (asked().await, asked().await);
        assert_eq!(first, again + 1, "the newest stories, then nothing");
        edit(office, s[1].id, "to see it");
        assert_eq!((asked().await, asked().await), (again + 1, again), "what changed, then nothing");
    });
}
