//! From a need to a feature that the owner takes, told as stories on both engines.

use domain::backlog::Purpose;
use domain::backlog::add_story::AddStory;
use domain::backlog::link_story::LinkStory;
use domain::discovery::NeedId;
use domain::discovery::add_need::AddNeed;
use domain::discovery::serve_goal::ServeGoal;
use domain::discovery::stop_serving_goal::StopServingGoal;
use domain::line::undo_change::UndoChange;
use domain::roadmap::acknowledge_feature::AcknowledgeFeature;
use domain::roadmap::add_feature::AddFeature;
use domain::roadmap::agreement;
use domain::roadmap::answer_need::AnswerNeed;
use domain::roadmap::archive_feature::ArchiveFeature;
use domain::roadmap::discuss_feature::DiscussFeature;
use domain::roadmap::edit_feature::EditFeature;
use domain::roadmap::move_feature::MoveFeature;
use domain::roadmap::offer_feature::OfferFeature;
use domain::roadmap::queries;
use domain::roadmap::restore_feature::RestoreFeature;
use domain::roadmap::schedule_feature::ScheduleFeature;
use domain::roadmap::score_feature::ScoreFeature;
use domain::roadmap::scoring::queries as scoring;
use domain::roadmap::send_back_feature::SendBackFeature;
use domain::roadmap::settle_feature::SettleFeature;
use domain::roadmap::stop_answering_need::StopAnsweringNeed;
use domain::roadmap::take_feature::TakeFeature;
use domain::roadmap::withdraw_offer::WithdrawOffer;
use domain::roadmap::{Decision, EntryKind, Feature, FeatureId, FeatureText, Horizon, rules};
use domain::spine::moment::Day;
use domain::strategy::add_goal::AddGoal;
use domain::testing::{Office, on_both_engines};

fn need(office: &Office) -> NeedId {
    let command = AddNeed {
        product: office.product,
        title: "Chase late payers without souring things".into(),
        description: "Reminders sound like a debt collector.".into(),
        parent: None,
        capability: None,
    };
    office.does(&office.ines(), command).unwrap().done.id
}

fn from_need(office: &Office, need: NeedId) -> FeatureId {
    let command = AddFeature {
        capability: None,
        product: office.product,
        title: "A tone for each customer".into(),
        need: Some(need),
        problem: String::new(),
    };
    office.does(&office.ines(), command).unwrap().done.id
}

fn named(office: &Office, title: &str) -> FeatureId {
    let command = AddFeature {
        capability: None,
        product: office.product,
        title: title.into(),
        need: None,
        problem: String::new(),
    };
    office.does(&office.ines(), command).unwrap().done.id
}

fn features(office: &Office) -> Vec<Feature> {
    let (ines, product) = (office.ines(), office.product);
    office.reads(move |tx| queries::features(tx, &ines, product))
}

fn scores(office: &Office) -> Vec<f64> {
    let (ines, listed) = (office.ines(), features(office));
    let scores = office.reads(move |tx| {
        let product = domain::people::queries::product(tx, &ines, "INV")?;
        scoring::scores(tx, &ines, &product, &listed)
    });
    scores.into_values().collect()
}

fn offer(feature: FeatureId) -> OfferFeature {
    OfferFeature { feature, body: String::new() }
}

fn scope(feature: FeatureId, text: &str) -> EditFeature {
    EditFeature { feature, field: FeatureText::InScope, text: text.into(), seen: None }
}

