//! A story beside the others of its backlog: the same, nearly the same, or in another template than most.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::english::English;
use super::lists::grammar::SMALL;
use super::sentence::Sentence;
use super::tokens::tokens;
use super::{Found, HINTS_MAX, Hint, OF_RULE_MAX, Place, Rule, Story, alone};
use crate::text::{Index, LIKELY_DUPLICATE, Text, stems};

/// Stories like one that are named.
const LIKE_MAX: usize = 2;
/// Stories that one is compared with letter by letter.
const COMPARED_MAX: usize = 40;
/// Stories with a sentence from which on there is a usual template.
const SENTENCES_LEAST: usize = 5;
/// As large a share of them has the usual template.
const USUAL_SHARE: f64 = 2.0 / 3.0;
/// Letters by which a word is known in all its forms.
const ROOT_LETTERS: usize = 5;
/// As few words in the place of others tell two stories apart.
const OWN_WORDS_MAX: usize = 2;

/// The open stories of a product, or as many of them as one has read. Adding, replacing and removing one is as good as
/// building it anew; about a kilobyte each.
#[derive(Clone, Debug)]
pub struct Backlog<K> {
    index: Index<K>,
    known: BTreeMap<K, Known>,
}

#[derive(Clone, Debug)]
struct Known {
    /// Its words in lower case, without signs.
    words: Box<str>,
    template: Option<&'static str>,
    roots: Box<[u64]>,
}

impl<K: Copy + Ord> Default for Backlog<K> {
    fn default() -> Self {
        Self { index: Index::default(), known: BTreeMap::new() }
    }
}

impl<K: Copy + Ord> Backlog<K> {
    /// Adds a story, in the place of the one with the same key.
    pub fn add(&mut self, key: K, story: &Story<'_>) {
        let template =
            Sentence::of(story, English::of(&story.whole())).and_then(|sentence| sentence.template);
        self.index.add(key, Text { title: story.title, body: &body(story) });
        let words: Box<str> = words(story).into();
        let roots = roots(&words);
        self.known.insert(key, Known { words, template, roots });
    }

    /// Takes a story out; nothing happens if it is not there.
    pub fn remove(&mut self, key: K) {
        self.index.remove(key);
        self.known.remove(&key);
    }

    pub fn len(&self) -> usize {
        self.known.len()
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// What is to be asked of a story, in the order of [`Rule`]. It need not be in the backlog; if it is, it is not held
    /// against itself.
    pub fn hints(&self, key: K, story: &Story<'_>) -> Vec<Hint<K>> {
        let hint =
            |found: Found| Hint { rule: found.rule, place: found.place, range: found.range, other: None };
        let mut hints: Vec<Hint<K>> = alone(story).into_iter().map(hint).collect();
        hints.extend(self.like(key, story));
        hints.extend(self.other_template(key, story));
        hints.sort_by_key(|hint| (hint.rule, hint.place, hint.range.start));
        let mut of_rule = BTreeMap::<Rule, usize>::new();
        hints.retain(|hint| {
            let count = of_rule.entry(hint.rule).or_default();
            *count += 1;
            *count <= OF_RULE_MAX
        });
        hints.truncate(HINTS_MAX);
        hints
    }

    /// The same first, then what is like it; each other story once.
    fn like(&self, key: K, story: &Story<'_>) -> Vec<Hint<K>> {
        let own = words(story);
        let about = |(rule, other)| {
            let (place, range) = (Place::Title, 0..story.title.len());
            Hint { rule, place, range, other: Some(other) }
        };
        if own.is_empty() {
            return Vec::new();
        }
        let is_same = |(other, known): &(&K, &Known)| **other != key && *known.words == *own;
        let same: Vec<K> =
            self.known.iter().filter(is_same).map(|(other, _)| *other).take(LIKE_MAX).collect();
        let text = Text { title: story.title, body: &body(story) };
        let own_roots = roots(&own);
        // Comparing letter by letter costs most: only with those that could be like it.
        let could_be = |other| {
            other != key
                && !same.contains(&other)
                && self.known.get(&other).is_some_and(|known| share_half(&own_roots, &known.roots))
        };
        let found = self.index.like_among(text, (LIKE_MAX, COMPARED_MAX), could_be);
        let said = |other: &K| self.known.get(other).map_or("", |known| &known.words);
        let likely = found.into_iter().filter(|hit| hit.likeness >= LIKELY_DUPLICATE).map(|hit| hit.key);
        let likely = likely.filter(|other| said(other) != own && !is_variant(&own, said(other)));
        let same = same.iter().map(|other| (Rule::Same, *other));
        same.chain(likely.map(|other| (Rule::LikelyDuplicate, other))).map(about).collect()
    }

    /// The template of most stories, and that of this one where it has another.
    fn other_template(&self, key: K, story: &Story<'_>) -> Option<Hint<K>> {
        let sentence = Sentence::of(story, English::of(&story.whole()))?;
        let (own, (place, range)) = (sentence.template?, sentence.lead.clone()?);
        let usual = self.usual(Some(key))?;
        (usual != own).then_some(Hint { rule: Rule::OtherTemplate, place, range, other: None })
    }

    /// How most stories lead to what is wanted, in lower case: *i want to*. None where there are few, or most have no one
    /// template.
    pub fn usual_template(&self) -> Option<&'static str> {
        self.usual(None)
    }

