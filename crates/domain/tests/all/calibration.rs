//! What is forecast week by week and what then happens, told as stories on both engines.

use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::StoryId;
use domain::backlog::estimate_story::EstimateStory;
use domain::backlog::finish_story::FinishStory;
use domain::line::undo_change::UndoChange;
use domain::roadmap::archive_feature::ArchiveFeature;
use domain::roadmap::schedule_feature::ScheduleFeature;
use domain::roadmap::{FeatureId, Precision};
use domain::spine::actor::{Actor, Door};
use domain::spine::id::SprintId;
use domain::spine::moment::{Day, Timestamp};
use domain::sprint::GoalMet;
use domain::sprint::calibration::Subject;
use domain::sprint::calibration::chances::Band;
use domain::sprint::calibration::queries::{Forecasts, forecasts};
use domain::sprint::calibration::rules::Kept;
use domain::sprint::calibration::weekly::{due, look, put_down};
use domain::sprint::forecast::{Forecast, pace};
use domain::sprint::plan::close_sprint::CloseSprint;
use domain::sprint::plan::edit_sprint_goal::EditSprintGoal;
use domain::sprint::plan::put_in_sprint::PutInSprint;
use domain::sprint::plan::start_sprint::StartSprint;
use domain::testing::{Office, START, on_both_engines};

/// Accepts stories so many days before or after the start.
fn accepts(office: &Office, stories: &[StoryId], days: i64) {
    office.turn_clock(START.plus_days(days));
    for story in stories.iter().copied() {
        office.does(&office.aoife(), FinishStory { story }).unwrap();
        office.does(&office.mira(), AcceptStory { story, reason: "Seen".into() }).unwrap();
    }
}

fn stories(office: &Office, titles: &[&str]) -> Vec<StoryId> {
    office.stories(titles).into_iter().map(|story| story.id).collect()
}

/// Two stories are accepted in each of so many weeks before the start.
fn two_a_week(office: &Office, weeks: i64) {
    for week in 1..=weeks {
        let two = stories(office, &["one", "another"]);
        accepts(office, &two, -7 * week);
    }
    office.turn_clock(START);
}

/// The courier's round so many days after the start: how many products were due.
fn round(office: &Office, days: i64) -> usize {
    let now: Timestamp = START.plus_days(days);
    let found = office.reads(move |tx| due(tx, now));
    for one in &found {
        let (one, program) = (*one, Actor::program(one.workspace_id, Door::Timer));
        let week = office.reads(move |tx| look(tx, &program, one.product_id, now));
        let put = move |tx: &database::Tx<'_>| put_down(tx, one.workspace_id, one.product_id, &week);
        office.db.write(one.workspace_id.0, put).unwrap();
    }
    found.len()
}

fn read(office: &Office, today: &str) -> Forecasts {
    let (reader, product, today) = (office.lena(), office.product, Day::parse(today).unwrap());
    office.reads(move |tx| Ok(tx.together(forecasts(&reader, product, (today, None))?)?))
}

