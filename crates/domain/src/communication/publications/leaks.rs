//! The leak check: what is found in a text that its readers should not read. A pure rule over plain texts.
//!
//! It finds what is named in words. It does not guess: a figure or a hint that gives somebody away is for people to see.

use serde::{Deserialize, Serialize};

use crate::spine::refusal::{Refusal, Result};

/// A name of fewer letters is no sign of anybody.
const NAME_MIN: usize = 5;
/// A title of one short word is no sign of an item.
const TITLE_MIN: usize = 8;
/// A passage of fewer words is no sign of a note.
const NOTE_MIN_WORDS: usize = 5;
/// Leaks that are told at most.
const LEAKS_MAX: usize = 100;

/// What must not be read.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// The names of customers.
    pub customers: Vec<String>,
    /// The own titles of items that are hidden, not seen, or called otherwise.
    pub hidden: Vec<String>,
    /// Texts that are for us alone.
    pub notes: Vec<String>,
}

/// A text that would be shown, and where it stands.
#[derive(Clone, Debug)]
pub struct Text<'t> {
    pub place: &'t str,
    pub text: &'t str,
}

/// What sort of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    Customer,
    Hidden,
    Note,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leak {
    pub sort: Sort,
    /// The name, title or passage.
    pub found: String,
    /// Where it would be read.
    pub place: String,
    /// By which it is kept knowingly; other words in the same place have another.
    pub code: String,
}

/// Everything that would be read and should not be, in the order of the texts.
pub fn leaks(texts: &[Text<'_>], secrets: &Secrets) -> Vec<Leak> {
    let customers: Vec<(String, &str)> =
        secrets.customers.iter().map(|name| (flat(name), name.as_str())).collect();
    let hidden = secrets.hidden.iter().filter(|title| tells(title));
    let hidden: Vec<(String, &str)> = hidden.map(|title| (flat(title), title.as_str())).collect();
    let notes: Vec<(String, &str)> = secrets.notes.iter().flat_map(|note| passages(note)).collect();
    let mut found: Vec<Leak> = Vec::new();
    for text in texts {
        let read = flat(text.text);
        let mut leak = |sort: Sort, what: &str| {
            let code = format!("{}: {what} @ {}", sort_word(sort), text.place);
            if found.iter().all(|known| known.code != code) && found.len() < LEAKS_MAX {
                found.push(Leak { sort, found: what.to_owned(), place: text.place.to_owned(), code });
            }
        };
        for (name, own) in &customers {
            if read.contains(name.as_str()) {
                leak(Sort::Customer, own);
            } else if let Some(first) = first_name(own).filter(|first| is_named(text.text, first)) {
                leak(Sort::Customer, first);
            }
        }
        hidden
            .iter()
            .filter(|(title, _)| read.contains(title.as_str()))
            .for_each(|(_, own)| leak(Sort::Hidden, own));
        notes
            .iter()
            .filter(|(note, _)| read.contains(note.as_str()))
            .for_each(|(_, own)| leak(Sort::Note, own));
    }
    found
}

/// Refuses to publish while something is found that nobody said to keep; what was kept.
pub fn refuse_leaks(found: &[Leak], keep: &[String]) -> Result<Vec<Leak>> {
    let open: Vec<&Leak> = found.iter().filter(|leak| !keep.contains(&leak.code)).collect();
    let Some(first) = open.first() else { return Ok(found.to_vec()) };
    let rest = match open.len() - 1 {
        0 => String::new(),
        1 => " One more is found.".to_owned(),
        n => format!(" {n} more are found."),
    };
    let what = match first.sort {
        Sort::Customer => "The customer",
        Sort::Hidden => "What they do not see,",
        Sort::Note => "A note of ours,",
    };
    Refusal::invalid(
        "keep",
        format!(
            "{what} “{}” would be read in {}.{rest} Take it out, or say that it stays; then publish.",
            first.found, first.place
        ),
    )
}

fn sort_word(sort: Sort) -> &'static str {
    match sort {
        Sort::Customer => "customer",
        Sort::Hidden => "hidden",
        Sort::Note => "note",
    }
}

/// The words of a text in small letters, with one space around each: so that words match whole.
fn flat(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    format!(" {} ", words.join(" "))
}

/// Whether a title is long enough to be known by.
fn tells(title: &str) -> bool {
    let words = title.split_whitespace().count();
    words > 1 || title.chars().count() >= TITLE_MIN
}

/// `Pellworth` of `Pellworth Fabrication`: what people call a customer.
fn first_name(name: &str) -> Option<&str> {
    let (first, _) = name.split_once(' ')?;
    (first.chars().count() >= NAME_MIN && first.chars().all(char::is_alphabetic)).then_some(first)
}

/// Whether a name stands in a text as a name: whole, and with its capital.
fn is_named(text: &str, name: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word == name)
}

/// The sentences of a note that are long enough to be known again.
fn passages(note: &str) -> Vec<(String, &str)> {
    let sentences = note.split(['.', '!', '?', ';', '\n']).map(str::trim);
    let long = sentences.filter(|sentence| sentence.split_whitespace().count() >= NOTE_MIN_WORDS);
    long.map(|sentence| (flat(sentence), sentence)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets() -> Secrets {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Secrets {
            customers: texts(&["Pellworth Fabrication", "Tarn", "Élan Foods"]),
            hidden: texts(&["Instalment plans", "Tones", "Receivables"]),
            notes: texts(&["Law: ask Kay first. We would lose money on small sums below fifty euros."]),
        }
    }

    #[test]
    fn what_is_named_is_found_and_what_only_resembles_it_is_not() {
        for (text, wanted) in [
            ("Asked for by Pellworth Fabrication", &["Pellworth Fabrication"][..]),
            ("Asked for by PELLWORTH  fabrication, twice", &["Pellworth Fabrication"]),
            ("Pellworth’s list", &["Pellworth"]),
            ("pellworths are birds", &[]),
            ("Tarnished silver", &[]),
            ("For Tarn and élan foods", &["Tarn", "Élan Foods"]),
            ("Instalment plans come in March", &["Instalment plans"]),
            ("Instalments come in March", &[]),
            ("Three tones", &[]),
            ("All receivables", &["Receivables"]),
            (
                "we would lose money on small sums below fifty euros",
                &["We would lose money on small sums below fifty euros"],
            ),
            ("Ask Kay first", &[]),
            ("", &[]),
        ] {
            let found = leaks(&[Text { place: "the text", text }], &secrets());
            let found: Vec<&str> = found.iter().map(|leak| leak.found.as_str()).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn each_finding_is_kept_by_itself_or_nothing_is_published() {
        let texts = [
            Text { place: "“Pay in parts”", text: "Instalment plans for Pellworth" },
            Text { place: "the update", text: "Instalment plans" },
        ];
        let found = leaks(&texts, &secrets());
        assert_eq!(found.len(), 3);
        let told = refuse_leaks(&found, &[]).unwrap_err().to_string();
        assert_eq!(
            told,
            "The customer “Pellworth” would be read in “Pay in parts”. 2 more are found. Take it out, or say that it \
             stays; then publish."
        );
        let mut keep: Vec<String> = found.iter().map(|leak| leak.code.clone()).collect();
        assert_eq!(refuse_leaks(&found, &keep).unwrap(), found);
        keep.pop();
        let told = refuse_leaks(&found, &keep).unwrap_err().to_string();
        assert!(
            told.starts_with("What they do not see, “Instalment plans” would be read in the update. Take"),
            "{told}"
        );
        assert_eq!(refuse_leaks(&[], &[]).unwrap(), []);
    }
}
