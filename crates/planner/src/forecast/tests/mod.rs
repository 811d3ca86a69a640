//! What holds for every forecast, and small cases worked by hand.

use proptest::prelude::{Strategy, any, prop_assert, proptest};

use super::holidays::Worked;
use super::outlook::{Place, Reach, WEEKS_MAX};
use super::{
    Calibration, Draws, Forecast, History, Item, Library, Outlook, Pace, Project, Similar, Team, Turn, order,
};

const DRAWS: Draws = Draws { paths: 2_000, seed: 7 };

fn steady() -> History {
    History::weekly(&[5.0, 7.0, 4.0, 6.0, 5.0, 3.0, 8.0, 5.0, 6.0, 4.0, 5.0, 6.0]).unwrap()
}

fn team(history: History) -> Team {
    Team::new("Billing", Pace::Known(history))
}

fn items(sizes: &[(usize, &[usize])]) -> Vec<Item> {
    let item = |(n, (team, needs)): (usize, &(usize, &[usize]))| Item {
        name: format!("INV-{}", n + 1),
        team: *team,
        size: 1.0,
        needs: needs.to_vec(),
    };
    sizes.iter().enumerate().map(item).collect()
}

fn of(items: &[Item], teams: &[Team]) -> Forecast {
    Forecast::of(items, teams, &Similar::default(), DRAWS).unwrap()
}

fn sentence<T>(answer: Result<T, crate::Refused>) -> String {
    answer.err().unwrap().sentence
}

#[test]
fn the_bootstrap_of_a_constant_pace_is_sure() {
    let outlook = Outlook::bootstrap(&History::weekly(&[5.0; 8]).unwrap(), 12, DRAWS).unwrap();
    let (many, when) = (outlook.how_many(4.0), outlook.when(21.0));
    assert_eq!((many.p50, many.p85, many.p95), (20.0, 20.0, 20.0));
    assert_eq!((when.p50, when.p85, when.p95), (Some(5), Some(5), Some(5)));
}

#[test]
fn sprints_of_two_weeks_forecast_points() {
    let history = History::sprints(&[20.0, 20.0, 20.0], 2.0, 4.0).unwrap();
    assert_eq!(Outlook::bootstrap(&history, 12, DRAWS).unwrap().how_many(4.0).p50, 40.0);
    let similar = Outlook::similar(&history, &Similar::default(), DRAWS).unwrap().how_many(4.0).p50;
    assert!((20.0..60.0).contains(&similar), "{similar}");
}

#[test]
fn similar_situations_are_less_sure_than_the_past_alone() {
    let width = |outlook: Outlook| outlook.how_many(8.0).p50 - outlook.how_many(8.0).p95;
    let usual = width(Outlook::bootstrap(&steady(), 12, DRAWS).unwrap());
    let similar = width(Outlook::similar(&steady(), &Similar::default(), DRAWS).unwrap());
    assert!(similar > usual * 1.5, "{similar} {usual}");
}

#[test]
fn two_weeks_and_a_guess_are_enough_and_say_less() {
    let similar = Similar::default();
    let spread = |outlook: &Outlook| {
        let sample = outlook.sample(8.0);
        sample[sample.len() * 9 / 10] / sample[sample.len() / 2].max(1.0)
    };
    let long = Outlook::similar(&steady(), &similar, DRAWS).unwrap();
    let short = Outlook::similar(&History::weekly(&[5.0, 6.0]).unwrap(), &similar, DRAWS).unwrap();
    let guessed = Outlook::guessed(5.5, &similar, DRAWS).unwrap();
    assert!(spread(&short) > spread(&long) && spread(&guessed) > spread(&long));
}

#[test]
fn holidays_do_not_count_as_idle_weeks() {
    let worked = [(5.0, 1.0), (0.0, 0.0), (3.0, 0.5), (0.0, 0.1), (4.0, 1.0)];
    let plain = History::weekly(&[5.0, 6.0, 4.0]).unwrap();
    assert_eq!(History::weekly_with_holidays(&worked).unwrap(), plain);
    let backlog = items(&vec![(0, [].as_slice()); 20]);
    let mut away = team(steady());
    away.ahead = vec![0.0, 0.0];
    let (usual, late) = (of(&backlog, &[team(steady())]).when(&[19]), of(&backlog, &[away]).when(&[19]));
    assert_eq!(late.p85, usual.p85.map(|week| week + 2));
    let later = |week: Option<usize>| week.map(|week| week + 2);
    let outlook = Outlook::similar(&steady(), &Similar::default(), DRAWS).unwrap();
    let away = outlook.clone().with_holidays(&[1.0, 0.0, 0.0]).unwrap();
    assert_eq!(away.when(40.0), outlook.when(40.0).map(later));
    assert_eq!(
        (away.how_many(3.0), away.chance(9.0, 4.5)),
        (outlook.how_many(1.0), outlook.chance(9.0, 2.5))
    );
    let turn = Turn { from_weeks: 3.0, times: 2.0 };
    let sooner = outlook.when_turned(40.0, Turn { from_weeks: 1.0, ..turn });
    assert_eq!(away.when_turned(40.0, turn), sooner.map(later));
}

