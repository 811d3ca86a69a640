//! Words and pieces of words: what texts are compared by.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::language::Language;

/// Characters of a word that are looked at; longer ones are file names and keys.
const WORD_MAX: usize = 40;

/// The words of a text in lower case, in their order (Unicode Standard Annex 29). A name such as `FileSystem` or
/// `dfs.replication` is one word and its parts as well.
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for whole in text.unicode_words() {
        let whole: String = whole.chars().take(WORD_MAX).collect();
        let parts = parts(&whole);
        if parts.len() > 1 {
            found.extend(parts.iter().map(|part| part.to_lowercase()));
        }
        found.push(whole.to_lowercase());
    }
    found
}

/// `NameNode` is `Name` and `Node`, `dfs.name_dir` is `dfs`, `name` and `dir`.
fn parts(word: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before: Option<char> = None;
    for (at, letter) in word.char_indices() {
        let turns = before.is_some_and(|before| before.is_lowercase() && letter.is_uppercase());
        let joins = matches!(letter, '.' | '_' | '\'' | '’' | ':');
        if turns || joins || before.is_some_and(|before| matches!(before, '.' | '_' | ':')) {
            cuts.push(at);
        }
        before = Some(letter);
    }
    cuts.push(word.len());
    let pieces = cuts.windows(2).filter_map(|cut| word.get(cut[0]..cut[1]));
    // What follows an apostrophe is an ending, not a part.
    pieces
        .filter(|piece| piece.chars().next().is_some_and(char::is_alphanumeric) && piece.len() > 1)
        .collect()
}

/// The stems of a text's words, by its language, without its smallest words.
pub fn stems(text: &str) -> Vec<String> {
    let words = words(text);
    stems_in(Language::of(&words), words)
}

/// The stems of words of a text in this language, without the smallest.
pub(super) fn stems_in(language: Language, words: Vec<String>) -> Vec<String> {
    let said = stemmed(language, words).into_iter().filter(|(_, is_small)| !is_small);
    said.map(|(stem, _)| stem).collect()
}

/// The stems of all words of a text, and whether each is one of the smallest of its language.
pub(super) fn stems_and_small_words(text: &str) -> Vec<(String, bool)> {
    let words = words(text);
    stemmed(Language::of(&words), words)
}

fn stemmed(language: Language, words: Vec<String>) -> Vec<(String, bool)> {
    let Some(stemmer) = language.stemmer() else {
        return words.into_iter().map(|word| (word, false)).collect();
    };
    let stem = |word: String| {
        let is_small = language.is_small(&word);
        let stem = match stemmer.stem(&word) {
            Cow::Borrowed(same) if same.len() == word.len() => word,
            stem => stem.into_owned(),
        };
        (stem, is_small)
    };
    words.into_iter().map(stem).collect()
}
