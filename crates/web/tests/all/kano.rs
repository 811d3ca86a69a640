//! Asked what a feature would be to them: started from its page, answered by a link, told on the page and as JSON, on both
//! engines.

use axum::Router;
use domain::communication::kano::jobs::{MailKano, mail_kano};
use domain::communication::kano::{KanoAnswer, KanoAnswerId};
use domain::people::issue_token::IssueToken;
use domain::people::jobs::Drawn;
use domain::people::sessions::token_hash;
use domain::spine::change;
use domain::spine::item::Item;
use domain::spine::refusal::Failure;
use domain::testing::Office;
use serde_json::{Value as Json, json};
use web::Clock;

use crate::ahead::make;
use crate::browser::{Browser, on_both_engines};

const INSIDE: &str = "Codename Marmalade";

/// A feature, and a segment with so many contacts who may be written to.
async fn firm(office: &Office, program: &Browser<'_>, contacts: usize) -> (String, String) {
    let make = async |name: &str, body: Json| {
        let done = program.call(&format!("/api/v1/larkbill/commands/{name}"), &body).await;
        assert_eq!(done.status, 200, "{name}: {}", done.body);
        done.json()["done"]["id"].clone()
    };
    let feature = json!({ "product": office.product, "title": INSIDE, "problem": INSIDE });
    let feature = make("add_feature", feature).await;
    let segment = make("add_segment", json!({ "name": "Harvest", "basis": "hand" })).await;
    let customer = make("add_customer", json!({ "name": "Pellworth" })).await;
    make("put_in_segment", json!({ "segment": segment, "customer": customer })).await;
    for nth in 0..contacts {
        let (name, email) = (format!("Nora {nth}"), format!("nora{nth}@pellworth.example"));
        let contact = json!({ "customer": customer, "name": name, "email": email, "may_contact": true, "may_contact_source": "a form" });
        make("add_contact", contact).await;
    }
    (feature.as_str().unwrap().to_owned(), segment.as_str().unwrap().to_owned())
}

/// Each contact gets a link; what they end with.
fn links(office: &Office) -> Vec<String> {
    let (workspace, now) = (office.workspace, Clock::System.now());
    let sql = format!("{} where workspace_id = $1 order by id", KanoAnswer::select());
    let answers: Vec<KanoAnswerId> = office.reads(move |tx| {
        let answers: Vec<KanoAnswer> = tx.all(&sql, &[&workspace])?;
        Ok(answers.into_iter().map(|answer| answer.id).collect())
    });
    let mut tokens = Vec::new();
    for (answer, nth) in answers.into_iter().zip(0..) {
        let token = format!("once-{nth}");
        let drawn = token.clone();
        let made = office.db.write(workspace.0, move |tx| {
            let drawn = Drawn { token: &drawn, origin: "https://work.example", now, mail_domain: None };
            mail_kano(tx, workspace, &MailKano { answer, again: false }, &drawn)
        });
        assert!(made.unwrap_or_else(|failure: Failure| panic!("{failure}")).is_some());
        tokens.push(token);
    }
    tokens
}

fn token(office: &Office) {
    let command = IssueToken { name: "t".into(), writes: true, token_hash: token_hash("tl_ines") };
    office.does(&office.ines(), command).unwrap();
}

