//! Each change by a table, and what holds of any order by chance.

use proptest::prelude::{Strategy, any, prop};
use proptest::{prop_assert, prop_assert_eq, proptest};
use uuid::Uuid;

use super::{Ahead, Open, Piece, Stories, ahead, changed, downs, reorder};
use crate::roadmap::FeatureId;
use crate::scenarios::{ChangeKind, ScenarioChange, ScenarioChangeId, ScenarioId};
use crate::spine::id::{ProductId, ReleaseId};
use crate::spine::moment::Timestamp;

const A: u128 = 1;
const B: u128 = 2;
const C: u128 = 3;
const RELEASE: u128 = 9;

fn feature(n: u128) -> FeatureId {
    FeatureId(Uuid::from_u128(n))
}

/// Stories of a feature, 0: of none; of the release, where it says so.
fn piece(of: u128, stories: i64, is_released: bool) -> Piece<Stories> {
    let release = is_released.then(|| ReleaseId(Uuid::from_u128(RELEASE)));
    Piece { feature: (of > 0).then(|| feature(of)), what: Stories::Some { release, stories, linked: None } }
}

fn change(kind: ChangeKind, of: u128, other: u128, stories: i64) -> ScenarioChange {
    ScenarioChange {
        id: ScenarioChangeId(Uuid::nil()),
        product_id: ProductId(Uuid::nil()),
        scenario_id: ScenarioId(Uuid::nil()),
        place: 0,
        kind,
        feature_id: feature(of),
        other_id: (other > 0).then(|| feature(other)),
        stories,
        created_at: Timestamp(0),
        archived_at: None,
    }
}

/// Down to the last of A, of B, of C and of the release; -1: it has nothing to do.
fn down(pieces: &[Piece<Stories>]) -> [i64; 4] {
    let downs = downs(pieces);
    [A, B, C, RELEASE].map(|n| downs.get(&Uuid::from_u128(n)).map_or(-1, |down| down.unwrap_or(-2)))
}

/// A two, of which one is released; none one; B three, released; A one; C two.
fn backlog() -> Vec<Piece<Stories>> {
    vec![
        piece(A, 1, true),
        piece(A, 1, false),
        piece(0, 1, false),
        piece(B, 3, true),
        piece(A, 1, false),
        piece(C, 2, false),
    ]
}

#[test]
fn each_change_moves_what_it_names_and_what_stood_behind() {
    use ChangeKind::{After, Before, First, Last, LeftOut, Stories as Sized};
    for (changes, wanted) in [
        (vec![], [7, 6, 9, 6]),
        (vec![(First, C, 0, 0)], [9, 8, 2, 8]),
        (vec![(Last, A, 0, 0)], [9, 4, 6, 7]),
        (vec![(Before, C, B, 0)], [9, 8, 5, 8]),
        (vec![(Before, C, A, 0)], [9, 8, 2, 8]),
        (vec![(After, C, B, 0)], [9, 6, 8, 6]),
        (vec![(After, B, C, 0)], [4, 9, 6, 9]),
        (vec![(First, C, 0, 0), (First, B, 0, 0)], [9, 3, 5, 6]),
        (vec![(Before, A, C, 0), (Before, B, A, 0)], [7, 4, 9, 5]),
        (vec![(LeftOut, A, 0, 0)], [-1, 4, 6, 4]),
        (vec![(Sized, B, 0, 2)], [9, 8, 11, 6]),
        (vec![(Sized, B, 0, -2)], [5, 4, 7, 4]),
        (vec![(Sized, A, 0, -2)], [1, 5, 7, 5]),
        (vec![(Sized, B, 0, -3)], [4, -1, 6, 1]),
        (vec![(First, B, 0, 0), (Sized, B, 0, 1)], [8, 4, 10, 5]),
        (vec![(LeftOut, B, 0, 0), (Before, C, B, 0)], [6, -1, 5, 1]),
    ] {
        let told = format!("{changes:?}");
        let changes: Vec<_> = changes.into_iter().map(|(k, f, o, n)| change(k, f, o, n)).collect();
        assert_eq!(down(&changed(backlog(), &changes)), wanted, "{told}");
    }
}

