//! A comment that is taken back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_comment::CommentDone;
use super::{Comment, CommentId, queries};
use crate::communication::notifications::mark::forget_comment;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Take back one's own comment. Its place stays empty, and it can be restored.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveComment {
    pub comment: CommentId,
}

impl Command for RemoveComment {
    const NAME: &'static str = "remove_comment";
    type Subject = Comment;
    type Done = CommentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Comment> {
        queries::own(desk, self.comment)
    }

    fn gate(&self, _: &Comment) -> Gate {
        Gate::Person
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Comment) -> Result<CommentDone> {
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &Comment { archived_at, ..before.clone() })?;
        forget_comment(desk.tx, desk.workspace(), before.id)?;
        let key = queries::key_of(desk.tx, desk.workspace(), before.item_id)?;
        Ok(CommentDone { id: before.id, key, mentions: 0 })
    }

    fn sentence(&self, done: &CommentDone) -> String {
        format!("Your comment at {} was taken back.", done.key)
    }
}
