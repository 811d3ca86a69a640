//! How a feature stands among those of its product: its place, how sure it is, and what would change it.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use planner::priorities::smallest_change;
use planner::priorities::sureness::{DRAWS, Estimated, Place, places};
use serde::Serialize;

use super::{FeatureScored, Scored, Term};
use crate::roadmap::FeatureId;

/// So many features are drawn in all, at most: of a long list fewer draws are made.
const DRAWN_MAX: usize = 200_000;
/// The same draws for everybody who looks.
const SEED: u64 = 0x5C0_12E5;

/// Lists whose places are kept: a thousand draws would take most of the time of a page that is read often.
const KEPT_MAX: usize = 128;
static KEPT: LazyLock<Mutex<HashMap<DrawnFrom, Arc<Vec<Place>>>>> = LazyLock::new(Mutex::default);

/// What the places of a list are drawn from: amounts and how sure each is, by their bits.
#[derive(PartialEq, Eq, Hash)]
struct DrawnFrom {
    formula: String,
    items: Vec<Vec<u64>>,
}

/// The place of a feature among the scored ones that are still to come.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// From 1, of so many.
    pub place: usize,
    pub of: usize,
    /// In how many of a hundred draws of the estimates it keeps this place.
    pub keeps_percent: i64,
    /// The places between which it is in eight of ten draws.
    pub from: usize,
    pub to: usize,
    /// The one right above it, and the one right below.
    pub above: Option<Neighbour>,
    pub below: Option<Neighbour>,
}

/// A feature right above or right below.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Neighbour {
    pub number: i64,
    pub title: String,
    pub score: f64,
    /// In how many of a hundred draws the two stand in this order.
    pub sure_percent: i64,
    /// The smallest change of one term of the feature that is looked at, after which they stand the other way round.
    pub swap: Option<Written>,
}

/// A term that would be written otherwise, as people write it: a confidence in percent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Written {
    pub term: String,
    pub from: f64,
    pub to: f64,
}

/// A feature in the order of the scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranked {
    pub id: FeatureId,
    pub number: i64,
    pub title: String,
    pub score: f64,
    /// From 1.
    pub place: usize,
    /// In how many of a hundred draws of the estimates it keeps this place.
    pub keeps_percent: i64,
    /// In how many of a hundred draws it stands above the next; 100 for the last.
    pub above_next_percent: i64,
    /// The places between which it is in eight of ten draws.
    pub from: usize,
    pub to: usize,
}

impl Scored {
    /// Those that have a score and are still to come, the greatest score first.
    pub fn ranking(&self) -> Vec<Ranked> {
        let compared = self.compared();
        let items: Vec<_> =
            compared.iter().map(|(scored, _)| self.model.estimated(&scored.amounts)).collect();
        let found = self.drawn(&items);
        let told = |((scored, score), found): (&(&FeatureScored, f64), &Place)| Ranked {
            id: scored.id,
            number: scored.number,
            title: scored.title.clone(),
            score: *score,
            place: found.place,
            keeps_percent: percent(found.keeps),
            above_next_percent: percent(found.above_next),
            from: found.from,
            to: found.to,
        };
        let mut ranking: Vec<Ranked> = compared.iter().zip(found.iter()).map(told).collect();
        ranking.sort_by_key(|ranked| ranked.place);
        ranking
    }

    /// The place of a feature; none where it has no score or is not to come.
    pub fn standing(&self, feature: FeatureId) -> Option<Standing> {
        let ranking = self.ranking();
        let at = ranking.iter().position(|ranked| ranked.id == feature)?;
        let amounts = self.model.estimated(&self.amounts(feature)).amounts;
        let neighbour = |ranked: &Ranked, sure_percent: i64, is_above: bool| {
            let passes = |value: f64| if is_above { value > ranked.score } else { value < ranked.score };
            let (number, title, score) = (ranked.number, ranked.title.clone(), ranked.score);
            Neighbour { number, title, score, sure_percent, swap: self.swap(&amounts, passes) }
        };
        let mine = &ranking[at];
        let above = at.checked_sub(1).and_then(|above| ranking.get(above));
        let below = ranking.get(at + 1);
        Some(Standing {
            place: mine.place,
            of: ranking.len(),
            keeps_percent: mine.keeps_percent,
            from: mine.from,
            to: mine.to,
            above: above.map(|ranked| neighbour(ranked, ranked.above_next_percent, true)),
            below: below.map(|ranked| neighbour(ranked, mine.above_next_percent, false)),
        })
    }

    /// How sure the places are: as they were drawn before, while nothing that they are drawn from has changed.
    fn drawn(&self, items: &[Estimated]) -> Arc<Vec<Place>> {
        let lock = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let of =
            |item: &Estimated| item.amounts.iter().chain(&item.sure).map(|x| x.to_bits()).collect::<Vec<_>>();
        let from = DrawnFrom { formula: self.model.written(), items: items.iter().map(of).collect() };
        if let Some(known) = lock().get(&from) {
            return known.clone();
        }
        let draws = DRAWS.min(DRAWN_MAX / items.len().max(1));
        let found = Arc::new(places(items, |amounts| self.model.worth(amounts), draws, SEED));
        let mut kept = lock();
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(from, found.clone());
        found
    }

    /// Those that have a score and are still to come.
    fn compared(&self) -> Vec<(&FeatureScored, f64)> {
        let ahead = self.features.iter().filter(|scored| scored.is_ahead);
        ahead.filter_map(|scored| Some((scored, self.model.score(&scored.amounts).ok()?))).collect()
    }

    fn swap(&self, amounts: &[f64], passes: impl Fn(f64) -> bool) -> Option<Written> {
        let scales = self.model.scales(amounts);
        let change = smallest_change(amounts, &scales, |amounts| self.model.worth(amounts), passes)?;
        let term: &Term = self.model.terms.get(change.term)?;
        Some(Written {
            term: term.name.clone(),
            from: term.written(change.from),
            to: term.written(change.to),
        })
    }
}

/// Whole percent; 0 and 100 only for never and always.
fn percent(share: f64) -> i64 {
    let percent = (share * 100.0).round() as i64;
    match share {
        all if all >= 1.0 => 100,
        none if none <= 0.0 => 0,
        _ => percent.clamp(1, 99),
    }
}
