//! Texts kept by their words, to be asked about.

use std::collections::{BTreeMap, HashMap};

use super::Text;
use super::postings::{Postings, Term, counted};
use super::words::stems_and_small_words;

/// Words of a text that are kept, from its beginning.
pub(super) const WORDS_MAX: usize = 300;
/// Characters of a title that are compared.
const TITLE_MAX: usize = 200;
/// Places of texts that are gone, beyond one for each that is there.
const GONE_MAX: usize = 64;

/// Texts by a key, such as an id. Adding, replacing and removing one is as good as building it anew.
#[derive(Clone, Debug)]
pub struct Index<K> {
    pub(super) terms: HashMap<Box<str>, u32>,
    /// By term.
    pub(super) postings: Vec<Postings>,
    pub(super) slots: Vec<Option<Kept<K>>>,
    by_key: BTreeMap<K, u32>,
    /// Words in all texts.
    pub(super) words: u64,
}

#[derive(Clone, Debug)]
pub(super) struct Kept<K> {
    pub key: K,
    pub title: Box<str>,
    /// Terms in their order: the title, then the body.
    pub terms: Box<[Term]>,
    /// How many of them are the title's; they count twice.
    title_terms: u16,
}

impl<K> Kept<K> {
    pub fn length(&self) -> usize {
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

    pub(super) fn texts_with(&self, term: u32) -> f64 {
        self.postings[term as usize].slots.len() as f64
    }

    pub(super) fn rarity(&self, term: u32) -> f64 {
        self.rarity_of(self.texts_with(term))
    }

    /// Of a word in so many texts: ln(1 + (N − n + ½) ÷ (n + ½)).
    pub(super) fn rarity_of(&self, with: f64) -> f64 {
        let all = self.len() as f64;
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }
}