#[test]
fn a_feature_is_offered_sent_back_offered_again_and_taken() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let feature = from_need(office, need(office));
        assert!(features(office)[0].problem.ends_with("Reminders sound like a debt collector."));
        let refused = office.is_refused(&mira, TakeFeature { feature });
        assert_eq!(refused.to_string(), "It is not offered. Ask the manager to offer it.");
        office.wait_seconds(60);
        let offered = office.does(&ines, offer(feature)).unwrap();
        assert!(offered.sentence.contains("Empty: who for, outcome measure"), "{}", offered.sentence);
        let ask = |body: &str| DiscussFeature { feature, body: body.into() };
        office.wait_seconds(60);
        office.does(&mira, ask("Does the ledger change?")).unwrap();
        office.wait_seconds(60);
        office.does(&ines, ask("No, only the reminders.")).unwrap();
        assert_eq!(office.is_refused(&office.aoife(), ask("And me?")).kind(), "not_allowed");
        let back = |reason: &str| SendBackFeature { feature, reason: reason.into() };
        assert_eq!(office.is_refused(&mira, back("")).field(), Some("reason"));
        office.wait_seconds(60);
        office.does(&mira, back("No outcome measure")).unwrap();
        assert_eq!(features(office)[0].decision_reason, "No outcome measure");
        office.does(&ines, scope(feature, "Three tones.")).unwrap();
        office.wait_seconds(60);
        office.does(&ines, offer(feature)).unwrap();
        office.wait_seconds(60);
        office.does(&mira, TakeFeature { feature }).unwrap();
        let taken = features(office).remove(0);
        assert_eq!((taken.decision, taken.owner_id), (Decision::Taken, mira.person));
        let thread = office.reads(move |tx| agreement::thread(tx, &ines, &taken));
        let kinds: Vec<EntryKind> = thread.iter().map(|entry| entry.kind).collect();
        use EntryKind::{Answered, Asked, Offered, SentBack, Taken};
        assert_eq!(kinds, [Offered, Asked, Answered, SentBack, Offered, Taken]);
        assert_eq!(thread[1].by_name.as_deref(), Some("Mira"));
    });
}

#[test]
fn what_changes_after_it_was_taken_waits_until_the_owner_agrees() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let feature = named(office, "Instalment plans");
        office.does(&ines, scope(feature, "Two to six parts.")).unwrap();
        office.does(&ines, offer(feature)).unwrap();
        office.does(&mira, TakeFeature { feature }).unwrap();
        let agree = AcknowledgeFeature { feature, field: None, up_to: None };
        assert_eq!(office.is_refused(&mira, agree.clone()).kind(), "conflict");
        let changed = |office: &Office| {
            let (mira, stored) = (office.mira(), features(office).remove(0));
            office.reads(move |tx| agreement::changed_since(tx, &mira, &stored))
        };
        office.does(&ines, scope(feature, "Two to nine parts.")).unwrap();
        office.does(&ines, scope(feature, "Two to twelve parts.")).unwrap();
        let seen = changed(office);
        assert_eq!(seen.len(), 1);
        assert_eq!(
            (seen[0].taken.as_str(), seen[0].now.as_str()),
            ("Two to six parts.", "Two to twelve parts.")
        );
        assert_eq!((seen[0].field, seen[0].by), (FeatureText::InScope, ines.person));
        let back = SendBackFeature { feature, reason: "Too much for this quarter".into() };
        office.does(&mira, back).unwrap();
        assert_eq!(features(office)[0].decision, Decision::Taken);
        office.does(&mira, agree).unwrap();
        assert!(changed(office).is_empty());
    });
}

#[test]
fn stories_are_written_under_a_feature_that_is_taken() {
    on_both_engines(|office| {
        let (ines, mira, product) = (office.ines(), office.mira(), office.product);
        let feature = named(office, "A tone for each customer");
        let under = AddStory { feature: Some(feature), ..AddStory::titled(product, "Three tones") };
        assert_eq!(office.is_refused(&mira, under.clone()).kind(), "conflict");
        office.does(&ines, offer(feature)).unwrap();
        office.does(&mira, TakeFeature { feature }).unwrap();
        office.does(&mira, under).unwrap();
        let story = office.stories(&["Another one"]).remove(0);
        let link = |feature| LinkStory { story: story.id, feature };
        let linked = office.does(&mira, link(Some(feature))).unwrap();
        let stored = features(office).remove(0);
        let stories = {
            let (mira, stored) = (mira.clone(), stored.clone());
            office.reads(move |tx| queries::stories_of_feature(tx, &mira, &stored))
        };
        assert_eq!(
            stories.iter().map(|row| row.title.as_str()).collect::<Vec<_>>(),
            ["Three tones", "Another one"]
        );
        let reader = mira.clone();
        let purpose =
            office.reads(move |tx| domain::backlog::queries::story(tx, &reader, product, 2)).purpose;
        assert_eq!(purpose, Some(Purpose::Feature));
        let reader = mira.clone();
        let deliveries = office.reads(move |tx| queries::deliveries(tx, &reader, product));
        assert_eq!((deliveries[0].stories, deliveries[0].accepted), (2, 0));
        assert_eq!(rules::label(&stored, 2, 0, 0), "0 of 2 accepted");
        assert_eq!(rules::label(&stored, 2, 1, 1), "released in part, 1 of 2 accepted");
        assert_eq!(rules::label(&stored, 2, 2, 2), "released");
        office.does(&mira, UndoChange { change: linked.seq.unwrap() }).unwrap();
        office.does(&mira, link(None)).unwrap();
        assert_eq!(office.is_refused(&ines, link(Some(feature))).kind(), "not_allowed");
    });
}

