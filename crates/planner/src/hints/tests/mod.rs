//! Stories as people write them, with what is to be asked of each; and what holds of any text.

mod properties;
mod sentences;
mod together;
mod verdicts;

use super::{Backlog, Criterion, Hint, Rule, Story};

/// What is asked of a story by itself, with the words it is about.
fn asked(story: &Story<'_>) -> Vec<(Rule, String)> {
    let hints = Backlog::<u32>::default().hints(0, story);
    hints.iter().map(|hint| (hint.rule, hint.words(story).to_owned())).collect()
}

fn titled(title: &str) -> Story<'_> {
    Story { title, ..Story::default() }
}

/// Rules and words, of a story with only a title.
fn of_title(title: &str) -> Vec<(Rule, String)> {
    asked(&titled(title))
}

fn said(list: &[(Rule, &str)]) -> Vec<(Rule, String)> {
    list.iter().map(|(rule, words)| (*rule, (*words).to_owned())).collect()
}

/// A story with its three fields.
fn of_fields<'a>(role: &'a str, want: &'a str, benefit: &'a str) -> Story<'a> {
    Story { title: "A name", role, want, benefit, ..Story::default() }
}

fn gwt<'a>(given: &'a str, when: &'a str, then: &'a str) -> Criterion<'a> {
    Criterion { given, when, then, sentence: "" }
}

fn sentence(sentence: &str) -> Criterion<'_> {
    Criterion { sentence, ..Criterion::default() }
}

fn accepted_when(criteria: &[Criterion<'_>]) -> Vec<(Rule, String)> {
    asked(&Story { title: "A name", criteria, ..Story::default() })
}

fn rules<K>(hints: &[Hint<K>]) -> Vec<Rule> {
    hints.iter().map(|hint| hint.rule).collect()
}