#[test]
fn a_growing_backlog_takes_longer() {
    let backlog = items(&vec![(0, [].as_slice()); 40]);
    let mut growing = team(steady());
    growing.growth = vec![3.0, 1.0, 2.0, 2.0];
    let (still, grown) = (of(&backlog, &[team(steady())]), of(&backlog, &[growing]));
    assert!(grown.when(&[39]).p50 > still.when(&[39]).p50);
    assert!(grown.how_many(6).p85 < still.how_many(6).p85);
}

#[test]
fn what_an_item_needs_is_pulled_before_it() {
    // The first item needs the last: both are worked on first, and the second item slips behind them.
    let pulled = of(&items(&[(0, &[3]), (0, &[]), (0, &[]), (0, &[])]), &[team(steady())]);
    let plain = of(&items(&[(0, &[]), (0, &[]), (0, &[]), (0, &[])]), &[team(steady())]);
    for week in 1..4 {
        assert_eq!(pulled.chance(&[3], week), plain.chance(&[0], week));
        assert_eq!(pulled.chance(&[0], week), plain.chance(&[1], week));
        assert_eq!(pulled.chance(&[1], week), plain.chance(&[2], week));
    }
}

#[test]
fn the_order_of_work_leaves_out_what_is_not_there_and_names_circles() {
    let plain: [&[usize]; 4] = [&[3, 9, 1], &[], &[], &[2]];
    assert_eq!(order(4, |item| plain[item]), Ok(vec![2, 3, 1, 0]));
    let circle: [&[usize]; 4] = [&[1], &[2], &[3, 1], &[]];
    assert_eq!(order(4, |item| circle[item]), Err(vec![1, 2]));
}

#[test]
fn two_teams_must_both_come_far_enough() {
    let teams = [team(steady()), Team::new("Portal", Pace::Guessed(3.0))];
    let backlog = items(&[(0, &[]), (1, &[]), (0, &[1]), (1, &[])]);
    let forecast = of(&backlog, &teams);
    for week in 1..6 {
        let both = forecast.chance(&[2], week);
        let product =
            forecast.chance(&[1], week) * of(&items(&[(0, &[]), (0, &[])]), &teams[..1]).chance(&[1], week);
        assert!((both - product).abs() < 1e-9, "{both} {product}");
        assert!(forecast.chance(&[0, 1, 2, 3], week) <= both);
    }
}

#[test]
fn what_is_asked_wrongly_is_refused_by_name() {
    assert!(sentence(History::weekly(&[0.0; 9])).starts_with("Nothing was finished"));
    assert!(sentence(History::weekly(&[4.0])).contains("two weeks"));
    assert!(sentence(History::weekly(&[4.0, f64::NAN])).contains("week 2"));
    assert!(sentence(History::sprints(&[4.0, -1.0], 2.0, 1.0)).contains("sprint 2"));
    assert!(sentence(History::sprints(&[4.0], 0.0, 1.0)).contains("length of a sprint"));
    assert!(sentence(History::weekly_with_holidays(&[(4.0, 1.0), (4.0, 2.0)])).contains("week 2"));
    let ask = |items: &[Item], team: Team, draws: Draws| {
        sentence(Forecast::of(items, &[team], &Similar::default(), draws))
    };
    let circle = items(&[(0, &[1]), (0, &[2]), (0, &[1])]);
    let told = ask(&circle, team(steady()), DRAWS);
    assert_eq!(told, "INV-2 and INV-3 need each other in a circle: remove one of the links.");
    assert_eq!(ask(&items(&[(0, &[0])]), team(steady()), DRAWS), "INV-1 needs itself: remove that link.");
    assert!(ask(&items(&[(4, &[])]), team(steady()), DRAWS).contains("INV-1 belongs to no team"));
    assert!(ask(&items(&[(0, &[9])]), team(steady()), DRAWS).contains("not in the backlog"));
    let mut broken = items(&[(0, &[])]);
    broken[0].size = -2.0;
    assert!(ask(&broken, team(steady()), DRAWS).contains("size of INV-1"));
    assert!(ask(&[], Team::new("Portal", Pace::Guessed(0.0)), DRAWS).starts_with("Portal: The guessed pace"));
    assert!(ask(&[], team(steady()), Draws { paths: 0, seed: 1 }).contains("0 paths"));
    let mut idle = vec![5.0; 20];
    idle.extend([0.0; 12]);
    assert!(ask(&[], team(History::weekly(&idle).unwrap()), DRAWS).contains("last 12 weeks"));
    let small = Library::gathered(&[&Project { first_week: 2_000, counts: vec![3.0; 60] }]);
    let similar = Similar { library: &small, ..Similar::default() };
    assert!(sentence(Outlook::similar(&steady(), &similar, DRAWS)).contains("past situations"));
}

