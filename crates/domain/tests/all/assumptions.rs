//! What features rest on, how it is tried, and the tree that holds it all, told as stories on both engines.

use domain::discovery::add_need::AddNeed;
use domain::discovery::serve_goal::ServeGoal;
use domain::line::tree::{Node, Tree, What, tree};
use domain::line::undo_change::UndoChange;
use domain::roadmap::FeatureId;
use domain::roadmap::add_feature::AddFeature;
use domain::roadmap::assumptions::add_assumption::AddAssumption;
use domain::roadmap::assumptions::add_experiment::AddExperiment;
use domain::roadmap::assumptions::archive_assumption::ArchiveAssumption;
use domain::roadmap::assumptions::archive_experiment::ArchiveExperiment;
use domain::roadmap::assumptions::conclude_experiment::ConcludeExperiment;
use domain::roadmap::assumptions::edit_assumption::EditAssumption;
use domain::roadmap::assumptions::edit_experiment::{EditExperiment, ExperimentText};
use domain::roadmap::assumptions::queries::{AssumptionRow, assumptions, experiments};
use domain::roadmap::assumptions::restore_assumption::RestoreAssumption;
use domain::roadmap::assumptions::restore_experiment::RestoreExperiment;
use domain::roadmap::assumptions::schedule_experiment::ScheduleExperiment;
use domain::roadmap::assumptions::settle_assumption::SettleAssumption;
use domain::roadmap::assumptions::weigh_assumption::WeighAssumption;
use domain::roadmap::assumptions::{
    AssumptionId, AssumptionState, Experiment, ExperimentDecision, ExperimentId,
};
use domain::roadmap::offer_feature::OfferFeature;
use domain::roadmap::queries::feature;
use domain::roadmap::withdraw_offer::WithdrawOffer;
use domain::spine::moment::Day;
use domain::strategy::add_goal::AddGoal;
use domain::testing::{Office, on_both_engines};

/// The feature INV-1.
fn a_feature(office: &Office, title: &str) -> FeatureId {
    let command = AddFeature {
        capability: None,
        product: office.product,
        title: title.into(),
        need: None,
        problem: String::new(),
    };
    office.does(&office.ines(), command).unwrap().done.id
}

fn rests_on(office: &Office, feature: FeatureId, statement: &str, weight: (i64, i64)) -> AssumptionId {
    let (importance, evidence) = (Some(weight.0), Some(weight.1));
    let command = AddAssumption { feature, statement: statement.into(), importance, evidence };
    office.does(&office.ines(), command).unwrap().done.id
}

fn planned(assumption: AssumptionId) -> AddExperiment {
    AddExperiment {
        assumption,
        hypothesis: "Half of those who see it choose a tone".into(),
        measure: "Firms that choose one".into(),
        threshold: "4 of 8".into(),
        starts_on: None,
        ends_on: None,
    }
}

fn concluded(experiment: ExperimentId, state: AssumptionState, evidence: i64) -> ConcludeExperiment {
    let decision =
        if state == AssumptionState::Refuted { ExperimentDecision::Stop } else { ExperimentDecision::GoOn };
    ConcludeExperiment { experiment, result: "6 of 8 chose one.".into(), decision, state, evidence }
}

fn read(office: &Office) -> (Vec<AssumptionRow>, Vec<Experiment>) {
    let (reader, product) = (office.mira(), office.product);
    office.reads(move |tx| {
        let feature = feature(tx, &reader, product, 1)?;
        Ok((assumptions(tx, &reader, &feature)?, experiments(tx, &reader, &feature)?))
    })
}

