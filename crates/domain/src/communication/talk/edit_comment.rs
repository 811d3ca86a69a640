//! The words of a comment, by whoever wrote it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_comment::{CommentDone, mention, written};
use super::{Comment, CommentId, queries};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};

/// Edit one's own comment. What it said before stays in its history; who is named for the first time is told.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditComment {
    pub comment: CommentId,
    /// Markdown, 1 to 10,000 characters.
    pub body: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

impl Command for EditComment {
    const NAME: &'static str = "edit_comment";
    type Subject = Comment;
    type Done = CommentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Comment> {
        queries::own(desk, self.comment)
    }

    fn gate(&self, _: &Comment) -> Gate {
        Gate::Person
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Comment) -> Result<CommentDone> {
        if before.archived_at.is_some() {
            return Refusal::conflict("This comment was taken back. Write a new one.");
        }
        let body = written(&self.body)?;
        desk::refuse_stale("body", &before.body, self.seen.as_deref(), &body)?;
        let key = queries::key_of(desk.tx, desk.workspace(), before.item_id)?;
        if body == before.body {
            let mentions = queries::mentions(desk.tx, desk.workspace(), before.id)?;
            let mentions = mentions.iter().filter(|mention| mention.archived_at.is_none()).count();
            return Ok(CommentDone { id: before.id, key, mentions });
        }
        let after = Comment { body, edited_at: Some(desk.now()), ..before.clone() };
        desk.change(&before, &after)?;
        Ok(CommentDone { id: after.id, key, mentions: mention(desk, &after)? })
    }

    fn sentence(&self, done: &CommentDone) -> String {
        format!("Your comment at {} was edited.", done.key)
    }
}
