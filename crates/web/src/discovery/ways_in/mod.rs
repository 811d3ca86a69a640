//! The ways in: the page on which they are opened, and the form that stands on the firm's own pages.

mod api;
mod form_page;
pub mod typed;
mod ways_in_page;

use axum::routing::get;
use domain::discovery::ways_in::allow_origin::AllowOrigin;
use domain::discovery::ways_in::close_mailbox::CloseMailbox;
use domain::discovery::ways_in::forbid_origin::ForbidOrigin;
use domain::discovery::ways_in::know_sender::KnowSender;
use domain::discovery::ways_in::open_mailbox::OpenMailbox;
use domain::discovery::ways_in::renew_mailbox::RenewMailbox;

use crate::routes::Routes;

pub fn routes(routes: Routes) -> Routes {
    routes
        .at("/{workspace}/{product}/ways-in", get(ways_in_page::show))
        .at(
            "/{workspace}/form/{product}",
            get(form_page::show).post(form_page::send).options(form_page::may_send),
        )
        .at("/{workspace}/form/{product}/embed.js", get(form_page::script))
        .query(
            "/api/v1/{workspace}/{product}/ways-in",
            "The ways in of a product: its address for mails, and the sites on which its form may stand.",
            api::ways_in,
        )
        .command::<OpenMailbox>()
        .command::<CloseMailbox>()
        .command::<RenewMailbox>()
        .command::<AllowOrigin>()
        .command::<ForbidOrigin>()
        .command::<KnowSender>()
}
