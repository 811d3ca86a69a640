//! What the stories of the backlog are worth: their features, scores and demand, on both engines.

use axum::Router;
use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::link_quote::LinkQuote;
use domain::market::add_customer::AddCustomer;
use domain::testing::Office;

use crate::browser::{Browser, on_both_engines};

/// A need that this customer asks for twice.
pub(crate) fn asked_for(office: &Office, customer: &str, revenue: &str) -> domain::discovery::NeedId {
    let customer = AddCustomer { name: customer.into(), revenue: revenue.into(), ..AddCustomer::default() };
    let customer = office.does(&office.ines(), customer).unwrap().done.id;
    let mut need = None;
    for said in ["Too stern by far", "Why so stern?"] {
        let feedback = AddFeedback {
            product: office.product,
            body: said.into(),
            channel: None,
            contact: None,
            customer: Some(customer),
            said_as: String::new(),
            tags: String::new(),
            said_at: None,
        };
        let feedback = office.does(&office.lena(), feedback).unwrap().done.id;
        let link = LinkQuote {
            feedback,
            passage: said.into(),
            need,
            new_need: if need.is_none() { "Gentle words".into() } else { String::new() },
            importance: None,
        };
        need = Some(office.does(&office.ines(), link).unwrap().done.need);
    }
    need.unwrap()
}

#[test]
fn each_story_shows_its_feature_with_its_score_and_who_asks_for_it() {
    on_both_engines(async |office: &Office, router: &Router| {
        let need = asked_for(office, "Pellworth Fabrication", "28400");
        let s = office.stories(&["Choose a tone", "Preview it", "Mend a typing error"]);
        let feature = office.taken_feature("Tones", &[need], &[s[0].id, s[1].id]);
        let ines = Browser::of(router, office, &office.ines());
        let form =
            format!("feature={feature}&reach=1000&impact=2&confidence=80&effort=2&back=/larkbill/INV/scores");
        assert_eq!(ines.form("/larkbill/commands/score_feature", &form).await.status, 303);
        let mira = Browser::of(router, office, &office.mira());
        let plain = mira.get("/larkbill/INV/backlog").await;
        assert!(plain.shows("?worth=shown") && !plain.shows("Tones"), "{}", plain.body);
        let page = mira.get("/larkbill/INV/backlog?worth=shown").await;
        assert_eq!(page.body.matches(">Tones</a>").count(), 2, "{}", page.body);
        assert!(page.shows("<span class=\"num\">800.0</span>"), "{}", page.body);
        assert_eq!(page.body.matches("<span>€28.4k</span><small>1</small>").count(), 2, "once, not twice");
        let narrowed = mira.get("/larkbill/INV/backlog?worth=shown&words=typing").await;
        assert!(narrowed.shows("Mend a typing error") && !narrowed.shows("Tones"), "{}", narrowed.body);
        assert!(narrowed.shows("name=\"worth\" value=\"shown\""), "{}", narrowed.body);
        let lena = Browser::of(router, office, &office.lena());
        assert!(lena.get("/larkbill/INV/backlog?worth=shown").await.shows(">Tones</a>"));
    });
}
