//! Searches that are stopped, cut or begun again, plans that no longer hold, and who may ask for them, on both engines.

use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::add_dependency::AddDependency;
use domain::backlog::estimate_story::EstimateStory;
use domain::backlog::finish_story::FinishStory;
use domain::spine::actor::{Actor, Door};
use domain::sprint::ahead::end_plan_search::EndPlanSearch;
use domain::sprint::ahead::keep_story_out::KeepStoryOut;
use domain::sprint::ahead::pin_story::PinStory;
use domain::sprint::ahead::propose_plan::ProposePlan;
use domain::sprint::ahead::stop_plan_search::StopPlanSearch;
use domain::sprint::ahead::take_plan::TakePlan;
use domain::sprint::ahead::unpin_story::UnpinStory;
use domain::sprint::ahead::{SearchState, progress, queries};
use domain::sprint::plan::edit_sprint_goal::EditSprintGoal;
use domain::sprint::plan::put_in_sprint::PutInSprint;
use domain::sprint::plan::start_sprint::StartSprint;
use domain::testing::{Office, on_both_engines};

use crate::ahead::{FIRST, Patience, SECOND, ahead, best, newest, of, proposed, sprint, team, two_sprints};
use crate::plan::stories;

#[test]
fn a_search_that_is_stopped_or_cut_has_a_plan_and_says_how_good_it_is_at_least() {
    on_both_engines(|office| {
        let (mira, team) = (office.mira(), team(office, "Reminders", "17"));
        for days in [FIRST, SECOND, ("2026-12-14", "2026-12-25")] {
            sprint(office, team, days);
        }
        let sizes = ["3", "5", "8", "2", "13", "5", "3", "8", "5", "1"];
        let all = stories(office, &sizes.repeat(6));
        assert_eq!(all.len(), 60);
        let (search, found) = proposed(office, Patience(2, 200));
        assert!(!found.proven && !found.plan.is_empty(), "{found:?}");
        assert!(found.unexplained > 0 && found.reasons.len() + found.unexplained == 60, "{found:?}");
        assert!(found.bound >= found.value && found.gap >= 0.0 && found.gap < 1.0, "{found:?}");
        assert_eq!(newest(office).state, SearchState::Stopped);
        office.does(&mira, TakePlan { search }).unwrap();
        let planned = all.iter().filter(|story| of(office, **story).sprint_id.is_some()).count();
        assert_eq!(planned, found.plan.len());
    });
}

#[test]
fn a_search_is_told_to_stop_by_a_command_and_begun_again_where_its_server_died() {
    on_both_engines(|office| {
        let (mira, product) = (office.mira(), office.product);
        let told = office.is_refused(&mira, ProposePlan { product }).to_string();
        assert_eq!(told, "No sprint is planned. Plan one first.");
        two_sprints(office);
        let search = office.does(&mira, ProposePlan { product }).unwrap().done.id;
        let twice = office.is_refused(&mira, ProposePlan { product }).to_string();
        assert!(twice.starts_with("A search for this product is under way."), "{twice}");
        office.is_refused(&mira, TakePlan { search });
        let open = |office: &Office| {
            let now = office.now();
            office.reads(move |tx| progress::open(tx, now)).first().copied()
        };
        let writes =
            |work: fn(&database::Tx<'_>, progress::Open, _) -> domain::spine::refusal::Result<bool>| {
                let (first, now) = (open(office).unwrap(), office.now());
                office.db.write(office.workspace.0, move |tx| work(tx, first, now)).unwrap()
            };
        assert!(writes(progress::claim));
        assert!(open(office).is_none(), "somebody searches");
        office.wait_seconds(25);
        assert!(writes(progress::claim), "nobody was heard of for so long");
        office.wait_seconds(25);
        let waiting = open(office).unwrap();
        let heard = progress::Heard { nodes: 7, value: Some(3.0), bound: 4.0 };
        let now = office.now();
        let note = move |tx: &database::Tx<'_>| progress::note(tx, waiting, heard, now);
        assert!(office.db.write(office.workspace.0, note).unwrap(), "it goes on");
        assert_eq!((newest(office).nodes, newest(office).bound), (7, Some(4.0)));
        office.is_refused(&office.aoife(), StopPlanSearch { search });
        office.does(&mira, StopPlanSearch { search }).unwrap();
        assert!(!office.db.write(office.workspace.0, note).unwrap(), "it is to end");
        let release = move |tx: &database::Tx<'_>| progress::release(tx, waiting);
        office.db.write(office.workspace.0, release).unwrap();
        assert!(open(office).is_some(), "the server stopped, and another one may begin at once");
        let program = Actor::program(office.workspace, Door::Timer);
        office.does(&program, EndPlanSearch::given_up(search, "It was cut too often.")).unwrap();
        assert!(open(office).is_none());
        let told = office.is_refused(&mira, StopPlanSearch { search }).to_string();
        assert_eq!(told, "This search is over.");
        assert_eq!(office.is_refused(&mira, TakePlan { search }).to_string(), "It was cut too often.");
    });
}

