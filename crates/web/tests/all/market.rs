//! The market over HTML and over JSON, on both engines.

use axum::Router;
use domain::discovery::add_need::AddNeed;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;

use crate::browser::{Browser, on_both_engines};

#[test]
fn a_signal_is_written_down_reviewed_and_explains_a_need() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        let (product, title) = (office.product, "Books that match".into());
        let command = AddNeed { product, title, description: String::new(), parent: None, capability: None };
        let need = office.does(&office.ines(), command).unwrap().done.id;
        assert!(mira.get("/larkbill/INV/market").await.shows("No trends yet"));
        let body = "title=A+<duty>&meaning=A+PDF+is+no+invoice&source=Draft+law&seen_on=&impact=&certainty=&expected_on=&back=/larkbill/INV/market?open=%7Bnumber%7D";
        let made = ines.form("/larkbill/commands/add_trend", body).await;
        assert_eq!(made.location, "/larkbill/INV/market?open=1", "{}", made.body);
        assert_eq!(mira.form("/larkbill/commands/add_trend", body).await.status, 403);
        let page = ines.get("/larkbill/INV/market?open=1").await;
        for shown in ["A &#60;duty&#62;", "Not reviewed yet.", "1 signal, 1 to review", "A PDF is no invoice"]
        {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(ines.get("/larkbill/INV/today").await.shows("Trends to review"));
        let trend = page.body.split("id=\"trend-").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let review = format!(
            "trend={trend}&impact=5&certainty=4&expected_on=2028-01-01&review_days=90&back=/larkbill/INV/market"
        );
        assert_eq!(ines.form("/larkbill/commands/assess_trend", &review).await.status, 303);
        let page = mira.get("/larkbill/INV/market?open=1").await;
        for shown in ["Much, 5 of 5", "Likely, 4 of 5", "January 2028", "1 of 1 trends by when"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        let review = review.replace("certainty=4", "certainty=5").replace("2028-01-01", "2027-06-01");
        assert_eq!(ines.form("/larkbill/commands/assess_trend", &review).await.status, 303);
        let page = mira.get("/larkbill/INV/market?open=1").await;
        for shown in ["<del>4</del> <ins>5</ins>", "<del>2028-01-01</del> <ins>2027-06-01</ins>"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(!page.shows("reviewed at"), "{}", page.body);
        let link = format!("trend={trend}&need={need}&back=/larkbill/INV/market");
        assert_eq!(ines.form("/larkbill/commands/link_trend", &link).await.status, 303);
        assert!(mira.get("/larkbill/items/INV-1").await.shows("Why now"));
        assert_eq!(mira.get("/larkbill/items/LARK-1").await.location, "/larkbill/INV/market?open=1");
        let command = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_mira") };
        office.does(&office.mira(), command).unwrap();
        let api = Browser::of_nobody(router).with_token("tl_mira");
        let told = api.get("/api/v1/larkbill/trends").await.json();
        assert_eq!((told[0]["key"].as_str(), told[0]["impact"].as_i64()), (Some("LARK-1"), Some(5)));
        assert_eq!(told[0]["needs"][0]["title"].as_str(), Some("Books that match"));
        assert_eq!(mira.get("/larkbill/INV/market?open=99").await.status, 404);
    });
}

