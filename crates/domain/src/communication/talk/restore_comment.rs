//! A comment that stands again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_comment::CommentDone;
use super::{Comment, CommentId, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Restore one's own comment that was taken back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreComment {
    pub comment: CommentId,
}

impl Command for RestoreComment {
    const NAME: &'static str = "restore_comment";
    type Subject = Comment;
    type Done = CommentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Comment> {
        queries::own(desk, self.comment)
    }

    fn gate(&self, _: &Comment) -> Gate {
        Gate::Person
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Comment) -> Result<CommentDone> {
        let archived_at = None;
        desk.change(&before, &Comment { archived_at, ..before.clone() })?;
        let key = queries::key_of(desk.tx, desk.workspace(), before.item_id)?;
        Ok(CommentDone { id: before.id, key, mentions: 0 })
    }

    fn sentence(&self, done: &CommentDone) -> String {
        format!("Your comment at {} stands again.", done.key)
    }
}
