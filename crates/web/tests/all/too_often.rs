//! What one sends too much of is not counted for everybody else.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use domain::testing::Office;
use serde_json::json;
use tower::ServiceExt;

use crate::browser::on_both_engines;
use crate::ways_in::{FORM, SITE, allow, heard};

#[test]
fn whoever_sends_too_much_closes_the_form_for_nobody_else() {
    on_both_engines(async |office: &Office, router: &Router| {
        allow(office);
        let send = async |address: &str, origin: &str| {
            let body = json!({ "body": "Too slow", "consent": true }).to_string();
            let request = Request::builder().method("POST").uri(FORM).header("host", "localhost");
            let request = request.header("origin", origin).header("content-type", "application/json");
            let peer = std::net::SocketAddr::new(address.parse().unwrap(), 40_000);
            let request = request.extension(axum::extract::ConnectInfo(peer)).body(Body::from(body)).unwrap();
            router.clone().oneshot(request).await.unwrap().status()
        };
        let counted = |bucket: &'static str| {
            let sql = "select cast(coalesce(sum(tries), 0) as bigint) as value from rate_limit where bucket like $1";
            office.reads(move |tx| Ok(tx.value::<i64>(sql, &[&bucket])?)).unwrap()
        };
        // What is sent from a site that is not named is counted nowhere.
        assert_eq!(send("2001:db8:1:2::9", "https://elsewhere.example").await, 403);
        assert_eq!(counted("form %"), 0);
        for host in 1..=20 {
            assert_eq!(send(&format!("2001:db8:1:2::{host}"), SITE).await, 200);
        }
        for host in 21..=40 {
            assert_eq!(send(&format!("2001:db8:1:2::{host}"), SITE).await, 429, "one network is one sender");
        }
        assert_eq!(
            counted("form %") - counted("form % %"),
            20,
            "what was refused takes nothing off the others"
        );
        assert_eq!(send("2001:db8:1:3::1", SITE).await, 200);
        assert_eq!(heard(office), 21);
    });
}
