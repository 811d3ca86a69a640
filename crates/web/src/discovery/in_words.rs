//! What needs say, kept between two changes, so that a feedback is held against them without reading them again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::discovery::likely::Likely;
use domain::discovery::queries;
use domain::people::Product;
use domain::spine::id::ProductId;
use domain::spine::refusal::Result;

use crate::visit::Visit;

/// The needs of products in words, as they were at a change of the workspace.
#[derive(Default)]
pub struct NeedsInWords(Mutex<HashMap<ProductId, (i64, Arc<Likely>)>>);

const PRODUCTS_MAX: usize = 100;

impl NeedsInWords {
    pub fn of(&self, visit: &Visit<'_>, product: &Product) -> Result<Arc<Likely>> {
        let seq = visit.workspace.seq;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&product.id).cloned();
        if let Some((_, likely)) = known.filter(|(then, _)| *then == seq) {
            return Ok(likely);
        }
        let rows = queries::needs_in_words(visit.tx, &visit.actor, product.id)?;
        let likely = Arc::new(Likely::of(&rows));
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= PRODUCTS_MAX {
            known.clear();
        }
        known.insert(product.id, (seq, likely.clone()));
        Ok(likely)
    }
}
