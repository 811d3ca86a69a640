//! What is forecast week by week and what then happens, told as stories on both engines.

use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::StoryId;
use domain::backlog::finish_story::FinishStory;
use domain::roadmap::archive_feature::ArchiveFeature;
use domain::spine::actor::{Actor, Door};
use domain::spine::moment::{Day, Timestamp};
use domain::sprint::calibration::Subject;
use domain::sprint::calibration::queries::{Forecasts, forecasts};
use domain::sprint::calibration::rules::Kept;
use domain::sprint::calibration::weekly::{due, look, put_down};
use domain::sprint::forecast::{Forecast, pace};
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
    office.reads(move |tx| Ok(tx.together(forecasts(&reader, product, today)?)?))
}

#[test]
fn each_week_is_put_down_once_and_what_happened_beside_it() {
    on_both_engines(|office| {
        assert_eq!(round(office, 0), 0, "nothing was ever accepted");
        // The start is a Wednesday: two stories in each of six weeks before it.
        for week in 1..=6 {
            let two = stories(office, &["one", "another"]);
            accepts(office, &two, -7 * week);
        }
        office.turn_clock(START);
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

#[test]
fn nobody_from_elsewhere_reads_it() {
    on_both_engines(|office| {
        for week in 1..=4 {
            let two = stories(office, &["one", "another"]);
            accepts(office, &two, -7 * week);
        }
        office.turn_clock(START);
        assert_eq!(round(office, 0), 1);
        assert!(!read(office, "2026-11-18").pace.is_empty());
        let (stranger, product) = (office.stranger(), office.product);
        // An administrator elsewhere may read products, but there is none of this name.
        let today = Day::parse("2026-11-18").unwrap();
        let seen = office.reads(move |tx| Ok(tx.together(forecasts(&stranger, product, today)?)?));
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
