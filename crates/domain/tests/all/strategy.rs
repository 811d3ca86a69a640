//! Vision, goals and how they are measured, told as stories on both engines.

use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::add_story::AddStory;
use domain::backlog::finish_story::FinishStory;
use domain::backlog::link_story::LinkStory;
use domain::backlog::{Purpose, StoryId};
use domain::discovery::NeedId;
use domain::discovery::add_need::AddNeed;
use domain::discovery::demand::Demand;
use domain::discovery::serve_goal::ServeGoal;
use domain::line::accepted::{During, accepted};
use domain::line::drift::{BarOf, bars};
use domain::line::queries::Stop;
use domain::line::serving::serving;
use domain::line::undo_change::UndoChange;
use domain::people::add_product::AddProduct;
use domain::people::set_role::SetRole;
use domain::roadmap::add_feature::AddFeature;
use domain::roadmap::offer_feature::OfferFeature;
use domain::roadmap::take_feature::TakeFeature;
use domain::spine::rights::Role;
use domain::strategy::add_goal::AddGoal;
use domain::strategy::add_key_result::AddKeyResult;
use domain::strategy::assign_goal::AssignGoal;
use domain::strategy::check_in::CheckIn;
use domain::strategy::edit_goal::{EditGoal, GoalText};
use domain::strategy::edit_key_result::EditKeyResult;
use domain::strategy::place_goal::PlaceGoal;
use domain::strategy::queries::{check_ins, goal, goals, key_results, vision};
use domain::strategy::remove_key_result::RemoveKeyResult;
use domain::strategy::settle_goal::SettleGoal;
use domain::strategy::write_vision::{VisionText, WriteVision};
use domain::strategy::{GoalId, GoalState, KeyResultId, Unit};
use domain::testing::{Office, START, on_both_engines};

fn goal_called(office: &Office, title: &str, parent: Option<GoalId>) -> GoalId {
    let command = AddGoal { title: title.into(), parent, ..AddGoal::default() };
    office.does(&office.ines(), command).unwrap().done.id
}

fn measured(office: &Office, goal: GoalId) -> KeyResultId {
    let command = AddKeyResult {
        goal,
        title: "Days late, in the middle".into(),
        unit: Unit::Number,
        baseline: "9".into(),
        target: "4".into(),
    };
    office.does(&office.ines(), command).unwrap().done.id
}

fn at(key_result: KeyResultId, value: &str, confidence: i64) -> CheckIn {
    CheckIn { key_result, value: value.into(), confidence, note: String::new(), measured_on: None }
}

#[test]
fn the_manager_writes_the_vision_and_nobody_loses_a_text() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let write = |field, text: &str, seen: Option<&str>| WriteVision {
            product,
            field,
            text: text.into(),
            seen: seen.map(str::to_owned),
        };
        let first = write(VisionText::Statement, "Every firm is paid on the day it expects.", Some(""));
        assert_eq!(office.does(&ines, first).unwrap().done.key, "INV-1");
        office.does(&ines, write(VisionText::TargetGroup, "Small firms\nTheir bookkeepers", None)).unwrap();
        let stale = write(VisionText::Statement, "Paid at once.", Some("Something else."));
        assert_eq!(office.is_refused(&ines, stale).kind(), "stale");
        let reader = ines.clone();
        let board = office.reads(move |tx| vision(tx, &reader, product)).unwrap();
        assert_eq!(board.target_group, "Small firms\nTheir bookkeepers");
        assert_eq!(board.number, 1);
        let mira = write(VisionText::Statement, "Mine.", None);
        assert_eq!(office.is_refused(&office.mira(), mira.clone()).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), mira).kind(), "not_found");
    });
}

