//! Files on items, over HTML and JSON.

use axum::body::{Body, Bytes};
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;

use crate::browser::{Answered, Browser, on_both_engines};

const STORY: &str = "/larkbill/items/INV-1";
const FORM: &str = "/larkbill/items/INV-1/attachments";
const API: &str = "/api/v1/larkbill/items/INV-1/attachments";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01";

fn header<'a>(answered: &'a Answered, name: &str) -> &'a str {
    answered.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

/// The id of the newest file of the story.
async fn newest(lena: &Browser<'_>) -> String {
    let listed = lena.get(API).await.json();
    listed.as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_file_is_attached_over_a_form_shown_opened_removed_and_taken_back() {
    on_both_engines(async |office, router| {
        office.stories(&["Pay by bank"]);
        let lena = Browser::of(router, office, &office.lena());
        let page = lena.get(STORY).await;
        assert!(page.shows("enctype=\"multipart/form-data\"") && page.shows("data-max-mb=\"1\""));
        assert!(page.shows("INV:") && page.shows("attachment"), "it is live");
        let sent = lena.attach(FORM, STORY, &[("shot.png", PNG)]).await;
        assert_eq!((sent.status, sent.location.as_str()), (303, STORY));
        assert!(sent.cookies.iter().any(|line| line.contains("is%20attached%20to%20INV-1")));
        let id = newest(&lena).await;
        let page = lena.get(STORY).await;
        assert!(page.shows("shot.png") && page.shows("24 bytes"), "{}", page.body);
        assert!(page.shows(&format!("<img src=\"/larkbill/attachments/{id}\"")));
        let opened = lena.get(&format!("/larkbill/attachments/{id}")).await;
        assert_eq!((opened.status, &opened.bytes[..]), (200, PNG));
        let removed =
            lena.form("/larkbill/commands/remove_attachment", &format!("attachment={id}&back={STORY}")).await;
        assert_eq!(removed.status, 303);
        let page = lena.get(STORY).await;
        assert!(!page.shows(&format!("id=\"file-{id}\"")) && page.shows(&format!("id=\"removed-{id}\"")));
        let aoife = Browser::of(router, office, &office.aoife());
        assert!(!aoife.get(STORY).await.shows(&id));
        assert_eq!(aoife.get(&format!("/larkbill/attachments/{id}")).await.status, 403);
        lena.form("/larkbill/commands/restore_attachment", &format!("attachment={id}&back={STORY}")).await;
        assert_eq!(aoife.get(&format!("/larkbill/attachments/{id}")).await.status, 200);
        let many: &[(&str, &[u8])] = &[("a.txt", b"a"), ("b.txt", b"b")];
        let sent = lena.attach(FORM, STORY, many).await;
        assert!(sent.cookies.iter().any(|line| line.contains("2%20files%20are%20attached")));
    });
}

#[test]
fn a_file_goes_out_in_no_way_in_which_it_would_run() {
    on_both_engines(async |office, router| {
        office.stories(&["Pay by bank"]);
        let lena = Browser::of(router, office, &office.lena());
        let text = "Gr\u{fc}\u{df}e <script>alert(1)</script>".repeat(40);
        for (name, bytes, kind, way) in [
            ("shot.png", PNG, "image/png", "inline; filename=\"shot.png\""),
            ("evil.html", PNG, "image/png", "inline; filename=\"evil.html.png\""),
            ("paper.pdf", b"%PDF-1.7 x", "application/pdf", "attachment; filename=\"paper.pdf\""),
            ("said.txt", text.as_bytes(), "text/plain; charset=utf-8", "attachment; filename=\"said.txt\""),
        ] {
            let sent = lena.attach(FORM, STORY, &[(name, bytes)]).await;
            assert_eq!(sent.status, 303, "{name}: {}", sent.body);
            let place = format!("/larkbill/attachments/{}", newest(&lena).await);
            let got = lena.get_with(&place, "accept-encoding", "gzip").await;
            assert_eq!((header(&got, "content-type"), &got.bytes[..]), (kind, bytes), "{name}");
            assert!(header(&got, "content-disposition").starts_with(way), "{name}");
            assert_eq!(header(&got, "content-security-policy"), "sandbox; default-src 'none'");
            assert_eq!(header(&got, "x-content-type-options"), "nosniff");
            assert_eq!(header(&got, "cache-control"), "private, no-cache");
            assert_eq!(header(&got, "cross-origin-resource-policy"), "same-origin");
            assert_eq!(header(&got, "content-encoding"), "");
            let saved = lena.get(&format!("{place}?download")).await;
            assert!(header(&saved, "content-disposition").starts_with("attachment"), "{name}");
            let tag = header(&got, "etag").to_owned();
            let same = lena.get_with(&place, "if-none-match", &tag).await;
            assert_eq!((same.status, same.bytes.len()), (304, 0));
            let part = lena.get_with(&place, "range", "bytes=1-3").await;
            assert_eq!((part.status, &part.bytes[..]), (206, &bytes[1..4]));
            assert_eq!(header(&part, "content-range"), format!("bytes 1-3/{}", bytes.len()));
            let outside = lena.get_with(&place, "range", "bytes=100000-").await;
            assert_eq!(
                (outside.status, header(&outside, "content-range")),
                (416, &*format!("bytes */{}", bytes.len()))
            );
        }
    });
}

#[test]
fn what_is_refused_says_why_and_leaves_nothing() {
    on_both_engines(async |office, router| {
        office.stories(&["Pay by bank"]);
        let lena = Browser::of(router, office, &office.lena());
        let large = vec![b'a'; (1 << 20) + 1];
        for (name, bytes, why) in [
            ("large.txt", &large[..], "“large.txt” is too large: one file may have up to 1 MB."),
            ("page.html", b"<!doctype html><p>x", "“page.html” is no picture"),
            ("drawing.svg", b"<svg xmlns='x'/>", "“drawing.svg” is no picture"),
            ("run.js", b"alert(1)", "“run.js” is no picture"),
            ("a.exe", b"MZ\x90\0\x03\0\0\0", "“a.exe” is no picture"),
            ("empty.txt", b"", "“empty.txt” is empty. Choose another file."),
        ] {
            let told = lena.by_stream().attach(FORM, STORY, &[(name, bytes)]).await;
            assert_eq!(told.status, 422, "{name}");
            assert!(told.shows("field=\"file\"") && told.shows(why), "{name}: {}", told.body);
        }
        let none = lena.by_stream().attach(FORM, STORY, &[("", b"")]).await;
        assert!(none.shows("Choose a file."), "{}", none.body);
        assert_eq!(lena.form(FORM, "back=/").await.status, 422);
        let odd = Browser::of_nobody(router).attach(FORM, STORY, &[("a.png", PNG)]).await;
        assert!(odd.location.contains("/sign-in"), "{}", odd.location);
        assert_eq!(
            lena.attach("/larkbill/items/INV-9/attachments", "/", &[("a.png", PNG)]).await.status,
            404
        );
        let elsewhere = format!("{FORM}?part={}", uuid::Uuid::nil());
        assert_eq!(lena.attach(&elsewhere, "/", &[("a.png", PNG)]).await.status, 404);
        assert!(is_clean(office), "nothing of it stays");
    });
}

#[test]
fn a_file_that_is_refused_takes_none_of_the_others_along() {
    on_both_engines(async |office, router| {
        office.stories(&["Pay by bank"]);
        let lena = Browser::of(router, office, &office.lena());
        let sent =
            lena.attach(FORM, STORY, &[("a.txt", b"a"), ("run.js", b"alert(1)"), ("b.txt", b"b")]).await;
        assert_eq!((sent.status, sent.location.as_str()), (303, STORY));
        let told = sent.cookies.join(" ");
        assert!(told.contains("2%20files%20are%20attached%20to%20INV-1.%201%20file%20is%20not"), "{told}");
        let many: Vec<(String, Vec<u8>)> = (0..22).map(|nth| (format!("{nth}.txt"), vec![b'a'])).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
        let told = lena.attach(API, "", &many).await.json();
        let (files, left) = (told["files"].as_array().unwrap(), told["not_attached"].as_array().unwrap());
        assert_eq!((files.len(), left.len()), (20, 2), "{told}");
        assert_eq!(left[1]["name"], "21.txt");
        assert_eq!(left[1]["sentence"], "“21.txt” is one too many: send at most 20 files at once.");
        let none = lena.attach(FORM, STORY, &[("a.js", b"alert(1)"), ("b.js", b"alert(2)")]).await;
        assert_eq!(none.status, 422);
        assert!(none.shows("“a.js” is no picture") && none.shows("“b.js” is no picture"), "{}", none.body);
        let parts = "--knot\r\ncontent-disposition: form-data; name=\"x\"\r\n\r\n\r\n".repeat(101);
        let odd = lena.send_form(FORM, format!("{parts}--knot--\r\n").into_bytes()).await;
        assert_eq!(odd.status, 422);
        assert!(odd.shows("This form holds too much beside files."), "{}", odd.body);
        let broken =
            b"--knot\r\ncontent-disposition: form-data; name=\"file\"; filename=\"c.txt\"\r\n\r\nc".to_vec();
        assert!(lena.send_form(FORM, broken).await.shows("did not arrive whole"));
        assert!(is_clean(office), "nothing of it stays");
    });
}

/// No bytes came in that hang nowhere.
fn is_clean(office: &Office) -> bool {
    let left = "select count(*) as value from stored_file where state <> 'kept'";
    office.reads(move |tx| Ok(tx.value::<i64>(left, &[])?)) == Some(0)
}

#[test]
fn a_program_attaches_lists_and_fetches_and_a_full_workspace_says_so() {
    on_both_engines(async |office, router| {
        office.stories(&["Pay by bank"]);
        for (token, writes) in [("tl_writes", true), ("tl_reads", false)] {
            let issue = IssueToken { name: "Build".into(), writes, token_hash: token_hash(token) };
            office.does(&office.lena(), issue).unwrap();
        }
        let (program, reader) = (
            Browser::of_nobody(router).with_token("tl_writes"),
            Browser::of_nobody(router).with_token("tl_reads"),
        );
        let sent = program.send_bytes(&format!("{API}?name=shot.png"), PNG).await.json();
        let id = sent["files"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(
            (&sent["files"][0]["key"], &sent["files"][0]["name"]),
            (&"INV-1".into(), &"shot.png".into())
        );
        let listed = reader.get(API).await.json();
        assert_eq!((&listed[0]["media_type"], &listed[0]["byte_count"]), (&"image/png".into(), &24.into()));
        assert_eq!(&reader.get(&format!("/api/v1/larkbill/attachments/{id}")).await.bytes[..], PNG);
        assert_eq!(reader.send_bytes(&format!("{API}?name=a.png"), PNG).await.status, 403);
        assert_eq!(program.send_bytes(API, PNG).await.json()["field"], "name");
        let forged = program.call("/api/v1/larkbill/commands/add_attachment", &serde_json::json!({})).await;
        assert_eq!(forged.status, 404, "bytes come in by one way alone");
        let half = futures_util::stream::iter([
            Ok(Bytes::from_static(b"half of a text")),
            Err(std::io::Error::other("the line is cut")),
        ]);
        let cut = program.send_bytes(&format!("{API}?name=a.txt"), Body::from_stream(half)).await;
        assert!(cut.shows("did not arrive whole"), "{}", cut.body);
        for nth in 0..2 {
            let sent = program.send_bytes(&format!("{API}?name={nth}.txt"), vec![b'a'; 1 << 20]).await;
            assert_eq!(sent.status, 200, "{}", sent.body);
        }
        let full = program.send_bytes(&format!("{API}?name=3.txt"), vec![b'a'; 1 << 20]).await.json();
        let told = full["detail"].as_str().unwrap();
        assert!(told.contains("“3.txt” with 1 MB") && told.contains("hold 2 MB of 3 MB"), "{told}");
        let held = reader.get("/api/v1/larkbill/attachments").await.json();
        assert_eq!((&held["files"], &held["workspace_bytes_max"]), (&3.into(), &(3 << 20).into()));
        let page = Browser::of(router, office, &office.lena()).get("/larkbill/INV/people").await;
        assert!(page.shows("3 files with 2 MB of 3 MB"), "{}", page.body);
        assert!(is_clean(office));
    });
}

#[test]
fn files_hang_on_feedback_and_on_verdicts() {
    on_both_engines(async |office, router| {
        let story = office.stories(&["Pay by bank"])[0].id;
        let (lena, mira) =
            (Browser::of(router, office, &office.lena()), Browser::of(router, office, &office.mira()));
        let said = format!("product={}&body=The+VAT+is+wrong.&back=/", office.product);
        lena.form("/larkbill/commands/add_feedback", &said).await;
        let inbox = "/larkbill/INV/inbox?open=1";
        let sent =
            lena.attach("/larkbill/items/LARK-1/attachments", inbox, &[("letter.pdf", b"%PDF-1.7")]).await;
        assert_eq!((sent.status, sent.location.as_str()), (303, inbox));
        assert!(lena.get(inbox).await.shows("letter.pdf"));
        let criterion = format!("story={story}&sentence=One+can+pay.&back=/");
        mira.form("/larkbill/commands/add_criterion", &criterion).await;
        mira.form("/larkbill/commands/finish_story", &format!("story={story}&back=/")).await;
        let page = mira.get(STORY).await;
        let criterion = page.body.split("id=\"judge-").nth(1).unwrap()[..36].to_owned();
        assert!(!page.shows("Attach what was seen"));
        mira.form("/larkbill/commands/give_verdict", &format!("criterion={criterion}&met=true&back=/")).await;
        let page = mira.get(STORY).await;
        let verdict = page.body.split("id=\"seen-").nth(1).unwrap()[..36].to_owned();
        let form = format!("{FORM}?part={verdict}");
        assert!(page.shows(&form), "{}", page.body);
        assert_eq!(mira.attach(&form, STORY, &[("seen.png", PNG)]).await.status, 303);
        assert!(
            mira.get(STORY).await.body.matches("seen.png").count() >= 2,
            "at the verdict and in the list"
        );
        let waiting = mira.get("/larkbill/INV/acceptance").await;
        assert!(waiting.shows("seen.png"), "{}", waiting.body);
    });
}