#[test]
fn the_riskiest_assumption_is_named_until_something_has_tried_it() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let feature = a_feature(office, "A tone for each customer");
        let known = rests_on(office, feature, "Firms have few customers", (4, 4));
        let risky = rests_on(office, feature, "A softer tone is paid as soon", (5, 1));
        let rows = read(office).0;
        assert_eq!((rows[0].id, rows[0].risk, rows[1].id, rows[1].risk), (risky, 20, known, 4));
        let wrong = AddAssumption { feature, statement: "x".into(), importance: Some(6), evidence: None };
        assert_eq!(office.is_refused(&ines, wrong).field(), Some("importance"));
        let weigh = |importance, evidence| WeighAssumption { assumption: known, importance, evidence };
        assert_eq!(office.is_refused(&ines, weigh(3, 6)).field(), Some("evidence"));
        assert_eq!(office.is_refused(&mira, weigh(3, 3)).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), weigh(3, 3)).kind(), "not_found");
        let offered = office.does(&ines, OfferFeature { feature, body: String::new() }).unwrap();
        assert_eq!(offered.done.untested.as_deref(), Some("A softer tone is paid as soon"));
        assert!(offered.done.feature.empty.contains(&"Evidence"));
        assert!(
            offered.sentence.ends_with(" Not tried yet: “A softer tone is paid as soon”"),
            "{}",
            offered.sentence
        );
        office.does(&ines, WithdrawOffer { feature, body: String::new() }).unwrap();
        let try_it = office.does(&ines, planned(risky)).unwrap();
        assert_eq!(try_it.sentence, "INV-4 tries INV-3.");
        let offered = office.does(&ines, OfferFeature { feature, body: String::new() }).unwrap();
        assert!(offered.done.untested.is_some(), "planned is not tried");
        office.does(&ines, WithdrawOffer { feature, body: String::new() }).unwrap();
        let ended = office.does(&ines, concluded(try_it.done.id, AssumptionState::Confirmed, 5)).unwrap();
        assert_eq!(ended.sentence, "INV-4 is concluded: go on. INV-3 is confirmed.");
        let (rows, _) = read(office);
        let now = rows.iter().find(|row| row.id == risky).unwrap();
        assert_eq!((now.state, now.evidence, now.risk, now.concluded), (AssumptionState::Confirmed, 5, 0, 1));
        let offered = office.does(&ines, OfferFeature { feature, body: String::new() }).unwrap();
        assert_eq!(offered.done.untested.as_deref(), Some("Firms have few customers"), "now the riskiest");
        // The experiment is the evidence: cited, not copied.
        assert!(!offered.done.feature.empty.contains(&"Evidence"));
        office.does(&ines, UndoChange { change: ended.seq.unwrap() }).unwrap();
        let now = read(office);
        assert_eq!((now.0[0].state, now.0[0].evidence, now.1[0].decision), (AssumptionState::Open, 1, None));
    });
}

