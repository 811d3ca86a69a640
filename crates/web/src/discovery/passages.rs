//! What somebody said, with the passages marked that lead somewhere.

use domain::discovery::quotes::QuoteRow;

/// The words in pieces, each with whether it leads to a need. Passages that overlap run together.
pub fn pieces(body: &str, quotes: &[QuoteRow]) -> Vec<(String, bool)> {
    let mut linked = vec![false; body.chars().count()];
    for quote in quotes {
        let start = usize::try_from(quote.passage_start).unwrap_or(usize::MAX);
        for mark in linked.iter_mut().skip(start).take(quote.passage.chars().count()) {
            *mark = true;
        }
    }
    let mut pieces: Vec<(String, bool)> = Vec::new();
    for (c, mark) in body.chars().zip(linked) {
        match pieces.last_mut() {
            Some((text, same)) if *same == mark => text.push(c),
            _ => pieces.push((c.to_string(), mark)),
        }
    }
    pieces
}
