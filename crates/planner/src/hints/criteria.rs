//! Whether what a story is accepted by can be judged: whole, one thing at a time, something to be seen.

use super::english::English;
use super::lists::grammar::SMALL;
use super::lists::open::VAGUE;
use super::lists::verdicts::{AFTER_VERB, NEGATIVE, SUBJECTS, UNSEEN};
use super::sentence::Part;
use super::tokens::{Token, span, tokens};
use super::wording::of_list;
use super::{Criterion, Found, Place, Rule, Story};

pub(super) fn look(story: &Story<'_>, found: &mut Vec<Found>) {
    let texts = |criterion: &Criterion<'_>| {
        [criterion.given, criterion.when, criterion.then, criterion.sentence].join(" ")
    };
    let all: Vec<String> = story.criteria.iter().map(texts).collect();
    let english = English::of(&all.join(" "));
    for (nth, criterion) in story.criteria.iter().enumerate() {
        if criterion.sentence.trim().is_empty() {
            complete(nth, criterion, found);
            judge(
                &part(Place::When(nth), criterion.when),
                &part(Place::Then(nth), criterion.then),
                english,
                found,
            );
        } else {
            in_one(&part(Place::Sentence(nth), criterion.sentence), english, found);
        }
    }
    let denies = |text: &String| tokens(text).iter().any(|token| is_negative(&token.word));
    if english == English::Proven && !all.iter().any(denies) {
        found.push(Found { rule: Rule::NoNegative, place: Place::Criteria, range: 0..0 });
    }
}

fn part(place: Place, text: &str) -> Part<'_> {
    Part { place, text, range: 0..text.len(), tokens: tokens(text) }
}

fn is_negative(word: &str) -> bool {
    NEGATIVE.contains(&word) || word.ends_with("n't")
}

fn complete(nth: usize, criterion: &Criterion<'_>, found: &mut Vec<Found>) {
    let fields = [
        (Rule::NoGiven, Place::Given(nth), criterion.given),
        (Rule::NoWhen, Place::When(nth), criterion.when),
        (Rule::NoThen, Place::Then(nth), criterion.then),
    ];
    let is_empty = |(_, _, text): &(Rule, Place, &str)| text.trim().is_empty();
    // Nothing at all is no criterion.
    if !fields.iter().all(is_empty) {
        found.extend(fields.into_iter().filter(is_empty).map(|(rule, place, _)| Found {
            rule,
            place,
            range: 0..0,
        }));
    }
}

/// One event, and something to be seen after it.
fn judge(when: &Part<'_>, then: &Part<'_>, english: English, found: &mut Vec<Found>) {
    if english == English::No {
        return;
    }
    if let Some(second) = second_event(&when.tokens) {
        found.push(Found { rule: Rule::TwoWhens, place: when.place, range: span(second) });
    }
    for list in [UNSEEN, VAGUE] {
        for next in of_list(then, Rule::VagueThen, list, english) {
            let is_told = |told: &Found| {
                told.place == next.place
                    && told.range.start < next.range.end
                    && next.range.start < told.range.end
            };
            if !found.iter().any(is_told) {
                found.push(next);
            }
        }
    }
}

/// A criterion of one sentence may have its *given*, *when* and *then* in it; what is not *given* or *when* is then.
fn in_one(whole: &Part<'_>, english: English, found: &mut Vec<Found>) {
    let at = |word: &str| whole.tokens.iter().position(|token| token.word == word);
    let starts = matches!(whole.tokens.first().map(|token| token.word.as_str()), Some("given" | "when"));
    let some = |first: usize, end: usize| Part {
        tokens: whole.tokens.get(first..end).unwrap_or_default().to_vec(),
        ..whole.clone()
    };
    let none = some(0, 0);
    let (when, then) = match (at("when"), at("then")) {
        (Some(when), Some(then)) if starts && when < then => {
            (some(when + 1, then), some(then + 1, whole.tokens.len()))
        }
        _ => (none, whole.clone()),
    };
    if starts && english != English::No {
        let missing =
            |rule, word| at(word).is_none().then_some(Found { rule, place: whole.place, range: 0..0 });
        found.extend(
            [(Rule::NoGiven, "given"), (Rule::NoWhen, "when"), (Rule::NoThen, "then")]
                .into_iter()
                .filter_map(|(rule, word)| missing(rule, word)),
        );
    }
    judge(&when, &then, english, found);
}

/// The conjunction that brings in a second event: somebody does something, or a verb that takes something.
fn second_event(tokens: &[Token]) -> Option<&[Token]> {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    (1..tokens.len()).find_map(|at| {
        let is_verb =
            !SMALL.contains(&word(at + 1)) && AFTER_VERB.contains(&word(at + 2)) && !word(at + 1).is_empty();
        let brings = match word(at) {
            "and" => SUBJECTS.contains(&word(at + 1)) || is_verb,
            "then" => true,
            _ => false,
        };
        brings.then(|| &tokens[at..(at + 2).min(tokens.len())])
    })
}