#[test]
fn a_survey_is_started_answered_and_ended_from_the_pages() {
    on_both_engines(async |office: &Office, router: &Router| {
        token(office);
        let program = Browser::of_nobody(router).with_token("tl_ines");
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        let (feature, segment) = firm(office, &program, 2).await;
        assert!(ines.get("/larkbill/items/INV-1").await.shows("nobody has been asked yet"));
        assert!(!mira.get("/larkbill/items/INV-1").await.shows("Kano survey"));
        let none = format!("feature={feature}&called=Your+tone&segment=");
        assert_eq!(ines.form("/larkbill/commands/start_kano_survey", &none).await.status, 409);
        let form = format!(
            "feature={feature}&called=Your+%3Cb%3Etone&benefit=They+read+you.&segment={segment}&back=/larkbill/items/INV-1%23kano"
        );
        assert_eq!(mira.form("/larkbill/commands/start_kano_survey", &form).await.status, 403);
        let started = ines.form("/larkbill/commands/start_kano_survey", &form).await;
        assert_eq!((started.status, started.location.as_str()), (303, "/larkbill/items/INV-1#kano"));
        let page = mira.get("/larkbill/items/INV-1").await;
        assert!(page.shows("0 of 2 answered, since") && page.shows("Your &#60;b&#62;tone"), "{}", page.body);
        assert!(page.shows("Nobody has answered yet.") && !page.shows("end_kano_survey"), "{}", page.body);
        let links = links(office);
        answered(office, router, &links).await;
        let page = mira.get("/larkbill/items/INV-1").await;
        assert!(page.shows("1 of 2 answered") && page.shows("Attractive</b>"), "{}", page.body);
        assert!(page.shows("1 answer: too few to be sure that it is attractive."), "{}", page.body);
        let survey = ines.get("/larkbill/items/INV-1").await.body;
        let survey = survey.split("name=\"survey\" value=\"").nth(1).unwrap()[..36].to_owned();
        assert_eq!(
            ines.form("/larkbill/commands/end_kano_survey", &format!("survey={survey}")).await.status,
            303
        );
        let (nobody, place) = (Browser::of_nobody(router), format!("/larkbill/kano/{}", links[0]));
        let over = nobody.get(&place).await;
        assert!(over.shows("This survey has ended.") && !over.shows("Send answer"), "{}", over.body);
        assert!(over.shows("I could live with that"), "{}", over.body);
        assert_eq!(nobody.form(&place, "with_it=like&without_it=dislike").await.status, 409);
        let history = ines.get("/larkbill/INV/history").await;
        assert!(history.shows("started a Kano survey") && history.shows("ended a Kano survey"));
        // The other one had no mail before it ended.
        assert!(ines.get("/larkbill/items/INV-1").await.shows("1 of 1 answered, ended"));
    });
}

/// Whoever holds the first link looks, is refused, answers and changes the answer.
async fn answered(office: &Office, router: &Router, links: &[String]) {
    let (nobody, place) = (Browser::of_nobody(router), format!("/larkbill/kano/{}", links[0]));
    let seq = |office: &Office| {
        let workspace = office.workspace;
        office.reads(move |tx| change::newest(tx, workspace))
    };
    let before = seq(office);
    let page = nobody.get(&place).await;
    assert!(page.shows("Your &#60;b&#62;tone") && page.shows("They read you."), "{}", page.body);
    assert!(page.shows("If you had this, how would you feel?"), "{}", page.body);
    assert!(!page.shows(INSIDE) && !page.shows("Pellworth") && !page.shows("Nora"), "{}", page.body);
    assert_eq!(nobody.get("/larkbill/kano/guessed").await.status, 409);
    assert_eq!(nobody.get("/elsewhere/kano/once-0").await.status, 409);
    let half = nobody.form(&place, "with_it=like&without_it=perhaps").await;
    assert_eq!(half.status, 422);
    assert!(half.shows("Choose one of the five answers.") && half.shows("value=\"like\" required checked"));
    assert_eq!(nobody.form(&place, &"x".repeat(5_000)).await.status, 413);
    assert_eq!(seq(office), before, "looking and what is refused wrote");
    for form in ["with_it=like&without_it=like", "with_it=like&without_it=live_with"] {
        let sent = nobody.form(&place, form).await;
        assert_eq!((sent.status, sent.location), (303, format!("{place}#thanks")), "{}", sent.body);
    }
    let thanks = nobody.get(&place).await;
    assert!(thanks.shows("Your answer is counted.") && thanks.shows("Change my answer"), "{}", thanks.body);
    assert_eq!(nobody.form(&format!("/larkbill/kano/{}", links[1]), "stop=yes").await.status, 303);
    assert!(
        nobody.get(&format!("/larkbill/kano/{}", links[1])).await.shows("We will not write to you again.")
    );
}

