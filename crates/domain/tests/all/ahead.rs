//! Planning ahead over several sprints and teams, told as stories on both engines.

use domain::backlog::add_dependency::AddDependency;
use domain::backlog::set_must_have::SetMustHave;
use domain::backlog::{Story, StoryId};
use domain::line::undo_change::UndoChange;
use domain::spine::actor::{Actor, Door};
use domain::spine::id::SprintId;
use domain::spine::item::Item;
use domain::spine::moment::Day;
use domain::sprint::add_team::AddTeam;
use domain::sprint::ahead::end_plan_search::EndPlanSearch;
use domain::sprint::ahead::found::Found;
use domain::sprint::ahead::keep_story_out::KeepStoryOut;
use domain::sprint::ahead::pin_story::PinStory;
use domain::sprint::ahead::propose_plan::ProposePlan;
use domain::sprint::ahead::queries::{self, SearchRow};
use domain::sprint::ahead::search::{Watch, find};
use domain::sprint::ahead::take_plan::TakePlan;
use domain::sprint::ahead::unpin_story::UnpinStory;
use domain::sprint::ahead::{Ahead, PlanSearchId, SearchState, progress};
use domain::sprint::plan::add_sprint::AddSprint;
use domain::sprint::plan::add_team_member::AddTeamMember;
use domain::sprint::plan::record_absence::RecordAbsence;
use domain::sprint::{TeamId, TeamMode};
use domain::testing::{Office, on_both_engines};

use crate::plan::stories;

/// Lets a search look so often, and ends it then; the same for the reasons.
pub(crate) struct Patience(pub u64, pub u64);

impl Watch for Patience {
    fn searches(&mut self, _: progress::Heard) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }

    fn explains(&mut self) -> bool {
        self.1 = self.1.saturating_sub(1);
        self.1 > 0
    }
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(crate) fn team(office: &Office, name: &str, points: &str) -> TeamId {
    let add = AddTeam { product: office.product, name: name.into(), mode: TeamMode::Sprints };
    let team = office.does(&office.mira(), add).unwrap().done.id;
    let person = if name == "Reminders" { office.aoife() } else { office.lena() }.person.unwrap();
    office.does(&office.mira(), AddTeamMember { team, person, capacity: points.into() }).unwrap();
    team
}

pub(crate) fn sprint(office: &Office, team: TeamId, days: (&str, &str)) -> SprintId {
    let (product, goal) = (office.product, String::new());
    let add = AddSprint { product, team, goal, starts_on: day(days.0), ends_on: day(days.1) };
    office.does(&office.mira(), add).unwrap().done.id
}

pub(crate) const FIRST: (&str, &str) = ("2026-11-16", "2026-11-27");
pub(crate) const SECOND: (&str, &str) = ("2026-11-30", "2026-12-11");

/// One team with two sprints of ten points.
pub(crate) fn two_sprints(office: &Office) -> [SprintId; 2] {
    let team = team(office, "Reminders", "10");
    [sprint(office, team, FIRST), sprint(office, team, SECOND)]
}

pub(crate) fn ahead(office: &Office) -> Ahead {
    let (mira, product) = (office.mira(), office.product);
    office.reads(move |tx| queries::ahead(tx, &mira, product, "INV"))
}

pub(crate) fn newest(office: &Office) -> SearchRow {
    let (mira, product) = (office.mira(), office.product);
    office.reads(move |tx| queries::newest(tx, &mira, product)).unwrap()
}

/// The owner asks, and whoever searches begins, looks, and writes down what it found.
pub(crate) fn proposed(office: &Office, mut patience: Patience) -> (PlanSearchId, Found) {
    office.wait_seconds(1);
    let search = office.does(&office.mira(), ProposePlan { product: office.product }).unwrap().done.id;
    let now = office.now();
    let open = office.reads(move |tx| progress::open(tx, now)).remove(0);
    assert_eq!(open.search_id, search);
    let begun = office.db.write(office.workspace.0, move |tx| progress::claim(tx, open, now));
    assert!(begun.unwrap());
    let ahead = office.reads(move |tx| progress::read(tx, open));
    let was_stopped = patience.0 < 1_000;
    let found = find(&ahead, &mut patience);
    let program = Actor::program(office.workspace, Door::Timer);
    office.does(&program, EndPlanSearch::of(search, found.clone(), was_stopped)).unwrap();
    (search, found)
}