#[test]
fn each_week_is_put_down_once_and_what_happened_beside_it() {
    on_both_engines(|office| {
        assert_eq!(round(office, 0), 0, "nothing was ever accepted");
        // The start is a Wednesday: two stories in each of six weeks before it.
        two_a_week(office, 6);
        let open = stories(office, &["Tone", "Hour", "Later"]);
        let feature = office.taken_feature("Gentle", &[], &open[..2]);
        assert_eq!(round(office, 0), 1);
        assert_eq!(round(office, 0), 0, "this week is put down");
        let Forecasts { pace, items: planned, .. } = read(office, "2026-11-18");
        assert!(pace[1..].iter().all(|one| one.is_later) && !pace[0].is_later);
        assert_eq!(pace[0].made_on, Day::parse("2026-11-18").unwrap());
        // Worked out later: the Mondays before which two weeks or more were known; the oldest has had its four weeks.
        let mondays: Vec<_> = pace[1..].iter().map(|one| (one.made_on.to_string(), one.actual)).collect();
        let expected =
            [("2026-11-09", None), ("2026-11-02", None), ("2026-10-26", None), ("2026-10-19", Some(8))];
        assert_eq!(mondays, expected.map(|(day, actual)| (day.to_owned(), actual)));
        assert_eq!(
            (planned.len(), planned[0].title.as_deref(), planned[0].actual),
            (1, Some("Gentle"), None)
        );
        assert!(planned[0].p50 <= planned[0].p85 && planned[0].p85.is_some());

        accepts(office, &open[..2], 9);
        assert_eq!(round(office, 12), 1);
        let planned = read(office, "2026-11-30").items;
        assert_eq!((planned[0].subject, planned[0].actual), (Subject::Feature, Some(9)));
        assert_eq!(planned.len(), 1, "none is open in the second week");
        assert_eq!(round(office, 30), 1);
        let found = read(office, "2026-12-18");
        let first = found.pace.iter().find(|one| !one.is_later && one.actual.is_some()).unwrap();
        assert_eq!((first.made_on.to_string().as_str(), first.actual), ("2026-11-18", Some(2)));
        assert_ne!(first.kept(Day::parse("2026-12-18").unwrap()).p50, Kept::Open);
        // Four Mondays and the Wednesday have had their four weeks; the Monday after it has not.
        assert_eq!(found.of_pace.map(|held| held.due), [5, 5, 5]);
        assert!(found.of_pace.iter().all(|held| held.kept <= held.due));
        assert_eq!(read(office, "2027-06-18").of_items[2].due, 1);

        office.does(&office.ines(), ArchiveFeature { feature }).unwrap();
        let found = read(office, "2027-06-18");
        assert_eq!((found.items, found.of_items[2].due), (vec![], 0), "what is given up is not late");
    });
}

/// How many chances were due, and how many of them were kept.
fn judged(bands: &[Band]) -> (i64, i64) {
    let all = |part: fn(&Band) -> i64| bands.iter().map(part).sum();
    (all(|band| band.due), all(|band| band.kept))
}

/// Until 4 December.
fn plan(office: &Office, feature: FeatureId) {
    let plan = ScheduleFeature {
        feature,
        starts_on: Day::parse("2026-11-16"),
        ends_on: Day::parse("2026-12-04"),
        precision: Some(Precision::Day),
        reason: String::new(),
    };
    office.does(&office.ines(), plan).unwrap();
}

/// A sprint of two stories that is started, put back, and started.
fn started_again(office: &Office, open: &[StoryId]) -> SprintId {
    let team = crate::ahead::team(office, "Reminders", "10");
    let sprint = crate::ahead::sprint(office, team, ("2026-11-16", "2026-11-27"));
    for (story, points) in [(open[0], "3-8"), (open[1], "2")] {
        office.does(&office.aoife(), EstimateStory { story, points: points.into() }).unwrap();
        office.does(&office.mira(), PutInSprint { story, sprint }).unwrap();
    }
    let goal = EditSprintGoal { sprint, goal: "Gentle reminders".into(), seen: None };
    office.does(&office.mira(), goal).unwrap();
    let started = office.does(&office.mira(), StartSprint { sprint }).unwrap();
    assert_eq!(read(office, "2026-11-18").chances.len(), 1);
    office.does(&office.mira(), UndoChange { change: started.seq.unwrap() }).unwrap();
    assert!(read(office, "2026-11-18").chances.is_empty(), "it was put back");
    office.does(&office.mira(), StartSprint { sprint }).unwrap();
    sprint
}