#[test]
fn a_key_result_moves_from_its_baseline_to_its_target_in_either_direction() {
    on_both_engines(|office| {
        let ines = office.ines();
        let goal_id = goal_called(office, "Invoices are paid on time", None);
        let days = measured(office, goal_id);
        office.does(&ines, at(days, "7.5", 5)).unwrap();
        let newest = office.does(&ines, at(days, "6,2", 8)).unwrap();
        assert_eq!(newest.sentence, "Checked in at 6.2.");
        let reader = ines.clone();
        let shown = move |office: &Office| {
            let reader = reader.clone();
            office.reads(move |tx| Ok(tx.together(key_results(&reader)?)?)).remove(0)
        };
        assert_eq!((shown(office).percent(), shown(office).confidence), (56, Some(8)));
        office.does(&ines, UndoChange { change: newest.seq.unwrap() }).unwrap();
        assert_eq!(shown(office).percent(), 30);
        assert_eq!(office.is_refused(&ines, at(days, "many", 5)).field(), Some("value"));
        assert_eq!(office.is_refused(&ines, at(days, "5", 11)).field(), Some("confidence"));
        let edit = |target: &str| EditKeyResult {
            key_result: days,
            title: "Days late".into(),
            baseline: "9".into(),
            target: target.into(),
        };
        assert_eq!(office.is_refused(&ines, edit("9")).field(), Some("target"));
        office.does(&ines, edit("6")).unwrap();
        assert_eq!(shown(office).percent(), 50);
        office.does(&ines, RemoveKeyResult { key_result: days }).unwrap();
        assert_eq!(office.is_refused(&ines, at(days, "5", 5)).kind(), "conflict");
        let reader = ines.clone();
        assert!(office.reads(move |tx| Ok(tx.together(check_ins(&reader, goal_id)?)?)).is_empty());
    });
}

#[test]
fn goals_are_a_tree_without_circles() {
    on_both_engines(|office| {
        let ines = office.ines();
        let top = goal_called(office, "Grow", None);
        let middle = goal_called(office, "Keep firms", Some(top));
        let low = goal_called(office, "Paid on time", Some(middle));
        let under = |goal, parent| PlaceGoal { goal, parent: Some(parent), share: "40".into() };
        let circle = office.is_refused(&ines, under(top, low));
        assert_eq!(circle.to_string(), "That would be a circle: Paid on time → Keep firms → Grow.");
        assert_eq!(office.is_refused(&ines, under(top, top)).field(), Some("parent"));
        office.does(&ines, under(low, top)).unwrap();
        let settle =
            |reason: &str| SettleGoal { goal: low, state: GoalState::Dropped, reason: reason.into() };
        assert_eq!(office.is_refused(&ines, settle(" ")).field(), Some("reason"));
        office.does(&ines, settle("We sell to larger firms now")).unwrap();
        let edit =
            EditGoal { goal: low, field: GoalText::Period, text: "2027".into(), seen: Some(String::new()) };
        office.does(&ines, edit).unwrap();
        let reader = ines.clone();
        let rows = office.reads(move |tx| Ok(tx.together(goals(&reader)?)?));
        let told: Vec<_> = rows.iter().map(|row| (row.number, row.parent_id, row.share_percent)).collect();
        assert_eq!(told, [(1, None, None), (2, Some(top), None), (3, Some(top), Some(40))]);
        let reader = ines.clone();
        let stored = office.reads(move |tx| goal(tx, &reader, 3));
        assert_eq!((stored.state, stored.period.as_str()), (GoalState::Dropped, "2027"));
        let mine = AddGoal { title: "Mine".into(), ..AddGoal::default() };
        assert_eq!(office.is_refused(&office.mira(), mine).kind(), "not_allowed");
    });
}

#[test]
fn a_goal_is_given_to_somebody_who_is_here() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let top = goal_called(office, "Grow", None);
        let give = |person| AssignGoal { goal: top, person };
        office.does(&ines, give(mira.person)).unwrap();
        let owner = |office: &Office| {
            let reader = office.ines();
            office.reads(move |tx| goal(tx, &reader, 1)).owner_id
        };
        assert_eq!(owner(office), mira.person);
        assert_eq!(office.is_refused(&mira, give(None)).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), give(None)).kind(), "not_found");
        let taken = office.does(&ines, give(None)).unwrap();
        assert_eq!((taken.sentence.as_str(), owner(office)), ("“Grow” has no owner now.", None));
        office.does(&ines, UndoChange { change: taken.seq.unwrap() }).unwrap();
        assert_eq!(owner(office), mira.person);
    });
}

fn accepts(office: &Office, title: &str, points: &str, purpose: Option<Purpose>) -> StoryId {
    let mira = office.mira();
    let story = AddStory { points: points.into(), purpose, ..AddStory::titled(office.product, title) };
    let story = office.does(&mira, story).unwrap().done.id;
    office.does(&mira, FinishStory { story }).unwrap();
    office.does(&mira, AcceptStory { story, reason: "Seen".into() }).unwrap();
    story
}

fn a_need(office: &Office) -> NeedId {
    let (product, title, description) = (office.product, "Chase".into(), String::new());
    let command = AddNeed { product, title, description, parent: None, capability: None };
    office.does(&office.ines(), command).unwrap().done.id
}

