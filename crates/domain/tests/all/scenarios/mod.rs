//! What would be if: tried in a scenario, compared with what stands, taken over and undone, or dropped; told as stories on
//! both engines.

mod taken;

use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::StoryId;
use domain::backlog::add_dependency::AddDependency;
use domain::backlog::finish_story::FinishStory;
use domain::communication::add_release::AddRelease;
use domain::communication::put_in_release::PutInRelease;
use domain::line::undo_change::UndoChange;
use domain::people::Product;
use domain::roadmap::FeatureId;
use domain::roadmap::schedule_feature::ScheduleFeature;
use domain::scenarios::add_scenario::AddScenario;
use domain::scenarios::ahead::Ahead;
use domain::scenarios::change_capacity::ChangeCapacity;
use domain::scenarios::change_scope::ChangeScope;
use domain::scenarios::compare::{Basis, Compared, Tried};
use domain::scenarios::drop_scenario::DropScenario;
use domain::scenarios::edit_scenario::{EditScenario, ScenarioText};
use domain::scenarios::move_in_scenario::MoveInScenario;
use domain::scenarios::remove_scenario_change::RemoveScenarioChange;
use domain::scenarios::told::Summary;
use domain::scenarios::{Scenario, ScenarioChange, ScenarioId, ScenarioState, queries};
use domain::spine::id::ReleaseId;
use domain::spine::item::Item;
use domain::spine::moment::Day;
use domain::spine::refusal::Refusal;
use domain::sprint::before::{Of, ahead_of};
use domain::sprint::features_ahead::features_ahead;
use domain::testing::{Office, on_both_engines};

const WEEK_SECONDS: u64 = 7 * 24 * 3_600;

/// Three features in a backlog of nine, four of whose stories are in a release, after two months of work.
struct Firm {
    tone: FeatureId,
    bank: FeatureId,
    parts: FeatureId,
    release: ReleaseId,
    stories: Vec<StoryId>,
}

impl Firm {
    fn opened(office: &Office) -> Self {
        for week in 0..8 {
            let titles: &[&str] = if week % 3 == 1 { &["x"] } else { &["x", "y", "z"] };
            for story in office.stories(titles) {
                office.does(&office.mira(), FinishStory { story: story.id }).unwrap();
                let accept = AcceptStory { story: story.id, reason: "Seen".into() };
                office.does(&office.mira(), accept).unwrap();
            }
            office.wait_seconds(WEEK_SECONDS);
        }
        let titles =
            ["tone 1", "tone 2", "house", "bank 1", "bank 2", "bank 3", "tone 3", "parts 1", "parts 2"];
        let stories: Vec<StoryId> = office.stories(&titles).iter().map(|story| story.id).collect();
        let of = |places: &[usize]| places.iter().map(|nth| stories[*nth]).collect::<Vec<_>>();
        let tone = office.taken_feature("Your own tone", &[], &of(&[0, 1, 6]));
        let bank = office.taken_feature("Pay by bank", &[], &of(&[3, 4, 5]));
        let parts = office.taken_feature("Pay in parts", &[], &of(&[7, 8]));
        for (feature, weeks) in [(tone, 2), (parts, 2)] {
            office.does(&office.ines(), Self::window(office, feature, weeks)).unwrap();
        }
        let planned_on = Some(today(office).plus_days(28));
        let add =
            AddRelease { product: office.product, version: "4.9".into(), name: "Bank".into(), planned_on };
        let release = office.does(&office.mira(), add).unwrap().done.id;
        office.does(&office.mira(), PutInRelease { release, stories: of(&[0, 3, 4, 5]) }).unwrap();
        Self { tone, bank, parts, release, stories }
    }

    fn window(office: &Office, feature: FeatureId, weeks: i64) -> ScheduleFeature {
        let (starts_on, ends_on) = (Some(today(office)), Some(today(office).plus_days(7 * weeks)));
        ScheduleFeature { feature, starts_on, ends_on, precision: None, reason: String::new() }
    }
}

fn today(office: &Office) -> Day {
    Day::of(office.now().day_in("Europe/Dublin"))
}

fn begun(office: &Office, title: &str) -> ScenarioId {
    let add = AddScenario { product: office.product, title: title.into(), note: "Before the fair.".into() };
    office.does(&office.ines(), add).unwrap().done.id
}

fn before(scenario: ScenarioId, feature: FeatureId, other: FeatureId) -> MoveInScenario {
    MoveInScenario { scenario, feature, after: None, before: Some(other), last: false }
}

fn sized(scenario: ScenarioId, feature: FeatureId, stories: i64) -> ChangeScope {
    ChangeScope { scenario, feature, left_out: false, stories }
}

