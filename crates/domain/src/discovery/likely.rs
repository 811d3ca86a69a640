//! Which need a feedback is likely about: by its words and those of the needs, with what customers said of them. Pure.

use planner::text::{Index, Text};

use super::NeedId;
use super::queries::NeedWords;

/// Needs that are suggested at most.
const LIKELY_MAX: usize = 3;
/// Texts less alike than this have a word in common by chance.
const LIKENESS_LEAST: f64 = 0.06;
/// A suggestion is at least this near to the best.
const NEAR_BEST: f64 = 0.5;

/// The needs of a product by their words.
#[derive(Debug, Default)]
pub struct Likely(Index<NeedId>);

impl Likely {
    /// Of rows in the order of the needs.
    pub fn of(rows: &[NeedWords]) -> Self {
        let mut index = Index::default();
        for rows in rows.chunk_by(|one, next| one.id == next.id) {
            let Some(need) = rows.first() else { continue };
            let passages: Vec<&str> = rows.iter().filter_map(|row| row.passage.as_deref()).collect();
            let body = [need.title.as_str(), &need.description, &passages.join("\n")].join("\n");
            index.add(need.id, Text { title: "", body: &body });
        }
        Self(index)
    }

    /// The likely needs of what was said, the likeliest first; none where nothing is alike.
    pub fn needs(&self, said: &str) -> Vec<NeedId> {
        let hits = self.0.like(Text { title: "", body: said }, LIKELY_MAX, |_| true);
        let best = hits.iter().map(|hit| hit.likeness).fold(0.0, f64::max);
        let least = LIKENESS_LEAST.max(best * NEAR_BEST);
        hits.into_iter().filter(|hit| hit.likeness >= least).map(|hit| hit.key).collect()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn row(id: u128, title: &str, passage: Option<&str>) -> NeedWords {
        let passage = passage.map(str::to_owned);
        NeedWords {
            id: NeedId(Uuid::from_u128(id)),
            title: title.into(),
            description: String::new(),
            passage,
        }
    }

    #[test]
    fn a_need_is_found_by_its_own_words_and_by_what_was_said_of_it() {
        let likely = Likely::of(&[
            row(1, "Chase late payers without souring things", Some("the third reminder was far too stern")),
            row(1, "Chase late payers without souring things", Some("I had to apologise")),
            row(2, "See when money lands", None),
            row(3, "Books that match", None),
        ]);
        let first = |said: &str| likely.needs(said).first().map(|need| need.0.as_u128());
        assert_eq!(first("Your reminders are too stern, we apologised twice"), Some(1));
        assert_eq!(first("On Monday I want to see what money will land"), Some(2));
        assert_eq!(first("The colour of the button is ugly"), None);
        assert_eq!(Likely::default().needs("anything"), []);
    }
}
