//! What stands beside what would be: each feature and planned release with its forecast now and in a scenario, or in two of
//! them.

use std::collections::HashMap;

use database::Tx;
use serde::Serialize;
use uuid::Uuid;

use super::ahead::{Ahead, Open, Piece, Stories, ahead, as_built, changed, downs};
use super::queries::{self, FeatureOpen, ReleaseOpen};
use super::{ChangeKind, Scenario, ScenarioChange};
use crate::people::Product;
use crate::roadmap::{FeatureId, Precision};
use crate::spine::actor::Actor;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::Result;
use crate::spine::tally;
use crate::sprint::at_capacity::Capacity;
use crate::sprint::forecast::{Forecast, pace};
use crate::sprint::order::{Waits, waits};

/// What forecasts are worked out from: read once, asked for every scenario.
pub struct Basis {
    pub features: Vec<FeatureOpen>,
    pub releases: Vec<ReleaseOpen>,
    backlog: Vec<Piece<Stories>>,
    /// What waits for a story to do.
    waits: Vec<Waits>,
    in_work: Open,
    /// Why there is no forecast.
    forecast: std::result::Result<Forecast, String>,
    pub today: Day,
}

/// What is otherwise on one side of a comparison.
#[derive(Clone, Copy)]
pub struct Tried<'t> {
    pub capacity: Capacity,
    pub changes: &'t [ScenarioChange],
}

impl<'t> Tried<'t> {
    /// What stands.
    pub const NOTHING: Self = Self { capacity: Capacity::TODAYS, changes: &[] };

    pub fn of(scenario: &Scenario, changes: &'t [ScenarioChange]) -> Self {
        Self { capacity: scenario.capacity(), changes }
    }
}

/// By when something is done.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Stand {
    pub ahead: Ahead,
    /// As likely as not; none: not within five years, or there is no forecast.
    pub p50: Option<Day>,
    /// 85 % sure.
    pub p85: Option<Day>,
    /// How likely the last day of its window is kept, in percent; none where it has no window.
    pub kept: Option<i64>,
}

impl Stand {
    /// Likelier broken than kept.
    pub fn is_late(&self) -> bool {
        self.kept.is_some_and(|kept| kept < 50)
    }
}

/// A feature or a planned release.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// `feature` or `release`.
    pub noun: &'static str,
    #[serde(skip)]
    pub id: Uuid,
    pub key: String,
    pub title: String,
    pub starts_on: Option<Day>,
    /// The last day of its window, or the day the release is planned for.
    pub ends_on: Option<Day>,
    pub date_precision: Option<Precision>,
    /// Whether it has stories to do whose place can be changed.
    pub has_to_do: bool,
    pub now: Stand,
    pub then: Stand,
}

impl Compared {
    pub fn feature(&self) -> Option<FeatureId> {
        (self.noun == "feature").then_some(FeatureId(self.id))
    }

    /// Days by which its surer day comes later; below zero: sooner. None where one of both has no such day.
    pub fn days_later(&self) -> Option<i64> {
        Some(self.now.p85?.days_until(self.then.p85?))
    }
}

impl Basis {
    pub fn read(tx: &Tx<'_>, actor: &Actor, product: &Product, now: Timestamp) -> Result<Self> {
        let tallies = tally::of_product(tx, actor, product.id)?;
        let stories = |state| tallies.count("story", &[state]);
        let waits = waits(tx, actor, product.id)?;
        Ok(Self {
            features: queries::features(tx, actor, product.id)?,
            releases: queries::releases(tx, actor, product.id)?,
            backlog: queries::backlog(tx, actor, (product.id, &waits))?,
            waits,
            in_work: Open { to_do: stories("todo"), doing: stories("doing"), done: stories("done") },
            forecast: pace(tx, actor, product.id, now)?.forecast(),
            today: Day::of(now.day_in(&product.time_zone)),
        })
    }

    /// Why there is no forecast, in a sentence.
    pub fn no_forecast(&self) -> Option<&str> {
        self.forecast.as_ref().err().map(String::as_str)
    }

    pub fn feature(&self, id: FeatureId) -> Option<&FeatureOpen> {
        self.features.iter().find(|feature| feature.id == id)
    }

