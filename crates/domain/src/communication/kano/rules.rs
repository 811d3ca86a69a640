//! Pure rules of a Kano survey: what the answers say together, and how sure that is.

use planner::priorities::{Answer, Category, KanoAnswers, classify, kano};
use serde::Serialize;

use super::{Feeling, KanoCategory};
use crate::roadmap::{Decision, Feature};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};

/// What customers read in the place of the title, and of what it would do for them.
pub const CALLED_MAX: usize = 120;
pub const BENEFIT_MAX: usize = 300;
/// The test of the lead takes counts for bell curves. That holds where both categories would be expected five times.
const TRUSTED_FROM: u32 = 10;

/// How often a pair of answers was given.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub with_it: Feeling,
    pub without_it: Feeling,
    pub times: u32,
}

/// How often the answers fell into a category.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Counted {
    pub category: KanoCategory,
    pub answers: u32,
    /// Of all answers, in [0, 1].
    pub share: f64,
}

/// What the answers of a survey say together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The most frequent category; ties go to must-be, one-dimensional, attractive, indifferent, in that order.
    pub category: KanoCategory,
    /// How much having it pleases, in [0, 1].
    pub better: f64,
    /// How much lacking it hurts, in [-1, 0].
    pub worse: f64,
    /// Share of must-be, one-dimensional and attractive.
    pub total_strength: f64,
    /// How far the category is ahead of the next one, as a share of all answers.
    pub category_strength: f64,
    /// Whether that lead is significant at 90 %, from answers enough to say so.
    pub sure: bool,
    /// The same in a sentence.
    pub sureness: String,
    /// Every category, as the table shows them.
    pub counts: Vec<Counted>,
}

/// What pairs of answers say together; none without any.
pub fn finding(pairs: &[Pair]) -> Option<Finding> {
    let counts = counts(pairs);
    let told = kano(&counts)?;
    let answers: u32 = pairs.iter().map(|pair| pair.times).sum();
    let of = |category| counted(&counts, category);
    let lead = Lead {
        answers,
        first: (category(told.category), of(told.category)),
        second: (category(told.second), of(told.second)),
        needed: told.lead_needed,
    };
    let share = |times: u32| f64::from(times) / f64::from(answers);
    let row = |of: Category| {
        let answers = counted(&counts, of);
        Counted { category: category(of), answers, share: share(answers) }
    };
    Some(Finding {
        category: category(told.category),
        better: told.better,
        worse: told.worse,
        total_strength: told.total_strength,
        category_strength: told.category_strength,
        sure: told.significant && lead.is_enough(),
        sureness: lead.told(told.significant),
        counts: ORDER.map(row).to_vec(),
    })
}

const ORDER: [Category; 6] = [
    Category::Attractive,
    Category::OneDimensional,
    Category::MustBe,
    Category::Indifferent,
    Category::Reverse,
    Category::Questionable,
];

fn counts(pairs: &[Pair]) -> KanoAnswers {
    let mut counts = KanoAnswers::default();
    for pair in pairs {
        let count = match classify(answer(pair.with_it), answer(pair.without_it)) {
            Category::MustBe => &mut counts.must_be,
            Category::OneDimensional => &mut counts.one_dimensional,
            Category::Attractive => &mut counts.attractive,
            Category::Indifferent => &mut counts.indifferent,
            Category::Reverse => &mut counts.reverse,
            Category::Questionable => &mut counts.questionable,
        };
        *count += pair.times;
    }
    counts
}

fn counted(counts: &KanoAnswers, category: Category) -> u32 {
    match category {
        Category::MustBe => counts.must_be,
        Category::OneDimensional => counts.one_dimensional,
        Category::Attractive => counts.attractive,
        Category::Indifferent => counts.indifferent,
        Category::Reverse => counts.reverse,
        Category::Questionable => counts.questionable,
    }
}

fn answer(feeling: Feeling) -> Answer {
    match feeling {
        Feeling::Like => Answer::Like,
        Feeling::MustBe => Answer::MustBe,
        Feeling::Neutral => Answer::Neutral,
        Feeling::LiveWith => Answer::LiveWith,
        Feeling::Dislike => Answer::Dislike,
    }
}

fn category(of: Category) -> KanoCategory {
    match of {
        Category::MustBe => KanoCategory::MustBe,
        Category::OneDimensional => KanoCategory::OneDimensional,
        Category::Attractive => KanoCategory::Attractive,
        Category::Indifferent => KanoCategory::Indifferent,
        Category::Reverse => KanoCategory::Reverse,
        Category::Questionable => KanoCategory::Questionable,
    }
}

/// The most frequent category and the next, each with how often.
struct Lead {
    answers: u32,
    first: (KanoCategory, u32),
    second: (KanoCategory, u32),
    /// By how many answers it has to lead to be significant.
    needed: f64,
}

