//! A passage of what somebody said leads to a need.

use database::Tx;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_need::{self, AddNeed};
use super::{Feedback, FeedbackId, FeedbackState, Need, NeedId, Quote, QuoteId, merged, rules};
use crate::people::Product;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::WorkspaceId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Link a passage of a feedback to a need, or to a new one that is made of it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LinkQuote {
    pub feedback: FeedbackId,
    /// The customer's own words, to the letter; at most 5,000 characters.
    pub passage: String,
    /// A need of any product; leave it out to make a new one.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub need: Option<NeedId>,
    /// The title of the new need.
    #[serde(default)]
    pub new_need: String,
    /// 1 nice to have, 2 important (if left out), 3 critical.
    #[serde(default)]
    pub importance: Option<i64>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct QuoteLinked {
    pub id: QuoteId,
    pub need: NeedId,
    /// The need's key.
    pub key: String,
}

impl Command for LinkQuote {
    const NAME: &'static str = "link_quote";
    type Subject = Feedback;
    type Done = QuoteLinked;

    fn load(&self, desk: &Desk<'_>) -> Result<Feedback> {
        desk.load(self.feedback)
    }

    fn gate(&self, feedback: &Feedback) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, feedback.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, feedback: Feedback) -> Result<QuoteLinked> {
        let said = self.said(desk, &feedback)?;
        let importance = rules::importance(self.importance)?;
        let (need, product_id, key) = self.need(desk, &feedback)?;
        if is_quoted(desk.tx, desk.workspace(), said.text.id, need, said.start)? {
            return Refusal::conflict(format!("This passage leads to {key} already."));
        }
        let quote = Quote {
            id: desk.moment.id(),
            product_id,
            feedback_id: feedback.id,
            said_in_id: said.text.id,
            need_id: need,
            customer_id: said.text.customer_id,
            passage: said.passage,
            passage_start: said.start,
            importance,
            said_at: said.text.said_at,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&quote)?;
        desk.change(&feedback, &Feedback { state: FeedbackState::Linked, ..feedback.clone() })?;
        Ok(QuoteLinked { id: quote.id, need, key })
    }

    fn sentence(&self, done: &QuoteLinked) -> String {
        format!("The passage leads to {} now.", done.key)
    }
}

/// A passage with the text in which it stands, and where.
struct Said {
    text: Feedback,
    passage: String,
    start: i64,
}

impl LinkQuote {
    /// Where the words stand: in the feedback itself, or in one that was merged into it.
    fn said(&self, desk: &Desk<'_>, feedback: &Feedback) -> Result<Said> {
        let own = match rules::passage(&feedback.body, &self.passage) {
            Ok((passage, start)) => return Ok(Said { text: feedback.clone(), passage, start }),
            Err(refused) => refused,
        };
        for text in merged::parts(desk.tx, desk.workspace(), feedback.id)? {
            if let Ok((passage, start)) = rules::passage(&text.body, &self.passage) {
                return Ok(Said { text, passage, start });
            }
        }
        Err(own)
    }

    /// The need it leads to, with its product and its key.
    fn need(
        &self,
        desk: &Desk<'_>,
        feedback: &Feedback,
    ) -> Result<(NeedId, crate::spine::id::ProductId, String)> {
        let Some(id) = self.need else {
            let product: Product = desk.load(feedback.product_id.0)?;
            let title = self.new_need.clone();
            let command = AddNeed {
                product: product.id,
                title,
                description: String::new(),
                parent: None,
                capability: None,
            };
            let made = add_need::add(desk, &product, &command)?;
            return Ok((made.id, product.id, made.key));
        };
        let need: Need = desk.load(id)?;
        desk.actor.must(Permission::DiscoverNeeds, need.product_id)?;
        let product: Product = desk.load(need.product_id.0)?;
        Ok((id, product.id, format!("{}-{}", product.prefix, need.number)))
    }
}

/// Whether a passage at this place of a text leads to a need already.
fn is_quoted(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    said_in: FeedbackId,
    need: NeedId,
    start: i64,
) -> Result<bool> {
    let sql = "
        select id as value from quote
         where workspace_id = $1 and said_in_id = $2 and need_id = $3 and passage_start = $4 and archived_at is null";
    Ok(tx.value::<QuoteId>(sql, &[&workspace, &said_in, &need, &start])?.is_some())
}