pub(crate) fn best(office: &Office) -> (PlanSearchId, Found) {
    proposed(office, Patience(u64::MAX, u64::MAX))
}

pub(crate) fn of(office: &Office, story: StoryId) -> Story {
    let workspace = office.workspace;
    office.reads(move |tx| Story::load(tx, workspace, story.0)).unwrap()
}

fn reason(found: &Found, story: StoryId) -> &str {
    found.reasons.iter().find(|reason| reason.story == story).map_or("", |reason| reason.reason.as_str())
}

#[test]
fn what_is_worth_more_comes_sooner_and_a_plan_is_taken_and_taken_back_at_once() {
    on_both_engines(|office| {
        let [one, two] = two_sprints(office);
        let all = stories(office, &["5", "5", "5", "5", "5"]);
        let (search, found) = best(office);
        assert!(found.proven && found.conflict.is_none() && found.unexplained == 0, "{found:?}");
        let places: Vec<_> = all.iter().map(|story| found.sprint_of(*story)).collect();
        assert_eq!(places, [Some(one), Some(one), Some(two), Some(two), None]);
        assert!(reason(&found, all[4]).contains("is out: with it in, the best plan would lose"), "{found:?}");
        assert_eq!(found.prices.len(), 2);
        assert_eq!(newest(office).state, SearchState::Proven);
        let done = office.does(&office.mira(), TakePlan { search }).unwrap();
        assert_eq!((done.done.moved_in, done.done.moved_out), (4, 0));
        assert_eq!(done.sentence, "The plan is taken: 4 stories into sprints.");
        assert_eq!(of(office, all[2]).sprint_id, Some(two));
        assert!(newest(office).taken_at.is_some());
        let again = office.is_refused(&office.mira(), TakePlan { search }).to_string();
        assert_eq!(again, "This plan was taken already.");
        office.does(&office.mira(), UndoChange { change: done.seq.unwrap() }).unwrap();
        assert!(all.iter().all(|story| of(office, *story).sprint_id.is_none()));
        assert!(newest(office).taken_at.is_none());
    });
}

#[test]
fn what_is_pinned_and_kept_out_stays_so_when_a_plan_is_proposed_again() {
    on_both_engines(|office| {
        let (mira, [one, two]) = (office.mira(), two_sprints(office));
        let all = stories(office, &["5", "5", "5", "5", "5"]);
        let (_, before) = best(office);
        assert_eq!(before.sprint_of(all[0]), Some(one));
        office.does(&mira, PinStory { story: all[4], sprint: one }).unwrap();
        let kept = office.does(&mira, KeepStoryOut { story: all[0] }).unwrap();
        assert_eq!(kept.sentence, "INV-1 is kept out of the planned sprints.");
        let (_, after) = best(office);
        let places: Vec<_> = all.iter().map(|story| after.sprint_of(*story)).collect();
        assert_eq!(places, [None, Some(one), Some(two), Some(two), Some(one)]);
        assert_eq!(reason(&after, all[4]), "INV-5 is pinned to sprint 1 by Mira.");
        assert_eq!(reason(&after, all[0]), "INV-1 is kept out by Mira.");
        office.does(&mira, UndoChange { change: kept.seq.unwrap() }).unwrap();
        assert!(ahead(office).pin(all[0]).is_none());
        office.does(&mira, PinStory { story: all[4], sprint: two }).unwrap();
        assert_eq!(ahead(office).pin(all[4]).unwrap().sprint_id, Some(two));
        let freed = office.does(&mira, UnpinStory { story: all[4] }).unwrap();
        assert_eq!(freed.sentence, "INV-5 is free.");
        let told = office.is_refused(&mira, UnpinStory { story: all[4] }).to_string();
        assert!(told.starts_with("INV-5 is neither pinned nor kept out."), "{told}");
        let (_, free) = best(office);
        assert_eq!(free.sprint_of(all[0]), Some(one));
        assert_eq!(free.sprint_of(all[4]), None);
    });
}

