//! What is said at an item, to whom, and who follows it. Whatever has a key can be talked about; an agreement has its own
//! thread.

pub mod add_comment;
pub mod edit_comment;
pub mod follow_item;
pub mod place;
pub mod queries;
pub mod remove_comment;
pub mod restore_comment;
pub mod rules;
pub mod unfollow_item;

use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// What somebody says at an item.
    CommentId,
    /// That somebody is named in a comment.
    MentionId,
    /// That somebody follows an item.
    FollowerId,
}

item! {
    /// What somebody says at an item, in Markdown.
    Comment, noun "comment", table "comment" {
        Key id: CommentId,
        /// None where the item belongs to the whole workspace.
        Public product_id: Option<ProductId>,
        /// What the item is, such as `story`.
        Public noun: String,
        Public item_id: uuid::Uuid,
        Personal body: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public edited_at: Option<Timestamp>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That somebody is named in a comment.
    Mention, noun "mention", table "mention" {
        Key id: MentionId,
        Public product_id: Option<ProductId>,
        Public comment_id: CommentId,
        Public person_id: PersonId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That somebody follows an item, or wishes not to; archived: nothing is said.
    Follower, noun "follower", table "follower" {
        Key id: FollowerId,
        Public product_id: Option<ProductId>,
        Public noun: String,
        Public item_id: uuid::Uuid,
        Public person_id: PersonId,
        /// Whether they wish to be told; who made or owns an item is without asking.
        Public follows: bool,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

impl Upkeep for Comment {}
impl Upkeep for Mention {}
impl Upkeep for Follower {}
