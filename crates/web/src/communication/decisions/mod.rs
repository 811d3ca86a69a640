//! Decisions: a list, one of them in whole, and what was decided about an item.

pub mod about;
pub mod decisions_page;

use axum::routing::get;
use domain::communication::decisions::add_decision::AddDecision;
use domain::communication::decisions::archive_decision::ArchiveDecision;
use domain::communication::decisions::edit_decision::EditDecision;
use domain::communication::decisions::link_decision::LinkDecision;
use domain::communication::decisions::make_decision::MakeDecision;
use domain::communication::decisions::restore_decision::RestoreDecision;
use domain::communication::decisions::review_decision::ReviewDecision;
use domain::communication::decisions::supersede_decision::SupersedeDecision;
use domain::communication::decisions::unlink_decision::UnlinkDecision;

use crate::routes::Routes;

pub fn routes(routes: Routes) -> Routes {
    routes
        .at("/{workspace}/{product}/decisions", get(decisions_page::show))
        .query(
            "/api/v1/{workspace}/{product}/decisions",
            "The decisions of a product, newest first, with what each is about; `before` a number for earlier ones.",
            decisions_page::api,
        )
        .command::<AddDecision>()
        .command::<EditDecision>()
        .command::<MakeDecision>()
        .command::<ReviewDecision>()
        .command::<SupersedeDecision>()
        .command::<LinkDecision>()
        .command::<UnlinkDecision>()
        .command::<ArchiveDecision>()
        .command::<RestoreDecision>()
}
