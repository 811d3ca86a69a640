//! The yardstick: BM25 with stemming and nothing else (k1 1.2, b 0.75; Robertson and Zaragoza 2009), worked out in the same run.

use std::collections::HashMap;

use planner::text::stems;

const K1: f64 = 1.2;
const B: f64 = 0.75;

/// Texts by their words.
#[derive(Default)]
pub struct Plain {
    texts: Vec<(usize, HashMap<String, f64>)>,
    /// How many texts have a word.
    with: HashMap<String, f64>,
    words: f64,
}

impl Plain {
    pub fn add(&mut self, key: usize, text: &str) {
        let mut times: HashMap<String, f64> = HashMap::new();
        for word in stems(text) {
            *times.entry(word).or_default() += 1.0;
            self.words += 1.0;
        }
        times.keys().for_each(|word| *self.with.entry(word.clone()).or_default() += 1.0);
        self.texts.push((key, times));
    }

    /// The keys of the texts with a word of the question, the best first.
    pub fn best(&self, question: &str) -> Vec<usize> {
        let asked = stems(question);
        let all = self.texts.len() as f64;
        let mean = self.words / all.max(1.0);
        let score = |times: &HashMap<String, f64>| -> f64 {
            let length: f64 = times.values().sum();
            let word = |word: &String| {
                let (Some(times), Some(with)) = (times.get(word), self.with.get(word)) else { return 0.0 };
                let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
                rarity * times * (K1 + 1.0) / (times + K1 * (1.0 - B + B * length / mean))
            };
            asked.iter().map(word).sum()
        };
        let mut scored: Vec<(f64, usize)> = self
            .texts
            .iter()
            .map(|(key, times)| (score(times), *key))
            .filter(|(score, _)| *score > 0.0)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        scored.into_iter().map(|(_, key)| key).collect()
    }
}
