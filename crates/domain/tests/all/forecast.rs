//! How far the backlog comes, told as a story on both engines.

use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::StoryId;
use domain::backlog::add_dependency::AddDependency;
use domain::backlog::add_story::AddStory;
use domain::backlog::finish_story::FinishStory;
use domain::backlog::remove_dependency::RemoveDependency;
use domain::backlog::take_in_story::TakeInStory;
use domain::roadmap::FeatureId;
use domain::spine::actor::Actor;
use domain::spine::moment::Day;
use domain::sprint::before::{Of, ahead_of};
use domain::sprint::features_ahead::features_ahead;
use domain::sprint::forecast::{self, Forecast, Pace, Until};
use domain::sprint::order::Order;
use domain::sprint::plan::add_team_member::AddTeamMember;
use domain::sprint::plan::record_absence::RecordAbsence;
use domain::testing::{Office, on_both_engines};

use crate::ahead::team;

const WEEK_SECONDS: u64 = 7 * 24 * 3_600;

fn finish(office: &Office, story: StoryId) {
    office.does(&office.mira(), FinishStory { story }).unwrap();
}

fn accept(office: &Office, titles: &[&str]) {
    for story in office.stories(titles) {
        finish(office, story.id);
        office.does(&office.mira(), AcceptStory { story: story.id, reason: "Seen".into() }).unwrap();
    }
}

fn pace(office: &Office) -> Pace {
    let (lena, product, now) = (office.lena(), office.product, office.now());
    office.reads(move |tx| forecast::pace(tx, &lena, product, now))
}

fn ahead(office: &Office, feature: FeatureId) -> Option<i64> {
    let (lena, product) = (office.lena(), office.product);
    office.reads(move |tx| ahead_of(tx, &lena, product, Of::Feature(feature)))
}

/// The order in which stories are built; none where it is the owner's.
fn built(office: &Office) -> Option<Order> {
    let (lena, product) = (office.lena(), office.product);
    let today = today(office);
    office.reads(move |tx| forecast::until_and_order(tx, &lena, product, today)).1
}

fn today(office: &Office) -> Day {
    Day::of(office.now().day_in("Europe/Dublin"))
}

#[test]
fn what_was_accepted_week_by_week_says_how_far_the_backlog_comes_and_when() {
    on_both_engines(|office| {
        assert!(pace(office).accepted_by_week.is_empty());
        assert!(pace(office).forecast().is_err_and(|sentence| sentence.contains("two weeks")));
        for week in 0..8 {
            accept(office, if week == 3 { &[] } else { &["a", "b", "c"] });
            office.wait_seconds(WEEK_SECONDS);
        }
        let known = pace(office);
        assert_eq!(known.accepted_by_week, [3, 3, 3, 0, 3, 3, 3, 3]);
        let forecast = known.forecast().unwrap();
        let (short, long) = (forecast.within(14), forecast.within(56));
        assert!(0 < short.p85 && short.p85 < short.p50 && short.p50 < long.p50, "{short:?} {long:?}");
        assert!(long.p95 <= long.p85 && long.p85 < 24, "{long:?}");
        assert_eq!(forecast.within(14), short, "the same question has the same answer");
        let (first, today) = (forecast.when(1, today(office)), today(office));
        let later = forecast.when(20, today);
        assert!(first.p50 <= first.p85 && first.p85 < later.p85 && later.p50 <= later.p85);
        assert!(later.p50.unwrap() > today.plus_days(21));
        assert!(forecast.chance(1, 28) > forecast.chance(20, 28));
        assert_eq!((forecast.chance(1, 0), forecast.chance(0, 0)), (0, 100));
        let (lena, product) = (office.lena(), office.product);
        let until = office.reads(move |tx| forecast::until(tx, &lena, product, today));
        assert_eq!(until, Until { sprint: None, sprint_id: None, ends_on: today.plus_days(28) });
    });
}

/// Six weeks of three stories each; in one of them half the team was away and did half of it.
#[test]
fn absences_are_no_slower_pace_and_put_off_what_comes() {
    on_both_engines(|office| {
        let team = team(office, "Reminders", "10");
        let half = AddTeamMember { team, person: office.mira().person.unwrap(), capacity: "10".into() };
        office.does(&office.mira(), half).unwrap();
        let away = |person: &Actor, first: i64, last: i64| {
            let person = person.person.unwrap();
            let (starts_on, ends_on) = (today(office).plus_days(first), today(office).plus_days(last));
            office.does(&office.mira(), RecordAbsence { person, starts_on, ends_on }).unwrap();
        };
        for week in 0..8 {
            accept(office, if week == 3 { &["a", "b"] } else { &["a", "b", "c", "d"] });
            office.wait_seconds(WEEK_SECONDS);
        }
        let (idle, today) = (pace(office), today(office));
        assert_eq!((&idle.available_by_week, idle.available_ahead.len()), (&vec![1.0; 8], 0));
        away(&office.aoife(), -35, -29);
        let known = pace(office);
        assert_eq!(known.available_by_week, [1.0, 1.0, 1.0, 0.5, 1.0, 1.0, 1.0, 1.0]);
        let (slow, usual) = (idle.forecast().unwrap(), known.forecast().unwrap());
        assert!(slow.within(84).p50 < usual.within(84).p50, "it was not the pace that was less");
        away(&office.aoife(), 7, 20);
        away(&office.mira(), 7, 20);
        let known = pace(office);
        assert_eq!(known.available_ahead, [1.0, 0.0, 0.0]);
        assert_eq!(
            (known.weeks_away(today, None), known.weeks_away(today, Some(today.plus_days(14)))),
            (2.0, 1.0)
        );
        let later = known.forecast().unwrap();
        assert_eq!(later.within(21), usual.within(7));
        let by = |forecast: &Forecast| forecast.when(30, today).p85.unwrap();
        assert_eq!(by(&later), by(&usual).plus_days(14));
        assert!(later.chance(20, 42) == usual.chance(20, 28) && later.between(21) == usual.between(7));
    });
}

