//! The ways in over HTML and JSON: opened on their page, and the form as it stands on other sites.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use domain::discovery::ways_in::MailboxId;
use domain::discovery::ways_in::allow_origin::AllowOrigin;
use domain::discovery::ways_in::open_mailbox::OpenMailbox;
use domain::discovery::ways_in::take_in_mail::TakeInMail;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::spine::actor::{Actor, Door};
use domain::spine::run::run;
use domain::testing::Office;
use serde_json::json;
use tower::ServiceExt;
use web::{Clock, House, Outside, router};

use crate::browser::{Browser, files, on_both_engines};

pub const SITE: &str = "https://www.larkbill.example";
pub const FORM: &str = "/larkbill/form/INV";

fn head(response: &Response<Body>, name: &str) -> String {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

async fn sent(router: &Router, method: &str, heads: &[(&str, &str)], body: &str) -> Response<Body> {
    let mut request = Request::builder().method(method).uri(FORM).header("host", "localhost");
    for (name, value) in heads {
        request = request.header(*name, *value);
    }
    router.clone().oneshot(request.body(Body::from(body.to_owned())).unwrap()).await.unwrap()
}

async fn text(response: Response<Body>) -> String {
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    String::from_utf8_lossy(&body).into_owned()
}

pub fn allow(office: &Office) {
    let allow = AllowOrigin { product: office.product, origin: SITE.into() };
    office.does(&office.ines(), allow).unwrap();
}

/// A server that takes mails.
fn with_mails(office: &Office) -> Router {
    let mail_domain = Some("feedback.larkbill.example".to_owned());
    let outside = Outside { mail_domain, ..Outside::default() };
    router(House::new(office.db.clone(), Clock::System, outside, files()))
}

/// Somebody whom nobody knows writes a mail.
fn writes(office: &Office, mailbox: MailboxId, message_id: &str, answers: &[&str], text: &str) {
    let command = TakeInMail {
        mailbox,
        message_id: message_id.into(),
        answers: answers.iter().map(|id| (*id).to_owned()).collect(),
        sender_name: "Nora <b>".into(),
        sender_email: "nora@pellworth.example".into(),
        subject: "Slow & dear".into(),
        text: text.into(),
        files: Vec::new(),
        left_out: Vec::new(),
    };
    let (moment, program) = (office.moment(), Actor::program(office.workspace, Door::Mail));
    office.db.write(office.workspace.0, move |tx| run(tx, &program, &moment.again(), &command)).unwrap();
}

pub fn heard(office: &Office) -> i64 {
    office.reads(|tx| Ok(tx.value::<i64>("select count(*) as value from feedback", &[])?)).unwrap()
}

#[test]
fn the_manager_opens_the_ways_in_and_others_read_them() {
    on_both_engines(async |office: &Office, bare: &Router| {
        let router = &with_mails(office);
        let (ines, lena) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.lena()));
        let page = ines.get("/larkbill/INV/ways-in").await;
        assert_eq!(page.status, 200);
        assert!(page.shows("It is closed. Open, the product has an address"), "{}", page.body);
        assert!(!page.shows("snippet-script"), "there is nothing to copy yet");
        let product = format!("product={}", office.product);
        let opened = ines
            .form("/larkbill/commands/open_mailbox", &format!("{product}&back=/larkbill/INV/ways-in"))
            .await;
        assert_eq!((opened.status, opened.location.as_str()), (303, "/larkbill/INV/ways-in"));
        let form = format!("{product}&origin=https%3A%2F%2Fwww.larkbill.example&back=/larkbill/INV/ways-in");
        assert_eq!(ines.form("/larkbill/commands/allow_origin", &form).await.status, 303);
        let page = ines.get("/larkbill/INV/ways-in").await;
        assert!(page.shows("@feedback.larkbill.example"), "{}", page.body);
        assert!(
            page.shows("&#60;script async src=&#34;http://localhost/larkbill/form/INV/embed.js&#34;"),
            "{}",
            page.body
        );
        assert!(page.shows("Give it another address") && page.shows("Allow it there"));
        let page = lena.get("/larkbill/INV/ways-in").await;
        assert!(page.shows("@feedback.larkbill.example") && !page.shows("Give it another address"));
        let refused = lena.form("/larkbill/commands/renew_mailbox", &product).await;
        assert_eq!(refused.status, 403);
        // Without the setting of the operator it says what is missing.
        let page = Browser::of(bare, office, &office.ines()).get("/larkbill/INV/ways-in").await;
        assert!(page.shows("this server takes no mails"), "{}", page.body);
    });
}