    fn usual(&self, but: Option<K>) -> Option<&'static str> {
        let mut counts = BTreeMap::<&'static str, usize>::new();
        for (_, known) in self.known.iter().filter(|(key, _)| Some(**key) != but) {
            if let Some(template) = known.template {
                *counts.entry(template).or_default() += 1;
            }
        }
        let all: usize = counts.values().sum();
        let (usual, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        (all >= SENTENCES_LEAST && count as f64 >= USUAL_SHARE * all as f64).then_some(usual)
    }
}

fn body(story: &Story<'_>) -> String {
    [story.role, story.want, story.benefit].join("\n")
}

fn words(story: &Story<'_>) -> String {
    tokens(&story.whole()).into_iter().map(|token| token.word).collect::<Vec<_>>().join(" ")
}

/// The beginnings of the real words, as numbers in their order: what is left of a word in whatever form it stands.
fn roots(words: &str) -> Box<[u64]> {
    let real = words.split(' ').filter(|word| !SMALL.contains(word));
    let root = |word: &str| {
        let mut hasher = DefaultHasher::new();
        word.chars().take(ROOT_LETTERS).for_each(|letter| letter.hash(&mut hasher));
        hasher.finish()
    };
    let roots: BTreeSet<u64> = real.map(root).collect();
    roots.into_iter().collect()
}

/// Whether at least half of the shorter text stands in the longer one.
fn share_half(one: &[u64], other: &[u64]) -> bool {
    let common = one.iter().filter(|root| other.binary_search(root).is_ok()).count();
    common * 2 >= one.len().min(other.len())
}

/// *Pay by bank in Ireland* and *Pay by bank in Finland* are two: a real word or two stand in the place of others.
fn is_variant(one: &str, other: &str) -> bool {
    let real = |words: &str| {
        let real: Vec<&str> = words.split(' ').filter(|word| !SMALL.contains(word)).collect();
        stems(&real.join(" "))
    };
    let (one, other) = (real(one), real(other));
    let alike = |pair: &(&String, &String)| pair.0 == pair.1;
    let before = one.iter().zip(&other).take_while(alike).count();
    let rest = (one.get(before..).unwrap_or_default(), other.get(before..).unwrap_or_default());
    let after = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(alike).count();
    let own = |words: &[String]| (1..=OWN_WORDS_MAX).contains(&(words.len() - after));
    own(rest.0) && own(rest.1)
}
