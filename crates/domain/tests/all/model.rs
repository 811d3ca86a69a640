//! Random deeds of three people against both engines and a plain model: the same refusals, the same state, no gap.

use std::cell::RefCell;

use domain::acceptance::accept_story::AcceptStory;
use domain::acceptance::send_back_story::SendBackStory;
use domain::backlog::add_story::AddStory;
use domain::backlog::archive_story::ArchiveStory;
use domain::backlog::edit_story::{EditStory, StoryText};
use domain::backlog::estimate_story::EstimateStory;
use domain::backlog::finish_story::FinishStory;
use domain::backlog::link_story::LinkStory;
use domain::backlog::move_story::MoveStory;
use domain::backlog::restore_story::RestoreStory;
use domain::backlog::take_in_story::TakeInStory;
use domain::backlog::{Story, StoryId};
use domain::line::undo_change::UndoChange;
use domain::roadmap::add_feature::AddFeature;
use domain::roadmap::offer_feature::OfferFeature;
use domain::roadmap::send_back_feature::SendBackFeature;
use domain::roadmap::take_feature::TakeFeature;
use domain::roadmap::withdraw_offer::WithdrawOffer;
use domain::roadmap::{Feature, FeatureId};
use domain::spine::actor::Actor;
use domain::spine::item::Item;
use domain::spine::refusal::Failure;
use domain::spine::run::Command;
use domain::testing::{Office, on_both_engines};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::plain::{Came, Deed, Firm, Who};

const CASES: u32 = 16;
const DEEDS: usize = 60;

/// The same people on an engine, with what they made so far.
struct Told<'o> {
    office: &'o Office,
    people: [Actor; 3],
    stories: RefCell<Vec<StoryId>>,
    features: RefCell<Vec<FeatureId>>,
}

impl<'o> Told<'o> {
    fn of(office: &'o Office) -> Self {
        let people = [office.mira(), office.ines(), office.aoife()];
        Self { office, people, stories: RefCell::default(), features: RefCell::default() }
    }

    fn seq(&self) -> i64 {
        let workspace = self.office.workspace;
        let sql = "select seq as value from workspace where id = $1";
        self.office.reads(move |tx| Ok(tx.value::<i64>(sql, &[&workspace])?)).unwrap()
    }

    fn run<C: Command>(&self, who: Who, command: C, keep: impl FnOnce(&C::Done)) -> Came {
        match self.office.does(&self.people[who as usize], command) {
            Ok(ran) => {
                keep(&ran.done);
                Ok(ran.seq)
            }
            Err(Failure::Refused(refusal)) => Err(refusal.kind()),
            Err(Failure::Fault(fault)) => panic!("a fault instead of a refusal: {fault:?}"),
        }
    }

    fn does(&self, who: Who, deed: &Deed) -> Came {
        let product = self.office.product;
        let of_feature = |place: &usize| pick(&self.features.borrow(), *place);
        match deed {
            Deed::AddStory { title, on_top } => {
                let command = AddStory { on_top: *on_top, ..AddStory::titled(product, title.clone()) };
                self.run(who, command, |done| self.stories.borrow_mut().push(done.id))
            }
            Deed::AddFeature(title) => {
                let (title, problem) = (title.clone(), String::new());
                let command = AddFeature { capability: None, product, title, need: None, problem };
                self.run(who, command, |done| self.features.borrow_mut().push(done.id))
            }
            Deed::Offer(place) => {
                self.run(who, OfferFeature { feature: of_feature(place)?, body: String::new() }, |_| ())
            }
            Deed::Withdraw(place) => {
                self.run(who, WithdrawOffer { feature: of_feature(place)?, body: String::new() }, |_| ())
            }
            Deed::Take(place) => self.run(who, TakeFeature { feature: of_feature(place)? }, |_| ()),
            Deed::SendBackFeature(place) => {
                self.run(who, SendBackFeature { feature: of_feature(place)?, reason: "no".into() }, |_| ())
            }
            Deed::Undo(back) => self.run(who, UndoChange { change: self.seq() - *back as i64 }, |_| ()),
            deed => self.does_with_story(who, deed),
        }
    }

