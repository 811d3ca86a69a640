//! What was said before in like words: every feedback of a product by its words, in memory. It is read once and then follows
//! the change log, so that nothing of it is stored, and nodes agree because each makes it from the same rows.

use database::{Query, Tx, Value};
use planner::text::{Index, LIKELY_DUPLICATE, Text};
use serde::Serialize;

use super::FeedbackId;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;

/// Feedback of a product that is held against another: the newest.
pub const HELD_MAX: usize = 100_000;
/// Changes that are followed; after more of them it is read anew.
const FOLLOWED_MAX: i64 = 5_000;
/// Texts that are compared word by word, which costs most: those that share the rarest words.
const COMPARED: usize = 60;
/// Less alike texts have some words in common by chance.
const LIKENESS_LEAST: f64 = 0.18;

database::row! {
    /// What was said, as far as it is compared.
    #[derive(Clone, Debug)]
    pub struct Said { pub id: FeedbackId, pub said_at: Timestamp, pub body: String }
}

database::row! {
    struct Now { id: FeedbackId, body: Option<String> }
}

/// A feedback in like words.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Like {
    pub id: FeedbackId,
    /// 0 to 1.
    pub likeness: f64,
}

impl Like {
    /// So much alike that it is likely said twice.
    pub fn is_likely_double(&self) -> bool {
        self.likeness >= LIKELY_DUPLICATE
    }
}

/// Every feedback of a product by its words, as it was at a change of the workspace.
#[derive(Debug, Default)]
pub struct Similar {
    index: Index<FeedbackId>,
    seq: i64,
}

impl Similar {
    /// Yet empty, to be filled with what was said up to a change.
    pub fn at(seq: i64) -> Self {
        Self { index: Index::default(), seq }
    }

    pub fn add(&mut self, said: &[Said]) {
        for said in said {
            self.index.add(said.id, Text { title: "", body: &said.body });
        }
    }

    pub fn is_full(&self) -> bool {
        self.index.len() >= HELD_MAX
    }

    pub fn seq(&self) -> i64 {
        self.seq
    }

    /// What was changed since it was read, of a product as it is at `now`. Says no where too much was: then it is to be read anew.
    pub fn follow(
        &mut self,
        tx: &Tx<'_>,
        (workspace, product): (WorkspaceId, ProductId),
        now: i64,
    ) -> Result<bool> {
        if now <= self.seq {
            return Ok(true);
        }
        let sql = "
            select distinct item_id as value from change
             where workspace_id = $1 and product_id = $2 and seq > $3 and noun = 'feedback'
             limit $4";
        let changed: Vec<FeedbackId> = tx.values(sql, &[&workspace, &product, &self.seq, &FOLLOWED_MAX])?;
        if changed.len() as i64 == FOLLOWED_MAX {
            return Ok(false);
        }
        for now in now_of(workspace, product, &changed).all(tx)? {
            match now.body {
                Some(body) => self.index.add(now.id, Text { title: "", body: &body }),
                None => self.index.remove(now.id),
            }
        }
        self.seq = now;
        Ok(true)
    }

    /// Those most like what was said, the likest first, without the feedback itself.
    pub fn like(&self, own: FeedbackId, said: &str, limit: usize) -> Vec<Like> {
        self.alike(said, limit, |id| id != own)
    }

    /// Those that say these words, the best first, of those that are accepted and say at least so much of them (0 to 1).
    pub fn saying(
        &self,
        words: &str,
        (limit, least): (usize, f64),
        accepts: impl Fn(FeedbackId) -> bool,
    ) -> Vec<FeedbackId> {
        let hits = self.index.saying(words, limit, accepts);
        hits.into_iter().filter(|hit| hit.likeness >= least).map(|hit| hit.key).collect()
    }

    /// Those most like something that was said, the likest first, of those that are accepted.
    pub fn alike(&self, said: &str, limit: usize, accepts: impl Fn(FeedbackId) -> bool) -> Vec<Like> {
        let hits = self.index.like_among(Text { title: "", body: said }, (limit, COMPARED), accepts);
        let like = hits.into_iter().map(|hit| Like { id: hit.key, likeness: hit.likeness });
        like.filter(|like| like.likeness >= LIKENESS_LEAST).collect()
    }

    /// The sentence of a text that says the most of these words.
    pub fn passage<'t>(&self, text: &'t str, words: &str) -> Option<&'t str> {
        self.index.passage(text, words)
    }
}

/// What was said in a product, the newest first, from before the last one that was read.
pub fn said_before(
    (workspace, product): (WorkspaceId, ProductId),
    last: Option<(Timestamp, FeedbackId)>,
    limit: i64,
) -> Query<'static, Said> {
    let (at, id) = last.map_or((Timestamp(i64::MAX), FeedbackId(uuid::Uuid::max())), |last| last);
    let sql = "
        select id, said_at, substr(body, 1, 2000) as body from feedback
         where workspace_id = $1 and product_id = $2 and archived_at is null and erased_at is null
           and (said_at < $3 or (said_at = $3 and id < $4))
         order by said_at desc, id desc
         limit $5";
    Query::new(sql, vec![workspace.into(), product.into(), at.into(), id.into(), limit.into()])
}

/// What these say now; nothing where one was archived, merged, erased or moved away.
fn now_of(workspace: WorkspaceId, product: ProductId, ids: &[FeedbackId]) -> Query<'static, Now> {
    let sql = "
        select id, case when archived_at is null and erased_at is null and product_id = $2 then substr(body, 1, 2000) end as body
          from feedback
         where workspace_id = $1 and id in ({list})";
    let params = vec![workspace.into(), product.into()];
    Query::with_list(sql, params, ids.iter().map(|id| Value::Uuid(id.0)))
}

database::row! {
    /// A feedback in like words as a row: its key, who said it, how it begins.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Before { pub id: FeedbackId, pub number: i64, pub begins: String, pub speaker: String, pub said_at: Timestamp }
}

/// These feedbacks of a product as rows.
pub fn rows(
    (workspace, product): (WorkspaceId, ProductId),
    ids: impl IntoIterator<Item = FeedbackId>,
) -> Query<'static, Before> {
    let sql = "
        select f.id, f.number, substr(f.body, 1, 160) as begins, f.said_at,
               coalesce(c.name, k.name, nullif(f.sender_name, ''), nullif(f.sender_email, ''), 'Somebody') as speaker
          from feedback f
          left join customer c on c.workspace_id = f.workspace_id and c.id = f.customer_id
          left join contact k on k.workspace_id = f.workspace_id and k.id = f.contact_id
         where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null and f.id in ({list})";
    Query::with_list(sql, vec![workspace.into(), product.into()], ids.into_iter().map(|id| Value::Uuid(id.0)))
}
