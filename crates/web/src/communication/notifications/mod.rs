//! The page of what is new for somebody, how they wish to be told, and the link that stops mails.

pub mod notifications_page;
pub mod settings_part;
mod unsubscribe_page;

use axum::routing::{get, post};
use domain::communication::notifications::set_notifications::SetNotifications;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/notifications", get(notifications_page::show))
        .at("/{workspace}/notifications/mark", post(notifications_page::mark_by_form))
        .at("/api/v1/{workspace}/notifications/mark", post(notifications_page::mark_by_json))
        .at(
            "/{workspace}/unsubscribe/{token}",
            get(unsubscribe_page::show).post(unsubscribe_page::unsubscribe),
        )
        .query(
            "/api/v1/{workspace}/notifications",
            "What is new for the caller, newest first, a page at a time: open, unread, snoozed or done.",
            notifications_page::query,
        )
        .query(
            "/api/v1/{workspace}/notification-settings",
            "How the caller is told, for each reason.",
            settings_part::query,
        )
        .command::<SetNotifications>()
}
