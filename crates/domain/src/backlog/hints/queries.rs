//! The words of stories, for one to be held against the others.

use database::Tx;

use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// The newest stories of a product that are looked at.
pub const STORIES_MAX: i64 = 1_000;
/// Changes that are followed one by one.
const CHANGES_MAX: usize = 500;

database::row! {
    /// What a story says, whether it is still open.
    #[derive(Clone, Debug)]
    pub struct StoryWords {
        pub number: i64,
        pub title: String,
        pub role: String,
        pub want: String,
        pub benefit: String,
        pub is_open: bool,
    }
}

const COLUMNS: &str = "s.number, s.title, s.role, s.want, s.benefit,
           s.archived_at is null and s.state <> 'accepted' as is_open";

/// The newest stories of a product.
pub fn newest(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<StoryWords>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "select {COLUMNS} from story s
          where s.workspace_id = $1 and s.product_id = $2
          order by s.number desc
          limit {STORIES_MAX}"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &product])?)
}

/// The stories of a product that changed after a change, as they are now. None if they are so many that reading the newest
/// costs less.
pub fn changed_since(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    seq: i64,
) -> Result<Option<Vec<StoryWords>>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "select {COLUMNS}
           from change c
          cross join story s
          where c.workspace_id = $1 and c.product_id = $2 and c.seq > $3 and c.noun = 'story'
            and s.workspace_id = c.workspace_id and s.id = c.item_id
          limit {}",
        CHANGES_MAX + 1
    );
    let rows: Vec<StoryWords> = tx.all(&sql, &[&actor.workspace, &product, &seq])?;
    Ok((rows.len() <= CHANGES_MAX).then_some(rows))
}
