//! The backlog and the page of a story.

mod api;
mod backlog_page;
pub mod hints_part;
pub mod in_words;
mod routes;
pub mod story_page;

pub use api::by_key;
pub use routes::routes;
