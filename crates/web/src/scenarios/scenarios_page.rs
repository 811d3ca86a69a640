//! The scenarios of a product.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::people::Product;
use domain::scenarios::queries::{self, ScenarioRow};
use domain::scenarios::{ScenarioState, told};
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "scenarios/scenarios.html")]
struct ScenariosPage {
    frame: Frame,
    product: Product,
    rows: Vec<ScenarioRow>,
    may_shape: bool,
}

impl ScenariosPage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Roadmap, &["scenario", "scenario_change"])?,
            rows: queries::scenarios(visit.tx, &visit.actor, product.id)?,
            may_shape: visit.actor.may(Permission::ShapeFeatures, product.id),
            product,
        })
    }

    fn day(&self, at: &Timestamp) -> String {
        at.day_in(&self.product.time_zone).strftime("%-d %b %Y").to_string()
    }

    /// "120 % from 1 March 2027, 3 other changes".
    fn tries(&self, row: &ScenarioRow) -> String {
        let pace = match row.capacity_from {
            _ if row.capacity_percent == 100 => None,
            Some(from) => Some(format!("{} % of the pace from {}", row.capacity_percent, told::day(from))),
            None => Some(format!("{} % of the pace", row.capacity_percent)),
        };
        let changes = match row.changes {
            0 => None,
            1 => Some("1 change of order or scope".to_owned()),
            n => Some(format!("{n} changes of order and scope")),
        };
        match (pace, changes) {
            (None, None) => "nothing yet".into(),
            (pace, changes) => pace.into_iter().chain(changes).collect::<Vec<_>>().join(", "),
        }
    }
}

/// How a page calls it.
pub fn state_word(state: &ScenarioState) -> &'static str {
    match state {
        ScenarioState::Draft => "draft",
        ScenarioState::Offered => "offered to the owner",
        ScenarioState::Taken => "taken over",
        ScenarioState::Dropped => "dropped",
    }
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&ScenariosPage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, done)
}
