//! Positioning and versions over HTML and over JSON, on both engines.

use axum::Router;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;

use crate::browser::{Browser, on_both_engines};

#[test]
fn a_positioning_is_written_and_two_versions_are_compared_in_words() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, lena) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.lena()));
        assert!(
            lena.get("/larkbill/INV/vision").await.shows("Not written yet. The product manager says here")
        );
        assert!(
            lena.get("/larkbill/INV/vision/versions?of=positioning").await.shows("Nothing was written yet.")
        );
        let write = |text: &str| {
            format!("product={}&field=benefit&text={text}&back=/larkbill/INV/vision", office.product)
        };
        let made = ines.form("/larkbill/commands/write_positioning", &write("is+paid+<late>")).await;
        assert_eq!((made.status, made.location.as_str()), (303, "/larkbill/INV/vision"), "{}", made.body);
        assert_eq!(lena.form("/larkbill/commands/write_positioning", &write("no")).await.status, 403);
        let page = lena.get("/larkbill/INV/vision/versions?of=positioning").await;
        assert!(page.shows("There is one version yet"), "{}", page.body);
        assert_eq!(
            ines.form("/larkbill/commands/write_positioning", &write("is+paid+in+time")).await.status,
            303
        );
        let page = lena.get("/larkbill/INV/vision/versions?of=positioning").await;
        for shown in ["One text differs.", "is paid <del>&#60;late&#62;</del><ins>in time</ins>", "by Ines"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        let token = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_lena") };
        office.does(&office.lena(), token).unwrap();
        let api = Browser::of_nobody(router).with_token("tl_lena");
        let told = api.get("/api/v1/larkbill/INV/vision/versions?of=positioning").await.json();
        assert_eq!(
            (told.as_array().unwrap().len(), told[1]["texts"][2].as_str()),
            (2, Some("is paid <late>"))
        );
        assert_eq!(api.get("/api/v1/larkbill/INV/positioning").await.json()["benefit"], "is paid in time");
        let same = format!("/larkbill/INV/vision/versions?of=positioning&old={0}&new={0}", told[0]["seq"]);
        assert!(lena.get(&same).await.shows("The two say the same."));
        assert!(lena.get("/larkbill/INV/vision/versions?old=99999").await.status == 200);
    });
}
