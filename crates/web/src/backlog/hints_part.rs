//! The hints on a story as its page shows them: `_hints.html`, once beside the sentence and once beside the criteria.

use domain::backlog::StoryId;
use domain::backlog::hints::Hint;

/// The hints on one part of a story.
pub struct HintsPart {
    /// `sentence` or `criteria`.
    pub part: &'static str,
    pub story: StoryId,
    pub asked: Vec<Hint>,
    /// Those that somebody put aside; shown to whoever may bring them back.
    pub aside: Vec<Hint>,
    pub may_write: bool,
}

impl HintsPart {
    /// The part with the sentence, and the part with the criteria.
    pub fn both(story: StoryId, hints: Vec<Hint>, may_write: bool) -> [Self; 2] {
        let (criteria, sentence) = hints.into_iter().partition(Hint::is_of_criteria);
        let part = |part, hints: Vec<Hint>| {
            let (aside, asked) = hints.into_iter().partition(|hint| hint.is_aside);
            Self { part, story, asked, aside, may_write }
        };
        [part("sentence", sentence), part("criteria", criteria)]
    }

    pub fn is_shown(&self) -> bool {
        !self.asked.is_empty() || (self.may_write && !self.aside.is_empty())
    }

    /// What the summary goes on with for who cannot see where it stands.
    pub fn about(&self) -> &'static str {
        if self.part == "sentence" { "on who, what and why" } else { "on what it is accepted by" }
    }

    /// "2 hints", "1 hint put aside".
    pub fn summary(&self) -> String {
        match (self.asked.len(), self.aside.len()) {
            (0, 1) => "1 hint put aside".into(),
            (0, aside) => format!("{aside} hints put aside"),
            (1, _) => "1 hint".into(),
            (asked, _) => format!("{asked} hints"),
        }
    }
}

/// An id for a hint that stays the same while its words do.
pub fn id(hint: &Hint) -> String {
    let letters = hint.name.chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' });
    format!("hint-{}-{}", hint.criterion.unwrap_or_default(), letters.collect::<String>())
}

/// Where it stands, as the page calls it.
pub fn place(hint: &Hint) -> &'static str {
    match hint.place {
        "title" => "Title",
        "role" => "As",
        "want" => "I want",
        "benefit" => "so that",
        "given" => "Given",
        "when" => "When",
        "then" => "Then",
        "sentence" => "Criterion",
        _ => "Criteria",
    }
}