#[test]
fn what_was_to_be_shown_stays_as_it_was() {
    on_both_engines(|office| {
        let ines = office.ines();
        let feature = a_feature(office, "A tone for each customer");
        let assumption = rests_on(office, feature, "A softer tone is paid as soon", (5, 1));
        let blank = AddExperiment { threshold: " ".into(), ..planned(assumption) };
        assert_eq!(office.is_refused(&ines, blank).field(), Some("threshold"));
        let experiment = office.does(&ines, planned(assumption)).unwrap().done.id;
        let edit = |text: &str, seen: Option<&str>| EditExperiment {
            experiment,
            field: ExperimentText::Threshold,
            text: text.into(),
            seen: seen.map(Into::into),
        };
        office.does(&ines, edit("5 of 8", Some("4 of 8"))).unwrap();
        assert_eq!(office.is_refused(&ines, edit("6 of 8", Some("4 of 8"))).kind(), "stale");
        let day = |text| Day::parse(text);
        let when = |starts_on, ends_on| ScheduleExperiment { experiment, starts_on, ends_on };
        let backwards = when(day("2026-11-12"), day("2026-11-02"));
        assert_eq!(office.is_refused(&ines, backwards).field(), Some("ends_on"));
        office.does(&ines, when(day("2026-11-02"), day("2026-11-12"))).unwrap();
        let silent = ConcludeExperiment {
            result: String::new(),
            ..concluded(experiment, AssumptionState::Refuted, 4)
        };
        assert_eq!(office.is_refused(&ines, silent).field(), Some("result"));
        office.does(&ines, concluded(experiment, AssumptionState::Refuted, 4)).unwrap();
        assert_eq!(office.is_refused(&ines, edit("7 of 8", None)).kind(), "conflict");
        assert_eq!(
            office.is_refused(&ines, concluded(experiment, AssumptionState::Confirmed, 4)).kind(),
            "conflict"
        );
        let told = read(office);
        assert_eq!((told.0[0].state, told.1[0].threshold.as_str()), (AssumptionState::Refuted, "5 of 8"));
        assert_eq!(told.1[0].concluded_by, ines.person);
        office.does(&ines, SettleAssumption { assumption, state: AssumptionState::Open }).unwrap();
        office.does(&ines, ArchiveExperiment { experiment }).unwrap();
        assert_eq!(read(office).0[0].experiments, 0);
        office.does(&ines, RestoreExperiment { experiment }).unwrap();
        office.does(&ines, ArchiveAssumption { assumption }).unwrap();
        assert_eq!(read(office), (vec![], vec![]));
        let words = EditAssumption { assumption, text: "Other".into(), seen: None };
        assert_eq!(office.is_refused(&ines, words.clone()).kind(), "conflict");
        office.does(&ines, RestoreAssumption { assumption }).unwrap();
        let stale = EditAssumption { seen: Some("Never".into()), ..words };
        assert_eq!(office.is_refused(&ines, stale).kind(), "stale");
        assert_eq!(read(office).1.len(), 1);
    });
}

fn grown(office: &Office) -> Tree {
    let (reader, product) = (office.mira(), office.product);
    office.reads(move |tx| tree(tx, &reader, product))
}

fn drawn(nodes: &[Node]) -> Vec<String> {
    nodes.iter().map(|node| format!("{}{}", "  ".repeat(node.depth), node.title)).collect()
}

#[test]
fn the_tree_leads_from_goals_to_experiments_and_names_what_hangs_loose() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let firm = AddGoal { title: "Firms stay".into(), ..AddGoal::default() };
        let firm = office.does(&ines, firm).unwrap().done.id;
        let goal = AddGoal { title: "Paid on time".into(), parent: Some(firm), ..AddGoal::default() };
        let goal = office.does(&ines, goal).unwrap().done.id;
        let need = |title: &str, parent| AddNeed {
            product,
            title: title.into(),
            description: String::new(),
            parent,
            capability: None,
        };
        let chase = office.does(&ines, need("Chase late payers", None)).unwrap().done.id;
        let part = office.does(&ines, need("Say when", Some(chase))).unwrap().done.id;
        office.does(&ines, need("Books that match", None)).unwrap();
        office.does(&ines, ServeGoal { need: chase, goal }).unwrap();
        let tone = office.taken_feature("A tone", &[chase, part], &[]);
        let assumption = rests_on(office, tone, "Softer is as good", (5, 1));
        office.does(&ines, planned(assumption)).unwrap();
        rests_on(office, tone, "Few customers", (5, 0));
        a_feature(office, "Dark mode");
        let told = grown(office);
        let tried = "            Half of those who see it choose a tone";
        assert_eq!(
            drawn(&told.goals),
            [
                "Firms stay",
                "  Paid on time",
                "    Chase late payers",
                "      Say when",
                "        A tone",
                "          Few customers",
                "          Softer is as good",
                tried,
                "      A tone",
                "        Few customers",
                "        Softer is as good",
                &tried[2..],
            ]
        );
        assert_eq!(drawn(&told.needs_without_goal), ["Books that match"]);
        assert_eq!(drawn(&told.features_without_need), ["Dark mode"]);
        assert_eq!((told.goals[2].below, told.is_cut), (2, false));
        assert!(matches!(told.goals[5].what, What::Assumption { risk: 25, .. }));
        let stranger = office.stranger();
        assert_eq!(office.reads(move |tx| tree(tx, &stranger, product)), Tree::default());
    });
}
