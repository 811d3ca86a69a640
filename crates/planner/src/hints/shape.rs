//! What the sentence is made of: who, what and why; one thing at a time; nothing beside it.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::english::English;
use super::lists::grammar::SMALL;
use super::lists::leads::{CONJUNCTIONS, NUMBERS, PAIRS};
use super::sentence::{Part, Sentence};
use super::tokens::{Token, all};
use super::{Found, Place, Rule};

/// Letters of a last word that is cut short, such as *Mr.*
const SHORT_MAX: usize = 3;
/// Signs that are read as *and*.
const SIGNS: [&str; 3] = [" & ", " + ", " / "];

pub(super) fn look(sentence: &Sentence<'_>, english: English, found: &mut Vec<Found>) {
    let missing = |rule, place| Found {
        rule,
        place: if sentence.is_title { Place::Title } else { place },
        range: 0..0,
    };
    let is_empty = |part: &Option<Part<'_>>| part.as_ref().is_none_or(|part| part.said().trim().is_empty());
    if is_empty(&sentence.role) {
        found.push(missing(Rule::NoRole, Place::Role));
    }
    if is_empty(&sentence.want) {
        found.push(missing(Rule::NoWant, Place::Want));
    }
    if let Some(lead) = &sentence.no_comma {
        found.push(Found { rule: Rule::NoComma, place: Place::Title, range: lead.clone() });
    }
    for (part, rule) in [(&sentence.role, Rule::TwoRoles), (&sentence.want, Rule::TwoWants)] {
        let Some(part) = part else { continue };
        if let Some(range) = joined(part, sentence.is_title || english != English::No) {
            found.push(Found { rule, place: part.place, range });
        }
    }
    for part in sentence.parts() {
        let extra = brackets(part).into_iter().chain(after_the_end(part));
        found.extend(extra.map(|range| Found { rule: Rule::Extra, place: part.place, range }));
    }
    if is_empty(&sentence.benefit) {
        found.push(missing(Rule::NoBenefit, Place::Benefit));
    }
}

/// The first conjunction with real words on both sides.
fn joined(part: &Part<'_>, is_english: bool) -> Option<Range<usize>> {
    let real =
        |token: &Token| token.word.chars().any(char::is_alphabetic) && !SMALL.contains(&token.word.as_str());
    let sides = |range: &Range<usize>| {
        let before: Vec<&Token> = part.tokens.iter().filter(|token| token.range.end <= range.start).collect();
        let after: Vec<&Token> = part.tokens.iter().filter(|token| token.range.start >= range.end).collect();
        let are_real = [&before, &after].iter().all(|side| side.iter().any(|token| real(token)));
        are_real && !is_one_thing(before.last().copied(), after.first().copied())
    };
    if !is_english {
        return None;
    }
    let pairs: Vec<Range<usize>> = all(&part.tokens, PAIRS).into_iter().map(|(_, range)| range).collect();
    let words = all(&part.tokens, CONJUNCTIONS).into_iter().map(|(_, range)| range);
    let words = words.filter(|range| !is_between(&part.tokens, range));
    let sign = |sign: &&str| {
        let at = part.said().find(*sign)? + part.range.start;
        Some(at + 1..at + sign.len() - 1)
    };
    let all = words.chain(SIGNS.iter().filter_map(sign));
    let open =
        all.filter(|range| !pairs.iter().any(|pair| pair.start <= range.start && range.end <= pair.end));
    open.filter(sides).min_by_key(|range| range.start)
}

/// *Two or three*, *paid or not*.
fn is_one_thing(before: Option<&Token>, after: Option<&Token>) -> bool {
    let is_number = |token: Option<&Token>| {
        token.is_some_and(|token| {
            NUMBERS.contains(&token.word.as_str()) || token.word.chars().all(|letter| letter.is_numeric())
        })
    };
    (is_number(before) && is_number(after)) || after.is_some_and(|token| token.word == "not")
}

/// *Between the one and the other*: the conjunction belongs to it.
fn is_between(tokens: &[Token], conjunction: &Range<usize>) -> bool {
    let before = tokens.iter().rev().skip_while(|token| token.range.start >= conjunction.start);
    before
        .map(|token| token.word.as_str())
        .take_while(|word| !CONJUNCTIONS.contains(word))
        .any(|word| word == "between")
}

/// Brackets with words in them; the ending of *invoice(s)* is none.
fn brackets(part: &Part<'_>) -> Option<Range<usize>> {
    let said = part.said();
    let (open, close) = [('(', ')'), ('[', ']'), ('{', '}')].into_iter().find_map(|(open, close)| {
        let from = said.find(open)?;
        Some((from, from + said.get(from..)?.find(close)? + close.len_utf8()))
    })?;
    let is_ending = said.get(..open)?.ends_with(char::is_alphanumeric);
    let has_words = said.get(open..close)?.chars().any(char::is_alphabetic);
    (has_words && !is_ending).then(|| part.range.start + open..part.range.start + close)
}

/// What follows the first full stop.
fn after_the_end(part: &Part<'_>) -> Option<Range<usize>> {
    let said = part.said();
    let mut ends = 0;
    for sentence in said.split_sentence_bounds() {
        ends += sentence.len();
        let rest = said.get(ends..)?;
        if is_whole(sentence) && rest.chars().any(char::is_alphabetic) {
            let from = part.range.start + ends + rest.len() - rest.trim_start().len();
            return Some(from..part.range.start + said.trim_end().len());
        }
    }
    None
}

/// Whether it ends as sentences do, and not with a word that is cut short.
fn is_whole(sentence: &str) -> bool {
    let sentence = sentence.trim_end();
    let Some(words) = sentence.strip_suffix(['.', '!', '?', '…', '。']) else { return false };
    let last = words.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    !sentence.ends_with('.') || last.chars().count() > SHORT_MAX || last.chars().all(char::is_numeric)
}
