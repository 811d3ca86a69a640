//! The market: who our customers are, and where it goes.

mod customers_page;
mod radar;
pub mod trends_page;

use axum::routing::get;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::market::add_trend::AddTrend;
use domain::market::archive_trend::ArchiveTrend;
use domain::market::assess_trend::AssessTrend;
use domain::market::edit_customer::EditCustomer;
use domain::market::edit_trend::EditTrend;
use domain::market::restore_trend::RestoreTrend;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/customers", get(customers_page::show))
        .query(
            "/api/v1/{workspace}/customers",
            "The customers by name, with how often they spoke.",
            customers_page::api,
        )
        .at("/{workspace}/{product}/market", get(trends_page::show))
        .query(
            "/api/v1/{workspace}/trends",
            "The trends of the workspace with how they are assessed and the needs that they explain.",
            trends_page::api,
        )
        .command::<AddTrend>()
        .command::<EditTrend>()
        .command::<AssessTrend>()
        .command::<ArchiveTrend>()
        .command::<RestoreTrend>()
        .command::<AddCustomer>()
        .command::<EditCustomer>()
        .command::<AddContact>()
}
