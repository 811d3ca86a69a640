//! What is published: the preview as an audience sees it, its revisions, and the pages that anybody opens.

pub mod feeds;
pub mod preview_page;
pub mod public_pages;
pub mod shown;

use axum::routing::get;
use domain::communication::publications::issue_audience_link::IssueAudienceLink;
use domain::communication::publications::publish_roadmap::PublishRoadmap;
use domain::communication::publications::revoke_audience_link::RevokeAudienceLink;

use crate::routes::Routes;

pub fn routes(routes: Routes) -> Routes {
    routes
        .at("/{workspace}/{product}/audiences/{number}/roadmap", get(preview_page::roadmap))
        .at("/{workspace}/{product}/audiences/{number}/plan", get(preview_page::plan))
        .at("/{workspace}/shared/{token}", get(public_pages::by_link))
        .at("/{workspace}/portal/{product}/roadmap", get(public_pages::roadmap))
        .at("/{workspace}/portal/{product}/plan", get(public_pages::plan))
        .at("/{workspace}/portal/{product}/updates", get(public_pages::updates))
        .at("/{workspace}/portal/{product}/updates.atom", get(feeds::updates))
        .at("/{workspace}/portal/{product}/changelog", get(public_pages::changelog))
        .at("/{workspace}/portal/{product}/changelog.atom", get(feeds::changelog))
        .query(
            "/api/v1/{workspace}/{product}/audiences/{number}/roadmap",
            "The roadmap as an audience would see it now, what the leak check finds, and the revisions it was published in.",
            preview_page::roadmap_api,
        )
        .query(
            "/api/v1/{workspace}/{product}/audiences/{number}/plan",
            "The plan of releases as an audience would see it now, what the leak check finds, and its revisions.",
            preview_page::plan_api,
        )
        .command::<PublishRoadmap>()
        .command::<IssueAudienceLink>()
        .command::<RevokeAudienceLink>()
}
