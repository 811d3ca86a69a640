//! The backlog over HTML and over JSON, on both engines.

use axum::Router;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::json;

use crate::browser::{Browser, on_both_engines};

const BACKLOG: &str = "/larkbill/INV/backlog";

#[test]
fn the_owner_writes_orders_and_takes_back_by_forms_alone() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        for title in ["first", "second"] {
            let body = format!("product={}&title={title}&back={BACKLOG}", office.product);
            let answer = mira.form("/larkbill/commands/add_story", &body).await;
            assert_eq!((answer.status, answer.location.as_str()), (303, BACKLOG));
            assert!(answer.cookies[0].starts_with("told="), "{:?}", answer.cookies);
        }
        let page = mira.get(BACKLOG).await;
        assert!(page.body.find("first").unwrap() < page.body.find("second").unwrap());
        let s = office.stories(&["third"]);
        let moved = mira
            .form(
                "/larkbill/commands/move_story",
                &format!("story={}&after=&before=&back={BACKLOG}", s[0].id),
            )
            .await;
        assert_eq!(moved.status, 303);
        assert_eq!(office.backlog(), ["third", "first", "second"]);
        let told = moved.cookies[0].split(['=', '~']).nth(1).unwrap().to_owned();
        mira.form("/larkbill/commands/undo_change", &format!("change={told}&back={BACKLOG}")).await;
        assert_eq!(office.backlog(), ["first", "second", "third"]);
    });
}

#[test]
fn the_page_of_a_story_says_what_it_waits_for() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        let s = office.stories(&["a ledger", "a report"]);
        let page = "/larkbill/items/INV-2";
        let send = async |command: &str, fields: String| {
            mira.form(&format!("/larkbill/commands/{command}"), &format!("{fields}&back={page}")).await
        };
        let linked = format!("story={}&blocker={}", s[1].id, s[0].id);
        assert_eq!(send("add_dependency", linked).await.status, 303);
        assert_eq!(send("set_must_have", format!("story={}&must_have=true", s[1].id)).await.status, 303);
        let told = mira.get(page).await;
        assert!(
            told.shows("It does not wait for a ledger") && told.shows(r#"aria-checked="true""#),
            "{}",
            told.body
        );
        assert!(mira.get("/larkbill/items/INV-1").await.shows("Waited for by"));
        let circle = send("add_dependency", format!("story={}&blocker={}", s[0].id, s[1].id)).await;
        assert!(circle.status == 422 && circle.shows("They would wait for each other"), "{}", circle.body);
        let lena = Browser::of(router, office, &office.lena());
        let told = lena.get(page).await;
        assert!(told.shows("a ledger") && !told.shows("add_dependency"), "{}", told.body);
    });
}

#[test]
fn a_refused_form_loses_nothing_that_was_typed() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        let body = format!("product={}&title=&want=a+long+thought", office.product);
        let page = mira.form("/larkbill/commands/add_story", &body).await;
        assert_eq!(page.status, 422);
        assert!(page.shows("Write a title.") && page.shows("a long thought"), "{}", page.body);
        let stream = mira.by_stream().form("/larkbill/commands/add_story", &body).await;
        assert_eq!((stream.status, stream.kind.as_str()), (422, "text/vnd.turbo-stream.html; charset=utf-8"));
        assert!(stream.shows(r#"action="refuse""#) && stream.shows(r#"field="title""#), "{}", stream.body);
    });
}

#[test]
fn what_people_write_is_never_markup() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        office.stories(&["<script>alert(1)</script> & \"quotes\""]);
        for path in [BACKLOG, "/larkbill/items/INV-1", "/larkbill/find?q=quotes", "/larkbill/INV/history"] {
            let page = mira.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(!page.shows("<script>alert"), "{path}");
        }
    });
}