    /// Those with something open on either side, in the order of the second; then the planned releases.
    pub fn compared(&self, product: &Product, (now, then): (Tried<'_>, Tried<'_>)) -> Vec<Compared> {
        let cut = self.below_the_cut();
        let course = |tried| self.course(tried, &cut);
        let (now, then) = (course(now), course(then));
        let mut rows: Vec<(Compared, (bool, i64))> = Vec::new();
        for feature in &self.features {
            let (id, open) = (feature.id.0, feature.open());
            let stand = |course: &Course<'_>| self.stand(course, (id, open), feature.ends_on);
            let row = Compared {
                noun: "feature",
                id,
                key: format!("{}-{}", product.prefix, feature.number),
                title: feature.title.clone(),
                starts_on: feature.starts_on,
                ends_on: feature.ends_on,
                date_precision: feature.date_precision,
                has_to_do: then.downs.contains_key(&id),
                now: stand(&now),
                then: stand(&then),
            };
            rows.push((row, then.place(id)));
        }
        rows.retain(|(row, _)| row.now.ahead != Ahead::Nothing || row.then.ahead != Ahead::Nothing);
        // What is in work comes first, what is left out last.
        rows.sort_by_key(|(row, place)| (row.then.ahead == Ahead::LeftOut, *place));
        let releases = self.releases.iter().map(|release| self.release(product, release, (&now, &then)));
        let releases = releases.filter(|row| row.now.ahead != Ahead::Nothing);
        rows.into_iter().map(|(row, _)| row).chain(releases).collect()
    }

    fn course<'b>(&self, tried: Tried<'b>, cut: &'b [Uuid]) -> Course<'b> {
        let built = as_built(changed(self.backlog.clone(), tried.changes), &self.waits);
        Course { downs: downs(&built), cut, tried }
    }

    fn release(
        &self,
        product: &Product,
        release: &ReleaseOpen,
        (now, then): (&Course<'_>, &Course<'_>),
    ) -> Compared {
        let of = (release.id.0, release.open());
        let title = [release.version.as_str(), release.name.as_str()];
        Compared {
            noun: "release",
            id: release.id.0,
            key: format!("{}-{}", product.prefix, release.number),
            title: title.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
            starts_on: None,
            ends_on: release.planned_on,
            date_precision: None,
            has_to_do: false,
            now: self.stand(now, of, release.planned_on),
            then: self.stand(then, of, release.planned_on),
        }
    }

    fn stand(&self, course: &Course<'_>, (id, open): (Uuid, Open), promised: Option<Day>) -> Stand {
        let is_left_out =
            |change: &ScenarioChange| change.kind == ChangeKind::LeftOut && change.feature_id.0 == id;
        let ahead = match course.tried.changes.iter().any(is_left_out) {
            true => Ahead::LeftOut,
            false => ahead(open, course.down(id), self.in_work),
        };
        let (Some(stories), Ok(forecast)) = (ahead.stories(), &self.forecast) else {
            return Stand { ahead, p50: None, p85: None, kept: None };
        };
        let sure = forecast.when_at(stories, self.today, course.tried.capacity);
        let days = |last: Day| self.today.days_until(last) + 1;
        let kept =
            promised.map(|last| forecast.chance_at(stories, (self.today, days(last)), course.tried.capacity));
        Stand { ahead, p50: sure.p50, p85: sure.p85, kept }
    }

    /// What has stories to do that were not looked at.
    fn below_the_cut(&self) -> Vec<Uuid> {
        let mut seen: HashMap<Uuid, i64> = HashMap::new();
        for piece in &self.backlog {
            let Stories::Some { release, stories, .. } = piece.what else { continue };
            for id in piece.feature.map(|id| id.0).into_iter().chain(release.map(|id| id.0)) {
                *seen.entry(id).or_default() += stories;
            }
        }
        let features = self.features.iter().map(|feature| (feature.id.0, feature.to_do));
        let releases = self.releases.iter().map(|release| (release.id.0, release.to_do));
        let all = features.chain(releases);
        all.filter(|(id, to_do)| *to_do > seen.get(id).copied().unwrap_or_default())
            .map(|(id, _)| id)
            .collect()
    }
}

/// The backlog as it is tried.
struct Course<'b> {
    downs: HashMap<Uuid, Option<i64>>,
    cut: &'b [Uuid],
    tried: Tried<'b>,
}

impl Course<'_> {
    fn down(&self, id: Uuid) -> Option<Option<i64>> {
        if self.cut.contains(&id) { Some(None) } else { self.downs.get(&id).copied() }
    }

    /// Before what it stands: what has nothing to do first, then as it comes.
    fn place(&self, id: Uuid) -> (bool, i64) {
        match self.down(id) {
            None => (false, 0),
            Some(down) => (true, down.unwrap_or(i64::MAX)),
        }
    }
}
