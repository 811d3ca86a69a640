//! Planning a sprint, starting and closing it, told as stories on both engines.

use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::add_dependency::AddDependency;
use domain::backlog::estimate_story::EstimateStory;
use domain::backlog::finish_story::FinishStory;
use domain::backlog::remove_dependency::RemoveDependency;
use domain::backlog::set_must_have::SetMustHave;
use domain::backlog::{DependencyId, StoryId};
use domain::line::undo_change::UndoChange;
use domain::spine::id::SprintId;
use domain::spine::moment::Day;
use domain::spine::refusal::Refusal;
use domain::sprint::add_team::AddTeam;
use domain::sprint::plan::add_sprint::AddSprint;
use domain::sprint::plan::add_team_member::AddTeamMember;
use domain::sprint::plan::agree_to_sprint::AgreeToSprint;
use domain::sprint::plan::answer_objection::AnswerObjection;
use domain::sprint::plan::close_sprint::{CloseSprint, Place};
use domain::sprint::plan::edit_sprint_goal::EditSprintGoal;
use domain::sprint::plan::object_to_story::ObjectToStory;
use domain::sprint::plan::proposal::{Limit, propose};
use domain::sprint::plan::put_in_sprint::PutInSprint;
use domain::sprint::plan::queries::{self, Inputs};
use domain::sprint::plan::record_absence::RecordAbsence;
use domain::sprint::plan::remove_absence::RemoveAbsence;
use domain::sprint::plan::remove_team_member::RemoveTeamMember;
use domain::sprint::plan::set_capacity::SetCapacity;
use domain::sprint::plan::start_sprint::StartSprint;
use domain::sprint::plan::take_out_of_sprint::TakeOutOfSprint;
use domain::sprint::plan::take_proposal::TakeProposal;
use domain::sprint::{GoalMet, Sprint, SprintState, TeamId, TeamMode};
use domain::testing::{Office, on_both_engines};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(crate) fn team(office: &Office, capacity: &str) -> TeamId {
    let (product, name) = (office.product, "Reminders".into());
    let add = AddTeam { product, name, mode: TeamMode::Sprints };
    let team = office.does(&office.mira(), add).unwrap().done.id;
    let person = office.aoife().person.unwrap();
    office.does(&office.mira(), AddTeamMember { team, person, capacity: capacity.into() }).unwrap();
    team
}

pub(crate) fn planned(office: &Office, team: TeamId, goal: &str) -> SprintId {
    let add = AddSprint {
        product: office.product,
        team,
        goal: goal.into(),
        starts_on: day("2026-11-16"),
        ends_on: day("2026-11-27"),
    };
    office.does(&office.mira(), add).unwrap().done.id
}

