//! The first page of a product: what others changed since one was last here.

use crate::browser::{Browser, on_both_engines};

#[test]
fn what_others_did_since_the_last_visit_is_told_in_groups() {
    on_both_engines(async |office, router| {
        let (ines, lena) = (office.ines(), office.lena());
        let reader = Browser::of(router, office, &lena);
        let first = reader.get("/larkbill/INV/today").await;
        assert!(first.shows("In the last week") && first.shows("data-looked=\"/larkbill/INV/looked\""));
        // A reading writes nothing: only a look does.
        assert!(reader.get("/larkbill/INV/today").await.shows("In the last week"));
        let looked = reader.form("/larkbill/INV/looked", "").await;
        assert_eq!(looked.status, 204);
        let product = office.product;
        let manager = Browser::of(router, office, &ines);
        let need = format!("product={product}&title=Pay+their+way&back=/larkbill/INV/needs");
        assert_eq!(manager.form("/larkbill/commands/add_need", &need).await.status, 303);
        let story = format!("product={product}&title=Own&back=/larkbill/INV/backlog");
        assert_eq!(reader.form("/larkbill/commands/add_story", &story).await.status, 303);
        let page = reader.get("/larkbill/INV/today").await;
        assert!(page.shows("<dt>Needs</dt>"), "{}", page.body);
        assert!(page.shows(">Pay their way</a>"), "the item is called by its title");
        assert!(!page.shows("<dt>Stories</dt>"), "one's own doing is no news");
        let said = format!("product={product}&body=Slow+lists&channel=call&back=/larkbill/INV/inbox");
        assert_eq!(manager.form("/larkbill/commands/add_feedback", &said).await.status, 303);
        let page = reader.get("/larkbill/INV/today").await;
        assert!(
            page.shows("<dt>Inbox</dt>") && !page.shows("\"></a>"),
            "what has no title is called by its key"
        );
        // However much one did oneself, what others did is told.
        for _ in 0..310 {
            assert_eq!(reader.form("/larkbill/commands/add_story", &story).await.status, 303);
        }
        assert!(reader.get("/larkbill/INV/today").await.shows(">Pay their way</a>"));
        // A goal is the firm's, and told to whoever reads one of its products.
        let goal = "title=Firms+stay&back=/larkbill/INV/vision";
        assert_eq!(manager.form("/larkbill/commands/add_goal", goal).await.status, 303);
        assert!(reader.get("/larkbill/INV/today").await.shows("<dt>Direction</dt>"));
        let told = reader.get("/api/v1/larkbill/INV/today").await.json();
        assert!(told["ahead"].is_array() && told["line_to_walk"].is_null(), "{told}");
    });
}

#[test]
fn only_who_may_read_the_product_has_visits_of_it() {
    on_both_engines(async |office, router| {
        let nobody = Browser::of_nobody(router);
        assert_eq!(nobody.form("/larkbill/INV/looked", "").await.status, 303);
        let stranger = Browser::of(router, office, &office.stranger());
        assert_eq!(stranger.form("/larkbill/INV/looked", "").await.status, 303, "is asked to sign in here");
        let lena = Browser::of(router, office, &office.lena());
        assert_eq!(lena.form("/larkbill/ZZZ/looked", "").await.status, 404);
    });
}
