//! What an index of a hundred thousand texts costs: made texts whose words are as unevenly common as real ones.

use planner::text::{Index, Text};

use super::took;
use crate::draw::Draw;
use crate::report::{Report, Row};

const TEXTS: u64 = 100_000;
const WORDS: usize = 60;
const VOCABULARY: f64 = 30_000.0;
/// Words of a search; half of them are among the 170 commonest.
const SEARCHED: usize = 4;
const TRIES: u64 = 200;

pub fn measure(report: &mut Report) {
    let mut draw = Draw::seeded(7);
    let mut index = Index::default();
    for key in 0..TEXTS {
        let (title, body) = (made(&mut draw, 8), made(&mut draw, WORDS - 8));
        index.add(key, Text { title: &title, body: &body });
    }
    let mut adding = Vec::new();
    let mut asking = Vec::new();
    let mut searching = Vec::new();
    for key in 0..TRIES {
        let (title, body) = (made(&mut draw, 8), made(&mut draw, WORDS - 8));
        let text = Text { title: &title, body: &body };
        adding.push(took(|| index.add(TEXTS + key, text)));
        asking.push(took(|| drop(index.like(text, 10, |_| true))));
        let words = made(&mut draw, SEARCHED);
        searching.push(took(|| drop(index.saying(&words, 10, |_| true))));
    }
    let bytes = index.bytes() as f64 / index.len().max(1) as f64;
    for (what, times, most) in [("add one", adding, 5.0), ("ask", asking, 10.0), ("search", searching, 10.0)]
    {
        let mean = times.iter().sum::<f64>() / times.len() as f64;
        let slowest = times.iter().copied().fold(0.0, f64::max);
        report.add(&Row {
            instance: format!("100,000 texts: {what}"),
            figures: vec![("ms", mean), ("slowest_ms", slowest)],
            target: format!("{most} ms"),
            used: mean / most,
        });
    }
    report.add(&memory("100,000 texts", bytes));
}

/// What a text takes on average.
pub fn memory(texts: &str, bytes_each: f64) -> Row {
    Row {
        instance: format!("{texts}: memory"),
        figures: vec![("bytes_each", bytes_each)],
        target: "1,000 bytes a text".to_string(),
        used: bytes_each / 1_000.0,
    }
}

/// The nth most common word comes about 1 ÷ n as often as the most common one (Zipf).
fn made(draw: &mut Draw, words: usize) -> String {
    let word = |draw: &mut Draw| format!("word{}", VOCABULARY.powf(draw.share()) as u64);
    (0..words).map(|_| word(draw)).collect::<Vec<_>>().join(" ")
}
