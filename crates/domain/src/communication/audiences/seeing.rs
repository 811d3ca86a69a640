//! What an audience sees: a pure rule over plain facts. Nothing else decides what is shown to anybody.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Audience, AudienceItem, Dates, DeliveryStage};
use crate::communication::{Reach, ReleaseState};
use crate::roadmap::{Decision, Horizon, Outcome, Precision};
use crate::spine::moment::Day;

/// An audience with what items are to it.
#[derive(Clone, Debug)]
pub struct Lens {
    pub audience: Audience,
    pub items: Vec<AudienceItem>,
}

/// A feature as far as an audience may be told of it.
#[derive(Clone, Debug)]
pub struct FeatureFacts {
    pub id: Uuid,
    /// Such as `INV-34`.
    pub key: String,
    pub title: String,
    pub decision: Decision,
    pub horizon: Option<Horizon>,
    pub stage: DeliveryStage,
    pub ends_on: Option<Day>,
    pub precision: Option<Precision>,
    pub accounts: i64,
    pub revenue_minor: i64,
}

/// A release as far as an audience may be told of it.
#[derive(Clone, Debug)]
pub struct ReleaseFacts {
    pub id: Uuid,
    pub key: String,
    pub version: String,
    pub name: String,
    pub state: ReleaseState,
    pub reach: Reach,
    pub planned_on: Option<Day>,
    pub released_on: Option<Day>,
    /// The features that it brings.
    pub features: Vec<Uuid>,
}

/// A feature as an audience reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownFeature {
    pub title: String,
    pub horizon: Option<Horizon>,
    pub stage: DeliveryStage,
    /// `December 2026`, as precisely as they read dates; empty: no date.
    pub when: String,
    /// Only inside the firm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<ShownDemand>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownDemand {
    pub accounts: i64,
    /// A year, in cents.
    pub revenue_minor: i64,
}

/// A release as an audience reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownRelease {
    pub title: String,
    pub is_released: bool,
    pub when: String,
    /// What it brings, of what they see.
    pub features: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
}

/// How far a feature is, from its three facts: of its stories, how many are released.
pub fn stage(outcome: Outcome, is_complete: bool, stories: i64, released: i64) -> DeliveryStage {
    match (outcome, released) {
        (Outcome::Helped | Outcome::Partly | Outcome::Not, _) => DeliveryStage::Concluded,
        (Outcome::Unknown, 0) => DeliveryStage::Planned,
        (Outcome::Unknown, _) if released >= stories || is_complete => DeliveryStage::Released,
        (Outcome::Unknown, _) => DeliveryStage::InPart,
    }
}

impl Lens {
    /// What an audience sees of the features, in the order that they come in.
    pub fn what_they_see(&self, features: &[FeatureFacts]) -> Vec<ShownFeature> {
        features.iter().filter(|feature| self.sees(feature)).map(|feature| self.shown(feature)).collect()
    }

    /// Whether an audience sees a feature at all.
    pub fn sees(&self, feature: &FeatureFacts) -> bool {
        let on_roadmap = feature.horizon.is_some_and(|horizon| self.audience.horizons().contains(&horizon));
        on_roadmap
            && self.audience.decisions().contains(&feature.decision)
            && self.audience.stages().contains(&feature.stage)
            && !self.is_hidden(feature.id)
    }

    fn shown(&self, feature: &FeatureFacts) -> ShownFeature {
        let is_outside = self.audience.is_outside();
        let demand = ShownDemand { accounts: feature.accounts, revenue_minor: feature.revenue_minor };
        ShownFeature {
            title: self.title(feature.id, &feature.title).to_owned(),
            horizon: feature.horizon,
            stage: feature.stage,
            when: self.when(feature.ends_on, feature.precision),
            key: (!is_outside).then(|| feature.key.clone()),
            demand: (self.audience.shows_demand && !is_outside && feature.accounts > 0).then_some(demand),
        }
    }

    /// What an audience sees of the releases and of what they bring.
    pub fn releases(&self, releases: &[ReleaseFacts], features: &[FeatureFacts]) -> Vec<ShownRelease> {
        let seen = releases.iter().filter(|release| self.sees_release(release));
        seen.map(|release| self.shown_release(release, features)).collect()
    }

    /// Whether an audience sees a release: outside the firm not one that went to some people only.
    pub fn sees_release(&self, release: &ReleaseFacts) -> bool {
        let is_theirs = release.state == ReleaseState::Planned || release.reach == Reach::Everyone;
        (is_theirs || !self.audience.is_outside()) && !self.is_hidden(release.id)
    }

    fn shown_release(&self, release: &ReleaseFacts, features: &[FeatureFacts]) -> ShownRelease {
        let own = format!("{} {}", release.version, release.name);
        let brings = features.iter().filter(|feature| release.features.contains(&feature.id));
        let brings = brings.filter(|feature| self.sees(feature));
        let day = release.released_on.or(release.planned_on);
        ShownRelease {
            title: self.title(release.id, own.trim()).to_owned(),
            is_released: release.state == ReleaseState::Released,
            when: self.when(day, None),
            features: brings.map(|feature| self.title(feature.id, &feature.title).to_owned()).collect(),
            key: (!self.audience.is_outside()).then(|| release.key.clone()),
        }
    }

    pub fn is_hidden(&self, item: Uuid) -> bool {
        self.item(item).is_some_and(|item| item.is_hidden)
    }

    /// What an item is called for them.
    pub fn title<'t>(&'t self, item: Uuid, own: &'t str) -> &'t str {
        self.item(item).map(|item| item.title.as_str()).filter(|title| !title.is_empty()).unwrap_or(own)
    }

    fn item(&self, id: Uuid) -> Option<&AudienceItem> {
        self.items.iter().find(|item| item.item_id == id && item.archived_at.is_none())
    }

    /// A day as precisely as they read it, and never more precisely than it is known.
    pub fn when(&self, day: Option<Day>, known: Option<Precision>) -> String {
        let Some(date) = day.map(Day::date) else { return String::new() };
        let grade = match self.audience.dates {
            Dates::Never => return String::new(),
            Dates::Day => 0,
            Dates::Month => 1,
            Dates::Quarter => 2,
        };
        let known = match known {
            None | Some(Precision::Day) => 0,
            Some(Precision::Month) => 1,
            Some(Precision::Quarter) => 2,
        };
        match grade.max(known) {
            0 => date.strftime("%-d %B %Y").to_string(),
            1 => date.strftime("%B %Y").to_string(),
            _ => format!("Q{} {}", (date.month() + 2) / 3, date.year()),
        }
    }
}

#[cfg(test)]
pub(in crate::communication) mod tests;
