//! From what customers said to a need with its demand, told as stories on both engines.

use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::demand::{Demand, demand_of_need};
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::put_feedback_aside::PutFeedbackAside;
use domain::discovery::queries::{self, Filter};
use domain::discovery::unlink_quote::UnlinkQuote;
use domain::discovery::{FeedbackId, FeedbackState, NeedId};
use domain::line::undo_change::UndoChange;
use domain::market::CustomerId;
use domain::market::add_customer::AddCustomer;
use domain::testing::{Office, on_both_engines};

fn customer(office: &Office, name: &str, revenue: &str) -> CustomerId {
    let command = AddCustomer { name: name.into(), revenue: revenue.into(), ..AddCustomer::default() };
    office.does(&office.ines(), command).unwrap().done.id
}

fn says(office: &Office, customer: Option<CustomerId>, body: &str) -> FeedbackId {
    let command = AddFeedback {
        product: office.product,
        body: body.into(),
        channel: None,
        contact: None,
        customer,
        said_as: String::new(),
        tags: "reminders".into(),
        said_at: None,
    };
    office.does(&office.lena(), command).unwrap().done.id
}

fn link(feedback: FeedbackId, passage: &str, need: Option<NeedId>, new_need: &str) -> LinkQuote {
    LinkQuote { feedback, passage: passage.into(), need, new_need: new_need.into(), importance: None }
}

fn demand(office: &Office, number: i64) -> Demand {
    let (ines, product) = (office.ines(), office.product);
    office.reads(move |tx| {
        let need = queries::need(tx, &ines, product, number)?;
        Ok(tx.together(demand_of_need(&ines, &need)?)?)
    })
}

#[test]
fn a_customers_words_lead_to_a_need_and_each_account_counts_once() {
    on_both_engines(|office| {
        let (pellworth, morrow) =
            (customer(office, "Pellworth", "28,400"), customer(office, "Morrowfield", "33500"));
        let first = says(
            office,
            Some(pellworth),
            "The third reminder went out in the same stern words, and I had to ring them.",
        );
        let ines = office.ines();
        let made = office
            .does(
                &ines,
                link(first, "the same stern words", None, "Chase late payers without souring things"),
            )
            .unwrap();
        assert_eq!(made.sentence, "The passage leads to INV-1 now.");
        let need = made.done.need;
        office.does(&ines, link(first, "I had to ring them", Some(need), "")).unwrap();
        let second = says(office, Some(morrow), "Half of our buyers pay after harvest.");
        office.does(&ines, link(second, "pay after harvest", Some(need), "")).unwrap();
        let unknown = says(office, None, "Your reminders are rude.");
        office.does(&ines, link(unknown, "reminders are rude", Some(need), "")).unwrap();
        let asked = demand(office, 1);
        let both = Demand { accounts: 2, revenue_minor: 6_190_000, top_minor: 3_350_000, unknown: 1 };
        assert_eq!((asked, asked.top_percent()), (both, Some(54)));
        let product = office.product;
        let rows = office.reads(move |tx| queries::needs(tx, &ines, product));
        assert_eq!((rows[0].quotes, rows[0].accounts, rows[0].revenue_minor), (4, 2, 6_190_000));
    });
}

#[test]
fn a_quote_is_to_the_letter_and_leads_somewhere_only_once() {
    on_both_engines(|office| {
        let (ines, feedback) = (office.ines(), says(office, None, "Please stop the reminders."));
        assert_eq!(
            office.is_refused(&ines, link(feedback, "halt the reminders", None, "x")).field(),
            Some("passage")
        );
        assert_eq!(
            office.is_refused(&ines, link(feedback, "stop the reminders", None, " ")).field(),
            Some("title")
        );
        let need = office.does(&ines, link(feedback, "stop the reminders", None, "Quiet")).unwrap().done.need;
        assert_eq!(
            office.is_refused(&ines, link(feedback, "stop the reminders", Some(need), "")).kind(),
            "conflict"
        );
        assert_eq!(
            office.is_refused(&office.mira(), link(feedback, "reminders", Some(need), "")).kind(),
            "not_allowed"
        );
        assert_eq!(
            office.is_refused(&office.stranger(), link(feedback, "reminders", Some(need), "")).kind(),
            "not_found"
        );
    });
}

#[test]
fn what_is_linked_leaves_the_new_ones_and_comes_back_when_it_is_not() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let (one, two) = (says(office, None, "Pay by bank, please."), says(office, None, "Nothing to add."));
        let reader = ines.clone();
        let new = |office: &Office| {
            let reader = reader.clone();
            let filter = Filter {
                state: Some(FeedbackState::New),
                tag: Some("reminders".into()),
                limit: 10,
                ..Filter::default()
            };
            office.reads(move |tx| queries::inbox(tx, &reader, product, &filter)).len()
        };
        assert_eq!(new(office), 2);
        let linked = office.does(&ines, link(one, "Pay by bank", None, "Pay their way")).unwrap();
        office.does(&ines, PutFeedbackAside { feedback: two }).unwrap();
        assert_eq!(new(office), 0);
        assert_eq!(office.is_refused(&ines, PutFeedbackAside { feedback: one }).kind(), "conflict");
        let unlinked = office.does(&ines, UnlinkQuote { quote: linked.done.id }).unwrap().seq.unwrap();
        assert_eq!((new(office), demand(office, 1).unknown), (1, 0));
        office.does(&ines, UndoChange { change: unlinked }).unwrap();
        assert_eq!((new(office), demand(office, 1).unknown), (0, 1));
    });
}
