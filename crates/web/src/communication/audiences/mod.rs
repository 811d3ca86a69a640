//! Audiences: a list, and one of them in whole: who belongs, what they see, what is called otherwise, its links.

pub mod audiences_page;
mod whole;

use axum::routing::{get, post};
use domain::communication::audiences::add_audience::AddAudience;
use domain::communication::audiences::add_audience_person::AddAudiencePerson;
use domain::communication::audiences::archive_audience::ArchiveAudience;
use domain::communication::audiences::choose_members::ChooseMembers;
use domain::communication::audiences::choose_view::ChooseView;
use domain::communication::audiences::edit_audience::EditAudience;
use domain::communication::audiences::hide_from_audience::HideFromAudience;
use domain::communication::audiences::remove_audience_person::RemoveAudiencePerson;
use domain::communication::audiences::rename_for_audience::RenameForAudience;
use domain::communication::audiences::restore_audience::RestoreAudience;

use crate::routes::Routes;

pub fn routes(routes: Routes) -> Routes {
    routes
        .at("/{workspace}/{product}/audiences", get(audiences_page::show))
        .at("/{workspace}/{product}/audiences/{number}/link", post(audiences_page::issue_link))
        .query(
            "/api/v1/{workspace}/{product}/audiences",
            "The audiences of a product: who belongs, what they see and how precisely.",
            audiences_page::api,
        )
        .command::<AddAudience>()
        .command::<EditAudience>()
        .command::<ChooseMembers>()
        .command::<ChooseView>()
        .command::<AddAudiencePerson>()
        .command::<RemoveAudiencePerson>()
        .command::<RenameForAudience>()
        .command::<HideFromAudience>()
        .command::<ArchiveAudience>()
        .command::<RestoreAudience>()
}
