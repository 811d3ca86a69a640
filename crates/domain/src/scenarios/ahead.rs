//! How many stories are accepted before a feature or a release is done, as the backlog is and as a scenario has it.
//!
//! Pure: from the backlog in its order. What is built comes first, then what is being built, then what is to do, as
//! [`crate::sprint::before::ahead_of`] counts.

use std::collections::HashMap;

use serde::Serialize;
use uuid::Uuid;

use super::{ChangeKind, ScenarioChange};
use crate::backlog::StoryId;
use crate::roadmap::FeatureId;
use crate::spine::id::ReleaseId;
use crate::sprint::order::{Waits, pulled};

/// A piece of the backlog. Pieces of one feature need not stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<T> {
    pub feature: Option<FeatureId>,
    pub what: T,
}

/// Stories to do of one feature and one release that stand one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stories {
    Some {
        release: Option<ReleaseId>,
        stories: i64,
        /// The only one of them, where it waits for another or is waited for.
        linked: Option<StoryId>,
    },
    /// Below it stand others that were not looked at.
    Cut,
}

/// Open stories by how far they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    pub to_do: i64,
    pub doing: i64,
    pub done: i64,
}

/// How much comes before the last story of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ahead {
    /// Nothing is open.
    Nothing,
    /// So many stories are accepted until it is done.
    Stories(i64),
    /// It stands below what is looked at.
    Beyond,
    /// It is not built at all.
    LeftOut,
}

impl Ahead {
    pub fn stories(self) -> Option<i64> {
        match self {
            Self::Stories(stories) => Some(stories),
            Self::Nothing | Self::Beyond | Self::LeftOut => None,
        }
    }
}

/// Puts the pieces as the changes of order say, one change after another. Those of a feature keep their own order.
pub fn reorder<T>(mut pieces: Vec<Piece<T>>, changes: &[ScenarioChange]) -> Vec<Piece<T>> {
    for change in changes.iter().filter(|change| change.kind.is_order()) {
        let own = Some(change.feature_id);
        let (moved, mut rest): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|piece| piece.feature == own);
        let is_other = |piece: &Piece<T>| piece.feature.is_some() && piece.feature == change.other_id;
        let at = match change.kind {
            ChangeKind::Last => rest.len(),
            // What has nothing to do is in work, and so before all of this.
            ChangeKind::Before => rest.iter().position(is_other).unwrap_or(0),
            ChangeKind::After => rest.iter().rposition(is_other).map_or(0, |last| last + 1),
            _ => 0,
        };
        rest.splice(at..at, moved);
        pieces = rest;
    }
    pieces
}

/// The backlog of a scenario: more stories after the last one of their feature, then its order, then without what is left
/// out. Of what has no story yet the first one comes last.
pub fn changed(pieces: Vec<Piece<Stories>>, changes: &[ScenarioChange]) -> Vec<Piece<Stories>> {
    let mut pieces = pieces;
    for change in changes.iter().filter(|change| change.kind == ChangeKind::Stories && change.stories > 0) {
        let own = Some(change.feature_id);
        let at = pieces.iter().rposition(|piece| piece.feature == own).map_or(pieces.len(), |last| last + 1);
        let what = Stories::Some { release: None, stories: change.stories, linked: None };
        pieces.insert(at, Piece { feature: own, what });
    }
    let mut pieces = reorder(pieces, changes);
    for change in changes {
        match change.kind {
            ChangeKind::LeftOut => pieces.retain(|piece| piece.feature != Some(change.feature_id)),
            ChangeKind::Stories if change.stories < 0 => {
                take_out(&mut pieces, change.feature_id, -change.stories);
            }
            _ => {}
        }
    }
    pieces
}

/// Takes out the last stories of a feature.
fn take_out(pieces: &mut Vec<Piece<Stories>>, feature: FeatureId, mut fewer: i64) {
    for piece in pieces.iter_mut().rev().filter(|piece| piece.feature == Some(feature)) {
        if let Stories::Some { stories, .. } = &mut piece.what {
            let taken = fewer.min(*stories);
            *stories -= taken;
            fewer -= taken;
        }
    }
    pieces.retain(|piece| !matches!(piece.what, Stories::Some { stories: 0, .. }));
}

/// The pieces as they are built: what is waited for before what waits.
pub fn as_built(pieces: Vec<Piece<Stories>>, waits: &[Waits]) -> Vec<Piece<Stories>> {
    if waits.is_empty() {
        return pieces;
    }
    let linked = |nth: usize| match pieces[nth].what {
        Stories::Some { linked, .. } => linked,
        Stories::Cut => None,
    };
    pulled(pieces.len(), waits, linked).into_iter().map(|nth| pieces[nth].clone()).collect()
}

/// How many stories stand in the backlog down to the last of each feature and release, by its id; none for those of which
/// some stand below the cut.
pub fn downs(pieces: &[Piece<Stories>]) -> HashMap<Uuid, Option<i64>> {
    let (mut downs, mut down, mut is_cut) = (HashMap::new(), 0, false);
    for piece in pieces {
        let Stories::Some { release, stories, .. } = piece.what else {
            is_cut = true;
            continue;
        };
        down += stories;
        let of = piece.feature.map(|feature| feature.0).into_iter().chain(release.map(|release| release.0));
        for item in of {
            downs.insert(item, (!is_cut).then_some(down));
        }
    }
    downs
}

/// What comes before the end of something: `down` is how far down the backlog its last story to do stands, `in_work` what is
/// built and being built over all.
pub fn ahead(own: Open, down: Option<Option<i64>>, in_work: Open) -> Ahead {
    match down {
        Some(Some(down)) => Ahead::Stories(in_work.done + in_work.doing + down),
        Some(None) => Ahead::Beyond,
        None if own.doing > 0 => Ahead::Stories(in_work.done + in_work.doing),
        None if own.done > 0 => Ahead::Stories(in_work.done),
        None => Ahead::Nothing,
    }
}

#[cfg(test)]
mod tests;