fn left_out(scenario: ScenarioId, feature: FeatureId) -> ChangeScope {
    ChangeScope { scenario, feature, left_out: true, stories: 0 }
}

fn loaded<T: Item + Send + 'static>(office: &Office, id: impl Into<uuid::Uuid>) -> T {
    let (workspace, id) = (office.workspace, id.into());
    office.reads(move |tx| Ok(T::load(tx, workspace, id)?.unwrap()))
}

fn compared(office: &Office, scenario: ScenarioId) -> Vec<Compared> {
    let (lena, product, now) = (office.lena(), office.product, office.now());
    let (scenario, product): (Scenario, Product) = (loaded(office, scenario), loaded(office, product.0));
    office.reads(move |tx| {
        let changes = queries::changes(tx, lena.workspace, scenario.id)?;
        let sides = (Tried::NOTHING, Tried::of(&scenario, &changes));
        Ok(Basis::read(tx, &lena, &product, now)?.compared(&product, sides))
    })
}

fn changes(office: &Office, scenario: ScenarioId) -> Vec<ScenarioChange> {
    let workspace = office.workspace;
    office.reads(move |tx| queries::changes(tx, workspace, scenario))
}

/// Of each row by its title: stories ahead now and then.
fn ahead(rows: &[Compared]) -> Vec<(&str, Ahead, Ahead)> {
    rows.iter().map(|row| (row.title.as_str(), row.now.ahead, row.then.ahead)).collect()
}

#[test]
fn a_scenario_in_which_nothing_is_otherwise_is_what_stands() {
    on_both_engines(|office| {
        let firm = Firm::opened(office);
        office.does(&office.mira(), FinishStory { story: firm.stories[3] }).unwrap();
        let scenario = begun(office, "Nothing");
        let plain = compared(office, scenario);
        // The first to do waits for the last one, which is pulled before it.
        let (first, last) = (firm.stories[0], *firm.stories.last().unwrap());
        office.does(&office.mira(), AddDependency { story: first, blocker: last }).unwrap();
        let rows = compared(office, scenario);
        assert_ne!(ahead(&plain), ahead(&rows));
        assert!(rows.iter().all(|row| row.now == row.then && row.now.p85.is_some()), "{rows:?}");
        let (lena, product) = (office.lena(), office.product);
        let known = office.reads(move |tx| features_ahead(tx, &lena, product));
        let told: Vec<_> = known.iter().map(|known| (known.title.as_str(), known.ahead)).collect();
        let features = rows.iter().filter(|row| row.noun == "feature");
        let wanted: Vec<_> =
            features.map(|row| (row.title.as_str(), row.then.ahead.stories().unwrap())).collect();
        assert_eq!(told, wanted);
        let lena = office.lena();
        let one = office.reads(move |tx| ahead_of(tx, &lena, product, Of::Release(firm.release)));
        let release = rows.iter().find(|row| row.noun == "release").unwrap();
        assert_eq!((release.title.as_str(), release.then.ahead.stories()), ("4.9 Bank", one));
        assert_eq!(Summary::of(&rows).sentence().split('.').next(), Some("No feature comes sooner or later"));
    });
}

#[test]
fn order_scope_and_capacity_are_tried_without_touching_anything() {
    on_both_engines(|office| {
        let (firm, ines) = (Firm::opened(office), office.ines());
        let (scenario, backlog) = (begun(office, "Parts for the fair"), office.backlog());
        office.does(&ines, before(scenario, firm.parts, firm.tone)).unwrap();
        let told = office.does(&ines, sized(scenario, firm.bank, 2)).unwrap();
        assert!(
            told.sentence.starts_with("Scenario 1 has it: INV-")
                && told.sentence.ends_with("has 2 stories more.")
        );
        use Ahead::Stories;
        let rows = compared(office, scenario);
        assert_eq!(
            ahead(&rows),
            [
                ("Pay in parts", Stories(9), Stories(2)),
                ("Pay by bank", Stories(6), Stories(10)),
                ("Your own tone", Stories(7), Stories(11)),
                ("4.9 Bank", Stories(6), Stories(8)),
            ]
        );
        let (parts, tone) = (&rows[0], &rows[2]);
        assert!(parts.days_later() < Some(0) && parts.then.kept > parts.now.kept && parts.now.kept.is_some());
        assert!(tone.then.kept < tone.now.kept && rows[1].now.kept.is_none());
        assert_eq!((Summary::of(&rows).sooner, Summary::of(&rows).promises), (1, 3));
        // Twice the pace, and all come sooner than without; the order stays.
        office.does(&ines, ChangeCapacity { scenario, percent: 200, from: None }).unwrap();
        let faster = compared(office, scenario);
        assert_eq!(ahead(&faster), ahead(&rows));
        assert!(faster.iter().zip(&rows).all(|(fast, row)| fast.then.p85 <= row.then.p85));
        assert!(faster[2].then.kept > rows[2].then.kept && faster[2].now == rows[2].now);
        let far = Some(today(office).plus_days(1_000));
        office.does(&ines, ChangeCapacity { scenario, percent: 200, from: far }).unwrap();
        assert_eq!(compared(office, scenario), rows, "what is done by then is not moved by it");
        office.does(&ines, left_out(scenario, firm.bank)).unwrap();
        let without = compared(office, scenario);
        assert_eq!(ahead(&without).last().unwrap(), &("4.9 Bank", Stories(6), Stories(3)));
        assert_eq!(without[2].then.ahead, Ahead::LeftOut);
        assert_eq!((changes(office, scenario).len(), office.backlog()), (2, backlog));
        // Undone like anything else.
        let again = office.does(&ines, sized(scenario, firm.bank, 0)).unwrap();
        assert_eq!(changes(office, scenario).len(), 1);
        office.does(&ines, UndoChange { change: again.seq.unwrap() }).unwrap();
        assert_eq!(compared(office, scenario), without);
    });
}

