//! Who may ask for a need as well: what was said in its words, or like what leads to it, and does not lead to it yet.

use std::collections::HashSet;

use database::{Query, Tx, Value};
use serde::Serialize;

use super::similar::{Like, Similar};
use super::{Channel, FeedbackId, FeedbackState, Need};
use crate::spine::actor::Actor;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// What is offered at most by its words, and as many for being like what leads to the need; the best first.
pub const OFFERED_MAX: usize = 20;
/// Who says less of a need's title has a word in common by chance.
const SAID_LEAST: f64 = 0.25;
/// Passages of the need that others are held against: the newest.
const PASSAGES_MAX: i64 = 10;
/// Alike to one passage at most.
const ALIKE_MAX: usize = 5;
/// Characters of what was said in which a passage is looked for.
const BODY_MAX: i64 = 2_000;

database::row! {
    /// A feedback that may ask for a need, with who said it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Asking {
        pub id: FeedbackId,
        pub number: i64,
        /// The first 2,000 characters.
        pub body: String,
        pub channel: Channel,
        pub state: FeedbackState,
        pub said_at: Timestamp,
        pub speaker: String,
        /// Of the customer; none where it is not known.
        pub revenue_minor: Option<i64>,
    }
}

database::row! {
    struct Leads { feedback_id: FeedbackId }
}

database::row! {
    struct Passage { passage: String }
}

/// A feedback that may ask for a need, and in which words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Offered {
    #[serde(flatten)]
    pub feedback: Asking,
    /// The sentence that says the most of what was asked, to the letter.
    pub passage: String,
    /// The passage of the need that it is like; none where it was found by the words.
    pub like: Option<String>,
}

/// What may ask for a need as well, of its product.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Found {
    /// Said in the words of the need or in those that were asked for.
    pub in_words: Vec<Offered>,
    /// Like a passage that leads to the need; nothing where other words were asked for.
    pub like_passages: Vec<Offered>,
}

/// What was said in words of one's own, or in those of the need's title and of the passages that lead to it, and does not lead to it
/// yet.
pub fn asking(
    tx: &Tx<'_>,
    actor: &Actor,
    need: &Need,
    (words, said): (Option<&str>, &Similar),
) -> Result<Found> {
    actor.must(Permission::Read, need.product_id)?;
    let (leads, passages) = tx.together((leads_to(actor, need), passages_of(actor, need)))?;
    let leads: HashSet<FeedbackId> = leads.iter().map(|leads| leads.feedback_id).collect();
    let (asked, least) = words.map_or((need.title.as_str(), SAID_LEAST), |own| (own, 0.0));
    let in_words = said.saying(asked, (OFFERED_MAX, least), |id| !leads.contains(&id));
    let passages = if words.is_some() { Vec::new() } else { passages };
    let alike = alike(said, &passages, |id| !leads.contains(&id) && !in_words.contains(&id));
    let ids = in_words.iter().copied().chain(alike.iter().map(|(id, _)| *id));
    let rows = rows(actor, need, ids).all(tx)?;
    let offered = |id: FeedbackId, asked: &str, like: Option<&str>| {
        let feedback = rows.iter().find(|row| row.id == id)?.clone();
        let passage = said.passage(&feedback.body, asked)?.to_owned();
        Some(Offered { feedback, passage, like: like.map(str::to_owned) })
    };
    Ok(Found {
        in_words: in_words.iter().filter_map(|id| offered(*id, asked, None)).collect(),
        like_passages: alike.iter().filter_map(|(id, like)| offered(*id, like, Some(like))).collect(),
    })
}

/// Those most like any of the passages, the likest first, each with the passage that it is likest to.
fn alike<'p>(
    said: &Similar,
    passages: &'p [Passage],
    accepts: impl Fn(FeedbackId) -> bool,
) -> Vec<(FeedbackId, &'p str)> {
    let mut best: Vec<(Like, &str)> = Vec::new();
    for Passage { passage } in passages {
        best.extend(
            said.alike(passage, ALIKE_MAX, &accepts).into_iter().map(|like| (like, passage.as_str())),
        );
    }
    best.sort_by(|(a, _), (b, _)| b.likeness.total_cmp(&a.likeness).then(a.id.cmp(&b.id)));
    let mut seen = HashSet::new();
    best.retain(|(like, _)| seen.insert(like.id));
    best.truncate(OFFERED_MAX);
    best.into_iter().map(|(like, passage)| (like.id, passage)).collect()
}

fn leads_to(actor: &Actor, need: &Need) -> Query<'static, Leads> {
    let sql = "
        select distinct feedback_id from quote
         where workspace_id = $1 and need_id = $2 and archived_at is null";
    Query::new(sql, vec![actor.workspace.into(), need.id.into()])
}

fn passages_of(actor: &Actor, need: &Need) -> Query<'static, Passage> {
    let sql = "
        select passage from quote
         where workspace_id = $1 and need_id = $2 and archived_at is null
         order by said_at desc, id limit $3";
    Query::new(sql, vec![actor.workspace.into(), need.id.into(), PASSAGES_MAX.into()])
}

fn rows(actor: &Actor, need: &Need, ids: impl Iterator<Item = FeedbackId>) -> Query<'static, Asking> {
    let sql = format!(
        "select f.id, f.number, substr(f.body, 1, {BODY_MAX}) as body, f.channel, f.state, f.said_at, c.revenue_minor,
                coalesce(c.name, k.name, nullif(f.sender_name, ''), nullif(f.sender_email, ''), 'Somebody') as speaker
           from feedback f
           left join customer c on c.workspace_id = f.workspace_id and c.id = f.customer_id
           left join contact k on k.workspace_id = f.workspace_id and k.id = f.contact_id
          where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null and f.erased_at is null
            and f.id in ({{list}})"
    );
    let params = vec![actor.workspace.into(), need.product_id.into()];
    Query::with_list(&sql, params, ids.map(|id| Value::Uuid(id.0)))
}