#[test]
fn a_program_opens_the_ways_in_and_takes_it_back() {
    on_both_engines(async |office: &Office, _: &Router| {
        allow(office);
        office.does(&office.ines(), OpenMailbox { product: office.product }).unwrap();
        let router = &with_mails(office);
        let token = IssueToken { name: "t".into(), writes: true, token_hash: token_hash("tl_ines") };
        office.does(&office.ines(), token).unwrap();
        let program = Browser::of_nobody(router).with_token("tl_ines");
        let told = program.get("/api/v1/larkbill/INV/ways-in").await.json();
        assert!(told["address"].as_str().unwrap().starts_with("inv-"), "{told}");
        assert_eq!(told["origins"][0]["origin"], SITE);
        assert_eq!(told["form"], "http://localhost/larkbill/form/INV");
        let wrong = json!({ "product": office.product, "origin": "larkbill.example" });
        let refused = program.call("/api/v1/larkbill/commands/allow_origin", &wrong).await;
        assert_eq!((refused.status, refused.json()["field"].as_str()), (422, Some("origin")));
        let closed = program
            .call("/api/v1/larkbill/commands/close_mailbox", &json!({ "product": office.product }))
            .await;
        assert_eq!(closed.status, 200, "{}", closed.body);
        let undone = program
            .call("/api/v1/larkbill/commands/undo_change", &json!({ "change": closed.json()["seq"] }))
            .await;
        assert_eq!(undone.status, 200, "{}", undone.body);
        assert!(program.get("/api/v1/larkbill/INV/ways-in").await.json()["address"].is_string());
    });
}

#[test]
fn the_form_stands_where_it_is_allowed_and_works_without_a_script() {
    on_both_engines(async |office: &Office, router: &Router| {
        let visitor = Browser::of_nobody(router);
        assert_eq!(visitor.get(FORM).await.status, 404, "a form that is closed is not found");
        assert_eq!(visitor.get(&format!("{FORM}/embed.js")).await.status, 404);
        allow(office);
        let shown = sent(router, "GET", &[], "").await;
        let policy = head(&shown, "content-security-policy");
        assert!(policy.ends_with("frame-ancestors https://www.larkbill.example"), "{policy}");
        assert_eq!(head(&shown, "set-cookie"), "");
        let page = visitor.get(&format!("{FORM}?theme=dark")).await;
        assert!(page.shows("data-theme=\"dark\"") && page.shows("name=\"website\""), "{}", page.body);
        assert!(visitor.get(&format!("{FORM}?theme=%22evil")).await.shows("<html lang=\"en\">"));
        let script = visitor.get(&format!("{FORM}/embed.js")).await;
        assert!(script.kind.starts_with("text/javascript") && script.shows("iframe"));
        // Every other page stays out of frames.
        let portal = router.clone().oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
        assert!(head(&portal, "content-security-policy").ends_with("frame-ancestors 'none'"));

        let done = visitor
            .form(
                &format!("{FORM}?theme=dark"),
                "body=Pay+by+bank&name=Nora&email=nora%40pellworth.example&consent=yes",
            )
            .await;
        assert_eq!((done.status, done.location.as_str()), (303, "/larkbill/form/INV?said=1&theme=dark"));
        assert!(done.cookies.is_empty());
        assert!(visitor.get(&done.location).await.shows("Somebody will read it."));
        let refused = visitor.form(FORM, "body=Pay+by+bank&name=Nora").await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.shows("Tick that you agree")
                && refused.shows(">Pay by bank</textarea>")
                && refused.shows("value=\"Nora\"")
        );
        assert_eq!(visitor.form(FORM, "body=&consent=yes").await.status, 422);
        assert_eq!(visitor.form_from_elsewhere(FORM, "body=a&consent=yes").await.status, 403);
        let trapped = visitor.form(FORM, "body=Buy+now&consent=yes&website=spam").await;
        assert_eq!(trapped.status, 303, "a program is thanked");
        assert_eq!(heard(office), 1, "and nothing of it is kept");
    });
}

