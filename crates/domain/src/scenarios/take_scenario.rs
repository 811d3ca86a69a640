//! A scenario is done: its order is carried out, what is left out loses its window, the rest is written into a decision.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rules::{Hands, may_take};
use super::taking::{Findings, findings, orders, put_in_order, refuse_hindered};
use super::{
    ChangeKind, Scenario, ScenarioChange, ScenarioDone, ScenarioId, ScenarioState, load, queries,
    refuse_settled,
};
use crate::communication::decisions::DecisionDone;
use crate::communication::decisions::add_decision::AddDecision;
use crate::communication::put_in_release::STORIES_MAX;
use crate::communication::take_out_of_release::TakeOutOfRelease;
use crate::people::Product;
use crate::roadmap::Feature;
use crate::roadmap::schedule_feature::ScheduleFeature;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Features that the decision is about, at most.
const ABOUT_MAX: usize = 20;

/// Take a scenario over, at once and undone at once: stories move as it has them; what is left out loses its window, and its
/// stories that are to do go to the end of the backlog and leave planned releases; capacity, and more or fewer stories, are people's to do, and stand in
/// a decision with the figures. The manager takes over what moves no story; else the manager offers it and the owner takes it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakeScenario {
    pub scenario: ScenarioId,
    /// Why; at most 500 characters. It stands in the decision.
    #[serde(default)]
    pub reason: String,
}

impl Command for TakeScenario {
    const NAME: &'static str = "take_scenario";
    type Subject = (Scenario, Product);
    type Done = ScenarioDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Scenario, Product)> {
        load(desk, self.scenario)
    }

    /// Manager and owner write down decisions; which of them takes it is a rule of its own.
    fn gate(&self, (scenario, _): &(Scenario, Product)) -> Gate {
        Gate::Product(Permission::RecordDecisions, scenario.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Scenario, Product)) -> Result<ScenarioDone> {
        refuse_settled(&before)?;
        let reason = text::optional_line("reason", "the reason", &self.reason, text::LINE_MAX)?;
        let changes = queries::changes(desk.tx, desk.workspace(), before.id)?;
        let orders = orders(&changes);
        let may = |permission| desk.actor.may(permission, product.id);
        let hands = Hands { shapes: may(Permission::ShapeFeatures), orders: may(Permission::OrderBacklog) };
        may_take(before.state, !orders.is_empty(), hands)?;
        refuse_hindered(desk, &product, &before)?;
        let found = findings(desk, &product, &before, &changes)?;
        let moved = put_in_order(desk, &product, &orders)?;
        for change in changes.iter().filter(|change| change.kind == ChangeKind::LeftOut) {
            take_window(desk, &before, change)?;
            take_out(desk, change)?;
        }
        let decision = decide(desk, (&product, &before), (&changes, &found), &reason)?;
        let after = Scenario {
            state: ScenarioState::Taken,
            told: found.told,
            reason,
            settled_at: Some(desk.now()),
            settled_by: desk.actor.person,
            decision_id: Some(decision.id),
            ..before.clone()
        };
        desk.change(&before, &after)?;
        let stories = match moved {
            0 => "no story had to move".to_owned(),
            1 => "1 story moved".to_owned(),
            n => format!("{n} stories moved"),
        };
        Ok(ScenarioDone::of(&after, format!("is taken over: {stories}, and {} says why", decision.key)))
    }

    fn sentence(&self, done: &ScenarioDone) -> String {
        done.sentence()
    }
}

/// What is left out is planned for no time; in its thread stands by what.
fn take_window(desk: &Desk<'_>, scenario: &Scenario, change: &ScenarioChange) -> Result<()> {
    let feature: Feature = desk.load(change.feature_id)?;
    if feature.ends_on.is_none() && feature.starts_on.is_none() {
        return Ok(());
    }
    let title: String = scenario.title.chars().take(200).collect();
    let command = ScheduleFeature {
        feature: feature.id,
        starts_on: None,
        ends_on: None,
        precision: None,
        reason: format!("Left out: scenario {} “{title}” was taken over.", scenario.number),
    };
    let subject = command.load(desk)?;
    command.carry_out(desk, subject).map(drop)
}

/// What is left out is in no planned release any more.
fn take_out(desk: &Desk<'_>, change: &ScenarioChange) -> Result<()> {
    let found = queries::to_do_in_releases(desk.tx, desk.workspace(), change.feature_id)?;
    // By release, and no more at once than leave one at once.
    for those in
        found.chunk_by(|(one, _), (other, _)| one == other).flat_map(|those| those.chunks(STORIES_MAX))
    {
        let Some((release, _)) = those.first().copied() else { continue };
        let command = TakeOutOfRelease { release, stories: those.iter().map(|(_, story)| *story).collect() };
        let subject = command.load(desk)?;
        command.carry_out(desk, subject)?;
    }
    Ok(())
}

/// The decision in which it is found again, with what people have to do themselves.
fn decide(
    desk: &Desk<'_>,
    (product, scenario): (&Product, &Scenario),
    (changes, found): (&[ScenarioChange], &Findings),
    reason: &str,
) -> Result<DecisionDone> {
    let name = format!("Scenario {}: {}", scenario.number, scenario.title);
    let why = [reason.to_owned(), found.summary.sentence()];
    let command = AddDecision {
        product: product.id,
        title: name.chars().take(text::TITLE_MAX).collect(),
        context: context(scenario),
        options: "Leave everything as it was.".into(),
        choice: choice(scenario, found),
        reasons: why.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n"),
        review_on: None,
        about: about(desk, product, changes)?,
    };
    let subject = command.load(desk)?;
    command.carry_out(desk, subject)
}

fn context(scenario: &Scenario) -> String {
    let opening = format!("Scenario {} “{}” on the roadmap was taken over.", scenario.number, scenario.title);
    let note: String = scenario.note.chars().take(text::BODY_MAX / 2).collect();
    if note.is_empty() { opening } else { format!("{opening}\n\n{note}") }
}

/// What was done, what is yet to be done by people, and the figures of that day.
fn choice(scenario: &Scenario, found: &Findings) -> String {
    let lines =
        |those: &[String]| those.iter().map(|line| format!("- {line}.")).collect::<Vec<_>>().join("\n");
    let mut parts = Vec::new();
    if !found.carried_out.is_empty() {
        parts.push(format!("Carried out with it:\n\n{}", lines(&found.carried_out)));
    }
    if !found.by_people.is_empty() {
        parts.push(format!("Still to be done by people:\n\n{}", lines(&found.by_people)));
    }
    let number = scenario.number;
    parts.push(format!("What scenario {number} said on that day:\n\n{}", found.told));
    parts.join("\n\n").chars().take(text::BODY_MAX).collect()
}

/// The keys of the features that are named in it.
fn about(desk: &Desk<'_>, product: &Product, changes: &[ScenarioChange]) -> Result<String> {
    let mut ids: Vec<uuid::Uuid> = changes.iter().map(|change| change.feature_id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(ABOUT_MAX);
    let features: Vec<Feature> = desk.load_all(&ids)?;
    let keys = features.iter().map(|feature| format!("{}-{}", product.prefix, feature.number));
    Ok(keys.collect::<Vec<_>>().join(" "))
}