#[test]
fn what_serves_a_part_serves_the_whole_and_accepted_stories_count_for_it() {
    on_both_engines(|office| {
        let (ines, mira, product) = (office.ines(), office.mira(), office.product);
        let top = goal_called(office, "Grow", None);
        let part = goal_called(office, "Paid on time", Some(top));
        let other = goal_called(office, "Books close", None);
        let need = a_need(office);
        for goal in [part, other] {
            office.does(&ines, ServeGoal { need, goal }).unwrap();
        }
        let (title, problem) = ("Tones".into(), String::new());
        let feature = AddFeature { capability: None, product, title, need: Some(need), problem };
        let feature = office.does(&ines, feature).unwrap().done.id;
        office.does(&ines, OfferFeature { feature, body: String::new() }).unwrap();
        office.does(&mira, TakeFeature { feature }).unwrap();
        let story = accepts(office, "Firm", "3", None);
        office.does(&mira, LinkStory { story, feature: Some(feature) }).unwrap();
        accepts(office, "Broken link", "0.5", Some(Purpose::Defect));
        accepts(office, "Somewhere", "1", Some(Purpose::Feature));
        let reader = ines.clone();
        office.reads(move |tx| {
            let serves = |goal| tx.together(serving(&reader, goal).unwrap()).unwrap();
            let served = |goal| serves(goal).features.len();
            assert_eq!((served(top), served(part), served(other)), (1, 1, 1));
            let for_top = serves(top);
            assert_eq!((for_top.needs[0].title.as_str(), for_top.demand), ("Chase", Demand::default()));
            assert_eq!(for_top.releases, []);
            let during = During::Between(START.plus_days(-1), START.plus_days(1));
            let measured = accepted(tx, &reader, product, during)?;
            let told: Vec<_> = bars(&tx.together(goals(&reader)?)?, None, &measured.works)
                .into_iter()
                .map(|bar| (bar.of, bar.tenths))
                .collect();
            let halves = [(BarOf::Goal(top), 15), (BarOf::Goal(other), 15)];
            let rest = [(BarOf::Upkeep, 5), (BarOf::NoGoal, 10)];
            assert_eq!((told, measured.in_points), ([halves, rest].concat(), true));
            let before = During::Between(START.plus_days(-2), START.plus_days(-1));
            assert!(accepted(tx, &reader, product, before)?.works.is_empty());
            Ok(())
        });
        accepts(office, "Without an estimate", "", None);
        let reader = ines.clone();
        let during = During::Between(START.plus_days(-1), START.plus_days(1));
        let measured = office.reads(move |tx| accepted(tx, &reader, product, during));
        let tenths: Vec<i64> = measured.works.iter().map(|work| work.tenths).collect();
        assert_eq!((tenths, measured.in_points), (vec![10; 4], false));
    });
}

#[test]
fn the_line_of_a_goal_goes_over_products_the_first_of_them_first() {
    on_both_engines(|office| {
        let ada = office.ada();
        let payments = AddProduct { name: "Payments".into(), prefix: "PAY".into(), time_zone: "UTC".into() };
        let payments = office.does(&ada, payments).unwrap().done.id;
        let (ines, manager) = (office.ines().person.unwrap(), Role::Manager);
        let makes = SetRole { person: ines, product: payments, role: manager, holds: true };
        office.does(&ada, makes).unwrap();
        let (top, lark) = (goal_called(office, "Grow", None), office.product);
        let part = goal_called(office, "Paid on time", Some(top));
        let needed = |product, title: &str, goals: &[GoalId]| {
            let (title, description) = (title.into(), String::new());
            let need = AddNeed { product, title, description, parent: None, capability: None };
            let need = office.does(&office.ines(), need).unwrap().done.id;
            for goal in goals.iter().copied() {
                office.does(&office.ines(), ServeGoal { need, goal }).unwrap();
            }
        };
        needed(payments, "Pay by card", &[part]);
        needed(lark, "For nothing", &[]);
        needed(lark, "Chase", &[top, part]);
        needed(lark, "Chase twice", &[part]);
        let seen = |products: &'static [usize]| {
            let (reader, both) = (ada.clone(), [lark, payments]);
            let found = office.reads(move |tx| {
                let products: Vec<_> = products.iter().map(|nth| both[*nth]).collect();
                Ok(tx.together(serving(&reader, top)?)?.on_line(&products))
            });
            let need = found.into_iter().find(|one| one.stop == Stop::Need).unwrap();
            (need.title, need.many)
        };
        assert_eq!(seen(&[0, 1]), ("Chase".into(), 3));
        assert_eq!(seen(&[1, 0]), ("Pay by card".into(), 3));
        assert_eq!(seen(&[0]), ("Chase".into(), 2));
    });
}