#[test]
fn json_is_taken_from_the_sites_that_are_named_and_from_no_others() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (origin, evil, kind) =
            (("origin", SITE), ("origin", "https://evil.example"), ("content-type", "application/json"));
        assert_eq!(sent(router, "OPTIONS", &[origin], "").await.status(), 404);
        allow(office);
        let asked = sent(router, "OPTIONS", &[origin], "").await;
        assert_eq!(asked.status(), 204);
        assert_eq!(head(&asked, "access-control-allow-origin"), SITE);
        assert_eq!(head(&asked, "access-control-allow-headers"), "content-type");
        assert_eq!(head(&asked, "access-control-allow-credentials"), "");
        let asked = sent(router, "OPTIONS", &[evil], "").await;
        assert_eq!(
            (asked.status().as_u16(), head(&asked, "access-control-allow-origin")),
            (403, String::new())
        );
        assert_eq!(head(&asked, "vary"), "Origin");

        let body =
            json!({ "body": "Pay by bank", "email": "nora@pellworth.example", "consent": true }).to_string();
        let done = sent(router, "POST", &[origin, kind], &body).await;
        assert_eq!(done.status(), 200);
        assert_eq!(head(&done, "access-control-allow-origin"), SITE);
        assert!(text(done).await.contains("Thank you"));
        for foreign in [
            "https://evil.example",
            "null",
            "https://www.larkbill.example.evil.example",
            "http://www.larkbill.example",
        ] {
            let refused = sent(router, "POST", &[("origin", foreign), kind], &body).await;
            assert_eq!(
                (refused.status().as_u16(), head(&refused, "access-control-allow-origin")),
                (403, String::new()),
                "{foreign}"
            );
        }
        let refused = sent(router, "POST", &[origin, kind], "{\"body\":\"a\"}").await;
        assert_eq!(
            (refused.status().as_u16(), head(&refused, "access-control-allow-origin").as_str()),
            (422, SITE)
        );
        assert!(text(refused).await.contains("\"field\":\"consent\""));
        assert_eq!(sent(router, "POST", &[origin, kind], "[").await.status(), 422);
        assert_eq!(heard(office), 1);
    });
}

#[test]
fn what_is_too_much_is_refused() {
    on_both_engines(async |office: &Office, router: &Router| {
        allow(office);
        let (origin, kind) = (("origin", SITE), ("content-type", "application/json"));
        let large = json!({ "body": "x".repeat(5_001), "consent": true }).to_string();
        assert_eq!(sent(router, "POST", &[origin, kind], &large).await.status(), 422);
        let huge = json!({ "body": "x".repeat(300_000), "consent": true }).to_string();
        assert_eq!(sent(router, "POST", &[origin, kind], &huge).await.status(), 413);
        assert_eq!(heard(office), 0);
    });
}

#[test]
fn a_mail_is_read_in_the_inbox_and_its_sender_becomes_a_contact() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mailbox = office.does(&office.ines(), OpenMailbox { product: office.product }).unwrap().done.id;
        writes(office, mailbox, "1@x", &[], "Too slow.\n\n> old words");
        writes(office, mailbox, "2@x", &["1@x"], "And too dear.");
        let ines = Browser::of(router, office, &office.ines());
        let page = ines.get("/larkbill/INV/inbox?open=1").await;
        assert!(
            page.shows("Slow &#38; dear") && page.shows("Nora &#60;b&#62;") && !page.shows("<b>Nora <b>"),
            "{}",
            page.body
        );
        assert!(
            page.shows("nobody has confirmed it")
                && page.shows("id=\"quoted\"")
                && page.shows("The same conversation")
        );
        assert!(!page.shows("id=\"know-sender\""), "no customer is known yet");
        let customer = ines.form("/larkbill/commands/add_customer", "name=Pellworth").await;
        assert_eq!(customer.status, 303);
        let page = ines.get("/larkbill/INV/inbox?open=1").await;
        let id = page.body.split("id=\"know-sender\"").nth(1).unwrap();
        let feedback = id.split("name=\"feedback\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let customer = id.split("<option value=\"").nth(2).unwrap().split('"').next().unwrap();
        let known = ines
            .form("/larkbill/commands/know_sender", &format!("feedback={feedback}&customer={customer}"))
            .await;
        assert_eq!(known.status, 303, "{}", known.body);
        let page = ines.get("/larkbill/INV/inbox?open=2").await;
        assert!(page.shows("Pellworth") && !page.shows("id=\"know-sender\""), "{}", page.body);
        let history = ines.get("/larkbill/INV/history").await;
        assert!(history.shows("opened the address for feedback"), "{}", history.body);
    });
}