#[test]
fn a_feature_is_scored_placed_and_planned_for_a_time() {
    on_both_engines(|office| {
        let ines = office.ines();
        let (one, two, three) = (named(office, "One"), named(office, "Two"), named(office, "Three"));
        let score = ScoreFeature {
            feature: one,
            reach: "120".into(),
            impact: "2".into(),
            confidence: "80%".into(),
            effort: "1.5".into(),
        };
        office.does(&ines, score.clone()).unwrap();
        assert_eq!(scores(office), [128.0]);
        let wrong = ScoreFeature { effort: "0".into(), ..score };
        assert_eq!(office.is_refused(&ines, wrong).field(), Some("effort"));
        let place =
            |feature, after| MoveFeature { feature, horizon: Some(Horizon::Now), after, before: None };
        office.does(&ines, place(three, None)).unwrap();
        office.does(&ines, place(one, Some(three))).unwrap();
        office.does(&ines, MoveFeature { before: Some(three), ..place(two, None) }).unwrap();
        let order: Vec<String> = features(office).into_iter().map(|feature| feature.title).collect();
        assert_eq!(order, ["Two", "Three", "One"]);
        let day = |text| Day::parse(text);
        let plan = |first, last| ScheduleFeature {
            feature: one,
            starts_on: day(first),
            ends_on: day(last),
            precision: None,
            reason: String::new(),
        };
        office.does(&ines, plan("2027-01-01", "2027-03-31")).unwrap();
        assert_eq!(office.is_refused(&ines, plan("2027-03-31", "2027-01-01")).field(), Some("ends_on"));
        assert_eq!(features(office)[2].ends_on, day("2027-03-31"));
        let settle = |decision, reason: &str| SettleFeature { feature: two, decision, reason: reason.into() };
        assert_eq!(office.is_refused(&ines, settle(Decision::Parked, "")).field(), Some("reason"));
        office.does(&ines, settle(Decision::Parked, "Nobody asks for it")).unwrap();
        office.does(&ines, offer(two)).unwrap();
        office.does(&ines, WithdrawOffer { feature: two, body: String::new() }).unwrap();
        office.does(&ines, ArchiveFeature { feature: two }).unwrap();
        assert_eq!(features(office).len(), 2);
        office.does(&ines, RestoreFeature { feature: two }).unwrap();
        assert_eq!(features(office).len(), 3);
    });
}

#[test]
fn a_need_leads_to_goals_and_to_features_and_back() {
    on_both_engines(|office| {
        let (ines, product) = (office.ines(), office.product);
        let asked = need(office);
        let feature = from_need(office, asked);
        let goal = AddGoal { title: "Invoices are paid on time".into(), ..AddGoal::default() };
        let goal = office.does(&ines, goal).unwrap().done.id;
        office.does(&ines, ServeGoal { need: asked, goal }).unwrap();
        let reader = ines.clone();
        let served = office.reads(move |tx| queries::goals_served(tx, &reader, product));
        assert_eq!((served.len(), served[0].feature_id, served[0].id), (1, feature, goal));
        office.does(&ines, StopAnsweringNeed { feature, need: asked }).unwrap();
        let answering = |office: &Office| {
            let ines = office.ines();
            office.reads(move |tx| Ok(tx.together(queries::features_of_need(&ines, asked)?)?)).len()
        };
        assert_eq!(answering(office), 0);
        office.does(&ines, AnswerNeed { feature, need: asked }).unwrap();
        office.does(&ines, AnswerNeed { feature, need: asked }).unwrap();
        assert_eq!(answering(office), 1);
        office.does(&ines, StopServingGoal { need: asked, goal }).unwrap();
        let reader = ines.clone();
        assert!(office.reads(move |tx| queries::goals_served(tx, &reader, product)).is_empty());
        let stranger = office.stranger();
        assert_eq!(office.is_refused(&stranger, AnswerNeed { feature, need: asked }).kind(), "not_found");
    });
}
