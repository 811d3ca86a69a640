//! When somebody looked at a product last. A visit lasts until nothing was looked at for half an hour.

use database::{Param, Query, Tx};

use crate::spine::actor::Actor;
use crate::spine::change;
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
        /// The newest change of the workspace then.
        pub since_seq: i64,
        /// When they looked last.
        pub seen_at: Timestamp,
        /// The newest change of the workspace then.
        pub seen_seq: i64,
    }
}

impl LastVisit {
    /// The visit that a look belongs to: at this moment, while this was the newest change.
    pub fn at(before: Option<Self>, now: Timestamp, seq: i64) -> Self {
        match before {
            Some(before) if now.0 - before.seen_at.0 > VISIT_ENDS_AFTER => {
                Self { since: Some(before.seen_at), since_seq: before.seen_seq, seen_at: now, seen_seq: seq }
            }
            Some(before) => {
                Self { seen_at: before.seen_at.max(now), seen_seq: before.seen_seq.max(seq), ..before }
            }
            None => Self { since: None, since_seq: 0, seen_at: now, seen_seq: seq },
        }
    }

    /// Whether a look is worth being written down, after what was written last.
    pub fn is_news(&self, before: Option<Self>) -> bool {
        before.is_none_or(|before| self.seen_at.0 - before.seen_at.0 > NOTED_EVERY)
    }
}

/// What was written down last of the actor's visits to a product. Yet to be asked.
pub fn last_visit(actor: &Actor, product: ProductId) -> Option<Query<'static, LastVisit>> {
    let sql = "select since, since_seq, seen_at, seen_seq from last_visit
                where workspace_id = $1 and person_id = $2 and product_id = $3";
    let person = actor.person?;
    Some(Query::new(sql, vec![actor.workspace.into(), person.into(), product.into()]))
}

/// Writes down that the actor looked at a product.
pub fn note_visit(tx: &Tx<'_>, actor: &Actor, product: ProductId, now: Timestamp) -> Result<()> {
    actor.must(Permission::Read, product)?;
    let (Some(person), Some(asked)) = (actor.person, last_visit(actor, product)) else { return Ok(()) };
    let before = asked.all(tx)?.first().copied();
    let visit = LastVisit::at(before, now, change::newest(tx, actor.workspace)?);
    if !visit.is_news(before) {
        return Ok(());
    }
    let sql = "
        insert into last_visit (workspace_id, person_id, product_id, since, since_seq, seen_at, seen_seq)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (workspace_id, person_id, product_id)
        do update set since = excluded.since, since_seq = excluded.since_seq, seen_at = excluded.seen_at,
                      seen_seq = excluded.seen_seq";
    let LastVisit { since, since_seq, seen_at, seen_seq } = visit;
    let params: [&dyn Param; 7] =
        [&actor.workspace, &person, &product, &since, &since_seq, &seen_at, &seen_seq];
    keep(tx, Ledger::LastVisit, sql, &params)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp(minutes * MINUTE)
    }

    fn visit(since: Option<(i64, i64)>, seen: (i64, i64)) -> LastVisit {
        LastVisit {
            since: since.map(|(minutes, _)| at(minutes)),
            since_seq: since.map_or(0, |(_, seq)| seq),
            seen_at: at(seen.0),
            seen_seq: seen.1,
        }
    }

    #[test]
    fn a_visit_goes_on_while_one_looks_and_the_next_begins_where_it_ended() {
        let first = LastVisit::at(None, at(0), 7);
        assert_eq!(first, visit(None, (0, 7)));
        let later = LastVisit::at(Some(first), at(29), 9);
        assert_eq!(later, visit(None, (29, 9)));
        let next = LastVisit::at(Some(later), at(60), 12);
        assert_eq!(next, visit(Some((29, 9)), (60, 12)));
        let on = LastVisit::at(Some(next), at(61), 12);
        assert_eq!(on, visit(Some((29, 9)), (61, 12)));
    }

    #[test]
    fn a_look_is_written_once_a_minute_and_a_clock_that_goes_back_changes_nothing() {
        let first = LastVisit::at(None, at(10), 7);
        assert!(first.is_news(None));
        assert!(!LastVisit::at(Some(first), at(11), 7).is_news(Some(first)));
        assert!(LastVisit::at(Some(first), at(12), 7).is_news(Some(first)));
        let back = LastVisit::at(Some(first), at(5), 7);
        assert_eq!((back, back.is_news(Some(first))), (first, false));
    }
}
