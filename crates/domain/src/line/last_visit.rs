//! When somebody looked at a product last. A visit lasts until nothing was looked at for half an hour.

use database::{Query, Tx};

use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

const MINUTE: i64 = 60 * 1_000_000;
/// After so long without a look the next one begins a new visit.
const VISIT_ENDS_AFTER: i64 = 30 * MINUTE;
/// A look is written down at most so often.
const NOTED_EVERY: i64 = MINUTE;

database::row! {
    /// What is known of somebody's visits to a product.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct LastVisit {
        /// The end of the visit before this one; none in the first.
        pub since: Option<Timestamp>,
        /// When they looked last.
        pub seen_at: Timestamp,
    }
}

impl LastVisit {
    /// The visit that a look at this moment belongs to.
    pub fn at(before: Option<Self>, now: Timestamp) -> Self {
        match before {
            Some(before) if now.0 - before.seen_at.0 > VISIT_ENDS_AFTER => {
                Self { since: Some(before.seen_at), seen_at: now }
            }
            Some(before) => Self { seen_at: before.seen_at.max(now), ..before },
            None => Self { since: None, seen_at: now },
        }
    }

    /// Whether a look is worth being written down, after what was written last.
    pub fn is_news(&self, before: Option<Self>) -> bool {
        before.is_none_or(|before| self.seen_at.0 - before.seen_at.0 > NOTED_EVERY)
    }
}

/// What was written down last of the actor's visits to a product. Yet to be asked.
pub fn last_visit(actor: &Actor, product: ProductId) -> Option<Query<'static, LastVisit>> {
    let sql = "select since, seen_at from last_visit
                where workspace_id = $1 and person_id = $2 and product_id = $3";
    let person = actor.person?;
    Some(Query::new(sql, vec![actor.workspace.into(), person.into(), product.into()]))
}

/// Writes down that the actor looked at a product.
pub fn note_visit(tx: &Tx<'_>, actor: &Actor, product: ProductId, now: Timestamp) -> Result<()> {
    actor.must(Permission::Read, product)?;
    let (Some(person), Some(asked)) = (actor.person, last_visit(actor, product)) else { return Ok(()) };
    let before = asked.all(tx)?.first().copied();
    let visit = LastVisit::at(before, now);
    if !visit.is_news(before) {
        return Ok(());
    }
    let sql = "
        insert into last_visit (workspace_id, person_id, product_id, since, seen_at)
        values ($1, $2, $3, $4, $5)
        on conflict (workspace_id, person_id, product_id)
        do update set since = excluded.since, seen_at = excluded.seen_at";
    keep(tx, Ledger::LastVisit, sql, &[&actor.workspace, &person, &product, &visit.since, &visit.seen_at])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp(minutes * MINUTE)
    }

    #[test]
    fn a_visit_goes_on_while_one_looks_and_the_next_begins_where_it_ended() {
        let first = LastVisit::at(None, at(0));
        assert_eq!(first, LastVisit { since: None, seen_at: at(0) });
        let later = LastVisit::at(Some(first), at(29));
        assert_eq!(later, LastVisit { since: None, seen_at: at(29) });
        let next = LastVisit::at(Some(later), at(60));
        assert_eq!(next, LastVisit { since: Some(at(29)), seen_at: at(60) });
        let on = LastVisit::at(Some(next), at(61));
        assert_eq!(on, LastVisit { since: Some(at(29)), seen_at: at(61) });
    }

    #[test]
    fn a_look_is_written_once_a_minute_and_a_clock_that_goes_back_changes_nothing() {
        let first = LastVisit::at(None, at(10));
        assert!(first.is_news(None));
        assert!(!LastVisit::at(Some(first), at(11)).is_news(Some(first)));
        assert!(LastVisit::at(Some(first), at(12)).is_news(Some(first)));
        let back = LastVisit::at(Some(first), at(5));
        assert_eq!((back, back.is_news(Some(first))), (first, false));
    }
}
