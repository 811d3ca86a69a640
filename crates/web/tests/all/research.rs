//! Studies, interviews, assumptions and the tree over HTML and over JSON, on both engines.

use axum::Router;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;

use crate::browser::{Answered, Browser, on_both_engines};

const NOTES: &str = "We+copy+it+over.+Every+Friday,+%3Ctwo+hours%3E.";

/// The id that a form on a page sends unseen.
fn hidden(page: &Answered, name: &str) -> String {
    let value = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

async fn done(browser: &Browser<'_>, command: &str, body: &str) -> String {
    let answer = browser.form(&format!("/larkbill/commands/{command}"), body).await;
    assert_eq!(answer.status, 303, "{command}: {}", answer.body);
    answer.location
}

fn program<'r>(office: &Office, router: &'r Router) -> Browser<'r> {
    let command = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_mira") };
    office.does(&office.mira(), command).unwrap();
    Browser::of_nobody(router).with_token("tl_mira")
}

#[test]
fn an_interview_yields_quotes_with_the_same_highlighter_as_the_inbox() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        let page = mira.get("/larkbill/INV/research").await;
        assert!(page.shows("No studies yet") && !page.shows("Ask a question"), "{}", page.body);
        let add = format!(
            "product={}&question=How+do+<firms>+know%3F&method=field_visit&people=Bookkeepers&plan=&back=/larkbill/INV/research?open=%7Bnumber%7D",
            office.product.0
        );
        assert_eq!(mira.form("/larkbill/commands/add_study", &add).await.status, 403);
        assert_eq!(done(&ines, "add_study", &add).await, "/larkbill/INV/research?open=1");
        let page = ines.get("/larkbill/INV/research?open=1").await;
        for shown in
            ["How do &#60;firms&#62; know?", "a field visit", "Bookkeepers", "Nobody was talked to yet"]
        {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        let page = talked(&ines, &hidden(&page, "study")).await;
        let link = format!(
            "feedback={}&passage=Every+Friday&need=&new_need=Books+that+match&importance=3&back=/larkbill/items/INV-2",
            hidden(&page, "feedback")
        );
        assert_eq!(done(&ines, "link_quote", &link).await, "/larkbill/items/INV-2");
        let page = mira.get("/larkbill/items/INV-2").await;
        assert!(
            page.shows("<mark class=\"linked\">Every Friday</mark>") && !page.shows("link-form"),
            "{}",
            page.body
        );
        let page = mira.get("/larkbill/INV/research?open=1").await;
        for shown in
            ["1 interview, 1 quote", "12 Nov 2026", "they agree", "1 quote, 1 need", "Books that match"]
        {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        found_elsewhere(office, router, &mira).await;
    });
}

/// An interview is held, consent is given, and its notes are kept: the page of the interview.
async fn talked(ines: &Browser<'_>, study: &str) -> Answered {
    let talk = format!(
        "study={study}&held_on=2026-11-12&contact=&customer=&said_as=bookkeeper,+12+staff&back=/larkbill/items/%7Bkey%7D"
    );
    assert_eq!(done(ines, "add_interview", &talk).await, "/larkbill/items/INV-2");
    let page = ines.get("/larkbill/items/INV-2").await;
    assert!(page.shows("Until then none are") && !page.shows("notes-text"), "{}", page.body);
    let interview = hidden(&page, "interview");
    let notes = format!("interview={interview}&text={NOTES}&seen=&back=/larkbill/items/INV-2");
    assert_eq!(ines.form("/larkbill/commands/write_notes", &notes).await.status, 409);
    let consent =
        format!("interview={interview}&consent=given&how=on+the+recording&on=&back=/larkbill/items/INV-2");
    done(ines, "answer_consent", &consent).await;
    done(ines, "write_notes", &notes).await;
    let page = ines.get("/larkbill/items/INV-2").await;
    for shown in
        ["<quote-linker>", "&#60;two hours&#62;", "on the recording", "Link a passage to a need", "LARK-1"]
    {
        assert!(page.shows(shown), "{shown} in {}", page.body);
    }
    page
}

/// In the inbox, by its key, and as data.
async fn found_elsewhere(office: &Office, router: &Router, mira: &Browser<'_>) {
    let inbox = mira.get("/larkbill/INV/inbox?open=1").await;
    assert!(inbox.shows("Notes of an interview") && inbox.shows("/larkbill/items/INV-2"), "{}", inbox.body);
    assert!(mira.get("/larkbill/items/INV-3").await.shows("Every Friday"));
    assert_eq!(mira.get("/larkbill/items/INV-1").await.location, "/larkbill/INV/research?open=1");
    assert_eq!(mira.get("/larkbill/INV/research?open=9").await.status, 404);
    let api = program(office, router);
    let told = api.get("/api/v1/larkbill/INV/studies").await.json();
    assert_eq!((told[0]["method"].as_str(), told[0]["quotes"].as_i64()), (Some("field_visit"), Some(1)));
    let told = api.get("/api/v1/larkbill/studies/INV-1").await.json();
    assert_eq!(told["interviews"][0]["consent"].as_str(), Some("given"));
    let told = api.get("/api/v1/larkbill/interviews/INV-2").await.json();
    assert_eq!(told["quotes"][0]["passage"].as_str(), Some("Every Friday"));
    assert!(told["notes"].as_str().unwrap().contains("<two hours>"));
    assert_eq!(api.get("/api/v1/larkbill/interviews/INV-1").await.status, 404);
}

