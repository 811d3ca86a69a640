//! "What if" on the roadmap: the scenarios of a product, and one of them beside what stands or beside another.

mod api;
mod scenario_page;
mod scenarios_page;
mod steps;
mod trial;
mod versus;

use axum::routing::get;
use domain::scenarios::add_scenario::AddScenario;
use domain::scenarios::change_capacity::ChangeCapacity;
use domain::scenarios::change_scope::ChangeScope;
use domain::scenarios::drop_scenario::DropScenario;
use domain::scenarios::edit_scenario::EditScenario;
use domain::scenarios::move_in_scenario::MoveInScenario;
use domain::scenarios::offer_scenario::OfferScenario;
use domain::scenarios::remove_scenario_change::RemoveScenarioChange;
use domain::scenarios::take_scenario::TakeScenario;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/{product}/roadmap/scenarios", get(scenarios_page::show))
        .at("/{workspace}/{product}/roadmap/scenarios/{number}", get(scenario_page::show))
        .query(
            "/api/v1/{workspace}/{product}/scenarios",
            "The scenarios of a product, newest first: what is tried, and how far each is.",
            api::scenarios,
        )
        .query(
            "/api/v1/{workspace}/{product}/scenarios/{number}",
            "A scenario: what is otherwise in it, and each feature and planned release now and in it; `beside` the number of another scenario in the place of now.",
            api::scenario,
        )
        .command::<AddScenario>()
        .command::<EditScenario>()
        .command::<ChangeCapacity>()
        .command::<MoveInScenario>()
        .command::<ChangeScope>()
        .command::<RemoveScenarioChange>()
        .command::<OfferScenario>()
        .command::<TakeScenario>()
        .command::<DropScenario>()
}