#[test]
fn more_stories_of_what_has_none_come_last_and_can_be_moved() {
    let mut backlog = backlog();
    backlog.truncate(5);
    let more = change(ChangeKind::Stories, C, 0, 4);
    assert_eq!(down(&changed(backlog.clone(), std::slice::from_ref(&more))), [7, 6, 11, 6]);
    let first = change(ChangeKind::First, C, 0, 0);
    assert_eq!(down(&changed(backlog, &[first, more])), [11, 10, 4, 10]);
}

#[test]
fn what_stands_below_the_cut_is_not_counted() {
    let mut backlog = backlog();
    backlog.push(Piece { feature: None, what: Stories::Cut });
    let last = change(ChangeKind::Last, B, 0, 0);
    assert_eq!(down(&changed(backlog, &[last])), [4, -2, 6, -2]);
}

#[test]
fn what_is_in_work_comes_before_what_is_to_do() {
    let in_work = Open { to_do: 9, doing: 2, done: 3 };
    for (own, down, wanted) in [
        ((0, 0, 0), None, Ahead::Nothing),
        ((0, 0, 1), None, Ahead::Stories(3)),
        ((0, 1, 1), None, Ahead::Stories(5)),
        ((1, 1, 1), Some(Some(4)), Ahead::Stories(9)),
        ((1, 0, 0), Some(None), Ahead::Beyond),
    ] {
        let (to_do, doing, done) = own;
        assert_eq!(ahead(Open { to_do, doing, done }, down, in_work), wanted, "{own:?}");
    }
}

fn backlogs() -> impl Strategy<Value = Vec<Piece<Stories>>> {
    prop::collection::vec((0..6_u128, 1..5_i64, any::<bool>()), 0..40)
        .prop_map(|pieces| pieces.into_iter().map(|(of, n, r)| piece(of, n, r)).collect())
}

fn orders() -> impl Strategy<Value = Vec<ScenarioChange>> {
    let kinds = [ChangeKind::First, ChangeKind::Last, ChangeKind::Before, ChangeKind::After];
    let one = (prop::sample::select(kinds.to_vec()), 1..6_u128, 1..6_u128)
        .prop_filter("next to itself", |(_, of, other)| of != other)
        .prop_map(|(kind, of, other)| change(kind, of, other, 0));
    prop::collection::vec(one, 0..12)
}

fn own(pieces: &[Piece<Stories>], is_own: impl Fn(&Piece<Stories>) -> bool) -> Vec<Piece<Stories>> {
    pieces.iter().filter(|piece| is_own(piece)).cloned().collect()
}

proptest! {
    #[test]
    fn an_order_loses_nothing_and_keeps_what_it_does_not_name(backlog in backlogs(), changes in orders()) {
        let after = reorder(backlog.clone(), &changes);
        for n in 0..6_u128 {
            let is_own = |piece: &Piece<Stories>| piece.feature == (n > 0).then(|| feature(n));
            prop_assert_eq!(own(&backlog, is_own), own(&after, is_own));
        }
        let is_still = |piece: &Piece<Stories>| changes.iter().all(|c| piece.feature != Some(c.feature_id));
        prop_assert_eq!(own(&backlog, is_still), own(&after, is_still));
        // The last change holds, whatever the others did.
        if let Some(last) = changes.last() {
            let is_own = |piece: &Piece<Stories>| piece.feature == Some(last.feature_id);
            let moved = own(&after, is_own).len();
            let first = after.iter().position(is_own).unwrap_or(0);
            prop_assert!(after.iter().skip(first).take(moved).all(is_own), "they stand together");
        }
    }

    #[test]
    fn without_changes_nothing_is_otherwise(backlog in backlogs()) {
        prop_assert_eq!(changed(backlog.clone(), &[]), backlog);
    }
}