#[test]
fn two_teams_share_a_backlog_and_each_has_its_own_days_and_people() {
    on_both_engines(|office| {
        let [one, two] = two_sprints(office);
        let other = team(office, "Payments", "20");
        let third = sprint(office, other, SECOND);
        let (starts_on, ends_on) = (day("2026-11-30"), day("2026-12-04"));
        let person = office.lena().person.unwrap();
        office.does(&office.ada(), RecordAbsence { person, starts_on, ends_on }).unwrap();
        let now = ahead(office);
        let columns: Vec<_> = now.sprints.iter().map(|c| (c.sprint.id, c.period, c.team_place)).collect();
        assert_eq!(columns, [(one, 0, 0), (two, 1, 0), (third, 1, 1)]);
        assert_eq!(now.teams(), ["Reminders", "Payments"]);
        // Half of twenty points, as Lena is away for one of the two weeks.
        let all = stories(office, &["8", "8", "8", "8"]);
        let (_, found) = best(office);
        assert!(found.proven, "{found:?}");
        let mut places: Vec<_> = all.iter().map(|story| found.sprint_of(*story)).collect();
        assert_eq!((places.remove(0), places.pop()), (Some(one), Some(None)));
        places.sort();
        let mut both = [Some(two), Some(third)];
        both.sort();
        assert_eq!(places, both);
    });
}

#[test]
fn a_story_comes_after_what_it_waits_for_and_what_must_be_next_is() {
    on_both_engines(|office| {
        let (mira, [one, two]) = (office.mira(), two_sprints(office));
        let all = stories(office, &["8", "8", "2", "2"]);
        office.does(&mira, AddDependency { story: all[0], blocker: all[1] }).unwrap();
        office.does(&mira, SetMustHave { story: all[3], must_have: true }).unwrap();
        let (_, found) = best(office);
        assert_eq!(found.sprint_of(all[1]), Some(one));
        assert_eq!(found.sprint_of(all[0]), Some(two));
        assert_eq!(found.sprint_of(all[3]), Some(one), "it has to be in the next sprint");
        let told = office.is_refused(&mira, KeepStoryOut { story: all[3] }).to_string();
        assert!(told.starts_with("INV-4 has to be in the next sprint."), "{told}");
        // Its blocker is kept out: then it can not be pinned either.
        office.does(&mira, KeepStoryOut { story: all[1] }).unwrap();
        office.does(&mira, PinStory { story: all[0], sprint: two }).unwrap();
        let (search, none) = best(office);
        let failure = none.failure.unwrap();
        assert!(failure.contains("INV-1") && failure.contains("INV-2"), "{failure}");
        assert_eq!(newest(office).state, SearchState::Failed);
        office.is_refused(&mira, TakePlan { search });
    });
}

#[test]
fn pins_that_do_not_fit_are_told_as_a_conflict_and_not_taken() {
    on_both_engines(|office| {
        let (mira, [one, _]) = (office.mira(), two_sprints(office));
        let all = stories(office, &["8", "8", "1"]);
        for story in &all {
            office.does(&mira, PinStory { story: *story, sprint: one }).unwrap();
        }
        let (search, found) = best(office);
        let conflict = found.conflict.unwrap();
        assert!(conflict.starts_with("INV-1 and INV-2 can not all be planned"), "{conflict}");
        let told = office.is_refused(&mira, TakePlan { search }).to_string();
        assert_eq!(told, conflict);
    });
}