#[test]
fn we_are_compared_and_a_gap_becomes_a_need() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        let page = COMPARISON;
        assert!(mira.get(page).await.shows("Nothing to compare yet"));
        assert!(mira.get("/larkbill/INV/market/competitors").await.shows("No competitors yet"));
        let add =
            "name=Bill+%26+Arch&profile=Large+firms&back=/larkbill/INV/market/competitors?open=%7Bnumber%7D";
        assert_eq!(mira.form("/larkbill/commands/add_competitor", add).await.status, 403);
        let made = ines.form("/larkbill/commands/add_competitor", add).await;
        assert_eq!(made.location, "/larkbill/INV/market/competitors?open=1");
        let add = format!(
            "product={}&title=Instalments&group=Paying&back={page}?open=%7Bnumber%7D%26of=us",
            office.product.0
        );
        let made = ines.form("/larkbill/commands/add_capability", &add).await;
        assert_eq!(made.location, format!("{page}?open=1&of=us"));
        rate(&ines).await;
        let shown = ines.get(&format!("{page}?open=1&of=1")).await;
        for text in [
            "Bill &#38; Arch, Instalments",
            "Fully, seen ",
            "Up to &#60;twelve&#62;",
            "Make a need of it",
            "Bill &#38; Arch: fully. Up to &#60;twelve&#62;",
            "not asked",
        ] {
            assert!(shown.shows(text), "{text} in {}", shown.body);
        }
        assert!(
            mira.get("/larkbill/INV/market/competitors?open=1").await.shows("ahead of us in 1, behind in 0")
        );
        assert!(mira.get(&format!("{page}?show=trail")).await.shows("Instalments"));
        assert!(mira.get(&format!("{page}?show=only_we")).await.shows("No capability is of this kind."));
        let need = format!(
            "product={}&capability={}&title=Pay+in+parts&description=&back=/larkbill/items/%7Bkey%7D",
            office.product.0,
            hidden(&shown.body, "capability")
        );
        let made = ines.form("/larkbill/commands/add_need", &need).await;
        assert_eq!(made.location, "/larkbill/items/INV-2", "{}", made.body);
        assert!(ines.get(&format!("{page}?open=1&of=us")).await.shows("/larkbill/items/INV-2"));
        found_again(&mira).await;
        told_as_data(office, router, &mira).await;
    });
}

/// What a form on a page sends unseen.
fn hidden(body: &str, name: &str) -> String {
    let value = body.split(&format!("name=\"{name}\" value=\"")).find_map(|part| {
        let value = part.split('"').next()?;
        (value.len() == 36).then(|| value.to_owned())
    });
    value.unwrap()
}

const COMPARISON: &str = "/larkbill/INV/market/comparison";

/// We can do it partly, they fully.
async fn rate(ines: &Browser<'_>) {
    let shown = ines.get(&format!("{COMPARISON}?open=1&of=1")).await;
    let (capability, them) = (hidden(&shown.body, "capability"), hidden(&shown.body, "competitor"));
    for (who, level, evidence) in [("", "partly", "Two+parts"), (&them, "fully", "Up+to+%3Ctwelve%3E")] {
        let body = format!(
            "capability={capability}&competitor={who}&level={level}&evidence={evidence}&source=Trial&seen_on=&back={COMPARISON}"
        );
        assert_eq!(ines.form("/larkbill/commands/rate_capability", &body).await.status, 303);
    }
}

/// The same as a file, and as JSON.
async fn told_as_data(office: &Office, router: &Router, mira: &Browser<'_>) {
    let file = mira.get(&format!("{COMPARISON}.csv")).await;
    let lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(lines[0], "group,capability,who,level,evidence,source,seen_on");
    assert!(
        lines[2].starts_with("Paying,Instalments,Bill & Arch,fully,Up to <twelve>,Trial,20"),
        "{lines:?}"
    );
    let command = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_mira") };
    office.does(&office.mira(), command).unwrap();
    let api = Browser::of_nobody(router).with_token("tl_mira");
    let told = api.get("/api/v1/larkbill/INV/comparison").await.json();
    assert_eq!(told["capabilities"][0]["standing"].as_str(), Some("trail"));
    assert_eq!(told["capabilities"][0]["cells"][1]["level"].as_str(), Some("fully"));
    assert_eq!(told["links"][0]["title"].as_str(), Some("Pay in parts"));
    let told = api.get("/api/v1/larkbill/competitors").await.json();
    assert_eq!(told[0]["key"].as_str(), Some("LARK-1"));
}

/// By key, and not where there is nothing.
async fn found_again(mira: &Browser<'_>) {
    let page = COMPARISON;
    assert_eq!(mira.get("/larkbill/items/INV-1").await.location, format!("{page}?open=1"));
    assert_eq!(mira.get("/larkbill/items/LARK-1").await.location, "/larkbill/INV/market/competitors?open=1");
    for unknown in ["?open=9", "?open=1&of=9", "?show=nonsense"] {
        let answered = mira.get(&format!("{page}{unknown}")).await.status;
        assert!((400..500).contains(&answered), "{unknown}: {answered}");
    }
}