#[test]
fn every_page_of_the_backlog_answers_its_reader_and_sends_others_to_sign_in() {
    on_both_engines(async |office: &Office, router: &Router| {
        office.stories(&["a", "b"]);
        let paths = [
            BACKLOG,
            "/larkbill/items/INV-2",
            "/larkbill/INV/history",
            "/larkbill/INV/people",
            "/larkbill/account",
        ];
        for actor in [office.mira(), office.ines(), office.aoife(), office.lena(), office.ada()] {
            let person = Browser::of(router, office, &actor);
            for path in paths {
                assert_eq!(person.get(path).await.status, 200, "{} {path}", actor.name);
            }
        }
        for path in paths {
            let answer = Browser::of_nobody(router).get(path).await;
            assert_eq!(answer.status, 303, "{path}");
            assert!(answer.location.starts_with("/larkbill/sign-in?to="), "{}", answer.location);
        }
        let mira = Browser::of(router, office, &office.mira());
        assert_eq!(mira.get("/larkbill/items/INV-99").await.status, 404);
        assert_eq!(mira.get("/larkbill/NOPE/backlog").await.status, 404);
        assert_eq!(mira.get("/elsewhere/INV/backlog").await.status, 404);
        assert_eq!(mira.get("/larkbill/INV/backlog?state=eaten").await.status, 422);
    });
}

#[test]
fn the_same_is_done_through_json_with_a_token() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (reads, writes) = ("tl_reads", "tl_writes");
        for (token, may_write) in [(reads, false), (writes, true)] {
            let command = domain::people::issue_token::IssueToken {
                name: token.into(),
                writes: may_write,
                token_hash: token_hash(token),
            };
            office.does(&office.mira(), command).unwrap();
        }
        let program = Browser::of_nobody(router).with_token(writes);
        let made = program
            .call(
                "/api/v1/larkbill/commands/add_story",
                &json!({ "product": office.product, "title": "by a program", "points": "3" }),
            )
            .await;
        assert_eq!(made.status, 200, "{}", made.body);
        assert_eq!(made.json()["done"]["key"], "INV-1");
        let listed = program.get("/api/v1/larkbill/INV/backlog").await.json();
        assert_eq!(listed["rows"][0]["points_tenths"], 3.0);
        assert_eq!(program.get("/api/v1/larkbill/stories/INV-1").await.json()["title"], "by a program");

        let refused = program
            .call("/api/v1/larkbill/commands/add_story", &json!({ "product": office.product, "title": "" }))
            .await;
        assert_eq!((refused.status, refused.kind.as_str()), (422, "application/problem+json"));
        assert_eq!(
            (refused.json()["field"].as_str(), refused.json()["detail"].as_str()),
            (Some("title"), Some("Write a title."))
        );
        let unreadable = program.call("/api/v1/larkbill/commands/add_story", &json!({ "title": 7 })).await;
        assert_eq!(unreadable.status, 422, "{}", unreadable.body);

        let reader = Browser::of_nobody(router).with_token(reads);
        assert_eq!(reader.get("/api/v1/larkbill/INV/backlog").await.status, 200);
        let kept_out = reader
            .call("/api/v1/larkbill/commands/add_story", &json!({ "product": office.product, "title": "no" }))
            .await;
        assert_eq!(kept_out.status, 403);
        assert_eq!(Browser::of_nobody(router).get("/api/v1/larkbill/INV/backlog").await.status, 401);
    });
}

#[test]
fn the_api_describes_every_command_it_takes() {
    on_both_engines(async |_: &Office, router: &Router| {
        let document = Browser::of_nobody(router).get("/api/v1/openapi.json").await.json();
        let post = &document["paths"]["/api/v1/{workspace}/commands/move_story"]["post"];
        assert!(post["summary"].as_str().unwrap().starts_with("Move a story in the backlog"), "{post}");
        assert!(document["paths"].as_object().unwrap().len() > 15);
        let text = document.to_string();
        let mut places: Vec<&str> =
            text.split("\"$ref\":\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        places.sort_unstable();
        places.dedup();
        assert!(places.len() > 10, "{places:?}");
        for place in places {
            let found = document.pointer(place.trim_start_matches('#'));
            assert!(found.is_some_and(serde_json::Value::is_object), "{place} leads nowhere");
        }
    });
}
