//! The first run, signing in and out, one-time links, people and their roles, one's own account.

mod account;
mod api;
mod links;
pub mod offered;
mod people_page;
mod routes;
mod sign_in;
mod start;

pub use routes::routes;