#[test]
fn surprises_widen_the_next_forecast() {
    let mut calibration = Calibration::default();
    (0..10).for_each(|_| calibration.learn(4.0, 9.0, 12.0));
    let plain = Outlook::similar(&steady(), &Similar::default(), DRAWS).unwrap().sample(8.0);
    let learned = Similar { calibration, ..Similar::default() };
    let wider = Outlook::similar(&steady(), &learned, DRAWS).unwrap().sample(8.0);
    assert!(wider[1_900] > plain[1_900] && wider[100] >= plain[100]);
}

#[test]
fn an_empty_backlog_is_done() {
    let forecast = of(&[], &[team(steady())]);
    assert_eq!(
        (forecast.when(&[]).p95, forecast.how_many(3).p50, forecast.chance(&[], 1)),
        (Some(1), 0, 1.0)
    );
}

proptest! {
    #[test]
    fn surer_is_later_and_less_and_the_same_seed_says_the_same(
        counts in proptest::collection::vec(0_u32..40, 2..40).prop_filter("some work", |counts| {
            counts.iter().rev().take(12).any(|count| *count > 0)
        }),
        seed in any::<u64>(),
        size in 1_usize..80,
    ) {
        let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
        let history = History::weekly(&counts).unwrap();
        let backlog = items(&vec![(0, [].as_slice()); size]);
        let draws = Draws { paths: 500, seed };
        let ask = || {
            let teams = [team(history.clone())];
            Forecast::of(&backlog, &teams, &Similar::default(), draws).unwrap()
        };
        let forecast = ask();
        let (when, many) = (forecast.when(&[size - 1]), forecast.how_many(8));
        let week = |week: Option<usize>| week.unwrap_or(usize::MAX);
        prop_assert!(week(when.p50) <= week(when.p85) && week(when.p85) <= week(when.p95));
        prop_assert!(many.p50 >= many.p85 && many.p85 >= many.p95 && many.p50 <= size);
        prop_assert!(forecast.when(&[0]).p85.is_none_or(|first| first <= week(when.p85)));
        if let Some(by) = when.p85 {
            prop_assert!(forecast.chance(&[size - 1], by) >= 0.85);
            prop_assert!(by == 1 || by > 52 || forecast.chance(&[size - 1], by - 1) < 0.85);
            prop_assert!(by > 8 || many.p85 == size);
        }
        prop_assert!(ask().when(&[size - 1]) == when && ask().how_many(8) == many);
    }
}

proptest! {
    #[test]
    fn the_week_in_which_so_many_are_finished_is_the_first_one_that_reaches_them(
        steps in proptest::array::uniform10(0.0_f64..9.0),
        items in 0_u32..120,
        holidays in proptest::array::uniform6(0_u32..=10),
    ) {
        let mut done = 0.0;
        let path = Reach(steps.map(|step| { done += step.floor(); done }));
        let worked = Worked::of(&holidays.map(f64::from).map(|tenths| tenths / 10.0)).unwrap();
        let week = path.week_of(f64::from(items), &worked);
        let reached = |week: usize| Place::of(worked.within(week as f64)).read(&path) >= f64::from(items);
        prop_assert!(week == 1 || !reached(week - 1), "{week}");
        prop_assert!(week > WEEKS_MAX || reached(week), "{week}");
    }
}