impl Lead {
    fn is_enough(&self) -> bool {
        self.first.1 + self.second.1 >= TRUSTED_FROM
    }

    /// How sure the first is, in a sentence.
    fn told(&self, is_significant: bool) -> String {
        let (first, second) = (self.first.0.word(), self.second.0.word());
        let answers = match self.answers {
            1 => "1 answer".to_owned(),
            n => format!("{n} answers"),
        };
        let (lead, needed) = (self.first.1 - self.second.1, self.needed.ceil());
        match (self.is_enough(), is_significant) {
            (false, _) if self.second.1 == 0 => {
                format!("{answers}: too few to be sure that it is {first}.")
            }
            (false, _) => format!("{answers}: too few to tell {first} from {second}."),
            (true, true) if self.second.1 == 0 => {
                format!("{answers}, and all of them say {first}: sure at 90 %.")
            }
            (true, true) => format!(
                "{answers}: {first} is {lead} ahead of {second}, and {needed} are enough to be sure at 90 %."
            ),
            (true, false) if lead == 0 => format!(
                "{answers}: {first} and {second} are equally frequent. A lead of {needed} would be sure at 90 %."
            ),
            (true, false) => format!(
                "{answers}: {first} is only {lead} ahead of {second}. A lead of {needed} would be sure at 90 %."
            ),
        }
    }
}

/// How a feature was given up: what nobody thinks of building any more is not asked about.
pub fn given_up(feature: &Feature) -> Option<&'static str> {
    match feature.decision {
        _ if feature.archived_at.is_some() => Some("archived"),
        Decision::Declined => Some("declined"),
        Decision::Stopped => Some("stopped"),
        Decision::Merged => Some("merged with another"),
        _ => None,
    }
}

/// Whether customers can be asked about a feature.
pub fn refuse_given_up(feature: &Feature, key: &str) -> Result<()> {
    match given_up(feature) {
        Some(word) => Refusal::conflict(format!("{key} is {word}, so customers are not asked about it.")),
        None => Ok(()),
    }
}

/// Whether an answer may still be given or changed.
pub fn refuse_ended(ended_at: Option<Timestamp>) -> Result<()> {
    match ended_at {
        Some(_) => Refusal::conflict("This survey has ended. Thank you for coming all the same."),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use Feeling::{Dislike, Like, LiveWith, MustBe, Neutral};

    use super::*;

    fn said(pairs: &[(Feeling, Feeling, u32)]) -> Finding {
        let pair = |(with_it, without_it, times): &(Feeling, Feeling, u32)| Pair {
            with_it: *with_it,
            without_it: *without_it,
            times: *times,
        };
        finding(&pairs.iter().map(pair).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn it_is_said_how_sure_a_category_is_and_what_it_would_take() {
        for (pairs, sure, sentence) in [
            (&[(Like, Neutral, 1)][..], false, "1 answer: too few to be sure that it is attractive."),
            (&[(Like, Neutral, 9)], false, "9 answers: too few to be sure that it is attractive."),
            (
                &[(Like, Neutral, 4), (Neutral, Neutral, 3)],
                false,
                "7 answers: too few to tell attractive from indifferent.",
            ),
            (&[(Like, LiveWith, 10)], true, "10 answers, and all of them say attractive: sure at 90 %."),
            (
                &[(Like, Dislike, 6), (Neutral, Dislike, 6)],
                false,
                "12 answers: must-be and one-dimensional are equally frequent. A lead of 5 would be sure at 90 %.",
            ),
            (
                &[(Like, Dislike, 15), (Like, MustBe, 20), (Neutral, Dislike, 10), (Neutral, LiveWith, 7)],
                false,
                "52 answers: attractive is only 5 ahead of one-dimensional. A lead of 8 would be sure at 90 %.",
            ),
            (
                &[(Like, Neutral, 14), (MustBe, Neutral, 4)],
                true,
                "18 answers: attractive is 10 ahead of indifferent, and 5 are enough to be sure at 90 %.",
            ),
        ] {
            let finding = said(pairs);
            assert_eq!((finding.sure, finding.sureness.as_str()), (sure, sentence), "{pairs:?}");
        }
    }

    #[test]
    fn every_category_is_counted_and_has_its_share() {
        let finding = said(&[(Like, Like, 1), (Dislike, Like, 1), (Like, Neutral, 6)]);
        let told: Vec<_> =
            finding.counts.iter().map(|row| (row.category.as_str(), row.answers, row.share)).collect();
        assert_eq!(
            told,
            [
                ("attractive", 6, 0.75),
                ("one_dimensional", 0, 0.0),
                ("must_be", 0, 0.0),
                ("indifferent", 0, 0.0),
                ("reverse", 1, 0.125),
                ("questionable", 1, 0.125),
            ]
        );
        assert_eq!((finding.better, finding.worse), (1.0, 0.0));
        assert!(super::finding(&[]).is_none());
    }
}
