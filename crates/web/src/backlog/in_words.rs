//! What the stories of products say, kept between two visits and brought up to date from the change log, so that one story is
//! held against the others without reading them again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::backlog::hints::{Hint, StoriesInWords, is_written_at, queries};
use domain::backlog::{Criterion, Story};
use domain::spine::id::ProductId;
use domain::spine::refusal::Result;

use crate::visit::Visit;

/// About a megabyte each.
const PRODUCTS_MAX: usize = 32;

/// The stories of products in words, each as they were at a change of the workspace.
#[derive(Default)]
pub struct StoriesKept(Mutex<HashMap<ProductId, Kept>>);

#[derive(Clone, Default)]
struct Kept {
    seq: i64,
    stories: Arc<StoriesInWords>,
}

/// The hints on a story, those that were put aside among them. One query at most, and none where nothing has changed since
/// the last time; it reads what changed since, or, the first time, the newest stories.
pub fn hints(visit: &Visit<'_>, prefix: &str, story: &Story, criteria: &[Criterion]) -> Result<Vec<Hint>> {
    if !is_written_at(story) {
        return Ok(Vec::new());
    }
    let stories = visit.caller.house.stories_kept.of(visit, story.product_id)?;
    Ok(stories.hints(prefix, story, criteria))
}

impl StoriesKept {
    fn of(&self, visit: &Visit<'_>, product: ProductId) -> Result<Arc<StoriesInWords>> {
        let seq = visit.workspace.seq;
        let known = self.lock().get(&product).map(|kept| kept.seq);
        let changed = match known {
            Some(then) if then >= seq => None,
            Some(then) => queries::changed_since(visit.tx, &visit.actor, product, then)?,
            None => None,
        };
        if let Some(stories) = self.followed(product, known, (seq, changed.as_deref())) {
            return Ok(stories);
        }
        let mut stories = StoriesInWords::default();
        stories.follow(&queries::newest(visit.tx, &visit.actor, product)?);
        let kept = Kept { seq, stories: Arc::new(stories) };
        let mut all = self.lock();
        if all.len() >= PRODUCTS_MAX {
            all.clear();
        }
        all.insert(product, kept.clone());
        Ok(kept.stories)
    }

    /// What is kept, with what changed from a change to another. None if nothing is kept, or too much has changed. Where
    /// another visit has gone on meanwhile, what it kept holds.
    fn followed(
        &self,
        product: ProductId,
        from: Option<i64>,
        (seq, changed): (i64, Option<&[queries::StoryWords]>),
    ) -> Option<Arc<StoriesInWords>> {
        let mut all = self.lock();
        let kept = all.get_mut(&product)?;
        if kept.seq < seq && Some(kept.seq) == from {
            // Copied only while another visit still reads it.
            Arc::make_mut(&mut kept.stories).follow(changed?);
            kept.seq = seq;
        }
        Some(kept.stories.clone())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<ProductId, Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
