//! Words with where they stand, and phrases among them.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// Words of a text that are looked at; nobody writes a longer sentence.
const WORDS_MAX: usize = 400;

/// A word in lower case, with a straight apostrophe, and its bytes in the text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub word: String,
    pub range: Range<usize>,
}

/// The words of a text (Unicode Standard Annex 29).
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let token = |(at, word): (usize, &str)| Token {
        word: word.to_lowercase().replace('’', "'"),
        range: at..at + word.len(),
    };
    text.unicode_word_indices().take(WORDS_MAX).map(token).collect()
}

/// How many words of a phrase, such as `as soon as`, stand from this token on: all of them, or none.
pub(super) fn begins(tokens: &[Token], phrase: &str) -> Option<usize> {
    let mut words = 0;
    for word in phrase.split(' ') {
        if tokens.get(words)?.word != word {
            return None;
        }
        words += 1;
    }
    Some(words)
}

/// The longest of the phrases that stands from this token on, with its words.
pub(super) fn longest(tokens: &[Token], phrases: &[&'static str]) -> Option<(&'static str, usize)> {
    let those = phrases.iter().filter_map(|phrase| Some((*phrase, begins(tokens, phrase)?)));
    those.max_by_key(|(_, words)| *words)
}

/// From the first to the last of these tokens; nothing for none.
pub(super) fn span(tokens: &[Token]) -> Range<usize> {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end,
        _ => 0..0,
    }
}

/// Where phrases of a list stand, the longest at each place, none inside another.
pub(super) fn all(tokens: &[Token], phrases: &[&'static str]) -> Vec<(&'static str, Range<usize>)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        match longest(&tokens[at..], phrases) {
            Some((phrase, words)) => {
                found.push((phrase, span(&tokens[at..at + words])));
                at += words;
            }
            None => at += 1,
        }
    }
    found
}
