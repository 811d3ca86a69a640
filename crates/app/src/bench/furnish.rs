//! A firm with something of every noun, made of the commands that people use.

use database::{Database, Location};
use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::StoryId;
use domain::backlog::finish_story::FinishStory;
use domain::backlog::link_story::LinkStory;
use domain::discovery::NeedId;
use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::link_capability::LinkCapability;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::serve_goal::ServeGoal;
use domain::market::add_customer::AddCustomer;
use domain::market::comparison::add_capability::AddCapability;
use domain::market::comparison::add_competitor::AddCompetitor;
use domain::market::comparison::rate_capability::RateCapability;
use domain::people::set_role::SetRole;
use domain::people::visitor::actor_of_person;
use domain::roadmap::FeatureId;
use domain::roadmap::add_feature::AddFeature;
use domain::roadmap::offer_feature::OfferFeature;
use domain::roadmap::score_feature::ScoreFeature;
use domain::roadmap::take_feature::TakeFeature;
use domain::spine::actor::{Actor, Door};
use domain::spine::id::ProductId;
use domain::spine::moment::{Day, Moment, Timestamp};
use domain::spine::refusal::{Failure, Found};
use domain::spine::rights::Role;
use domain::spine::run::{Command, run};
use domain::sprint::add_team::AddTeam;
use domain::sprint::plan::add_sprint::AddSprint;
use domain::sprint::plan::close_sprint::CloseSprint;
use domain::sprint::plan::put_in_sprint::PutInSprint;
use domain::sprint::plan::start_sprint::StartSprint;
use domain::sprint::{GoalMet, TeamMode};
use domain::strategy::GoalId;
use domain::strategy::Unit;
use domain::strategy::add_goal::AddGoal;
use domain::strategy::add_key_result::AddKeyResult;
use uuid::Uuid;

use super::{crowd, seed};

const STORIES: usize = 20_000;
const CUSTOMERS: usize = 300;
const FEEDBACKS: usize = 5_000;
const NEEDS: usize = 60;
const FEATURES: usize = 60;
const CAPABILITIES: usize = 60;
const COMPETITORS: usize = 12;
const SPRINTS: usize = 10;
const START: i64 = 1_794_992_400_000_000;

/// Somebody who acts, at a moment of its own for each command.
pub(super) struct Firm {
    pub db: Database,
    pub actor: Actor,
    pub product: ProductId,
    told: std::cell::Cell<u64>,
}

impl Firm {
    /// Several commands in one transaction.
    pub fn all<C: Command>(&self, commands: Vec<C>) -> Result<Vec<C::Done>, Failure> {
        self.by(&self.actor, commands)
    }

    pub fn by<C: Command>(&self, actor: &Actor, commands: Vec<C>) -> Result<Vec<C::Done>, Failure> {
        let first = self.told.get();
        self.told.set(first + commands.len() as u64);
        let actor = actor.clone();
        self.db.write(self.actor.workspace.0, move |tx| {
            let one = |(nth, command): (usize, &C)| {
                let nth = first + nth as u64;
                let moment = Moment::new(Timestamp(START + nth as i64 * 1_000), 1_000_000 + nth);
                run(tx, &actor, &moment, command).map(|ran| ran.done)
            };
            commands.iter().enumerate().map(one).collect()
        })
    }

    /// The moment of the next command.
    pub fn now(&self) -> Timestamp {
        Timestamp(START + self.told.get() as i64 * 1_000)
    }

    pub fn one<C: Command>(&self, command: C) -> Result<C::Done, Failure> {
        self.all(vec![command])?.pop().found("item")
    }
}

/// What is looked at in the furnished firm.
pub struct Furnished {
    /// The number of a need that many ask for.
    pub need: i64,
    /// The number of the feature that answers it.
    pub feature: i64,
    /// Changes from which a status update was drafted, and how many seconds that took.
    pub drafted: (i64, f64),
}