#[test]
fn a_plan_is_not_taken_when_what_it_was_made_from_has_changed() {
    on_both_engines(|office| {
        let (mira, [one, two]) = (office.mira(), two_sprints(office));
        let all = stories(office, &["5", "5", "5", "5"]);
        let refused = |search| office.is_refused(&mira, TakePlan { search }).to_string();
        let (search, _) = best(office);
        office.does(&mira, PinStory { story: all[0], sprint: two }).unwrap();
        assert_eq!(refused(search), "INV-1 is pinned to sprint 2 by now. Propose again.");
        office.does(&mira, UnpinStory { story: all[0] }).unwrap();
        office.does(&office.aoife(), EstimateStory { story: all[1], points: "8".into() }).unwrap();
        assert_eq!(refused(search), "Sprint 1 has 10 points by now, and the plan takes 13. Propose again.");
        office.does(&office.aoife(), EstimateStory { story: all[1], points: "5".into() }).unwrap();
        office.does(&mira, AddDependency { story: all[0], blocker: all[3] }).unwrap();
        assert_eq!(refused(search), "INV-1 is planned before INV-4, which it needs. Propose again.");
        let (search, found) = best(office);
        assert_eq!(found.sprint_of(all[0]), found.sprint_of(all[3]));
        let accept = AcceptStory { story: all[2], reason: "Seen".into() };
        office.does(&mira, FinishStory { story: all[2] }).unwrap();
        office.does(&mira, accept).unwrap();
        assert_eq!(
            refused(search),
            "INV-3 is accepted, archived or in another sprint by now. Propose again."
        );
        let (search, found) = best(office);
        let other = if found.sprint_of(all[1]) == Some(one) { two } else { one };
        office.does(&mira, PutInSprint { sprint: other, story: all[1] }).unwrap();
        assert_eq!(refused(search), "INV-2 came into a sprint since. Propose again.");
        office.does(&mira, PutInSprint { sprint: one, story: all[1] }).unwrap();
        let goal = EditSprintGoal { sprint: one, goal: "Pay in parts".into(), seen: None };
        office.does(&mira, goal).unwrap();
        office.does(&mira, StartSprint { sprint: one }).unwrap();
        let told = refused(search);
        assert!(told.contains("A sprint of this plan has begun or is over."), "{told}");
        let late = office.is_refused(&mira, PinStory { story: all[3], sprint: one }).to_string();
        assert_eq!(late, "Sprint 1 runs already.");
        let built = office.is_refused(&mira, PinStory { story: all[1], sprint: two }).to_string();
        assert!(built.starts_with("INV-2 is in sprint 1, which runs."), "{built}");
    });
}

#[test]
fn only_who_plans_sprints_pins_proposes_and_takes() {
    on_both_engines(|office| {
        let ([sprint, _], product) = (two_sprints(office), office.product);
        let story = stories(office, &["5"])[0];
        let (search, _) = best(office);
        for who in [office.aoife(), office.lena(), office.ines(), office.stranger()] {
            office.is_refused(&who, PinStory { story, sprint });
            office.is_refused(&who, KeepStoryOut { story });
            office.is_refused(&who, UnpinStory { story });
            office.is_refused(&who, ProposePlan { product });
            office.is_refused(&who, TakePlan { search });
            office.is_refused(&who, EndPlanSearch::given_up(search, ""));
        }
        assert_eq!(ahead(office).pins, []);
        let stranger = office.stranger();
        let there = office.reads(move |tx| queries::ahead(tx, &stranger, product, "INV"));
        assert!(there.sprints.is_empty() && there.inputs.stories.is_empty());
    });
}
