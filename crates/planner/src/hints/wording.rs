//! Words of the sentence that leave open what is meant.

use std::ops::Range;

use super::english::English;
use super::lists::grammar::{BE, DONE, NOT_DONE, SUBORDINATE};
use super::lists::open::{BUILDERS, SOLUTIONS, UNBOUNDED, UNBOUNDED_ANYWHERE, VAGUE};
use super::lists::verdicts::AFTER_VERB;
use super::sentence::{Part, Sentence};
use super::tokens::{Token, all, span};
use super::{Found, Place, Rule};

/// Words of a sentence from which on it is hard to keep in mind.
const WORDS_MAX: usize = 40;
/// *As*, *I want*, *so that*: whoever reads it reads them too.
const LEADING_WORDS: usize = 5;
/// Words after what is done within which it is said by whom.
const BY_WITHIN: usize = 6;

/// What is wanted is looked at. Why it is wanted may be as open as life is.
pub(super) fn look(sentence: &Sentence<'_>, english: English, found: &mut Vec<Found>) {
    let english = if sentence.is_title { English::Proven } else { english };
    if let Some(want) = &sentence.want {
        let of = |rule, list| of_list(want, rule, list, english);
        let builds =
            |part: &Part<'_>| part.tokens.iter().any(|token| BUILDERS.contains(&token.word.as_str()));
        if !sentence.role.as_ref().is_some_and(builds) {
            found.extend(of(Rule::SolutionWord, SOLUTIONS));
        }
        found.extend(of(Rule::VagueWord, VAGUE));
        found.extend(of(Rule::UnboundedWord, unbounded(english)));
        if english == English::Proven {
            found.extend(passive(want).map(|range| Found {
                rule: Rule::PassiveVoice,
                place: want.place,
                range,
            }));
        }
    }
    found.extend(long(sentence));
}

/// What is too much: from the first such word to the end of the field that it stands in.
fn long(sentence: &Sentence<'_>) -> Option<Found> {
    let words: Vec<(Place, &Token)> =
        sentence.parts().flat_map(|part| part.tokens.iter().map(|token| (part.place, token))).collect();
    let (place, first) = words.get(WORDS_MAX.saturating_sub(LEADING_WORDS))?;
    let last = words.iter().rfind(|(at, _)| at == place).map_or(*first, |(_, token)| *token);
    Some(Found { rule: Rule::Long, place: *place, range: first.range.start..last.range.end })
}

/// A name says too little to be judged by more than this.
pub(super) fn look_at_name(title: &str, english: English, found: &mut Vec<Found>) {
    let tokens = super::tokens::tokens(title);
    let name = Part { place: Place::Title, text: title, range: 0..title.len(), tokens };
    found.extend(of_list(&name, Rule::VagueWord, VAGUE, english));
    found.extend(of_list(&name, Rule::UnboundedWord, unbounded(english), english));
}

fn unbounded(english: English) -> &'static [&'static str] {
    if english == English::No { UNBOUNDED_ANYWHERE } else { UNBOUNDED }
}

/// The phrases of a list in a part.
pub(super) fn of_list(
    part: &Part<'_>,
    rule: Rule,
    list: &'static [&'static str],
    english: English,
) -> Vec<Found> {
    let is_known = |phrase: &str| english.knows(phrase) || UNBOUNDED_ANYWHERE.contains(&phrase);
    let those = all(&part.tokens, list).into_iter().filter(|(phrase, _)| is_known(phrase));
    those.map(|(_, range)| Found { rule, place: part.place, range }).collect()
}

/// *Invoices to be sent*: by whom? Not *to be told* or *and be told*, which is done to whoever wants it; not in a condition.
fn passive(part: &Part<'_>) -> Option<Range<usize>> {
    let word = |at: usize| part.tokens.get(at).map_or("", |token| token.word.as_str());
    for at in 1..part.tokens.len() {
        if !BE.contains(&word(at))
            || (at == 1 && word(0) == "to")
            || ["and", "or", "not"].contains(&word(at - 1))
        {
            continue;
        }
        let ahead = if word(at + 1).ends_with("ly") { at + 2 } else { at + 1 };
        let is_condition = (1..at).any(|before| SUBORDINATE.contains(&word(before)));
        let by = (ahead + 1..=ahead + BY_WITHIN).any(|after| word(after) == "by");
        if is_done(word(ahead)) && !AFTER_VERB.contains(&word(ahead + 1)) && !is_condition && !by {
            return Some(span(&part.tokens[at..=ahead]));
        }
    }
    None
}

fn is_done(word: &str) -> bool {
    let is_regular = word.len() > 4 && word.ends_with("ed");
    DONE.contains(&word) || (is_regular && !NOT_DONE.contains(&word))
}