pub fn furnish(location: &Location) -> Result<Furnished, Failure> {
    let stories = seed::stories(location, STORIES).map_err(domain::spine::refusal::broken)?.stories;
    let db = seed::open(location).map_err(domain::spine::refusal::broken)?;
    let sql = "select workspace_id as value from person limit 1";
    let workspace = db.read(move |tx| Ok::<_, Failure>(tx.value(sql, &[])?))?.found("workspace")?;
    let sql = "select id as value from person limit 1";
    let person = db.read(move |tx| Ok::<_, Failure>(tx.value(sql, &[])?))?.found("person")?;
    let sql = "select id as value from product limit 1";
    let product: ProductId = db.read(move |tx| Ok::<_, Failure>(tx.value(sql, &[])?))?.found("product")?;
    let acting = |db: &Database| {
        db.read(move |tx| actor_of_person(tx, workspace, person, Door::Form))?.found("person")
    };
    let mut firm = Firm { actor: acting(&db)?, db, product, told: std::cell::Cell::new(0) };
    for role in [Role::Manager, Role::Team] {
        firm.one(SetRole { person, product, role, holds: true })?;
    }
    firm.actor = acting(&firm.db)?;
    let goals = goals(&firm)?;
    let needs = needs(&firm, &goals)?;
    let features = features(&firm, &needs, &stories)?;
    comparison(&firm, &needs)?;
    sprints(&firm, &stories)?;
    crowd::people(&firm)?;
    let drafted = crowd::draft(&firm)?;
    crowd::news(&firm)?;
    let number = |table: &str, id: Uuid| {
        let sql = format!("select number as value from {table} where id = $1");
        firm.db.read(move |tx| Ok::<_, Failure>(tx.value::<i64>(&sql, &[&id])?))?.found("item")
    };
    Ok(Furnished { need: number("need", needs[0].0)?, feature: number("feature", features[0].0)?, drafted })
}

fn goals(firm: &Firm) -> Result<Vec<GoalId>, Failure> {
    let goal = |title: String, parent| AddGoal { title, parent, ..AddGoal::default() };
    let top = firm.one(goal("Paid on the day".into(), None))?.id;
    let below = (0..5).map(|nth| goal(format!("Part {nth}"), Some(top))).collect();
    let mut goals: Vec<GoalId> = firm.all(below)?.into_iter().map(|done| done.id).collect();
    goals.insert(0, top);
    let measured = goals.iter().map(|goal| AddKeyResult {
        goal: *goal,
        title: "Share of invoices paid in time".into(),
        unit: Unit::Percent,
        baseline: "60".into(),
        target: "80".into(),
    });
    firm.all(measured.collect())?;
    Ok(goals)
}

/// Customers, what they said, and the needs that it leads to.
fn needs(firm: &Firm, goals: &[GoalId]) -> Result<Vec<NeedId>, Failure> {
    let customer = |nth: usize| AddCustomer {
        name: format!("Customer {nth}"),
        revenue: (1_000 + nth * 37).to_string(),
        ..AddCustomer::default()
    };
    let customers: Vec<_> = firm.all((0..CUSTOMERS).map(customer).collect())?;
    let said = |nth: usize| AddFeedback {
        product: firm.product,
        body: format!("Number {nth}: the second letter went out in the same stern words as everything else"),
        channel: None,
        contact: None,
        customer: Some(customers[nth % CUSTOMERS].id),
        said_as: "bookkeeper".into(),
        tags: ["tone", "reminders", "export"][nth % 3].into(),
        said_at: None,
    };
    let mut said_ids = Vec::new();
    for first in (0..FEEDBACKS).step_by(1_000) {
        said_ids
            .extend(firm.all((first..first + 1_000).map(said).collect())?.into_iter().map(|done| done.id));
    }
    let quote = |nth: usize, need: Option<NeedId>| LinkQuote {
        feedback: said_ids[nth],
        passage: "the same stern words".into(),
        need,
        new_need: format!("Need {nth}"),
        importance: Some(1 + nth as i64 % 3),
    };
    let needs: Vec<NeedId> = firm
        .all((0..NEEDS).map(|nth| quote(nth, None)).collect())?
        .into_iter()
        .map(|done| done.need)
        .collect();
    // Three fifths of what was said lead to a need, a third of that to the first one.
    let linked = (NEEDS..FEEDBACKS * 3 / 5).map(|nth| {
        let place = if nth.is_multiple_of(3) { 0 } else { nth % NEEDS };
        quote(nth, Some(needs[place]))
    });
    firm.all(linked.collect())?;
    let serves =
        needs.iter().enumerate().map(|(nth, need)| ServeGoal { need: *need, goal: goals[nth % goals.len()] });
    firm.all(serves.collect())?;
    Ok(needs)
}

