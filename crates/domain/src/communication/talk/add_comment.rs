//! Saying something at an item.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::place::Place;
use super::{Comment, CommentId, Mention, follow_item, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// A comment of more is a document.
pub const COMMENT_MAX: usize = 10_000;

/// Comment on an item. Who follows it is told, and who is named in it: `@` and the name, as it stands on the page of
/// people. Whoever comments follows the item from then on, unless they said that they do not wish to.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddComment {
    /// The key of the item, such as `INV-248`.
    pub item: String,
    /// Markdown, 1 to 10,000 characters.
    pub body: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CommentDone {
    pub id: CommentId,
    /// The key of the item.
    pub key: String,
    /// How many people are named in it.
    pub mentions: usize,
}

impl Command for AddComment {
    const NAME: &'static str = "add_comment";
    type Subject = Place;
    type Done = CommentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Place> {
        Place::of_key(desk.tx, desk.actor, &self.item)
    }

    fn gate(&self, place: &Place) -> Gate {
        place.gate()
    }

    fn carry_out(&self, desk: &Desk<'_>, place: Place) -> Result<CommentDone> {
        let comment = Comment {
            id: desk.moment.id(),
            product_id: place.product,
            noun: place.noun.clone(),
            item_id: place.item,
            body: written(&self.body)?,
            created_at: desk.now(),
            created_by: desk.actor.person,
            edited_at: None,
            archived_at: None,
        };
        desk.add(&comment)?;
        let mentions = mention(desk, &comment)?;
        if let Some(person) = desk.actor.person {
            follow_item::by_itself(desk, &place, person)?;
        }
        Ok(CommentDone { id: comment.id, key: place.key, mentions })
    }

    fn sentence(&self, done: &CommentDone) -> String {
        format!("Your comment stands at {}.", done.key)
    }
}

/// The words of a comment.
pub(super) fn written(body: &str) -> Result<String> {
    let body = text::body("body", "the comment", body, COMMENT_MAX)?;
    if body.is_empty() {
        return Refusal::invalid("body", "Write what you want to say.");
    }
    Ok(body)
}

/// Notes down who is named in a comment and was not before, and takes out who is no longer; how many are.
pub(super) fn mention(desk: &Desk<'_>, comment: &Comment) -> Result<usize> {
    let readers = queries::readers(desk.tx, desk.workspace(), comment.product_id)?;
    let names: Vec<String> = readers.iter().map(|reader| reader.name.clone()).collect();
    let named: Vec<_> = rules::named(&comment.body, &names).into_iter().map(|nth| readers[nth].id).collect();
    let before = queries::mentions(desk.tx, desk.workspace(), comment.id)?;
    for mention in &before {
        let archived_at = if named.contains(&mention.person_id) { None } else { Some(desk.now()) };
        if mention.archived_at.is_some() != archived_at.is_some() {
            desk.change(mention, &Mention { archived_at, ..mention.clone() })?;
        }
    }
    for person in named.iter().filter(|person| before.iter().all(|mention| mention.person_id != **person)) {
        desk.add(&Mention {
            id: desk.moment.id(),
            product_id: comment.product_id,
            comment_id: comment.id,
            person_id: *person,
            created_at: desk.now(),
            archived_at: None,
        })?;
    }
    Ok(named.len())
}
