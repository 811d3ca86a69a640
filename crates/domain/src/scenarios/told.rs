//! A scenario in words: what is otherwise in it, and what follows.

use super::ahead::Ahead;
use super::compare::{Compared, Stand};
use super::{ChangeKind, Scenario, ScenarioChange};
use crate::roadmap::FeatureId;
use crate::spine::moment::Day;

/// What follows from a scenario, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Features that come sooner, by the day that is 85 % sure.
    pub sooner: i64,
    pub later: i64,
    pub left_out: i64,
    /// Features and releases with a window.
    pub promises: i64,
    /// Of those, how many are likelier kept than broken.
    pub kept_now: i64,
    pub kept_then: i64,
}

impl Summary {
    pub fn of(rows: &[Compared]) -> Self {
        let features = || rows.iter().filter(|row| row.noun == "feature");
        let moved = |is: fn(i64) -> bool| {
            features().filter(|row| row.days_later().is_some_and(is)).count() as i64
                + features().filter(|row| is(by_end(row))).count() as i64
        };
        let kept = |stand: &Stand| stand.kept.is_some_and(|kept| kept >= 50);
        Self {
            sooner: moved(|days| days < 0),
            later: moved(|days| days > 0),
            left_out: features().filter(|row| row.then.ahead == Ahead::LeftOut).count() as i64,
            promises: rows.iter().filter(|row| row.now.kept.is_some()).count() as i64,
            kept_now: rows.iter().filter(|row| kept(&row.now)).count() as i64,
            kept_then: rows.iter().filter(|row| kept(&row.then)).count() as i64,
        }
    }

    /// "3 features come sooner, 1 later. 2 promises more are likelier kept than broken."
    pub fn sentence(&self) -> String {
        let features = |n: i64| if n == 1 { "1 feature".to_owned() } else { format!("{n} features") };
        let come = |n: i64| if n == 1 { "comes" } else { "come" };
        let mut moved = match (self.sooner, self.later) {
            (0, 0) => "No feature comes sooner or later".to_owned(),
            (0, later) => format!("{} {} later", features(later), come(later)),
            (sooner, 0) => format!("{} {} sooner", features(sooner), come(sooner)),
            (sooner, later) => format!("{} {} sooner, {later} later", features(sooner), come(sooner)),
        };
        if self.left_out > 0 {
            let (n, is) = (self.left_out, if self.left_out == 1 { "is" } else { "are" });
            moved.push_str(&format!(", {n} {is} left out"));
        }
        match self.promises {
            0 => format!("{moved}."),
            _ => format!("{moved}. {}", self.promised()),
        }
    }

    fn promised(&self) -> String {
        let promises = |n: i64| if n == 1 { "1 promise".to_owned() } else { format!("{n} promises") };
        let are = |n: i64| if n == 1 { "is" } else { "are" };
        match self.kept_then - self.kept_now {
            0 => format!(
                "{} of {} {} likelier kept than broken on both sides.",
                self.kept_then,
                promises(self.promises),
                are(self.kept_then)
            ),
            more if more > 0 => {
                format!("{} more {} likelier kept than broken.", promises(more), are(more))
            }
            fewer => format!("{} fewer {} likelier kept than broken.", promises(-fewer), are(-fewer)),
        }
    }
}

/// Where one of both has no day: sooner, later, or alike.
fn by_end(row: &Compared) -> i64 {
    let (now, then) = (&row.now, &row.then);
    let is_later_than_told = |stand: &Stand| stand.ahead.stories().is_some() && stand.p85.is_none();
    match (now.p85, then.p85) {
        (None, Some(_)) if is_later_than_told(now) => -1,
        (Some(_), None) if is_later_than_told(then) => 1,
        _ => 0,
    }
}

/// "At 120 % of today's pace from 1 March 2027 on"; none where it is as it is today.
pub fn capacity(scenario: &Scenario) -> Option<String> {
    let percent = scenario.capacity_percent;
    match scenario.capacity_from {
        _ if percent == 100 => None,
        Some(from) => Some(format!("{percent} % of today’s pace from {} on", day(from))),
        None => Some(format!("{percent} % of today’s pace from now on")),
    }
}

/// `INV-7 “Pay by bank”`.
pub fn name(prefix: &str, number: i64, title: &str) -> String {
    format!("{prefix}-{number} “{title}”")
}

/// "INV-7 comes right before INV-9". `name` tells what a feature is called.
pub fn change(change: &ScenarioChange, name: impl Fn(FeatureId) -> String) -> String {
    let own = name(change.feature_id);
    let other = || change.other_id.map_or_else(|| "another one".to_owned(), &name);
    let stories = |n: i64| if n == 1 { "1 story".to_owned() } else { format!("{n} stories") };
    match change.kind {
        ChangeKind::First => format!("{own} comes first"),
        ChangeKind::Last => format!("{own} comes last"),
        ChangeKind::Before => format!("{own} comes right before {}", other()),
        ChangeKind::After => format!("{own} comes right after {}", other()),
        ChangeKind::LeftOut => format!("{own} is left out"),
        ChangeKind::Stories if change.stories < 0 => {
            format!("{own} has {} fewer", stories(-change.stories))
        }
        ChangeKind::Stories => format!("{own} has {} more", stories(change.stories)),
    }
}

/// A row of the comparison, as a decision keeps it.
pub fn row(row: &Compared) -> String {
    let Compared { key, title, .. } = row;
    format!("{key} {title}: now {}, in the scenario {}", stand(&row.now), stand(&row.then))
}

/// "by 26 March 2027 (85 %), 68 % to keep its window".
fn stand(stand: &Stand) -> String {
    let when = match (stand.ahead, stand.p85) {
        (Ahead::Nothing, _) => "nothing open".to_owned(),
        (Ahead::LeftOut, _) => "left out".to_owned(),
        (Ahead::Beyond, _) => "below the first 5,000 stories".to_owned(),
        (Ahead::Stories(_), Some(by)) => format!("by {} (85 %)", day(by)),
        (Ahead::Stories(_), None) => "later than in five years".to_owned(),
    };
    match stand.kept {
        Some(kept) => format!("{when}, {kept} % to keep its promise"),
        None => when,
    }
}

/// `26 March 2027`.
pub fn day(day: Day) -> String {
    day.date().strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_is_said_in_one_sentence_or_two() {
        let summary = |counts: [i64; 6]| {
            let [sooner, later, left_out, promises, kept_now, kept_then] = counts;
            Summary { sooner, later, left_out, promises, kept_now, kept_then }.sentence()
        };
        for (counts, wanted) in [
            ([0, 0, 0, 0, 0, 0], "No feature comes sooner or later."),
            (
                [3, 1, 0, 5, 1, 3],
                "3 features come sooner, 1 later. 2 promises more are likelier kept than broken.",
            ),
            (
                [1, 0, 1, 2, 2, 1],
                "1 feature comes sooner, 1 is left out. 1 promise fewer is likelier kept than broken.",
            ),
            (
                [0, 2, 0, 3, 1, 1],
                "2 features come later. 1 of 3 promises is likelier kept than broken on both sides.",
            ),
        ] {
            assert_eq!(summary(counts), wanted);
        }
    }
}
