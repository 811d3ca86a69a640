//! Texts found by what they say: BM25 finds candidates, pieces of titles and pairs of words order them.
//!
//! score = BM25 ÷ its greatest + likeness of titles ÷ its greatest + likeness of texts ÷ its greatest, over the candidates.
//! BM25 with k1 1.2, b 0.75, the title twice (Robertson and Zaragoza 2009); titles by the cosine of their pieces of
//! three to five letters; texts by the cosine of their words and pairs of words, weighted by rarity (TF-IDF).

use std::collections::{BinaryHeap, HashSet};

use super::Text;
use super::index::{Index, WORDS_MAX};
use super::likeness::{Bag, grams, pairs};
use super::postings::{Question, Term, counted};
use super::scored::Scored;
use super::words::stems_and_small_words;

const K1: f64 = 1.2;
const B: f64 = 0.75;
/// The power of the share of a question that is said: who says all of it comes before who repeats a part.
const SAID_WEIGHT: f64 = 0.25;
/// Candidates of BM25 that are ordered anew.
const CANDIDATES: usize = 300;
/// The rarest words of a question that are asked for; a long report has many, most of them common.
const ASKED_MAX: usize = 80;
/// A word in more of the texts than this share says nothing, once there are many texts and many words to ask for.
const COMMON_SHARE: f64 = 0.1;
const MANY_TEXTS: usize = 1_000;
const FEW_WORDS: usize = 12;

/// One text that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit<K> {
    pub key: K,
    /// Only to be compared within one answer.
    pub score: f64,
    /// 0 to 1: how alike the texts are, in the mean with the titles where one was asked with; or which share of what was asked is
    /// said, by rarity, where words that no text says count as the rarest.
    pub likeness: f64,
}

impl<K: Copy + Ord> Index<K> {
    /// The texts most like this one, the likest first, of those that are accepted.
    pub fn like(&self, text: Text<'_>, limit: usize, accepts: impl Fn(K) -> bool) -> Vec<Hit<K>> {
        self.like_among(text, (limit, CANDIDATES), accepts)
    }

    /// As [`Self::like`], but only so many are compared letter by letter, which costs most: those that share the rarest words.
    pub fn like_among(
        &self,
        text: Text<'_>,
        (limit, compared): (usize, usize),
        accepts: impl Fn(K) -> bool,
    ) -> Vec<Hit<K>> {
        let question = self.question(text);
        let mut candidates = self.candidates(&question, compared.min(CANDIDATES), accepts);
        let asked = Bag::of_grams(&grams(&text.title.to_lowercase()));
        let said = self.bag(&question.terms);
        let mut measured: Vec<(K, [f64; 3])> = candidates
            .drain(..)
            .filter_map(|(slot, bm25)| {
                let kept = self.slots.get(slot as usize)?.as_ref()?;
                let title = asked.cosine(&Bag::of_grams(&grams(&kept.title)));
                Some((kept.key, [bm25, title, said.cosine(&self.bag(&kept.terms))]))
            })
            .collect();
        let greatest = measured
            .iter()
            .fold([f64::MIN_POSITIVE; 3], |most, (_, each)| std::array::from_fn(|at| most[at].max(each[at])));
        let score = |each: &[f64; 3]| (0..3).map(|at| each[at] / greatest[at]).sum::<f64>();
        measured.sort_by(|(a_key, a), (b_key, b)| score(b).total_cmp(&score(a)).then(a_key.cmp(b_key)));
        measured.truncate(limit);
        let likeness = |[_, title, said]: &[f64; 3]| {
            if text.title.is_empty() { *said } else { f64::midpoint(*title, *said) }
        };
        let hit = |(key, each): &(K, [f64; 3])| (*key, score(each), likeness(each).clamp(0.0, 1.0));
        measured.iter().map(hit).map(|(key, score, likeness)| Hit { key, score, likeness }).collect()
    }

