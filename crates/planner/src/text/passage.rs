//! Which passage of a text says the most of what was asked.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation;

use super::index::Index;
use super::language::Language;
use super::words::{stems, stems_in, words};

impl<K: Copy + Ord> Index<K> {
    /// The sentence of a text that says the most of what is asked, by rarity and without the smallest words; of several the first. Letter
    /// by letter as it stands there; none where no sentence says any of it.
    pub fn passage<'t>(&self, text: &'t str, asked: &str) -> Option<&'t str> {
        let rarity = |stem: String| {
            let rarity = self.rarity(*self.terms.get(stem.as_str())?);
            Some((stem, rarity))
        };
        let asked: HashMap<String, f64> = stems(asked).into_iter().filter_map(rarity).collect();
        // A sentence alone may be too short to tell its language.
        let language = Language::of(&words(text));
        let said = |sentence: &str| {
            let mut said = stems_in(language, words(sentence));
            said.sort_unstable();
            said.dedup();
            said.iter().filter_map(|stem| asked.get(stem)).sum::<f64>()
        };
        let mut best: (f64, Option<&str>) = (0.0, None);
        for sentence in text.unicode_sentences().map(str::trim) {
            let said = said(sentence);
            if said > best.0 {
                best = (said, Some(sentence));
            }
        }
        best.1
    }
}