fn features(firm: &Firm, needs: &[NeedId], stories: &[StoryId]) -> Result<Vec<FeatureId>, Failure> {
    let add = |nth: usize| AddFeature {
        product: firm.product,
        title: format!("Feature {nth}"),
        need: Some(needs[nth % needs.len()]),
        capability: None,
        problem: "Letters sound alike".into(),
    };
    let features: Vec<FeatureId> =
        firm.all((0..FEATURES).map(add).collect())?.into_iter().map(|done| done.id).collect();
    firm.all(
        features.iter().map(|feature| OfferFeature { feature: *feature, body: String::new() }).collect(),
    )?;
    firm.all(features.iter().map(|feature| TakeFeature { feature: *feature }).collect())?;
    let score = |(nth, feature): (usize, &FeatureId)| ScoreFeature {
        feature: *feature,
        reach: (100 + 37 * nth).to_string(),
        impact: ["0.5", "1", "2"][nth % 3].into(),
        confidence: ["50", "80"][nth % 2].into(),
        effort: (1 + nth % 7).to_string(),
    };
    firm.all(features.iter().enumerate().map(score).collect())?;
    let under = stories
        .iter()
        .take(FEATURES * 20)
        .enumerate()
        .map(|(nth, story)| LinkStory { story: *story, feature: Some(features[nth % FEATURES]) });
    firm.all(under.collect())?;
    Ok(features)
}

fn comparison(firm: &Firm, needs: &[NeedId]) -> Result<(), Failure> {
    let competitor = |nth| AddCompetitor { name: format!("Competitor {nth}"), ..AddCompetitor::default() };
    let competitors: Vec<_> = firm.all((0..COMPETITORS).map(competitor).collect())?;
    let capability = |nth: usize| AddCapability {
        product: firm.product,
        title: format!("Capability {nth}"),
        group: format!("Group {}", nth / 10),
    };
    let capabilities: Vec<_> = firm.all((0..CAPABILITIES).map(capability).collect())?;
    let who: Vec<_> = std::iter::once(None).chain(competitors.iter().map(|one| Some(one.id))).collect();
    let mut ratings = Vec::new();
    for (row, capability) in capabilities.iter().enumerate() {
        for (column, competitor) in who.iter().enumerate() {
            ratings.push(RateCapability {
                capability: capability.id,
                competitor: *competitor,
                level: ["fully", "mostly", "partly", "announced", "none"][(row + column) % 5].into(),
                evidence: "Seen in a trial account".into(),
                source: String::new(),
                seen_on: None,
            });
        }
    }
    firm.all(ratings)?;
    let links = capabilities.iter().enumerate();
    firm.all(
        links
            .map(|(nth, one)| LinkCapability { capability: one.id, need: needs[nth % needs.len()] })
            .collect(),
    )?;
    Ok(())
}

/// Ten sprints of thirty stories, of which all but the last one are over; it runs.
fn sprints(firm: &Firm, stories: &[StoryId]) -> Result<(), Failure> {
    let product = firm.product;
    let team = firm.one(AddTeam { product, name: "Harbour".into(), mode: TeamMode::Sprints })?.id;
    let first = Day::of(Timestamp(START).day_in("UTC"));
    for nth in 0..SPRINTS {
        let starts_on = first.plus_days(14 * nth as i64 - 130);
        let goal = format!("Goal {nth}");
        let sprint =
            firm.one(AddSprint { product, team, goal, starts_on, ends_on: starts_on.plus_days(11) })?.id;
        let these = &stories[nth * 30..(nth + 1) * 30];
        firm.all(these.iter().map(|story| PutInSprint { sprint, story: *story }).collect())?;
        firm.one(StartSprint { sprint })?;
        let done = if nth + 1 == SPRINTS { &these[..10] } else { these };
        firm.all(done.iter().map(|story| FinishStory { story: *story }).collect())?;
        firm.all(done.iter().map(|story| AcceptStory { story: *story, reason: "seen".into() }).collect())?;
        if nth + 1 < SPRINTS {
            let (note, stories, places) = (String::new(), Vec::new(), Vec::new());
            firm.one(CloseSprint { sprint, goal_met: GoalMet::Met, note, stories, places })?;
        }
    }
    Ok(())
}
