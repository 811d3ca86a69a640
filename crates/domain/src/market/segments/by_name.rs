//! The segments by hand of a customer, by their names.

use super::queries::{self, Known};
use super::rules::{self, SEGMENTS_MAX};
use super::{Basis, Segment, SegmentCustomer, SegmentId};
use crate::market::CustomerId;
use crate::spine::desk::Desk;
use crate::spine::item::Item;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::text;

/// Puts a customer into exactly the named segments by hand; a name that is not known makes one.
pub(in crate::market) fn set(desk: &Desk<'_>, customer: CustomerId, given: &str) -> Result<()> {
    let names = rules::names("segments", given)?;
    let known = queries::known(desk.tx, desk.workspace())?;
    let mut wanted: Vec<SegmentId> = Vec::new();
    for name in &names {
        wanted.push(match known.iter().find(|one| rules::is_same(&one.name, name)) {
            Some(Known { rule, .. }) if rule.basis == Basis::Hand => rule.id,
            Some(by_rule) => {
                let words = format!("“{}” is filled by its rule; leave it out here.", by_rule.name);
                return Refusal::invalid("segments", words);
            }
            None => add(desk, name, Basis::Hand)?.id,
        });
    }
    let sql = format!(
        "{} where workspace_id = $1 and customer_id = $2 and archived_at is null limit 200",
        SegmentCustomer::select()
    );
    let there: Vec<SegmentCustomer> = desk.tx.all(&sql, &[&desk.workspace(), &customer])?;
    for left in there.iter().filter(|one| !wanted.contains(&one.segment_id)) {
        desk.change(left, &SegmentCustomer { archived_at: Some(desk.now()), ..left.clone() })?;
    }
    for segment in wanted {
        put(desk, segment, customer)?;
    }
    Ok(())
}

/// Puts a customer into a segment, again if it was there before.
pub(super) fn put(desk: &Desk<'_>, segment_id: SegmentId, customer_id: CustomerId) -> Result<()> {
    match queries::put(desk.tx, desk.workspace(), segment_id, customer_id)? {
        Some(linked) => desk.change(&linked, &SegmentCustomer { archived_at: None, ..linked.clone() }),
        None => desk.add(&SegmentCustomer {
            id: desk.moment.id(),
            segment_id,
            customer_id,
            created_at: desk.now(),
            archived_at: None,
        }),
    }
}

/// A new segment, whose name no other has.
pub(super) fn add(desk: &Desk<'_>, name: &str, basis: Basis) -> Result<Segment> {
    let known = queries::known(desk.tx, desk.workspace())?;
    refuse_taken("name", &known, name, None)?;
    if known.len() >= SEGMENTS_MAX {
        return Refusal::conflict(format!("There are {SEGMENTS_MAX} segments. Archive one first."));
    }
    let id = desk.moment.id();
    let segment = Segment {
        id,
        number: desk.next_workspace_number::<Segment>(id)?,
        name: name.to_owned(),
        sort_key: text::sort_key(name),
        basis,
        created_at: desk.now(),
        created_by: desk.actor.person,
        archived_at: None,
    };
    desk.add(&segment)?;
    Ok(segment)
}

/// Two segments are not called the same.
pub(super) fn refuse_taken(
    field: &'static str,
    known: &[Known],
    name: &str,
    own: Option<SegmentId>,
) -> Result<()> {
    let taken = known.iter().any(|one| Some(one.rule.id) != own && rules::is_same(&one.name, name));
    if taken { Refusal::invalid(field, format!("There is a segment “{name}” already.")) } else { Ok(()) }
}
