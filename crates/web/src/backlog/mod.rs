//! The backlog and the page of a story.

mod api;
mod backlog_page;
mod routes;
mod story_page;

pub use routes::routes;
