//! Kano: what delights, what is expected, from answers to "if you had it" and "if you had it not".
//!
//! Source: Kano et al. 1984; better and worse after Berger et al. 1993; significance after Fong 1996.

/// An answer to either question, in the order of the usual table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Like,
    MustBe,
    Neutral,
    LiveWith,
    Dislike,
}

/// What a pair of answers says about a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    MustBe,
    OneDimensional,
    Attractive,
    Indifferent,
    Reverse,
    Questionable,
}

/// How many pairs fell into each category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KanoAnswers {
    pub attractive: u32,
    pub one_dimensional: u32,
    pub must_be: u32,
    pub indifferent: u32,
    pub reverse: u32,
    pub questionable: u32,
}

/// What the answers say together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kano {
    /// The most frequent category; ties go to must-be, one-dimensional, attractive, indifferent, in that order.
    pub category: Category,
    /// How much having it pleases, in [0, 1]; 0 when nobody answered so.
    pub better: f64,
    /// How much lacking it hurts, in [-1, 0].
    pub worse: f64,
    /// Share of must-be, one-dimensional and attractive among all answers.
    pub total_strength: f64,
    /// How far the first category is ahead of the second, as a share of all answers.
    pub category_strength: f64,
    /// The next frequent category, by the same order.
    pub second: Category,
    /// By how many answers the first is ahead of it, and how many it takes to be significant (90 %).
    pub lead: u32,
    pub lead_needed: f64,
    /// Whether that lead is significant.
    pub significant: bool,
}

/// The category of one pair of answers: with the feature, and without it.
pub fn classify(with: Answer, without: Answer) -> Category {
    use Answer::{Dislike, Like};
    match (with, without) {
        (Like, Like) | (Dislike, Dislike) => Category::Questionable,
        (Like, Dislike) => Category::OneDimensional,
        (Like, _) => Category::Attractive,
        (Dislike, _) | (_, Like) => Category::Reverse,
        (_, Dislike) => Category::MustBe,
        _ => Category::Indifferent,
    }
}

/// Sums up counted answers; `None` without any.
pub fn kano(answers: &KanoAnswers) -> Option<Kano> {
    let counts = [
        (Category::MustBe, answers.must_be),
        (Category::OneDimensional, answers.one_dimensional),
        (Category::Attractive, answers.attractive),
        (Category::Indifferent, answers.indifferent),
        (Category::Reverse, answers.reverse),
        (Category::Questionable, answers.questionable),
    ];
    let all: f64 = counts.iter().map(|(_, count)| f64::from(*count)).sum();
    if all == 0.0 {
        return None;
    }
    let mut ranked = counts;
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let [must, one, attractive, indifferent] = [0, 1, 2, 3].map(|at: usize| f64::from(counts[at].1));
    let asked = must + one + attractive + indifferent;
    let share = |part: f64| if asked > 0.0 { part / asked } else { 0.0 };
    let (first, second) = (f64::from(ranked[0].1), f64::from(ranked[1].1));
    let needed = 1.65 * ((first + second) * (2.0 * all - first - second) / (2.0 * all)).sqrt();
    Some(Kano {
        category: ranked[0].0,
        better: share(attractive + one),
        worse: -share(one + must),
        total_strength: (must + one + attractive) / all,
        category_strength: (first - second) / all,
        second: ranked[1].0,
        lead: ranked[0].1 - ranked[1].1,
        lead_needed: needed,
        significant: first - second >= needed,
    })
}

#[cfg(test)]
mod tests {
    use super::{Answer, Category, KanoAnswers, classify, kano};

    #[test]
    fn the_table_is_the_usual_one() {
        let answers = [Answer::Like, Answer::MustBe, Answer::Neutral, Answer::LiveWith, Answer::Dislike];
        let letter = |category| match category {
            Category::MustBe => 'M',
            Category::OneDimensional => 'O',
            Category::Attractive => 'A',
            Category::Indifferent => 'I',
            Category::Reverse => 'R',
            Category::Questionable => 'Q',
        };
        let rows =
            answers.map(|with| answers.map(|without| letter(classify(with, without))).iter().collect());
        let rows: [String; 5] = rows;
        assert_eq!(rows, ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]);
    }

    #[test]
    fn the_worked_answers_give_the_worked_numbers() {
        let answers = KanoAnswers {
            attractive: 20,
            one_dimensional: 15,
            must_be: 10,
            indifferent: 5,
            reverse: 1,
            questionable: 1,
        };
        let kano = kano(&answers).unwrap();
        assert_eq!((kano.category, kano.better, kano.worse), (Category::Attractive, 0.7, -0.5));
        assert!((kano.total_strength - 0.8654).abs() < 5e-5);
        assert!((kano.category_strength - 0.0962).abs() < 5e-5);
        assert_eq!((kano.second, kano.lead), (Category::OneDimensional, 5));
        assert!((kano.lead_needed - 7.95).abs() < 5e-3 && !kano.significant, "{kano:?}");
    }

    #[test]
    fn ties_go_to_what_hurts_most_when_lacking() {
        let tied = KanoAnswers { attractive: 4, must_be: 4, ..KanoAnswers::default() };
        let told = kano(&tied).unwrap();
        assert_eq!((told.category, told.second, told.lead), (Category::MustBe, Category::Attractive, 0));
        assert!(kano(&KanoAnswers::default()).is_none());
    }
}
