//! Every feedback of a product by its words, kept in memory: read in the background when a product's is first asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use database::Database;
use domain::discovery::Feedback;
use domain::discovery::similar::{Before, Similar, rows, said_before};
use domain::spine::change::newest;
use domain::spine::id::{ProductId, WorkspaceId};
use domain::spine::refusal::Result;

use crate::house::House;
use crate::visit::Visit;

/// Products whose feedback is kept.
const PRODUCTS_MAX: usize = 20;
/// So few are read while the page is made.
const FEW: i64 = 200;
/// Read at once in the background.
const MANY: i64 = 2_000;
/// Shown on a page.
const SHOWN_MAX: usize = 3;

/// The feedback of products; nothing of one that is being read.
#[derive(Default)]
pub struct SimilarKept {
    products: Mutex<HashMap<ProductId, Option<Arc<RwLock<Similar>>>>>,
    /// Held while one is read: the others wait.
    reading: Mutex<()>,
}

/// What was said before in like words.
pub struct SaidBefore {
    pub key: String,
    pub row: Before,
    pub percent: i64,
    /// So much alike that it is likely said twice.
    pub is_likely_double: bool,
}

impl SimilarKept {
    /// The feedback of a product as the visitor's snapshot has it; none while it is being read.
    pub fn of(&self, visit: &Visit<'_>, product: ProductId) -> Result<Option<Arc<RwLock<Similar>>>> {
        let (workspace, now) = (visit.actor.workspace, visit.workspace.seq);
        let known = self.products.lock().unwrap_or_else(PoisonError::into_inner).get(&product).cloned();
        let Some(known) = known else { return self.first(visit, product) };
        let Some(similar) = known else { return Ok(None) };
        if similar.read().unwrap_or_else(PoisonError::into_inner).seq() >= now {
            return Ok(Some(similar));
        }
        let followed = {
            let mut similar = similar.write().unwrap_or_else(PoisonError::into_inner);
            similar.follow(visit.tx, (workspace, product), now)?
        };
        if followed {
            return Ok(Some(similar));
        }
        self.put(product, None);
        self.start(&visit.caller.house, (workspace, product));
        Ok(None)
    }

    /// A few are read at once; many in the background.
    fn first(&self, visit: &Visit<'_>, product: ProductId) -> Result<Option<Arc<RwLock<Similar>>>> {
        let workspace = visit.actor.workspace;
        let said = said_before((workspace, product), None, FEW + 1).all(visit.tx)?;
        if said.len() as i64 > FEW {
            self.put(product, None);
            self.start(&visit.caller.house, (workspace, product));
            return Ok(None);
        }
        let mut similar = Similar::at(visit.workspace.seq);
        similar.add(&said);
        let similar = Arc::new(RwLock::new(similar));
        self.put(product, Some(Arc::clone(&similar)));
        Ok(Some(similar))
    }

    fn put(&self, product: ProductId, similar: Option<Arc<RwLock<Similar>>>) {
        let mut products = self.products.lock().unwrap_or_else(PoisonError::into_inner);
        if products.len() >= PRODUCTS_MAX {
            products.retain(|_, kept| kept.is_none());
        }
        products.insert(product, similar);
    }

    /// On a thread of its own: it takes seconds, and neither readers of pages nor the async threads wait for it.
    fn start(&self, house: &House, of: (WorkspaceId, ProductId)) {
        let house = house.clone();
        let read = move || {
            let kept = &house.similar_kept;
            let _one_at_a_time = kept.reading.lock().unwrap_or_else(PoisonError::into_inner);
            match whole(&house.db, of) {
                Ok(similar) => kept.put(of.1, Some(Arc::new(RwLock::new(similar)))),
                Err(failure) => {
                    tracing::warn!(%failure, "the feedback of a product could not be read to compare its words");
                    kept.forget(of.1);
                }
            }
        };
        if let Err(error) = std::thread::Builder::new().name("similar".into()).spawn(read) {
            tracing::warn!(%error, "no thread to compare the words of feedback");
            self.forget(of.1);
        }
    }

    /// It is read anew when it is next asked for.
    fn forget(&self, product: ProductId) {
        self.products.lock().unwrap_or_else(PoisonError::into_inner).remove(&product);
    }
}

/// All that was said in a product, a page at a time, each in a transaction of its own. What changes meanwhile is followed from the
/// number that was the newest at the beginning.
fn whole(db: &Database, of: (WorkspaceId, ProductId)) -> Result<Similar> {
    let mut similar = Similar::at(db.read(move |tx| newest(tx, of.0))?);
    let mut last = None;
    while !similar.is_full() {
        let said = db
            .read(move |tx| Ok::<_, domain::spine::refusal::Failure>(said_before(of, last, MANY).all(tx)?))?;
        similar.add(&said);
        last = said.last().map(|said| (said.said_at, said.id));
        if (said.len() as i64) < MANY {
            break;
        }
    }
    Ok(similar)
}

/// What was said before in words like these, the likest first; none while what was said is being read.
pub fn said_before_of(visit: &Visit<'_>, feedback: &Feedback) -> Result<Option<Vec<SaidBefore>>> {
    let product = feedback.product_id;
    let Some(similar) = visit.caller.house.similar_kept.of(visit, product)? else { return Ok(None) };
    let like = {
        let similar = similar.read().unwrap_or_else(PoisonError::into_inner);
        similar.like(feedback.id, &feedback.body, SHOWN_MAX)
    };
    let found = rows((visit.actor.workspace, product), like.iter().map(|like| like.id)).all(visit.tx)?;
    let told = like.into_iter().filter_map(|like| {
        let row = found.iter().find(|row| row.id == like.id)?.clone();
        let key = format!("{}-{}", visit.workspace.prefix, row.number);
        let percent = (like.likeness * 100.0).round() as i64;
        Some(SaidBefore { key, row, percent, is_likely_double: like.is_likely_double() })
    });
    Ok(Some(told.collect()))
}