    fn does_with_story(&self, who: Who, deed: &Deed) -> Came {
        let of = |place: &usize| pick(&self.stories.borrow(), *place);
        match deed {
            Deed::MoveBelow(story, other) => {
                self.run(who, MoveStory { story: of(story)?, after: Some(of(other)?), before: None }, |_| ())
            }
            Deed::MoveAbove(story, other) => {
                self.run(who, MoveStory { story: of(story)?, after: None, before: Some(of(other)?) }, |_| ())
            }
            Deed::MoveToTop(story) => {
                self.run(who, MoveStory { story: of(story)?, after: None, before: None }, |_| ())
            }
            Deed::Rename(story, text, has_seen) => {
                let (story, field) = (of(story)?, StoryText::Title);
                let there = self.story(story).title;
                let seen = Some(if *has_seen { there } else { format!("not {there}") });
                self.run(who, EditStory { story, field, text: text.clone(), seen }, |_| ())
            }
            Deed::Estimate(story, points) => {
                self.run(who, EstimateStory { story: of(story)?, points: points.to_string() }, |_| ())
            }
            Deed::Archive(story) => self.run(who, ArchiveStory { story: of(story)? }, |_| ()),
            Deed::Restore(story) => self.run(who, RestoreStory { story: of(story)? }, |_| ()),
            Deed::TakeIn(story) => self.run(who, TakeInStory { story: of(story)? }, |_| ()),
            Deed::Finish(story) => self.run(who, FinishStory { story: of(story)? }, |_| ()),
            Deed::Accept(story, with_reason) => {
                let reason = if *with_reason { "seen".into() } else { String::new() };
                self.run(who, AcceptStory { story: of(story)?, reason }, |_| ())
            }
            Deed::SendBack(story) => {
                self.run(who, SendBackStory { story: of(story)?, reason: "not yet".into() }, |_| ())
            }
            Deed::Link(story, feature) => {
                let story = of(story)?;
                let of_feature = |place| pick(&self.features.borrow(), place);
                self.run(who, LinkStory { story, feature: feature.map(of_feature).transpose()? }, |_| ())
            }
            other => panic!("{other:?} is no deed with a story"),
        }
    }

    fn story(&self, id: StoryId) -> Story {
        let workspace = self.office.workspace;
        self.office.reads(move |tx| Story::load(tx, workspace, id.0)).unwrap()
    }

    /// Everything that the model knows stands on the engine as the model says.
    fn is_as(&self, model: &Firm) {
        assert_eq!(self.office.backlog(), model.backlog());
        for (id, expected) in self.stories.borrow().iter().zip(model.stories()) {
            let story = self.story(*id);
            let feature = story.feature_id.map(|id| self.feature(id).title).unwrap_or_default();
            let points = story.points_tenths.map(|points| points.to_string()).unwrap_or_default();
            let purpose = story.purpose.map(|purpose| purpose.as_str().to_owned()).unwrap_or_default();
            let told =
                [story.title, story.state.as_str().into(), story.rank.to_string(), points, feature, purpose];
            let names = ["title", "state", "rank", "points", "feature", "purpose"];
            assert_eq!(told, names.map(|name| expected[name].clone()));
            for (at, name) in
                [(story.archived_at, "archived"), (story.done_at, "done"), (story.accepted_at, "accepted")]
            {
                assert_eq!(at.is_some(), !expected[name].is_empty(), "{name} of {}", expected["title"]);
            }
        }
        for (id, expected) in self.features.borrow().iter().zip(model.features()) {
            let feature = self.feature(*id);
            let taken = feature.acknowledged_seq.map(|seq| seq.to_string()).unwrap_or_default();
            let told = [feature.title, feature.decision.as_str().into(), taken];
            assert_eq!(told, ["title", "decision", "taken in"].map(|name| expected[name].clone()));
            assert_eq!(feature.archived_at.is_some(), !expected["archived"].is_empty());
        }
    }