#[test]
fn the_end_of_a_sprint_a_planned_day_and_what_fits_are_judged_as_well() {
    on_both_engines(|office| {
        two_a_week(office, 6);
        let open = stories(office, &["Tone", "Hour", "Later"]);
        let feature = office.taken_feature("Gentle", &[], &open[..2]);
        plan(office, feature);
        let sprint = started_again(office, &open[..2]);
        assert_eq!(round(office, 0), 1);
        let found = read(office, "2026-11-18");
        let said = &found.sprints[0];
        assert_eq!(
            (said.number, said.due_on.map(|day| day.to_string())),
            (Some(1), Some("2026-11-27".into()))
        );
        assert!(said.p50 >= said.p85 && said.p85.is_some(), "{said:?}");
        let chances = |found: &Forecasts| -> Vec<_> {
            found.chances.iter().map(|one| (one.subject, one.percent.is_some(), one.actual)).collect()
        };
        assert_eq!(chances(&found), [(Subject::Promise, true, None), (Subject::Fit, true, None)]);
        assert!(
            (50..=100).contains(&found.chances[1].percent.unwrap()),
            "eight and two of ten: {:?}",
            found.chances
        );

        accepts(office, &open[..2], 6);
        let (stories, places) = (Vec::new(), Vec::new());
        let close = CloseSprint { sprint, goal_met: GoalMet::Met, note: String::new(), stories, places };
        office.does(&office.mira(), close).unwrap();
        assert_eq!(round(office, 12), 1);
        let found = read(office, "2026-11-30");
        assert_eq!(found.sprints[0].actual, Some(2));
        assert_ne!(found.sprints[0].kept(Day::parse("2026-11-30").unwrap()).p95, Kept::Open);
        assert_eq!(chances(&found), [(Subject::Promise, true, None), (Subject::Fit, true, Some(1))]);
        assert_eq!((judged(&found.of_promises), judged(&found.of_fits)), ((0, 0), (1, 1)));
        assert_eq!(round(office, 19), 1);
        let found = read(office, "2026-12-07");
        assert_eq!(judged(&found.of_promises), (1, 1), "the planned day is over, and it was kept");
        assert_eq!(read(office, "2026-12-07").earlier, None);
    });
}

#[test]
fn nobody_from_elsewhere_reads_it() {
    on_both_engines(|office| {
        two_a_week(office, 4);
        assert_eq!(round(office, 0), 1);
        assert!(!read(office, "2026-11-18").pace.is_empty());
        let (stranger, product) = (office.stranger(), office.product);
        // An administrator elsewhere may read products, but there is none of this name.
        let today = Day::parse("2026-11-18").unwrap();
        let seen = office.reads(move |tx| Ok(tx.together(forecasts(&stranger, product, (today, None))?)?));
        assert_eq!((seen.pace, seen.of_pace[0].due), (vec![], 0));
    });
}

/// Four stories a week for five weeks and then none for five, again and again: what was forecast in between was too much.
#[test]
fn what_came_less_often_than_was_said_is_forecast_with_more_room_below() {
    on_both_engines(|office| {
        for week in (1..=44_i64).rev() {
            let made = if week / 5 % 2 == 0 { stories(office, &["a", "b", "c", "d"]) } else { Vec::new() };
            accepts(office, &made, -7 * week);
        }
        office.turn_clock(START);
        let known = |office: &Office| {
            let (lena, product, now) = (office.lena(), office.product, office.now());
            office.reads(move |tx| pace(tx, &lena, product, now))
        };
        let before = known(office);
        assert_eq!(before.taught.widths(), (1.0, 1.0), "nothing was forecast yet");
        assert_eq!(round(office, 0), 1);
        let found = read(office, "2026-11-18");
        let after = known(office);
        let (below, above) = after.taught.widths();
        assert_eq!((found.taught.below, found.taught.above), (below, above));
        assert!(found.taught.forecasts > 5 && below > 1.02, "{:?}", found.taught);
        let (careless, careful) = (before.forecast().unwrap(), after.forecast().unwrap());
        assert!(careful.between(84).0 <= careless.between(84).0);
        let chance = |forecast: &Forecast| forecast.chance(careless.within(84).p95, 84);
        assert!(chance(&careful) < chance(&careless), "{below}");
    });
}
