//! Questions of selection with every kind of wish, some of them at odds with each other.

use proptest::prelude::{
    Just, ProptestConfig, Strategy, TestCaseError, prop, prop_assert, prop_assert_eq, proptest,
};
use proptest::sample::select;

use super::{CASES, SECONDS_MAX, close};
use crate::oracle::plan;
use crate::run::Run;
use crate::select::{Effort, Item, Need, Place, Question, Team, audit, solve, worth};

/// How large questions are at most.
#[derive(Clone)]
struct Sizes {
    items: std::ops::Range<usize>,
    teams: usize,
    sprints: usize,
    skills: usize,
    /// One item in so many is a must.
    musts: u32,
}

/// What was drawn of an item: its value, ten times its efforts, its wishes, and two places.
type Drawn = (u32, Vec<u32>, [u32; 6], [Place; 2]);

fn places(teams: usize, sprints: usize) -> impl Strategy<Value = Place> {
    (0..teams, 0..sprints).prop_map(|(team, sprint)| Place { sprint, team })
}

fn item_of(position: usize, drawn: Drawn, musts: u32) -> Item {
    let (value, effort, wishes, [one, other]) = drawn;
    let effort: Vec<f64> = effort.iter().map(|tenths| f64::from(*tenths) / 10.0).collect();
    let mut item = Item::new(format!("INV-{position}"), f64::from(value), effort.clone());
    let [must, excluded, bound, window, earlier, range] = wishes;
    item.must = must.is_multiple_of(musts);
    item.excluded = excluded == 0 && !item.must;
    match bound {
        0 => item.team = Some(one.team),
        1 => item.sprint = Some(one.sprint),
        2 | 3 => item.eligible = vec![one.team],
        4 => item.eligible = vec![one.team.min(other.team), one.team.max(other.team)],
        _ => {}
    }
    item.eligible.dedup();
    if window < 5 {
        item.window = Some((one.sprint.min(other.sprint), one.sprint.max(other.sprint)));
    }
    item.earlier = (earlier < 6).then_some(other);
    match range {
        0 => item.effort = Effort::Unestimated,
        1 => {
            item.effort = Effort::Between { high: effort.iter().map(|low| low * 2.0).collect(), low: effort }
        }
        _ => {}
    }
    item
}

fn questions(sizes: Sizes) -> impl Strategy<Value = Question> {
    let Sizes { items, teams, sprints, skills, musts } = sizes;
    (items, 1..=teams, 1..=sprints, 1..=skills, 1..4_u32).prop_flat_map(
        move |(items, teams, sprints, skills, tight)| {
            let places = places(teams, sprints);
            let two = (places, self::places(teams, sprints)).prop_map(|(one, other)| [one, other]);
            let wishes = [0..60_u32, 0..20, 0..30, 0..30, 0..30, 0..12];
            let item = (0..60_u32, prop::collection::vec(0..100_u32, skills), wishes, two);
            let items_drawn = prop::collection::vec(item, items);
            let most = 100 * items as u32 / (teams * sprints) as u32 / tight + 40;
            let capacity = prop::collection::vec(20..most, skills);
            let capacity = prop::collection::vec(prop::collection::vec(capacity, sprints), teams);
            let links = prop::collection::vec((0..items, 0..items, prop::bool::ANY), 0..=items / 2);
            let groups =
                prop::collection::vec((prop::collection::vec(0..items, 2..4), prop::bool::ANY), 0..4);
            let terms = (select(vec![1.0, 0.93, 0.8]), select(vec![0.0, 2.0, 7.5]));
            let drawn = (items_drawn, capacity, links, groups);
            (drawn, terms, Just(sprints))
                .prop_map(move |(drawn, terms, sprints)| question(drawn, terms, sprints, musts))
        },
    )
}

type Parts = (Vec<Drawn>, Vec<Vec<Vec<u32>>>, Vec<(usize, usize, bool)>, Vec<(Vec<usize>, bool)>);

fn question(parts: Parts, (discount, stability): (f64, f64), sprints: usize, musts: u32) -> Question {
    let (items, capacity, links, groups) = parts;
    let tenths = |amounts: Vec<u32>| amounts.iter().map(|amount| f64::from(*amount) / 10.0).collect();
    let items = items.into_iter().enumerate().map(|(at, drawn)| item_of(at, drawn, musts)).collect();
    let mut question = Question::one_sprint(items, Vec::new(), Vec::new());
    question.skills = (0..capacity[0][0].len()).map(|skill| format!("skill {skill}")).collect();
    question.teams = (capacity.into_iter().enumerate())
        .map(|(team, sprints)| Team {
            name: format!("team {team}"),
            capacity: sprints.into_iter().map(tenths).collect(),
        })
        .collect();
    (question.sprints, question.discount, question.stability) = (sprints, discount, stability);
    for (a, b, same_sprint) in links.into_iter().filter(|(a, b, _)| a != b) {
        question.needs.push(Need { item: a.max(b), first: a.min(b), same_sprint });
    }
    for (mut group, together) in groups {
        group.sort_unstable();
        group.dedup();
        if group.len() > 1 {
            if together { question.together.push(group) } else { question.exclusives.push(group) }
        }
    }
    question
}

fn agree(question: &Question) -> Result<(), TestCaseError> {
    let other = plan(question, SECONDS_MAX).unwrap();
    prop_assert!(other.of_value.proven);
    let answer = match solve(question, &mut Run::to_the_end()) {
        Ok(answer) => answer,
        // The only thing that is refused here: a must that needs what is excluded.
        Err(refused) => {
            prop_assert!(refused.sentence.contains("is excluded"), "{refused}");
            prop_assert!(other.unmet_musts > 0);
            return Ok(());
        }
    };
    for (whose, plan) in [("ours", &answer.plan), ("theirs", &other.plan)] {
        let breaks = audit(question, plan);
        let unmet = breaks.iter().filter(|sentence| sentence.ends_with("is a must and not planned.")).count();
        prop_assert_eq!(breaks.len(), unmet, "{}: {:?}", whose, breaks);
        prop_assert_eq!(unmet, other.unmet_musts, "{} leaves out more musts", whose);
    }
    prop_assert!(answer.proven());
    let (ours, theirs) = (answer.value, worth(question, &other.plan));
    prop_assert!(close(ours, worth(question, &answer.plan)));
    prop_assert!(close(ours, theirs), "{ours} against {theirs}");
    prop_assert!(answer.bound >= theirs - 1e-6 * (1.0 + theirs.abs()));
    Ok(())
}

const ONE_SPRINT: Sizes = Sizes { items: 1..40, teams: 1, sprints: 1, skills: 3, musts: 12 };
const SEVERAL: Sizes = Sizes { items: 1..15, teams: 3, sprints: 4, skills: 3, musts: 12 };
const TAKEN_APART: Sizes = Sizes { items: 20..30, teams: 3, sprints: 4, skills: 2, musts: 20 };
const AT_ODDS: Sizes = Sizes { items: 4..14, teams: 2, sprints: 3, skills: 2, musts: 2 };

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn one_sprint_is_worth_the_same(question in questions(ONE_SPRINT)) {
        agree(&question)?;
    }

    #[test]
    fn several_sprints_and_teams_are_worth_the_same(question in questions(SEVERAL)) {
        agree(&question)?;
    }

    #[test]
    fn musts_at_odds_leave_out_as_many(question in questions(AT_ODDS)) {
        agree(&question)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn questions_that_are_taken_apart_are_worth_the_same(question in questions(TAKEN_APART)) {
        agree(&question)?;
    }
}
