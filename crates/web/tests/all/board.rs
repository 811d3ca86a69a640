//! The board and the work on a story, over HTML and over JSON, on both engines.

use axum::Router;
use domain::backlog::StoryId;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::json;

use crate::browser::{Browser, on_both_engines};

fn three(office: &Office) -> Vec<StoryId> {
    let titles = ["Choose a tone <b>", "Preview the sequence", "Mute one invoice"];
    office.stories(&titles).into_iter().map(|done| done.id).collect()
}

/// The id of a column, read from the page.
fn column(page: &str, name: &str) -> String {
    let at = page.find(&format!("\" aria-label=\"{name}\"><header>")).unwrap();
    page[at - 36..at].to_owned()
}

#[test]
fn a_team_is_added_and_a_story_moves_over_its_board_by_form() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        let stories = three(office);
        let empty = mira.get("/larkbill/INV/board").await;
        assert!(empty.shows("No team builds this product yet"), "{}", empty.body);
        let lena = Browser::of(router, office, &office.lena());
        assert!(!lena.get("/larkbill/INV/board").await.shows("add_team"));
        let back = "back=/larkbill/INV/board";
        let team = format!("product={}&name=Harbour&{back}", office.product);
        let added = mira.form("/larkbill/commands/add_team", &team).await;
        assert_eq!((added.status, added.location.as_str()), (303, "/larkbill/INV/board"), "{}", added.body);
        let page = mira.get("/larkbill/INV/board").await;
        assert!(page.shows("Choose a tone &#60;b&#62;") && page.shows("To accept"), "{}", page.body);
        let doing = column(&page.body, "Doing");
        let limit = format!("column={doing}&name=Doing&wip_limit=1&{back}");
        assert_eq!(mira.form("/larkbill/commands/edit_column", &limit).await.status, 303);
        for story in &stories[..2] {
            let moved = format!("story={story}&column={doing}&{back}");
            assert_eq!(mira.form("/larkbill/commands/move_on_board", &moved).await.status, 303);
        }
        let history = mira.get("/larkbill/items/INV-1").await;
        assert!(history.shows("changed the column") && history.shows("<ins>Doing</ins>"), "{}", history.body);
        let page = mira.get("/larkbill/INV/board").await;
        assert!(page.shows("Doing is over its limit by one"), "{}", page.body);
        assert!(page.shows("aria-label=\"2 of at most 1\""), "{}", page.body);
        let archived =
            mira.by_stream().form("/larkbill/commands/archive_column", &format!("column={doing}")).await;
        assert_eq!(archived.status, 422);
        let seen = lena.get("/larkbill/INV/board").await;
        assert!(seen.shows("Mute one invoice") && !seen.shows("move_on_board"), "{}", seen.body);
        assert_eq!(mira.get("/larkbill/INV/board?team=nobody").await.status, 404);
    });
}

#[test]
fn tasks_and_impediments_are_kept_on_the_page_of_the_story() {
    on_both_engines(async |office: &Office, router: &Router| {
        let aoife = Browser::of(router, office, &office.aoife());
        let story = three(office)[0];
        let team = format!("product={}&name=Harbour", office.product);
        let mira = Browser::of(router, office, &office.mira());
        assert_eq!(mira.form("/larkbill/commands/add_team", &team).await.status, 303);
        let back = "back=/larkbill/items/INV-1";
        for (command, body) in [("add_task", "title=The+words"), ("raise_impediment", "body=Waits+for+ink")] {
            let (place, body) =
                (format!("/larkbill/commands/{command}"), format!("story={story}&{body}&{back}"));
            assert_eq!(aoife.form(&place, &body).await.status, 303, "{command}");
        }
        let page = aoife.get("/larkbill/items/INV-1").await;
        assert!(page.shows("The words") && page.shows("0 of 1 done"), "{}", page.body);
        assert!(page.shows("Waits for ink") && page.shows("since today"), "{}", page.body);
        let at = page.body.find("id=\"task-").unwrap() + 9;
        let task = format!("task={}&{back}", &page.body[at..at + 36]);
        assert_eq!(aoife.form("/larkbill/commands/tick_task", &task).await.status, 303);
        assert!(aoife.get("/larkbill/items/INV-1").await.shows("1 of 1 done"));
        let board = aoife.get("/larkbill/INV/board").await;
        assert!(board.shows("Waits for ink since today") && board.shows("1 of 1 tasks"), "{}", board.body);
        let page = Browser::of(router, office, &office.lena()).get("/larkbill/items/INV-1").await;
        assert!(page.shows("The words") && !page.shows("tick_task"), "{}", page.body);
    });
}

#[test]
fn the_same_through_json() {
    on_both_engines(async |office: &Office, router: &Router| {
        let stories = three(office);
        for (actor, token) in [(office.mira(), "tl_mira"), (office.lena(), "tl_lena")] {
            let command = IssueToken { name: "t".into(), writes: true, token_hash: token_hash(token) };
            office.does(&actor, command).unwrap();
        }
        let (mira, lena) = (
            Browser::of_nobody(router).with_token("tl_mira"),
            Browser::of_nobody(router).with_token("tl_lena"),
        );
        assert!(lena.get("/api/v1/larkbill/INV/board").await.json().is_null());
        let team = json!({ "product": office.product, "name": "Harbour", "mode": "flow" });
        assert_eq!(mira.call("/api/v1/larkbill/commands/add_team", &team).await.status, 200);
        let board = lena.get("/api/v1/larkbill/INV/board").await.json();
        assert_eq!(board["lanes"][0]["cards"][0]["title"], "Choose a tone <b>");
        let done = json!({ "story": stories[0], "column": board["lanes"][3]["id"] });
        assert_eq!(lena.call("/api/v1/larkbill/commands/move_on_board", &done).await.status, 403);
        let moved = mira.call("/api/v1/larkbill/commands/move_on_board", &done).await;
        assert_eq!(moved.json()["sentence"], "INV-1 is in To accept.", "{}", moved.body);
        let board = lena.get("/api/v1/larkbill/INV/board").await.json();
        assert_eq!(board["lanes"][3]["cards"][0]["state"], "done");
        let raise = json!({ "story": stories[1], "body": "Waits for ink" });
        assert_eq!(mira.call("/api/v1/larkbill/commands/raise_impediment", &raise).await.status, 200);
        let work = lena.get("/api/v1/larkbill/stories/INV-2/work").await.json();
        assert_eq!(work["impediments"][0]["body"], "Waits for ink");
    });
}
