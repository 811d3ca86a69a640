//! Which language a text is in: guessed by its commonest small words.

use std::collections::HashMap;
use std::sync::LazyLock;

use frostem::{Algorithm, Stemmer};

/// Languages with a stemmer; of any other the words are taken as they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    Danish,
    Dutch,
    English,
    Finnish,
    French,
    German,
    Italian,
    Norwegian,
    Portuguese,
    Spanish,
    Swedish,
    Other,
}

/// Small words that are common in one language and rare in the others.
const SMALL: [(Language, &str); 11] = [
    (Language::Danish, "af det er ikke og til jeg vi som med på har efter også når hvis skal vil"),
    (Language::Dutch, "de het een en van ik niet dat is wij we voor op met zijn aan ook als naar wordt"),
    (
        Language::English,
        "the of and to is in it that you for with on this be are we not when can have was i my",
    ),
    (Language::Finnish, "ja on ei se että kun voi olla ovat myös kuin mutta tai jos minä hän joka"),
    (Language::French, "le la les des et est une un que pour dans je nous pas ce sur avec du au qui il"),
    (
        Language::German,
        "der die das und ist nicht ich wir ein eine zu den mit von für auf wenn auch sich dem",
    ),
    (Language::Italian, "il di che la è per un una non sono con del della si come anche gli nel ho questo"),
    (Language::Norwegian, "av det er ikke og til jeg vi som med på har etter også når hvis skal vil blir"),
    (Language::Portuguese, "o a de que e do da em um para é com não uma os no se na por mais eu são está"),
    (Language::Spanish, "el la de que y en un los se del las por con no una su para es lo al como está"),
    (Language::Swedish, "och att det är inte som jag vi en på för med av till den har när om kan ska"),
];
/// The same by word: a bit for each language of [`SMALL`], in its order.
static KNOWN: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let mut known = HashMap::new();
    for (at, (_, small)) in SMALL.iter().enumerate() {
        small.split(' ').for_each(|word| *known.entry(word).or_default() |= 1 << at);
    }
    known
});
/// Small words that must speak for a language; a title of three words may have none.
const VOTES_LEAST: usize = 2;

impl Language {
    /// Of lower-case words. English where too little speaks for any, if the letters are Latin; else [`Language::Other`].
    pub fn of(words: &[String]) -> Self {
        let mut votes = [0; SMALL.len()];
        for known in words.iter().filter_map(|word| KNOWN.get(word.as_str())) {
            votes.iter_mut().enumerate().for_each(|(at, count)| *count += usize::from(known >> at & 1));
        }
        let mut best = (0, Self::English);
        for ((language, _), count) in SMALL.iter().copied().zip(votes) {
            // On a draw English, then the first.
            if count > best.0 || (count == best.0 && language == Self::English) {
                best = (count, language);
            }
        }
        if best.0 >= VOTES_LEAST {
            return best.1;
        }
        let letters = words.iter().flat_map(|word| word.chars()).filter(|letter| letter.is_alphabetic());
        let (latin, all) = letters
            .fold((0, 0), |(latin, all), letter| (latin + usize::from((letter as u32) < 0x250), all + 1));
        if latin * 2 >= all { Self::English } else { Self::Other }
    }

    /// Whether a lower-case word is one of the smallest of the language, which say next to nothing.
    pub(super) fn is_small(self, word: &str) -> bool {
        let own = SMALL.iter().position(|(language, _)| *language == self);
        own.zip(KNOWN.get(word)).is_some_and(|(at, known)| known >> at & 1 == 1)
    }

    pub(super) fn stemmer(self) -> Option<Stemmer> {
        Some(Stemmer::new(match self {
            Self::Danish => Algorithm::Danish,
            Self::Dutch => Algorithm::Dutch,
            Self::English => Algorithm::English,
            Self::Finnish => Algorithm::Finnish,
            Self::French => Algorithm::French,
            Self::German => Algorithm::German,
            Self::Italian => Algorithm::Italian,
            Self::Norwegian => Algorithm::Norwegian,
            Self::Portuguese => Algorithm::Portuguese,
            Self::Spanish => Algorithm::Spanish,
            Self::Swedish => Algorithm::Swedish,
            Self::Other => return None,
        }))
    }
}
