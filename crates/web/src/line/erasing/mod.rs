//! Erasing people and what they said: what would go, looked at before it is done.

mod erase_page;

use axum::routing::get;
use domain::line::erasing::erase_contact::EraseContact;
use domain::line::erasing::erase_customer::EraseCustomer;
use domain::line::erasing::erase_feedback::EraseFeedback;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/erase/{key}", get(erase_page::show))
        .query(
            "/api/v1/{workspace}/erase/{key}",
            "What erasing a feedback or customer by its key, or a contact by its id, would take, and in which texts of others \
             their names or words stand.",
            erase_page::api,
        )
        .command::<EraseContact>()
        .command::<EraseCustomer>()
        .command::<EraseFeedback>()
}