    fn feature(&self, id: FeatureId) -> Feature {
        let workspace = self.office.workspace;
        self.office.reads(move |tx| Feature::load(tx, workspace, id.0)).unwrap()
    }

    /// The numbers of the log are without a gap, and the kept counts are those of the rows.
    fn adds_up(&self) {
        let (workspace, product) = (self.office.workspace, self.office.product);
        let logged = "select count(distinct seq) as value from change where workspace_id = $1";
        let counted = "select count(*) as value from story where product_id = $1 and archived_at is null";
        let kept = "select cast(coalesce(sum(n), 0) as bigint) as value from tally
                     where workspace_id = $1 and product_id = $2 and noun = 'story' and state <> 'archived'";
        let (logged, counted, kept) = self.office.reads(move |tx| {
            Ok((
                tx.value::<i64>(logged, &[&workspace])?.unwrap_or_default(),
                tx.value::<i64>(counted, &[&product])?.unwrap_or_default(),
                tx.value::<i64>(kept, &[&workspace, &product])?.unwrap_or_default(),
            ))
        });
        assert_eq!((logged, counted), (self.seq(), kept));
    }
}

fn pick<T: Copy>(all: &[T], place: usize) -> Result<T, &'static str> {
    if all.is_empty() { Err("not_found") } else { Ok(all[place % all.len()]) }
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![5 => Just(Who::Owner), 3 => Just(Who::Manager), 2 => Just(Who::Team)]
}

fn deed() -> impl Strategy<Value = Deed> {
    let (story, feature) = (0..8_usize, 0..3_usize);
    let (one, other) = (story.clone(), story.clone());
    prop_oneof![
        5 => ("[a-f]", any::<bool>()).prop_map(|(title, on_top)| Deed::AddStory { title, on_top }),
        3 => (one.clone(), other.clone()).prop_map(|(one, other)| Deed::MoveBelow(one, other)),
        3 => (one, other).prop_map(|(one, other)| Deed::MoveAbove(one, other)),
        2 => story.clone().prop_map(Deed::MoveToTop),
        2 => (story.clone(), "[a-f]", any::<bool>()).prop_map(|(one, title, seen)| Deed::Rename(one, title, seen)),
        2 => (story.clone(), 0..9_u16).prop_map(|(one, points)| Deed::Estimate(one, points)),
        2 => story.clone().prop_map(Deed::Archive),
        2 => story.clone().prop_map(Deed::Restore),
        1 => story.clone().prop_map(Deed::TakeIn),
        4 => story.clone().prop_map(Deed::Finish),
        4 => (story.clone(), any::<bool>()).prop_map(|(one, reason)| Deed::Accept(one, reason)),
        2 => story.clone().prop_map(Deed::SendBack),
        3 => (story, prop::option::of(feature.clone())).prop_map(|(one, other)| Deed::Link(one, other)),
        2 => "[A-C]".prop_map(Deed::AddFeature),
        3 => feature.clone().prop_map(Deed::Offer),
        1 => feature.clone().prop_map(Deed::Withdraw),
        3 => feature.clone().prop_map(Deed::Take),
        1 => feature.prop_map(Deed::SendBackFeature),
        6 => (0..5_usize).prop_map(Deed::Undo),
    ]
}

#[test]
fn three_people_do_anything_and_both_engines_agree_with_the_model() {
    // PROPTEST_CASES asks for more.
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(CASES);
    let mut runner = TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let scripts = prop::collection::vec((who(), deed()), 1..DEEDS);
    let done = runner.run(&scripts, |script| {
        on_both_engines(|office| {
            let told = Told::of(office);
            let mut model = Firm::at(told.seq());
            for (nth, (who, deed)) in script.iter().enumerate() {
                let (came, expected) = (told.does(*who, deed), model.does(*who, deed));
                assert_eq!(came, expected, "deed {nth}, {who:?}: {deed:?}");
            }
            told.is_as(&model);
            told.adds_up();
        });
        Ok(())
    });
    done.unwrap();
}
