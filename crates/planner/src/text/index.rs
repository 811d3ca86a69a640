//! Texts found by what they say: BM25 finds candidates, pieces of titles and pairs of words order them.
//!
//! score = BM25 ÷ its greatest + likeness of titles ÷ its greatest + likeness of texts ÷ its greatest, over the candidates.
//! BM25 with k1 1.2, b 0.75, the title twice (Robertson and Zaragoza 2009); titles by the cosine of their pieces of
//! three to five letters; texts by the cosine of their words and pairs of words, weighted by rarity (TF-IDF).

use std::collections::{BTreeMap, BinaryHeap, HashMap};

use super::Text;
use super::likeness::{Bag, grams, pairs};
use super::postings::{Postings, Question, Term, counted};
use super::scored::Scored;
use super::words::stems_and_small_words;

const K1: f64 = 1.2;
const B: f64 = 0.75;
/// The power of the share of a question that is said: who says all of it comes before who repeats a part.
const SAID_WEIGHT: f64 = 0.25;
/// Candidates of BM25 that are ordered anew.
const CANDIDATES: usize = 300;
/// Words of a text that are kept, from its beginning.
const WORDS_MAX: usize = 300;
/// Characters of a title that are compared.
const TITLE_MAX: usize = 200;
/// The rarest words of a question that are asked for; a long report has many, most of them common.
const ASKED_MAX: usize = 80;
/// A word in more of the texts than this share says nothing, once there are many texts and many words to ask for.
const COMMON_SHARE: f64 = 0.1;
const MANY_TEXTS: usize = 1_000;
const FEW_WORDS: usize = 12;
/// Places of texts that are gone, beyond one for each that is there.
const GONE_MAX: usize = 64;

/// One text that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit<K> {
    pub key: K,
    /// Only to be compared within one answer.
    pub score: f64,
    /// 0 to 1: how alike the texts are, in the mean with the titles where one was asked with; or which share is said.
    pub likeness: f64,
}

/// Texts by a key, such as an id. Adding, replacing and removing one is as good as building it anew.
#[derive(Clone, Debug)]
pub struct Index<K> {
    terms: HashMap<Box<str>, u32>,
    /// By term.
    postings: Vec<Postings>,
    slots: Vec<Option<Kept<K>>>,
    by_key: BTreeMap<K, u32>,
    /// Words in all texts.
    words: u64,
}

#[derive(Clone, Debug)]
struct Kept<K> {
    key: K,
    title: Box<str>,
    /// Terms in their order: the title, then the body.
    terms: Box<[Term]>,
    /// How many of them are the title's; they count twice.
    title_terms: u16,
}

impl<K> Kept<K> {
    fn length(&self) -> usize {
        self.terms.len() + usize::from(self.title_terms)
    }
}

impl<K: Copy + Ord> Default for Index<K> {
    fn default() -> Self {
        Self {
            terms: HashMap::new(),
            postings: Vec::new(),
            slots: Vec::new(),
            by_key: BTreeMap::new(),
            words: 0,
        }
    }
}

impl<K: Copy + Ord> Index<K> {
    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// Adds a text, in the place of the one with the same key.
    pub fn add(&mut self, key: K, text: Text<'_>) {
        self.remove(key);
        let (title, body) = (stems_and_small_words(text.title), stems_and_small_words(text.body));
        let title_terms = title.len().min(WORDS_MAX);
        let words = title.iter().take(WORDS_MAX).chain(&body).take(WORDS_MAX);
        let terms = words.map(|(word, is_small)| Term::new(self.term(word), *is_small)).collect();
        let slot = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        let kept = Kept {
            key,
            title: text.title.chars().take(TITLE_MAX).flat_map(char::to_lowercase).collect(),
            terms,
            title_terms: title_terms as u16,
        };
        for (term, times) in counted(&kept.terms, title_terms) {
            self.postings[term as usize].slots.push(slot);
            self.postings[term as usize].times.push(times);
        }
        self.words += kept.length() as u64;
        self.slots.push(Some(kept));
        self.by_key.insert(key, slot);
        if self.slots.len() > 2 * self.len() + GONE_MAX {
            self.close_up();
        }
    }

    /// Numbers the texts anew, without the places of those that are gone.
    fn close_up(&mut self) {
        let mut place = vec![0; self.slots.len()];
        let mut count = 0;
        for (old, new) in self.slots.iter().zip(&mut place) {
            *new = count;
            count += u32::from(old.is_some());
        }
        self.slots.retain(Option::is_some);
        let moved = |slot: &mut u32| *slot = place[*slot as usize];
        self.postings.iter_mut().flat_map(|postings| &mut postings.slots).for_each(moved);
        self.by_key.values_mut().for_each(moved);
    }

    /// Takes a text out; nothing happens if it is not there.
    pub fn remove(&mut self, key: K) {
        let Some(slot) = self.by_key.remove(&key) else { return };
        let Some(kept) = self.slots.get_mut(slot as usize).and_then(Option::take) else { return };
        self.words -= kept.length() as u64;
        for (term, _) in counted(&kept.terms, usize::from(kept.title_terms)) {
            let postings = &mut self.postings[term as usize];
            if let Ok(at) = postings.slots.binary_search(&slot) {
                postings.slots.remove(at);
                postings.times.remove(at);
            }
        }
    }

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
        let all = asked.iter().map(|(_, rarity)| rarity).sum::<f64>().max(f64::MIN_POSITIVE);
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

    /// Memory in bytes, as allocated.
    pub fn bytes(&self) -> usize {
        let kept: usize =
            self.slots.iter().flatten().map(|kept| kept.title.len() + kept.terms.len() * 4).sum();
        let each = |list: &Postings| list.slots.capacity() * 4 + list.times.capacity();
        let postings: usize = self.postings.iter().map(each).sum();
        let words: usize = self.terms.keys().map(|term| term.len() + size_of::<(Box<str>, u32)>() + 8).sum();
        let lists = self.postings.capacity() * size_of::<Postings>();
        let slots = self.slots.capacity() * size_of::<Option<Kept<K>>>();
        kept + postings + words + lists + slots + self.by_key.len() * (size_of::<K>() + 8) * 2
    }

    fn term(&mut self, term: &str) -> u32 {
        if let Some(known) = self.terms.get(term) {
            return *known;
        }
        let number = self.postings.len() as u32;
        self.terms.insert(term.into(), number);
        self.postings.push(Postings::default());
        number
    }

    fn question(&self, text: Text<'_>) -> Question {
        // A word of texts that are gone is as unknown as any.
        let is_said = |term: &u32| self.texts_with(*term) > 0.0;
        let known = |(word, is_small): &(String, bool)| {
            let number = self.terms.get(word.as_str()).copied().filter(is_said)?;
            Some(Term::new(number, *is_small))
        };
        let title: Vec<Term> = stems_and_small_words(text.title).iter().filter_map(known).collect();
        let title_terms = title.len();
        let body = stems_and_small_words(text.body);
        let terms: Vec<Term> =
            title.into_iter().chain(body.iter().filter_map(known)).take(WORDS_MAX).collect();
        Question { title_terms: title_terms.min(terms.len()), terms }
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

    fn texts_with(&self, term: u32) -> f64 {
        self.postings[term as usize].slots.len() as f64
    }

    /// ln(1 + (N − n + ½) ÷ (n + ½)).
    fn rarity(&self, term: u32) -> f64 {
        let (all, with) = (self.len() as f64, self.texts_with(term));
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
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