#[test]
fn the_same_through_json_with_the_table_and_how_sure_it_is() {
    on_both_engines(async |office: &Office, router: &Router| {
        token(office);
        let program = Browser::of_nobody(router).with_token("tl_ines");
        let (feature, segment) = firm(office, &program, 18).await;
        let asked = json!({ "feature": feature, "called": "Your tone", "segment": segment });
        let started = program.call("/api/v1/larkbill/commands/start_kano_survey", &asked).await.json();
        assert_eq!((&started["done"]["asked"], &started["done"]["feature"]), (&json!(18), &json!("INV-1")));
        let nobody = Browser::of_nobody(router);
        for (link, nth) in links(office).into_iter().zip(0..) {
            let said = if nth < 14 {
                "with_it=like&without_it=neutral"
            } else {
                "with_it=must_be&without_it=neutral"
            };
            assert_eq!(nobody.form(&format!("/larkbill/kano/{link}"), said).await.status, 303);
        }
        let told = program.get("/api/v1/larkbill/features/INV-1/kano").await.json();
        let survey = &told["surveys"][0];
        assert_eq!((&survey["asked"], &survey["answered"]), (&json!(18), &json!(18)));
        let finding = &survey["finding"];
        assert_eq!((&finding["category"], &finding["sure"]), (&json!("attractive"), &json!(true)));
        assert_eq!(
            finding["sureness"],
            "18 answers: attractive is 10 ahead of indifferent, and 5 are enough to be sure at 90 %."
        );
        assert_eq!(
            finding["counts"][3],
            json!({ "category": "indifferent", "answers": 4, "share": 4.0 / 18.0 })
        );
        let page = Browser::of(router, office, &office.mira()).get("/larkbill/items/INV-1").await;
        assert!(page.shows("role=\"img\" aria-labelledby=\"plane-title plane-told\""), "{}", page.body);
        assert!(page.shows("Better: how much having it pleases") && page.shows("0.78"), "{}", page.body);
        let end = json!({ "survey": survey["id"] });
        let ended = program.call("/api/v1/larkbill/commands/end_kano_survey", &end).await;
        assert_eq!(ended.json()["sentence"], "The survey of INV-1 has ended.");
        let undo = json!({ "change": ended.json()["seq"] });
        assert_eq!(program.call("/api/v1/larkbill/commands/undo_change", &undo).await.status, 200);
        let told = program.get("/api/v1/larkbill/features/INV-1/kano").await.json();
        assert_eq!(told["surveys"][0]["ended_at"], Json::Null);
    });
}

#[test]
fn the_portal_offers_a_survey_and_mails_its_questions_to_whoever_we_know() {
    on_both_engines(async |office: &Office, router: &Router| {
        token(office);
        let program = Browser::of_nobody(router).with_token("tl_ines");
        let ines = Browser::of(router, office, &office.ines());
        let (feature, segment) = firm(office, &program, 1).await;
        let open = format!("product={}", office.product);
        assert_eq!(ines.form("/larkbill/commands/open_portal", &open).await.status, 303);
        let form = format!("feature={feature}&called=Your+%3Cb%3Etone&segment={segment}&on_portal=true");
        assert_eq!(ines.form("/larkbill/commands/start_kano_survey", &form).await.status, 303);
        assert!(ines.get("/larkbill/items/INV-1").await.shows("offered on the portal"));
        let nobody = Browser::of_nobody(router);
        let page = nobody.get("/larkbill/portal/INV").await;
        assert!(
            page.shows("What would it be to you?") && page.shows("Your &#60;b&#62;tone"),
            "{}",
            page.body
        );
        assert!(!page.shows("A tone for each customer") && !page.shows("on their way"), "{}", page.body);
        let survey = page.body.split("name=\"survey\" value=\"").nth(1).unwrap()[..36].to_owned();
        let waiting = |office: &Office| {
            let sql = "select count(*) as value from job where kind = 'mail_kano'";
            office.reads(move |tx| Ok(tx.value::<i64>(sql, &[])?)).unwrap_or_default()
        };
        assert_eq!(waiting(office), 1, "of the segment");
        let other = make(&program, "add_customer", json!({ "name": "Morrowfield" })).await;
        let eva = json!({ "customer": other, "name": "Eva", "email": "eva@morrowfield.example", "may_contact": true, "may_contact_source": "a form" });
        make(&program, "add_contact", eva).await;
        for (email, jobs) in
            [("who@elsewhere.example", 1), ("nora0@pellworth.example", 1), ("eva@morrowfield.example", 2)]
        {
            let asked =
                nobody.form("/larkbill/portal/INV/kano", &format!("survey={survey}&email={email}")).await;
            assert_eq!((asked.status, asked.location.as_str()), (303, "/larkbill/portal/INV?asked=1#asked"));
            assert_eq!(waiting(office), jobs, "{email}");
        }
        assert!(
            nobody.get("/larkbill/portal/INV?asked=1").await.shows("the questions are on their way to it")
        );
        let wrong = format!("survey={survey}&email=nobody");
        assert_eq!(nobody.form("/larkbill/portal/INV/kano", &wrong).await.status, 422);
        assert_eq!(nobody.form("/larkbill/portal/INV/kano", "survey=1&email=a@b.example").await.status, 422);
        let end = format!("survey={survey}");
        assert_eq!(ines.form("/larkbill/commands/end_kano_survey", &end).await.status, 303);
        assert!(!nobody.get("/larkbill/portal/INV").await.shows("What would it be to you?"));
        let late = format!("survey={survey}&email=nora0@pellworth.example");
        assert_eq!(nobody.form("/larkbill/portal/INV/kano", &late).await.status, 409);
    });
}