#[test]
fn a_feature_names_what_it_rests_on_and_cites_what_tried_it() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        let add = format!("product={}&title=A+tone&need=&back=/larkbill/items/%7Bkey%7D", office.product.0);
        assert_eq!(done(&ines, "add_feature", &add).await, "/larkbill/items/INV-1");
        let page = ines.get("/larkbill/items/INV-1").await;
        assert!(page.shows("What must be true for it to help, and is not known?"), "{}", page.body);
        let feature = hidden(&page, "feature");
        let add = format!(
            "feature={feature}&statement=Softer+is+%3Cas+good%3E&importance=5&evidence=1&back=/larkbill/items/INV-1"
        );
        assert_eq!(mira.form("/larkbill/commands/add_assumption", &add).await.status, 403);
        done(&ines, "add_assumption", &add).await;
        let page = ines.get("/larkbill/items/INV-1").await;
        for shown in ["<b>20</b>", "The riskiest assumption is not tried yet:", "Softer is &#60;as good&#62;"]
        {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(ines.get("/larkbill/items/INV-1/agreement").await.shows("Not tried yet:"));
        let try_it = format!(
            "assumption={}&hypothesis=Half+choose+one&measure=Firms&threshold=4+of+8&starts_on=2026-11-02&ends_on=2026-11-12&back=/larkbill/items/INV-1",
            hidden(&page, "assumption")
        );
        done(&ines, "add_experiment", &try_it).await;
        let page = ines.get("/larkbill/items/INV-1").await;
        assert!(page.shows("2 Nov to 12 Nov 2026") && page.shows("Half choose one"), "{}", page.body);
        let conclude = format!(
            "experiment={}&result=6+of+8+chose+one.&decision=go_on&state=confirmed&evidence=5&back=/larkbill/items/INV-1",
            hidden(&page, "experiment")
        );
        done(&ines, "conclude_experiment", &conclude).await;
        let page = mira.get("/larkbill/items/INV-1").await;
        for shown in ["says go on: it can be offered.", "6 of 8 chose one.", "Threshold:", "confirmed"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        let page = ines.get("/larkbill/items/INV-1/agreement").await;
        assert!(page.shows("6 of 8 chose one.") && !page.shows("Not tried yet:"), "{}", page.body);
        assert!(!page.shows("evidence</p>"), "cited evidence is not empty: {}", page.body);
        let place = mira.get("/larkbill/items/INV-3").await.location;
        assert!(place.starts_with("/larkbill/items/INV-1#assumption-"), "{place}");
        let told = program(office, router).get("/api/v1/larkbill/features/INV-1").await.json();
        assert_eq!(told["cited"][0]["key"].as_str(), Some("INV-3"));
        assert_eq!(
            (told["assumptions"][0]["risk"].as_i64(), &told["untested"]),
            (Some(0), &serde_json::Value::Null)
        );
        assert!(!told["empty"].as_array().unwrap().iter().any(|name| name == "Evidence"));
    });
}

/// A goal, a need that serves it, a feature with an assumption, and a need that serves nothing.
async fn grown(office: &Office, ines: &Browser<'_>) {
    let product = office.product.0;
    done(ines, "add_goal", "title=Paid+on+time&back=/larkbill/INV/vision").await;
    done(ines, "add_need", &format!("product={product}&title=Chase+<late>+payers&back=/larkbill/INV/needs"))
        .await;
    let need = hidden(&ines.get("/larkbill/items/INV-1").await, "need");
    let goal = ines.get("/larkbill/items/INV-1").await;
    let goal = goal.body.split("<select class=\"select\" id=\"serve-goal\"").nth(1).unwrap();
    let goal = goal.split("<option value=\"").nth(1).unwrap().split('"').next().unwrap();
    done(ines, "serve_goal", &format!("need={need}&goal={goal}&back=/larkbill/INV/needs")).await;
    done(
        ines,
        "add_feature",
        &format!("product={product}&title=A+tone&need={need}&back=/larkbill/INV/needs"),
    )
    .await;
    let feature = hidden(&ines.get("/larkbill/items/INV-2").await, "feature");
    let add = format!("feature={feature}&statement=Softer+is+as+good&importance=5&back=/larkbill/INV/needs");
    done(ines, "add_assumption", &add).await;
    done(ines, "add_need", &format!("product={product}&title=Books&back=/larkbill/INV/needs")).await;
}

#[test]
fn the_tree_is_drawn_as_a_tree_and_as_a_list() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        assert!(mira.get("/larkbill/INV/tree").await.shows("Nothing grows yet"));
        grown(office, &ines).await;
        let page = mira.get("/larkbill/INV/tree").await;
        for shown in [
            "Chase &#60;late&#62; payers",
            "Needs without a goal",
            "open, risk 25",
            "nobody has asked yet",
            "/larkbill/items/INV-2#assumption-",
            "5 in all.",
        ] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        for tag in ["ul", "li", "details", "section"] {
            let count = |mark: String| page.body.matches(&mark).count();
            let opened = count(format!("<{tag} ")) + count(format!("<{tag}>"));
            assert_eq!(opened, count(format!("</{tag}>")), "{tag} in {}", page.body);
        }
        let list = mira.get("/larkbill/INV/tree?as=list").await;
        for shown in
            ["<td class=\"ink-2\">Assumption</td>", "<td class=\"ink-2\">A tone</td>", "Needs without a goal"]
        {
            assert!(list.shows(shown), "{shown} in {}", list.body);
        }
        let told = program(office, router).get("/api/v1/larkbill/INV/tree").await.json();
        assert_eq!(
            (told["goals"][3]["kind"].as_str(), told["goals"][3]["depth"].as_i64()),
            (Some("assumption"), Some(3))
        );
        assert_eq!(told["needs_without_goal"][0]["title"].as_str(), Some("Books"));
    });
}