#[test]
fn whoever_moves_a_feature_again_means_the_last_place() {
    on_both_engines(|office| {
        let (firm, ines) = (Firm::opened(office), office.ines());
        let scenario = begun(office, "Order");
        let put = |feature, after, before, last| {
            office.does(&ines, MoveInScenario { scenario, feature, after, before, last }).unwrap()
        };
        put(firm.parts, None, None, false);
        put(firm.parts, Some(firm.bank), None, false);
        let told = put(firm.tone, None, None, true);
        assert!(told.sentence.ends_with("comes last."), "{}", told.sentence);
        assert_eq!(changes(office, scenario).len(), 2);
        let titles: Vec<String> = compared(office, scenario).into_iter().map(|row| row.title).collect();
        assert_eq!(titles, ["Pay by bank", "Pay in parts", "Your own tone", "4.9 Bank"]);
        let first = changes(office, scenario)[0].id;
        office.does(&ines, RemoveScenarioChange { change: first }).unwrap();
        assert_eq!(changes(office, scenario).len(), 1);
        for (feature, other) in [(firm.tone, firm.tone), (FeatureId(office.product.0), firm.tone)] {
            office.is_refused(&ines, before(scenario, feature, other));
        }
    });
}

#[test]
fn dropped_it_stays_to_be_read_and_bad_input_is_refused_by_a_sentence() {
    on_both_engines(|office| {
        let (firm, ines, mira) = (Firm::opened(office), office.ines(), office.mira());
        let scenario = begun(office, "Bank first");
        let add =
            |title: &str| AddScenario { product: office.product, title: title.into(), note: String::new() };
        assert!(matches!(office.is_refused(&mira, add("Mine")), Refusal::NotAllowed { .. }));
        assert!(matches!(office.is_refused(&office.stranger(), add("Theirs")), Refusal::NotFound { .. }));
        assert!(matches!(office.is_refused(&ines, add(" ")), Refusal::Invalid { field: "title", .. }));
        let capacity = |percent, from| ChangeCapacity { scenario, percent, from };
        for command in
            [capacity(9, None), capacity(301, None), capacity(120, Some(today(office).plus_days(-1)))]
        {
            assert!(matches!(office.is_refused(&ines, command), Refusal::Invalid { .. }));
        }
        let told = office.is_refused(&ines, sized(scenario, firm.parts, -3)).to_string();
        assert!(told.contains("It has 2 stories that are to do"), "{told}");
        office.is_refused(&mira, left_out(scenario, firm.bank));
        let edit = EditScenario {
            scenario,
            field: ScenarioText::Title,
            text: "Bank before tone".into(),
            seen: Some("Something else".into()),
        };
        assert!(matches!(office.is_refused(&ines, edit.clone()), Refusal::Stale { .. }));
        office.does(&ines, EditScenario { seen: None, ..edit }).unwrap();
        office.does(&ines, before(scenario, firm.bank, firm.tone)).unwrap();
        let reason = "Too few ask for it.".into();
        let dropped = office.does(&ines, DropScenario { scenario, reason }).unwrap();
        let settled: Scenario = loaded(office, scenario);
        assert_eq!((settled.state, settled.title.as_str()), (ScenarioState::Dropped, "Bank before tone"));
        assert!(
            settled.told.contains("comes right before INV-") && settled.told.contains("Pay by bank: now by ")
        );
        office.is_refused(&ines, left_out(scenario, firm.bank));
        office.does(&ines, UndoChange { change: dropped.seq.unwrap() }).unwrap();
        office.does(&ines, left_out(scenario, firm.bank)).unwrap();
    });
}
