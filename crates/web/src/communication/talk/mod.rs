//! Comments and followers, as a part of the page of an item.

mod api;
pub mod talk_part;

use axum::routing::get;
use domain::communication::talk::add_comment::AddComment;
use domain::communication::talk::edit_comment::EditComment;
use domain::communication::talk::follow_item::FollowItem;
use domain::communication::talk::remove_comment::RemoveComment;
use domain::communication::talk::restore_comment::RestoreComment;
use domain::communication::talk::unfollow_item::UnfollowItem;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/{product}/mentionable", get(api::mentionable_in_product))
        .query(
            "/api/v1/{workspace}/items/{key}/comments",
            "What was said at an item, oldest first, and who follows it, by its key.",
            api::comments_of_item,
        )
        .query(
            "/api/v1/{workspace}/{product}/mentionable",
            "Whom a comment in a product can name, by name.",
            api::mentionable_in_product,
        )
        .command::<AddComment>()
        .command::<EditComment>()
        .command::<RemoveComment>()
        .command::<RestoreComment>()
        .command::<FollowItem>()
        .command::<UnfollowItem>()
}
