//! Hints on how a story is written: what a careful reader would ask. They are worked out when they are read and stored nowhere;
//! kept is only which ones somebody put aside. A hint is never a gate.

pub mod bring_hint_back;
pub mod put_hint_aside;
pub mod queries;
pub mod rules;

use std::collections::BTreeMap;

use planner::hints::{self as planned, Backlog, Place, Rule};
use serde::Serialize;

use self::queries::{STORIES_MAX, StoryWords};
use super::{Criterion, CriterionId, Kind, State, Story};

/// Characters of the words of a hint that are shown.
const WORDS_MAX: usize = 60;

/// One thing that could be asked of how a story is written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hint {
    /// By which it is put aside, such as `vague_word:quickly`: the rule and the words, so that other words are asked again.
    pub name: String,
    /// Such as `vague_word`.
    pub rule: &'static str,
    /// Which text: title, role, want, benefit, given, when, then or sentence; criteria where it is about all of them.
    pub place: &'static str,
    /// Which criterion, counted from 1.
    pub criterion: Option<usize>,
    pub criterion_id: Option<CriterionId>,
    /// The words that it is about, 60 characters at most; empty where something is missing.
    pub words: String,
    /// Where they stand in the text at that place, in bytes.
    pub start: usize,
    pub end: usize,
    /// What could be asked: a sentence.
    pub question: &'static str,
    /// How most stories of the product say it.
    pub usual: Option<&'static str>,
    /// The other story that says it.
    pub other: Option<Other>,
    /// Somebody put it aside.
    pub is_aside: bool,
}

/// A story that says the same, or nearly.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Other {
    pub key: String,
    pub title: String,
}

/// The open stories of a product in words, as they were at a change of the workspace: those among its newest 1,000.
#[derive(Clone, Debug, Default)]
pub struct StoriesInWords {
    backlog: Backlog<i64>,
    titles: BTreeMap<i64, Box<str>>,
}

impl StoriesInWords {
    /// Takes over how stories are now. What is not open any more is compared with nothing; of too many the oldest go.
    pub fn follow(&mut self, rows: &[StoryWords]) {
        for row in rows {
            if !row.is_open {
                self.backlog.remove(row.number);
                self.titles.remove(&row.number);
                continue;
            }
            let StoryWords { title, role, want, benefit, .. } = row;
            self.backlog.add(row.number, &planned::Story { title, role, want, benefit, criteria: &[] });
            self.titles.insert(row.number, title.as_str().into());
        }
        while self.titles.len() > STORIES_MAX as usize
            && let Some((oldest, _)) = self.titles.pop_first()
        {
            self.backlog.remove(oldest);
        }
    }

    /// The hints on a story as it is written now, also those that were put aside, in the order of the text: the sentence,
    /// then the criteria. None once it is done: its words are not worked on any more.
    pub fn hints(&self, prefix: &str, story: &Story, criteria: &[Criterion]) -> Vec<Hint> {
        let parts = criteria.iter().map(|criterion| planned::Criterion {
            given: &criterion.given_text,
            when: &criterion.when_text,
            then: &criterion.then_text,
            sentence: &criterion.sentence,
        });
        let parts: Vec<planned::Criterion<'_>> = parts.collect();
        let Story { title, role, want, benefit, .. } = story;
        let written = planned::Story { title, role, want, benefit, criteria: &parts };
        if !is_written_at(story) {
            return Vec::new();
        }
        let found = self.backlog.hints(story.number, &written);
        let found = found.into_iter().filter(|hint| story.kind == Kind::Story || !is_of_stories(hint.rule));
        let of = |hint: planned::Hint<i64>| {
            let other = hint.other.map(|number| Other {
                key: format!("{prefix}-{number}"),
                title: self.titles.get(&number).map(|title| title.to_string()).unwrap_or_default(),
            });
            let (place, nth) = rules::place(hint.place);
            let (rule, question) = rules::told(hint.rule);
            let words = if other.is_some() { "" } else { hint.words(&written) };
            let name = rules::name(rule, other.as_ref().map_or(words, |other| other.key.as_str()));
            let usual = if hint.rule == Rule::OtherTemplate { self.backlog.usual_template() } else { None };
            Hint {
                is_aside: rules::is_aside(&story.hints_aside, &name),
                criterion: nth.map(|nth| nth + 1),
                criterion_id: nth.and_then(|nth| criteria.get(nth)).map(|criterion| criterion.id),
                words: words.chars().take(WORDS_MAX).collect(),
                start: hint.range.start,
                end: hint.range.end,
                usual: usual.map(rules::as_written),
                name,
                rule,
                place,
                question,
                other,
            }
        };
        found.map(of).collect()
    }
}

impl Hint {
    /// Whether it is about what the story is accepted by.
    pub fn is_of_criteria(&self) -> bool {
        self.criterion.is_some() || self.place == rules::place(Place::Criteria).0
    }
}

/// Whether its words are still worked on.
pub fn is_written_at(story: &Story) -> bool {
    story.archived_at.is_none() && matches!(story.state, State::Proposed | State::Todo | State::Doing)
}

/// A bug, a task or a spike need not say who wants it and why, nor what must not happen.
fn is_of_stories(rule: Rule) -> bool {
    matches!(rule, Rule::NoRole | Rule::NoWant | Rule::NoBenefit | Rule::NoNegative | Rule::OtherTemplate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: i64, is_open: bool) -> StoryWords {
        let none = String::new;
        let title = format!("Story {number}");
        StoryWords { number, title, role: none(), want: none(), benefit: none(), is_open }
    }

    #[test]
    fn no_more_stories_are_kept_than_are_read_at_first() {
        let mut stories = StoriesInWords::default();
        let rows: Vec<StoryWords> = (1..=STORIES_MAX + 5).map(|number| row(number, number != 1)).collect();
        stories.follow(&rows);
        assert_eq!((stories.titles.len(), stories.backlog.len()), (1_000, 1_000));
        assert_eq!(stories.titles.first_key_value().map(|(number, _)| *number), Some(6));
        stories.follow(&[row(6, false), row(7, true)]);
        assert_eq!((stories.titles.len(), stories.backlog.len()), (999, 999));
    }
}
