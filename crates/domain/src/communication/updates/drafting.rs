//! A draft, written from what happened: a pure rule over plain facts. It tells an audience only what it sees.

mod reading;

use std::collections::BTreeMap;

use uuid::Uuid;

use self::reading::{day, line, nearer};
use super::log::{Became, Happened, Move};
use crate::communication::audiences::seeing::{FeatureFacts, Lens, ReleaseFacts};
use crate::communication::rules::plain;
use crate::spine::id::PersonId;

/// Lines of one part at most; the rest is counted.
const LINES_MAX: usize = 25;
/// Stories that are named under one feature.
const STORIES_NAMED: usize = 5;

/// What is known of what happened, by name.
pub struct Known<'k> {
    /// Before the items' addresses: `/larkbill/items/`.
    pub items_at: &'k str,
    pub lens: &'k Lens,
    pub features: &'k [FeatureFacts],
    pub releases: &'k [ReleaseFacts],
    pub stories: &'k BTreeMap<Uuid, StoryNamed>,
    pub decisions: &'k BTreeMap<Uuid, DecisionTold>,
    pub people: &'k BTreeMap<PersonId, String>,
    /// Why a feature or a release was moved, or given up, as it was said.
    pub reasons: &'k BTreeMap<Uuid, String>,
}

/// A story as a draft names it.
#[derive(Clone, Debug)]
pub struct StoryNamed {
    pub key: String,
    pub title: String,
    pub feature: Option<Uuid>,
}

/// A decision as a draft tells it.
#[derive(Clone, Debug)]
pub struct DecisionTold {
    pub key: String,
    pub title: String,
    pub choice: String,
    pub reasons: String,
}

/// The body of an update, in Markdown: its parts in the order in which people ask.
pub fn body(happened: &Happened, known: &Known<'_>) -> String {
    let parts = [
        ("Shipped", known.shipped(happened)),
        ("Accepted", known.accepted(happened)),
        ("Slipped, and why", known.slipped(happened)),
        ("Newly planned", known.planned(happened)),
        ("Dropped", known.dropped(happened)),
        ("Decided", known.decided(happened)),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(title, lines)| format!("## {title}\n\n{}", listed(lines)))
        .collect();
    if told.is_empty() { "Nothing that you see has changed.".into() } else { told.join("\n\n") }
}

fn listed(mut lines: Vec<String>) -> String {
    let more = lines.len().saturating_sub(LINES_MAX);
    lines.truncate(LINES_MAX);
    if more > 0 {
        lines.push(format!("and {more} more"));
    }
    lines.into_iter().map(|line| format!("- {line}")).collect::<Vec<_>>().join("\n")
}