#[test]
fn what_is_built_is_done_before_what_is_to_do_wherever_it_stands() {
    on_both_engines(|office| {
        let stories: Vec<StoryId> =
            office.stories(&["a", "b", "c", "d", "e"]).iter().map(|story| story.id).collect();
        let (early, late) = (
            office.taken_feature("Early", &[], &[stories[0], stories[1]]),
            office.taken_feature("Late", &[], &[stories[4]]),
        );
        let empty = office.taken_feature("Empty", &[], &[]);
        assert_eq!([early, late, empty].map(|feature| ahead(office, feature)), [Some(2), Some(5), None]);
        finish(office, stories[4]);
        assert_eq!([early, late].map(|feature| ahead(office, feature)), [Some(3), Some(1)]);
        let accept = AcceptStory { story: stories[4], reason: "Seen".into() };
        office.does(&office.mira(), accept).unwrap();
        assert_eq!([early, late].map(|feature| ahead(office, feature)), [Some(2), None]);
    });
}

#[test]
fn what_is_waited_for_is_built_before_what_waits() {
    on_both_engines(|office| {
        let ids: Vec<StoryId> =
            office.stories(&["a", "b", "c", "d", "e"]).iter().map(|story| story.id).collect();
        let features = [("First", ids[0]), ("Middle", ids[1]), ("Last", ids[4])]
            .map(|(title, story)| office.taken_feature(title, &[], &[story]));
        let told = || features.map(|feature| ahead(office, feature));
        let listed = || {
            let (lena, product) = (office.lena(), office.product);
            let all = office.reads(move |tx| features_ahead(tx, &lena, product));
            all.into_iter().map(|one| (one.title, Some(one.ahead))).collect::<Vec<_>>()
        };
        let waits = |story: usize, blocker: usize| {
            let dependency = AddDependency { story: ids[story], blocker: ids[blocker] };
            office.does(&office.mira(), dependency).unwrap().done.id
        };
        let named = |names: [&str; 3], ahead: [i64; 3]| {
            names.into_iter().map(str::to_owned).zip(ahead.map(Some)).collect::<Vec<_>>()
        };
        waits(3, 1);
        assert_eq!(told(), [Some(1), Some(2), Some(5)], "what stands before already stays there");
        let dependency = waits(1, 4);
        assert_eq!(told(), [Some(1), Some(3), Some(2)]);
        assert_eq!(listed(), named(["First", "Last", "Middle"], [1, 2, 3]));
        let built = built(office).unwrap();
        assert_eq!(ids.iter().map(|id| built.place(*id).unwrap()).collect::<Vec<_>>(), [1, 3, 4, 5, 2]);
        // What waits is built already: what it waits for is the very first.
        finish(office, ids[1]);
        assert_eq!(told(), [Some(3), Some(1), Some(2)]);
        office.does(&office.mira(), RemoveDependency { dependency }).unwrap();
        assert_eq!(told(), [Some(2), Some(1), Some(5)]);
        assert!(self::built(office).is_none());
    });
}

#[test]
fn what_is_only_proposed_has_no_forecast_before_it_is_taken_in() {
    on_both_engines(|office| {
        let built = office.stories(&["a"])[0].id;
        let proposed = office.does(&office.lena(), AddStory::titled(office.product, "b")).unwrap().done.id;
        let feature = office.taken_feature("Proposed", &[], &[proposed]);
        finish(office, built);
        let listed = || {
            let (lena, product) = (office.lena(), office.product);
            let all = office.reads(move |tx| features_ahead(tx, &lena, product));
            all.into_iter().map(|one| one.ahead).collect::<Vec<_>>()
        };
        assert_eq!((ahead(office, feature), listed()), (None, vec![]));
        office.does(&office.mira(), TakeInStory { story: proposed }).unwrap();
        assert_eq!((ahead(office, feature), listed()), (Some(2), vec![2]));
    });
}