    /// The texts that say these words, the best first, for search and for a need in few words: BM25 × the fourth root of the
    /// share of what was asked that they say, by rarity.
    pub fn saying(&self, words: &str, limit: usize, accepts: impl Fn(K) -> bool) -> Vec<Hit<K>> {
        let question = self.question(Text { title: "", body: words });
        let asked: Vec<(u32, f64)> =
            counted(&question.terms, 0).iter().map(|(term, _)| (*term, self.rarity(*term))).collect();
        let known = asked.iter().map(|(_, rarity)| rarity).sum::<f64>();
        let all = (known + question.unknown as f64 * self.rarity_of(0.0)).max(f64::MIN_POSITIVE);
        let mut found: Vec<Hit<K>> = self
            .candidates(&question, CANDIDATES, accepts)
            .into_iter()
            .filter_map(|(slot, bm25)| {
                let kept = self.slots.get(slot as usize)?.as_ref()?;
                let is_said = |(term, _): &&(u32, f64)| kept.terms.iter().any(|said| said.number() == *term);
                let said = asked.iter().filter(is_said).map(|(_, rarity)| rarity).sum::<f64>() / all;
                Some(Hit { key: kept.key, score: bm25 * said.powf(SAID_WEIGHT), likeness: said })
            })
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.key.cmp(&b.key)));
        found.truncate(limit);
        found
    }

    fn question(&self, text: Text<'_>) -> Question {
        // A word of texts that are gone is as unknown as any.
        let is_said = |term: &u32| self.texts_with(*term) > 0.0;
        let known = |(word, is_small): &(String, bool)| {
            let number = self.terms.get(word.as_str()).copied().filter(is_said)?;
            Some(Term::new(number, *is_small))
        };
        let (title, body) = (stems_and_small_words(text.title), stems_and_small_words(text.body));
        let is_unknown = |word: &&(String, bool)| !word.1 && known(word).is_none();
        let unknown = title.iter().chain(&body).filter(is_unknown).collect::<HashSet<_>>().len();
        let title: Vec<Term> = title.iter().filter_map(known).collect();
        let title_terms = title.len();
        let terms: Vec<Term> =
            title.into_iter().chain(body.iter().filter_map(known)).take(WORDS_MAX).collect();
        Question { title_terms: title_terms.min(terms.len()), terms, unknown }
    }

    /// The best by BM25, at most so many, the best first. Only these, and those before them that are not, are asked about.
    fn candidates(&self, question: &Question, most: usize, accepts: impl Fn(K) -> bool) -> Vec<(u32, f64)> {
        let texts = self.len();
        let mean = (self.words as f64 / texts.max(1) as f64).max(1.0);
        let counted = counted(&question.terms, question.title_terms);
        let says = |term: u32| self.texts_with(term) <= COMMON_SHARE * texts as f64;
        let is_long = counted.len() > FEW_WORDS && texts >= MANY_TEXTS;
        let mut asked: Vec<(f64, u32, u8)> = counted
            .into_iter()
            .filter(|(term, _)| !is_long || says(*term))
            .map(|(term, times)| (self.rarity(term), term, times))
            .collect();
        asked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        asked.truncate(ASKED_MAX);
        // By their places: a map would take most of the time where many texts share their words.
        let mut scores = vec![0.0; self.slots.len()];
        for (rarity, term, asked_times) in asked {
            let postings = &self.postings[term as usize];
            for (slot, times) in postings.slots.iter().zip(&postings.times) {
                let Some(Some(kept)) = self.slots.get(*slot as usize) else { continue };
                let Some(score) = scores.get_mut(*slot as usize) else { continue };
                let times = f64::from(*times);
                let long = K1 * (1.0 - B + B * kept.length() as f64 / mean);
                let asked = f64::from(asked_times) * (K1 + 1.0) / (f64::from(asked_times) + K1);
                *score += rarity * asked * times * (K1 + 1.0) / (times + long);
            }
        }
        let accepted = |slot: &u32| {
            self.slots.get(*slot as usize).and_then(Option::as_ref).is_some_and(|kept| accepts(kept.key))
        };
        let scored = (0..).zip(scores).filter(|(_, score)| *score > 0.0);
        let mut best: BinaryHeap<Scored> = scored.map(|(slot, score)| Scored { score, slot }).collect();
        let next = std::iter::from_fn(|| best.pop());
        next.filter(|one| accepted(&one.slot)).take(most).map(|one| (one.slot, one.score)).collect()
    }

    /// Words and pairs of words by how often and how rare, without the smallest.
    fn bag(&self, terms: &[Term]) -> Bag {
        let said: Vec<u32> = terms.iter().filter(|term| !term.is_small()).map(|term| term.number()).collect();
        Bag::of(pairs(&said).map(|(first, second)| match second {
            None => (u64::from(first), self.rarity(first)),
            Some(second) => {
                let key = (u64::from(first) + 1) << 32 | u64::from(second);
                (key, self.rarity(first) + self.rarity(second))
            }
        }))
    }
}