impl Known<'_> {
    fn is_outside(&self) -> bool {
        self.lens.audience.is_outside()
    }

    /// A title in bold that leads to its item; outside the firm it leads nowhere.
    fn link(&self, key: &str, title: &str) -> String {
        match self.is_outside() {
            true => format!("**{}**", plain(title)),
            false => format!("**[{}]({}{key})**", plain(title), self.items_at),
        }
    }

    fn feature(&self, feature: &FeatureFacts) -> String {
        self.link(&feature.key, self.lens.title(feature.id, &feature.title))
    }

    /// The features that they see of which something is told, in the manager's order, with what became of them.
    fn features<'h>(
        &'h self,
        happened: &'h Happened,
    ) -> impl Iterator<Item = (&'h FeatureFacts, &'h Became)> {
        let became = |feature: &&'h FeatureFacts| happened.items.get(&feature.id);
        self.features.iter().filter_map(move |feature| Some((feature, became(&feature)?)))
    }

    fn releases<'h>(
        &'h self,
        happened: &'h Happened,
    ) -> impl Iterator<Item = (&'h ReleaseFacts, &'h Became)> {
        let seen = self.releases.iter().filter(|release| self.lens.sees_release(release));
        seen.filter_map(move |release| Some((release, happened.items.get(&release.id)?)))
    }

    fn release(&self, release: &ReleaseFacts) -> String {
        let own = format!("{} {}", release.version, release.name);
        self.link(&release.key, self.lens.title(release.id, own.trim()))
    }

    fn shipped(&self, happened: &Happened) -> Vec<String> {
        let out = self.releases(happened).filter(|(_, became)| {
            let released = became.fields.get("state").is_some_and(|moved| moved.after == "released");
            released || became.fields.contains_key("audience")
        });
        let line = |(release, _): (&ReleaseFacts, &Became)| {
            let brings = self.features.iter().filter(|one| release.features.contains(&one.id));
            let brings = brings.filter(|feature| self.lens.sees(feature));
            let brings: Vec<String> = brings.map(|one| plain(self.lens.title(one.id, &one.title))).collect();
            let brings = if brings.is_empty() { String::new() } else { format!(": {}", brings.join(", ")) };
            let when = self.lens.when(release.released_on, None);
            let when = if when.is_empty() { String::new() } else { format!(", {when}") };
            let to = crate::communication::rules::to_whom(release.reach);
            format!("{}{when}, {to}{brings}.", self.release(release))
        };
        out.filter(|(release, _)| release.released_on.is_some()).map(line).collect()
    }

    /// Accepted stories by feature: inside the firm alone.
    fn accepted(&self, happened: &Happened) -> Vec<String> {
        if self.is_outside() {
            return Vec::new();
        }
        let accepted = |id: &Uuid| {
            let moved = happened.items.get(id).and_then(|became| became.fields.get("state"));
            moved.is_some_and(|moved| moved.after == "accepted")
        };
        let mut by_feature: BTreeMap<Option<usize>, Vec<&StoryNamed>> = BTreeMap::new();
        for (_, story) in self.stories.iter().filter(|(id, _)| accepted(id)) {
            let place = story.feature.and_then(|id| self.features.iter().position(|one| one.id == id));
            // What belongs to a feature that they do not see is not told either.
            if place.is_some_and(|place| !self.lens.sees(&self.features[place])) {
                continue;
            }
            by_feature.entry(place).or_default().push(story);
        }
        // What belongs to no feature comes last.
        let mut lines: Vec<String> = Vec::new();
        let none = by_feature.remove(&None);
        for (place, stories) in by_feature {
            let Some(feature) = place.and_then(|place| self.features.get(place)) else { continue };
            lines.push(format!("{}: {}", self.feature(feature), self.named(&stories)));
        }
        lines.extend(none.map(|stories| format!("For no feature: {}", self.named(&stories))));
        lines
    }

    fn named(&self, stories: &[&StoryNamed]) -> String {
        let link = |story: &&StoryNamed| format!("[{}]({}{})", plain(&story.title), self.items_at, story.key);
        let named: Vec<String> = stories.iter().take(STORIES_NAMED).map(link).collect();
        match stories.len().saturating_sub(STORIES_NAMED) {
            0 => format!("{}.", named.join(", ")),
            more => format!("{}, and {more} more.", named.join(", ")),
        }
    }

    fn slipped(&self, happened: &Happened) -> Vec<String> {
        let mut lines = Vec::new();
        for (feature, became) in self.features(happened).filter(|(feature, _)| self.lens.sees(feature)) {
            let Some(moved) = became.fields.get("ends_on") else { continue };
            let told = self.later(moved, feature.precision, self.reasons.get(&feature.id));
            lines.extend(told.map(|told| format!("{}: {told}", self.feature(feature))));
        }
        for (release, became) in self.releases(happened).filter(|(release, _)| release.released_on.is_none())
        {
            let Some(moved) = became.fields.get("planned_on") else { continue };
            let told = self.later(moved, None, self.reasons.get(&release.id));
            lines.extend(told.map(|told| format!("{}: {told}", self.release(release))));
        }
        lines
    }

    /// "March 2027, was February 2027. Ines: Two stories were larger." None where they read no later date.
    fn later(
        &self,
        moved: &Move,
        precision: Option<crate::roadmap::Precision>,
        reason: Option<&String>,
    ) -> Option<String> {
        let (from, to) = (day(&moved.before)?, day(&moved.after)?);
        if from.days_until(to) <= 0 {
            return None;
        }
        let (was, now) = (self.lens.when(Some(from), precision), self.lens.when(Some(to), precision));
        if was == now {
            return None;
        }
        let dates = format!("{now}, was {was}.");
        if self.is_outside() {
            return Some(dates);
        }
        let by = moved.by.and_then(|person| self.people.get(&person)).map_or("Somebody", String::as_str);
        Some(match reason {
            Some(reason) => format!("{dates} {}: {}", plain(by), plain(reason)),
            None => format!("{dates} Moved by {}; why was not said.", plain(by)),
        })
    }

    fn planned(&self, happened: &Happened) -> Vec<String> {
        let mut lines = Vec::new();
        for (feature, became) in self.features(happened).filter(|(feature, _)| self.lens.sees(feature)) {
            let dated = became.fields.get("ends_on").filter(|moved| moved.before.is_null());
            let placed = became.fields.get("horizon").filter(|moved| nearer(moved));
            let taken = became.fields.get("decision").filter(|moved| moved.after == "taken");
            if dated.is_none() && placed.is_none() && taken.is_none() {
                continue;
            }
            let mut told: Vec<String> = Vec::new();
            told.extend(taken.map(|_| "taken".to_owned()));
            told.extend(feature.horizon.map(|horizon| horizon.as_str().to_owned()));
            told.push(self.lens.when(feature.ends_on, feature.precision));
            told.retain(|word| !word.is_empty());
            lines.push(format!("{}: {}.", self.feature(feature), told.join(", ")));
        }
        for (release, became) in self.releases(happened).filter(|(release, _)| release.released_on.is_none())
        {
            let dated = became.fields.get("planned_on").is_some_and(|moved| moved.before.is_null());
            let when = self.lens.when(release.planned_on, None);
            if dated && !when.is_empty() {
                lines.push(format!("{}: planned for {when}.", self.release(release)));
            }
        }
        lines
    }

    /// What was given up and what they could see before: hidden items are not told even when they go.
    fn dropped(&self, happened: &Happened) -> Vec<String> {
        let mut lines = Vec::new();
        for (feature, became) in self.features(happened) {
            let Some(moved) = became.fields.get("decision") else { continue };
            let gone = ["parked", "declined", "stopped"].iter().find(|word| moved.after == **word);
            let Some(gone) = gone else { continue };
            if !self.saw(feature, moved) {
                continue;
            }
            let why = self.reasons.get(&feature.id).filter(|_| !self.is_outside());
            let why = why.map_or_else(String::new, |why| format!(" {}", plain(why)));
            lines.push(format!("{}: {gone}.{why}", self.feature(feature)));
        }
        lines
    }

    /// Whether they saw a feature while its decision was what it was.
    fn saw(&self, feature: &FeatureFacts, moved: &Move) -> bool {
        let before = moved.before.as_str().and_then(crate::roadmap::Decision::parse);
        before.is_some_and(|decision| self.lens.sees(&FeatureFacts { decision, ..feature.clone() }))
    }

    /// Decisions: inside the firm alone.
    fn decided(&self, happened: &Happened) -> Vec<String> {
        if self.is_outside() {
            return Vec::new();
        }
        let decided = |id: &&Uuid| {
            let moved = happened.items.get(id).and_then(|became| became.fields.get("state"));
            moved.is_some_and(|moved| moved.after == "decided")
        };
        let told = self.decisions.iter().filter(|(id, _)| decided(id)).map(|(_, one)| {
            let why =
                if one.reasons.is_empty() { String::new() } else { format!(" Why: {}", line(&one.reasons)) };
            format!("{}: {}{why}", self.link(&one.key, &one.title), line(&one.choice))
        });
        told.collect()
    }
}

#[cfg(test)]
mod tests;
