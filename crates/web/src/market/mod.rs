//! Who our customers are.

mod customers_page;

use axum::routing::get;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::market::edit_customer::EditCustomer;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/customers", get(customers_page::show))
        .query(
            "/api/v1/{workspace}/customers",
            "The customers by name, with how often they spoke.",
            customers_page::api,
        )
        .command::<AddCustomer>()
        .command::<EditCustomer>()
        .command::<AddContact>()
}
