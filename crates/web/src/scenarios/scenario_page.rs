//! A scenario: what is otherwise, what follows from it for each feature and release, and what one can do with it.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::communication::decisions::{Decision, DecisionId};
use domain::people::Product;
use domain::people::queries::names;
use domain::roadmap::Precision;
use domain::scenarios::ahead::Ahead;
use domain::scenarios::compare::{Compared, Stand};
use domain::scenarios::queries::{self, ScenarioRow};
use domain::scenarios::rules::{self, Hands};
use domain::scenarios::{ChangeKind, ScenarioState, told};
use domain::spine::item::Item;
use domain::spine::moment::Day;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use super::scenarios_page::state_word;
use super::steps::{Step, steps};
use super::trial::{Asked, Trial};
use super::versus::Versus;
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 8] =
    ["scenario", "scenario_change", "story", "feature", "release", "decision", "product", "sprint"];

#[derive(Template)]
#[template(path = "scenarios/scenario.html")]
struct ScenarioPage {
    frame: Frame,
    product: Product,
    trial: Trial,
    chart: Option<Versus>,
    steps: Vec<Step>,
    /// Others that it can stand beside.
    others: Vec<ScenarioRow>,
    /// The key and the number of the decision in which it is found again.
    decision: Option<(String, i64)>,
    settled_by: String,
    today: Day,
    hands: Hands,
    may_change: bool,
}

impl ScenarioPage {
    fn load(visit: &Visit<'_>, prefix: &str, number: i64, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let trial = Trial::of(visit, &product, number, asked)?;
        let may = |permission| visit.actor.may(permission, product.id);
        let hands = Hands { shapes: may(Permission::ShapeFeatures), orders: may(Permission::OrderBacklog) };
        let mut others = queries::scenarios(visit.tx, &visit.actor, product.id)?;
        others.retain(|other| other.number != number);
        let who: Vec<_> = trial.scenario.settled_by.into_iter().collect();
        let settled_by = names(visit.tx, visit.actor.workspace, &who)?.into_values().next();
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Roadmap, &SHOWS)?,
            chart: Versus::of(&trial.rows, trial.basis.today),
            steps: steps(&trial.rows),
            others,
            decision: decision(visit, &product, trial.scenario.decision_id)?,
            settled_by: settled_by.unwrap_or_else(|| "Somebody".into()),
            today: trial.basis.today,
            may_change: hands.shapes && trial.scenario.is_open(),
            hands,
            trial,
            product,
        })
    }

    fn place(&self) -> String {
        format!("{}/roadmap/scenarios/{}", self.frame.base(), self.trial.scenario.number)
    }

    /// Why it cannot be taken over by whoever looks; none: it can.
    fn held_back(&self) -> Option<String> {
        let moves = self.trial.changes.iter().any(|change| change.kind != ChangeKind::Stories);
        rules::may_take(self.trial.scenario.state, moves, self.hands).err().map(|failure| failure.to_string())
    }

    fn is_changed(&self) -> bool {
        !self.trial.changes.is_empty() || self.trial.scenario.capacity_percent != 100
    }

    /// Manager and owner are asked; for everybody else it is to be read.
    fn may_settle(&self) -> bool {
        (self.hands.shapes || self.hands.orders) && self.trial.scenario.is_open()
    }

    fn may_offer(&self) -> bool {
        self.may_change && self.trial.scenario.state == ScenarioState::Draft && !self.hands.orders
    }

    fn is_beside(&self, other: &ScenarioRow) -> bool {
        self.trial.beside == Some(other.number)
    }

    fn capacity(&self) -> Option<String> {
        told::capacity(&self.trial.scenario)
    }

    /// The column of what stands, or of the scenario in its place.
    fn now_word(&self) -> String {
        self.trial.beside.map_or_else(|| "Now".into(), |other| format!("Scenario {other}"))
    }

    /// Features that can be left out, or made larger or smaller.
    fn features(&self) -> Vec<(String, String, &str)> {
        let named = self.trial.basis.features.iter();
        named
            .map(|feature| {
                let key = format!("{}-{}", self.product.prefix, feature.number);
                (feature.id.to_string(), key, feature.title.as_str())
            })
            .collect()
    }

    fn by(&self, stand: &Stand) -> String {
        match (stand.ahead, stand.p85) {
            (Ahead::Nothing, _) => "nothing open".into(),
            (Ahead::LeftOut, _) => "left out".into(),
            (Ahead::Beyond, _) => "below the first 5,000 stories".into(),
            (Ahead::Stories(1), _) if self.trial.no_forecast.is_some() => "after 1 story".into(),
            (Ahead::Stories(n), _) if self.trial.no_forecast.is_some() => format!("after {n} stories"),
            (Ahead::Stories(_), Some(day)) => format!("by {}, 85%", self.day(day)),
            (Ahead::Stories(_), None) => "later than in five years".into(),
        }
    }

    fn even(&self, stand: &Stand) -> Option<String> {
        stand.p50.map(|day| format!("even chance {}", self.day(day)))
    }

    /// "14 days sooner".
    fn moves(&self, row: &Compared) -> String {
        match row.days_later() {
            Some(0) => "the same day".into(),
            Some(days) if days < 0 => format!("{} days sooner", -days),
            Some(days) => format!("{days} days later"),
            None => String::new(),
        }
    }

    /// When it is promised for, as exactly as it is known.
    fn promised(&self, row: &Compared) -> String {
        let Some(day) = row.ends_on else { return "not planned".into() };
        let date = day.date();
        match row.date_precision {
            Some(Precision::Quarter) => format!("Q{} {}", (date.month() + 2) / 3, date.year()),
            Some(Precision::Month) => date.strftime("%b %Y").to_string(),
            Some(Precision::Day) | None => date.strftime("%-d %b %Y").to_string(),
        }
    }

    fn kept(&self, stand: &Stand) -> String {
        stand.kept.map_or_else(|| "–".into(), |kept| format!("{kept}%"))
    }

    /// The year is said where the day is not within ten months.
    fn day(&self, day: Day) -> String {
        let is_near = self.today.days_until(day) < 300;
        day.date().strftime(if is_near { "%-d %b" } else { "%-d %b %Y" }).to_string()
    }

    fn settled(&self) -> String {
        let at = self.trial.scenario.settled_at.map(|at| Day::of(at.day_in(&self.product.time_zone)));
        at.map(|at| format!("{}, {}", told::day(at), self.settled_by)).unwrap_or_default()
    }
}

fn decision(visit: &Visit<'_>, product: &Product, id: Option<DecisionId>) -> Result<Option<(String, i64)>> {
    let Some(id) = id else { return Ok(None) };
    let decision = Decision::load(visit.tx, visit.actor.workspace, id.0)?;
    Ok(decision.map(|decision| (format!("{}-{}", product.prefix, decision.number), decision.number)))
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix, number)): Path<(String, String, i64)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&ScenarioPage::load(visit, &prefix, number, &asked)?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}