pub(crate) fn stories(office: &Office, sizes: &[&str]) -> Vec<StoryId> {
    let titles: Vec<String> = (0..sizes.len()).map(|nth| format!("Story {nth}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let stories: Vec<StoryId> = office.stories(&titles).into_iter().map(|done| done.id).collect();
    for (story, points) in stories.iter().zip(sizes) {
        let points = (*points).into();
        office.does(&office.aoife(), EstimateStory { story: *story, points }).unwrap();
    }
    stories
}

fn at(office: &Office, number: i64) -> Sprint {
    let (mira, product) = (office.mira(), office.product);
    office.reads(move |tx| queries::sprint(tx, &mira, product, number))
}

pub(crate) fn inputs(office: &Office, number: i64) -> Inputs {
    let (mira, sprint) = (office.mira(), at(office, number));
    office.reads(move |tx| queries::inputs(tx, &mira, &sprint, "INV"))
}

fn inside(office: &Office, number: i64) -> Vec<StoryId> {
    let (mira, sprint) = (office.mira(), at(office, number));
    office.reads(move |tx| queries::stories(tx, &mira, &sprint)).into_iter().map(|row| row.id).collect()
}

#[test]
fn a_team_can_do_what_its_people_can_on_the_days_they_are_there() {
    on_both_engines(|office| {
        let mira = office.mira();
        let team = team(office, "");
        planned(office, team, "");
        assert_eq!(inputs(office, 1).limit, Limit::Unknown);
        let member = inputs(office, 1).members[0].id;
        office.does(&mira, SetCapacity { member, capacity: "9".into() }).unwrap();
        let (starts_on, ends_on) = (day("2026-11-20"), day("2026-11-23"));
        let person = office.aoife().person.unwrap();
        let away = RecordAbsence { person, starts_on, ends_on };
        let absence = office.does(&office.aoife(), away.clone()).unwrap().done.id;
        let Limit::Points(points) = inputs(office, 1).limit else { panic!("a capacity was said") };
        assert_eq!((points.to_string().as_str(), inputs(office, 1).members[0].days_away), ("7.2", 2));
        office.does(&office.aoife(), RemoveAbsence { absence }).unwrap();
        assert_eq!(inputs(office, 1).members[0].days_away, 0);
        office.is_refused(&mira, RecordAbsence { starts_on: ends_on, ends_on: starts_on, ..away.clone() });
        office.is_refused(&office.lena(), away);
        office.is_refused(&office.aoife(), SetCapacity { member, capacity: "99".into() });
        office.is_refused(&mira, AddTeamMember { team, person, capacity: String::new() });
        office.does(&mira, RemoveTeamMember { member }).unwrap();
        assert!(inputs(office, 1).members.is_empty());
        office.does(&mira, AddTeamMember { team, person, capacity: "5".into() }).unwrap();
        assert_eq!(inputs(office, 1).members.len(), 1);
    });
}

#[test]
fn a_sprint_has_days_a_goal_and_stories_of_its_product() {
    on_both_engines(|office| {
        let mira = office.mira();
        let team = team(office, "9");
        let sprint = planned(office, team, "");
        let (starts_on, ends_on) = (day("2026-11-27"), day("2026-11-16"));
        let wrong = AddSprint { product: office.product, team, goal: String::new(), starts_on, ends_on };
        let told = office.is_refused(&mira, wrong.clone()).to_string();
        assert_eq!(told, "The last day is before the first one.");
        let long = AddSprint { ends_on: day("2027-11-16"), ..wrong };
        assert!(matches!(office.is_refused(&mira, long), Refusal::Invalid { field: "ends_on", .. }));
        let goal = EditSprintGoal { sprint, goal: "Pay in parts".into(), seen: Some(String::new()) };
        office.does(&mira, goal.clone()).unwrap();
        let stale = EditSprintGoal { goal: "Another".into(), ..goal };
        assert!(matches!(office.is_refused(&mira, stale), Refusal::Stale { .. }));
        let story = stories(office, &["3"])[0];
        let put = office.does(&mira, PutInSprint { sprint, story }).unwrap();
        assert_eq!(inside(office, 1), [story]);
        office.does(&mira, UndoChange { change: put.seq.unwrap() }).unwrap();
        assert!(inside(office, 1).is_empty());
        office.does(&mira, PutInSprint { sprint, story }).unwrap();
        office.does(&mira, TakeOutOfSprint { sprint, story }).unwrap();
        assert!(inside(office, 1).is_empty());
        office.is_refused(&mira, TakeOutOfSprint { sprint, story });
        office.is_refused(&office.aoife(), PutInSprint { sprint, story });
        office.is_refused(&office.stranger(), PutInSprint { sprint, story });
    });
}

#[test]
fn stories_that_would_wait_for_each_other_are_refused_by_name() {
    on_both_engines(|office| {
        let mira = office.mira();
        let [a, b, c] = stories(office, &["1", "1", "1"])[..] else { panic!() };
        let wait = |story, blocker| office.does(&mira, AddDependency { story, blocker });
        let first: DependencyId = wait(b, c).unwrap().done.id;
        wait(c, a).unwrap();
        let told = office.is_refused(&mira, AddDependency { story: a, blocker: b }).to_string();
        assert_eq!(
            told,
            "They would wait for each other: INV-1 waits for INV-2 waits for INV-3 waits for INV-1."
        );
        office.does(&mira, RemoveDependency { dependency: first }).unwrap();
        wait(a, b).unwrap();
        office.is_refused(&mira, AddDependency { story: b, blocker: c });
    });
}

#[test]
fn the_proposal_fills_the_capacity_holds_the_musts_and_is_taken_whole() {
    on_both_engines(|office| {
        let mira = office.mira();
        let team = team(office, "9");
        let sprint = planned(office, team, "Pay in parts");
        let [a, b, c, d] = stories(office, &["5", "4", "4", "3"])[..] else { panic!() };
        let chosen = |office: &Office| -> Vec<StoryId> {
            let proposal = propose(&inputs(office, 1), None).unwrap();
            assert!(proposal.proven && proposal.by_rank == 4);
            proposal.stories.into_iter().filter(|row| row.planned).map(|row| row.story).collect()
        };
        assert_eq!(chosen(office), [a, b]);
        office.does(&mira, SetMustHave { story: d, must_have: true }).unwrap();
        office.does(&mira, AddDependency { story: d, blocker: c }).unwrap();
        assert_eq!(chosen(office), [c, d]);
        let broken = office.is_refused(&mira, TakeProposal { sprint, stories: vec![a, b] }).to_string();
        assert!(broken.contains("INV-4 is a must and not planned."), "{broken}");
        let broken = office.is_refused(&mira, TakeProposal { sprint, stories: vec![b, d] }).to_string();
        assert!(broken.contains("INV-4 is planned before INV-3, which it needs."), "{broken}");
        office.is_refused(&mira, TakeProposal { sprint, stories: vec![a, b, c, d] });
        let taken = office.does(&mira, TakeProposal { sprint, stories: vec![c, d] }).unwrap();
        assert_eq!(inside(office, 1), [c, d]);
        assert_eq!(chosen(office), [c, d]);
        office.does(&mira, UndoChange { change: taken.seq.unwrap() }).unwrap();
        assert!(inside(office, 1).is_empty());
    });
}

#[test]
fn a_sprint_starts_when_it_is_agreed() {
    on_both_engines(|office| {
        let (mira, aoife) = (office.mira(), office.aoife());
        let team = team(office, "9");
        let sprint = planned(office, team, "");
        let [a, b, c, d] = stories(office, &["5", "4", "2", ""])[..] else { panic!() };
        office.is_refused(&mira, StartSprint { sprint });
        for story in [a, b, c, d] {
            office.does(&mira, PutInSprint { sprint, story }).unwrap();
        }
        office.is_refused(&mira, StartSprint { sprint });
        let goal = EditSprintGoal { sprint, goal: "Pay in parts".into(), seen: None };
        office.does(&mira, goal).unwrap();
        office.does(&aoife, AgreeToSprint { sprint }).unwrap();
        assert_eq!(office.does(&aoife, AgreeToSprint { sprint }).unwrap().seq, None);
        office.is_refused(&mira, AgreeToSprint { sprint });
        office.does(&aoife, ObjectToStory { sprint, story: a, body: "Too big".into() }).unwrap();
        let told = office.is_refused(&mira, StartSprint { sprint }).to_string();
        assert_eq!(told, "An objection waits for an answer. Answer it first.");
        let (reader, row) = (mira.clone(), at(office, 1));
        let voices = office.reads(move |tx| queries::voices(tx, &reader, &row));
        assert_eq!(voices.len(), 1, "who objects no longer agrees");
        let answer = AnswerObjection { objection: voices[0].id, answer: "We split it".into() };
        office.is_refused(&aoife, answer.clone());
        office.does(&mira, answer).unwrap();
        office.does(&mira, StartSprint { sprint }).unwrap();
        let running = at(office, 1);
        assert_eq!(running.state, SprintState::Running);
        assert_eq!(
            (running.planned_items, running.planned_tenths.unwrap().to_string()),
            (Some(4), "11".into())
        );
    });
}

#[test]
fn a_sprint_ends_with_every_story_in_its_place() {
    on_both_engines(|office| {
        let (mira, aoife) = (office.mira(), office.aoife());
        let team = team(office, "9");
        let sprint = planned(office, team, "Pay in parts");
        let [a, b, c, d] = stories(office, &["5", "4", "2", ""])[..] else { panic!() };
        for story in [a, b, c, d] {
            office.does(&mira, PutInSprint { sprint, story }).unwrap();
        }
        office.does(&mira, StartSprint { sprint }).unwrap();
        let next = planned(office, team, "Next");
        office.does(&aoife, FinishStory { story: b }).unwrap();
        office.does(&mira, AcceptStory { story: b, reason: "seen".into() }).unwrap();
        let close = CloseSprint {
            sprint,
            goal_met: GoalMet::Partly,
            note: "Half of it".into(),
            stories: vec![a, c],
            places: vec![Place::Next, Place::Backlog],
        };
        office.is_refused(&mira, CloseSprint { places: vec![Place::Next], ..close.clone() });
        office.is_refused(&aoife, close.clone());
        let ended = office.does(&mira, close.clone()).unwrap();
        office.does(&mira, UndoChange { change: ended.seq.unwrap() }).unwrap();
        assert_eq!((at(office, 1).state, inside(office, 1)), (SprintState::Running, vec![a, b, c, d]));
        office.does(&mira, close.clone()).unwrap();
        let closed = at(office, 1);
        assert_eq!((closed.state, closed.goal_met), (SprintState::Closed, Some(GoalMet::Partly)));
        assert_eq!(
            (closed.accepted_items, closed.accepted_tenths.unwrap().to_string()),
            (Some(1), "4".into())
        );
        assert_eq!((inside(office, 1), inside(office, 2)), (vec![b], vec![a]));
        assert_eq!(office.backlog()[0], "Story 2", "{:?}", office.backlog());
        office.is_refused(&mira, close);
        office.is_refused(&mira, PutInSprint { sprint, story: d });
        office.does(&mira, StartSprint { sprint: next }).unwrap();
    });
}

#[test]
fn what_accounts_pay_weighs_more_than_a_rank_and_each_account_counts_once() {
    on_both_engines(|office| {
        let firm = crate::told::Firm::of(office);
        let team = team(office, "4");
        planned(office, team, "Pay in parts");
        let [_, _, asked_for] = stories(office, &["4", "4", "4"])[..] else { panic!() };
        office.taken_feature("Another tone", &[firm.need], &[asked_for]);
        let inputs = inputs(office, 1);
        assert_eq!(inputs.demand.len(), 3, "who said it twice counts once");
        assert!(inputs.demand.iter().all(|row| row.revenue_minor == 1_200_000));
        let proposal = propose(&inputs, None).unwrap();
        let planned: Vec<bool> = proposal.stories.iter().map(|row| row.planned).collect();
        assert_eq!((proposal.by_rank, planned), (2, vec![false, false, true]), "{proposal:?}");
    });
}
