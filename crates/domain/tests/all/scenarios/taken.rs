//! Taken over, whole and with one undo: by whom, what stands then, and what keeps it from being taken.

use domain::communication::decisions::Decision;
use domain::line::undo_change::UndoChange;
use domain::roadmap::archive_feature::ArchiveFeature;
use domain::roadmap::restore_feature::RestoreFeature;
use domain::roadmap::{Feature, agreement};
use domain::scenarios::ahead::Ahead;
use domain::scenarios::change_capacity::ChangeCapacity;
use domain::scenarios::drop_scenario::DropScenario;
use domain::scenarios::offer_scenario::OfferScenario;
use domain::scenarios::take_scenario::TakeScenario;
use domain::scenarios::{Scenario, ScenarioId, ScenarioState};
use domain::testing::{Office, on_both_engines};

use super::{Firm, before, begun, compared, left_out, loaded, sized};

#[test]
fn taken_over_it_is_as_it_was_worked_out_and_one_undo_takes_all_of_it_back() {
    on_both_engines(|office| {
        let (firm, ines, mira) = (Firm::opened(office), office.ines(), office.mira());
        let scenario = begun(office, "Parts for the fair");
        let backlog = office.backlog();
        office.does(&ines, before(scenario, firm.parts, firm.bank)).unwrap();
        office.does(&ines, left_out(scenario, firm.tone)).unwrap();
        office.does(&ines, ChangeCapacity { scenario, percent: 120, from: None }).unwrap();
        let promised = compared(office, scenario);
        let take = |reason: &str| TakeScenario { scenario, reason: reason.into() };
        // The order of the backlog is the owner's, the roadmap the manager's.
        assert!(office.is_refused(&ines, take("")).to_string().contains("Offer it"));
        assert!(office.is_refused(&mira, take("")).to_string().contains("Ask the manager to offer it"));
        office.does(&ines, OfferScenario { scenario }).unwrap();
        office.is_refused(&ines, OfferScenario { scenario });
        let taken = office.does(&mira, take("The fair is in March.")).unwrap();
        assert!(taken.sentence.contains("is taken over: 5 stories moved, and INV-"), "{}", taken.sentence);
        let order: Vec<String> = office.backlog();
        let at = order.iter().position(|title| title == "house").unwrap();
        assert_eq!(
            order[at..],
            ["house", "parts 1", "parts 2", "bank 1", "bank 2", "bank 3", "tone 1", "tone 2", "tone 3"]
        );
        let tone: Feature = loaded(office, firm.tone);
        assert_eq!((tone.starts_on, tone.ends_on, tone.date_precision), (None, None, None));
        let (lena, feature) = (office.lena(), tone.clone());
        let thread = office.reads(move |tx| agreement::thread(tx, &lena, &feature));
        assert!(thread.last().unwrap().body.contains("scenario 1 “Parts for the fair” was taken over"));
        // What was worked out is what stands now.
        let now = compared(office, begun(office, "After"));
        for row in promised.iter().filter(|row| row.then.ahead != Ahead::LeftOut) {
            let stands = now.iter().find(|stands| stands.id == row.id).unwrap();
            assert_eq!(stands.now.ahead, row.then.ahead, "{row:?}");
        }
        found_again(office, scenario);
        office.is_refused(&ines, ChangeCapacity { scenario, percent: 110, from: None });
        office.is_refused(&ines, DropScenario { scenario, reason: String::new() });
        office.does(&mira, UndoChange { change: taken.seq.unwrap() }).unwrap();
        assert_eq!(office.backlog(), backlog);
        assert_eq!(compared(office, scenario), promised, "windows, releases and all");
        let scenario: Scenario = loaded(office, scenario);
        assert_eq!((scenario.state, scenario.decision_id), (ScenarioState::Offered, None));
    });
}

/// The decision says what was done, what is left to people, and the figures.
fn found_again(office: &Office, scenario: ScenarioId) {
    let scenario: Scenario = loaded(office, scenario);
    let decision: Decision = loaded(office, scenario.decision_id.unwrap());
    assert_eq!(decision.title, "Scenario 1: Parts for the fair");
    assert!(decision.context.contains("Before the fair."));
    assert!(
        decision.reasons.starts_with("The fair is in March.\n\n2 features come sooner, 1 is left out."),
        "{}",
        decision.reasons
    );
    let (done, open) = decision.choice.split_once("Still to be done by people:").unwrap();
    assert!(done.contains("is left out.") && done.contains("comes right before INV-"), "{done}");
    assert!(open.contains("120 % of today’s pace from now on."), "{open}");
    assert!(open.contains("Pay in parts: now by ") && open.contains("to keep its promise"), "{open}");
    assert!(scenario.told.contains("1 is left out") && scenario.settled_at.is_some());
}

#[test]
fn a_manager_takes_over_alone_what_moves_no_story() {
    on_both_engines(|office| {
        let (firm, ines) = (Firm::opened(office), office.ines());
        let scenario = begun(office, "One team more");
        let take = || TakeScenario { scenario, reason: String::new() };
        assert!(office.is_refused(&ines, take()).to_string().contains("Nothing is otherwise"));
        office.does(&ines, ChangeCapacity { scenario, percent: 150, from: None }).unwrap();
        office.does(&ines, sized(scenario, firm.tone, -1)).unwrap();
        let backlog = office.backlog();
        let taken = office.does(&ines, take()).unwrap();
        assert!(taken.sentence.contains("no story had to move"), "{}", taken.sentence);
        assert_eq!(office.backlog(), backlog);
        let scenario: Scenario = loaded(office, scenario);
        let decision: Decision = loaded(office, scenario.decision_id.unwrap());
        assert!(decision.choice.starts_with("Still to be done by people:"), "{}", decision.choice);
        assert!(decision.choice.contains("has 1 story fewer."), "{}", decision.choice);
    });
}

#[test]
fn what_was_offered_is_what_is_taken() {
    on_both_engines(|office| {
        let (firm, ines, mira) = (Firm::opened(office), office.ines(), office.mira());
        let scenario = begun(office, "Bank first");
        office.does(&ines, before(scenario, firm.bank, firm.tone)).unwrap();
        office.does(&ines, OfferScenario { scenario }).unwrap();
        office.does(&ines, ChangeCapacity { scenario, percent: 90, from: None }).unwrap();
        assert_eq!(loaded::<Scenario>(office, scenario).state, ScenarioState::Draft);
        let take = || TakeScenario { scenario, reason: String::new() };
        assert!(office.is_refused(&mira, take()).to_string().contains("not offered yet"));
        office.does(&ines, OfferScenario { scenario }).unwrap();
        // What was archived since is named.
        office.does(&ines, ArchiveFeature { feature: firm.tone }).unwrap();
        let told = office.is_refused(&mira, take()).to_string();
        assert!(told.contains("“Your own tone” was archived since"), "{told}");
        office.does(&ines, RestoreFeature { feature: firm.tone }).unwrap();
        office.does(&mira, take()).unwrap();
        assert_eq!(office.backlog()[office.backlog().len() - 9..][..3], ["bank 1", "bank 2", "bank 3"]);
    });
}
