//! What becomes of what somebody recorded for a customer, told as a story on both engines.

use domain::communication::Reach;
use domain::communication::publish_release::PublishRelease;
use domain::discovery::FeedbackId;
use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::put_feedback_aside::PutFeedbackAside;
use domain::line::recorded::{Became, Recorded, recorded};
use domain::spine::actor::Actor;
use domain::testing::{Office, on_both_engines};

use crate::told::Firm;

fn hears(office: &Office, words: &str) -> FeedbackId {
    let command = AddFeedback {
        product: office.product,
        body: words.into(),
        channel: None,
        contact: None,
        customer: None,
        said_as: String::new(),
        tags: String::new(),
        said_at: None,
    };
    office.does(&office.lena(), command).unwrap().done.id
}

fn told_to(office: &Office, actor: &Actor) -> Vec<Recorded> {
    let actor = actor.clone();
    office.reads(move |tx| recorded(tx, &actor, None))
}

#[test]
fn whoever_recorded_it_sees_how_far_it_came() {
    on_both_engines(|office| {
        let (ines, lena) = (office.ines(), office.lena());
        let (waits, aside) = (hears(office, "Print it in green"), hears(office, "Hello"));
        office.does(&ines, PutFeedbackAside { feedback: aside }).unwrap();
        let of = |id: FeedbackId| told_to(office, &lena).into_iter().find(|row| row.said.id == id).unwrap();
        assert_eq!((of(waits).became, of(aside).became), (Became::Waits, Became::Aside));
        let firm = Firm::of(office);
        let asked = |wanted: Became| {
            let rows = told_to(office, &lena);
            let rows: Vec<&Recorded> = rows.iter().filter(|row| !row.needs.is_empty()).collect();
            assert_eq!(rows.len(), 6, "three contacts spoke twice");
            assert!(rows.iter().all(|row| row.became == wanted && row.answers.len() == 1), "{rows:?}");
            assert_eq!(rows[0].needs[0].title, "Chase late payers without souring things");
            assert!(rows[0].said.customer.is_some());
        };
        asked(Became::Taken);
        let release = firm.release(office);
        asked(Became::Planned);
        office.does(&office.mira(), PublishRelease { release, audience: Reach::Everyone }).unwrap();
        asked(Became::Released);
        assert!(told_to(office, &ines).is_empty() && told_to(office, &office.stranger()).is_empty());
    });
}
