//! Hints on how a story is written: what a careful reader would ask about its words. A hint is never a gate, and says which
//! words it is about.
//!
//! The criteria are those of the Quality User Story framework (Lucassen, Dalpiaz, van der Werf and Brinkkemper 2016,
//! "Improving agile requirements", Requirements Engineering 21): well formed, atomic, minimal, unique, uniform; then words
//! that leave open what is meant (ISO/IEC/IEEE 29148, 5.2.7), and criteria that can be judged.
//!
//! | read | rules |
//! |---|---|
//! | a sentence: role, want and benefit, or a title written as one | all |
//! | a title that is only a name, such as *Mute one invoice* | vague and unbounded words, unique, likely duplicate |
//! | criteria, where there are any | the last six of [`Rule`] |
//!
//! Rules that know English words are asked of English alone. Whatever the language: minimal, length, whether a part or a
//! field is empty, unique and likely duplicate. At most [`HINTS_MAX`] hints are given, three of one rule. It does not read
//! descriptions, spell, or judge whether a story is worth building.
//!
//! ```
//! use planner::hints::{Backlog, Rule, Story};
//!
//! let story = Story { title: "As a clerk, I want to print and post a letter, so that it arrives", ..Story::default() };
//! let hints = Backlog::<u32>::default().hints(1, &story);
//! assert_eq!(hints[0].rule, Rule::TwoWants);
//! assert_eq!(hints[0].words(&story), "and");
//! ```

mod backlog;
mod criteria;
mod english;
mod lists;
mod sentence;
mod shape;
#[cfg(test)]
mod tests;
mod tokens;
mod wording;

use std::ops::Range;

pub use backlog::Backlog;
use english::English;
use sentence::Sentence;

/// Hints on one story at most.
pub const HINTS_MAX: usize = 24;
/// Hints of one rule at most: whoever mends three looks for the fourth.
const OF_RULE_MAX: usize = 3;

/// A story as it is written. Whatever is not written is empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Story<'a> {
    /// A name, or a whole sentence: *As a …, I want to …, so that …*
    pub title: &'a str,
    /// What stands after *As*.
    pub role: &'a str,
    /// What stands after *I want*.
    pub want: &'a str,
    /// What stands after *so that*.
    pub benefit: &'a str,
    pub criteria: &'a [Criterion<'a>],
}

/// What a story is accepted by: given, when and then, or one sentence.
#[derive(Clone, Copy, Debug, Default)]
pub struct Criterion<'a> {
    pub given: &'a str,
    pub when: &'a str,
    pub then: &'a str,
    pub sentence: &'a str,
}

/// What a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    NoRole,
    NoWant,
    /// Between two parts of a sentence in the title.
    NoComma,
    /// A conjunction in the role, with real words on both sides.
    TwoRoles,
    /// A conjunction in what is wanted, with real words on both sides.
    TwoWants,
    /// Something stands beside the sentence: after its end, or in brackets.
    Extra,
    /// Another open story says the same.
    Same,
    /// Another open story says nearly the same.
    LikelyDuplicate,
    /// Most stories of the backlog say *I want to …* otherwise.
    OtherTemplate,
    /// 42 % of published stories have none, so it is only a hint.
    NoBenefit,
    /// How, where what is asked.
    SolutionWord,
    VagueWord,
    UnboundedWord,
    /// Something is done, and by nobody.
    PassiveVoice,
    /// More than 40 words.
    Long,
    NoGiven,
    NoWhen,
    NoThen,
    TwoWhens,
    /// What nobody can measure or see.
    VagueThen,
    /// No criterion says what must not happen, or what happens when it goes wrong.
    NoNegative,
}

impl Rule {
    /// In their order.
    pub const ALL: [Self; 21] = [
        Self::NoRole,
        Self::NoWant,
        Self::NoComma,
        Self::TwoRoles,
        Self::TwoWants,
        Self::Extra,
        Self::Same,
        Self::LikelyDuplicate,
        Self::OtherTemplate,
        Self::NoBenefit,
        Self::SolutionWord,
        Self::VagueWord,
        Self::UnboundedWord,
        Self::PassiveVoice,
        Self::Long,
        Self::NoGiven,
        Self::NoWhen,
        Self::NoThen,
        Self::TwoWhens,
        Self::VagueThen,
        Self::NoNegative,
    ];
}

/// Which text of a story. Criteria by their place, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    Title,
    Role,
    Want,
    Benefit,
    Given(usize),
    When(usize),
    Then(usize),
    /// A criterion of one sentence.
    Sentence(usize),
    /// All criteria: there is nothing to point at.
    Criteria,
}

/// One hint. The keys are those of the stories of the [`Backlog`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint<K> {
    pub rule: Rule,
    pub place: Place,
    /// Bytes of the text at that place, on the borders of letters; empty where something is missing.
    pub range: Range<usize>,
    /// The other story, where there is one.
    pub other: Option<K>,
}

impl<K> Hint<K> {
    /// The words that it is about; nothing where something is missing.
    pub fn words<'a>(&self, story: &Story<'a>) -> &'a str {
        story.text(self.place).get(self.range.clone()).unwrap_or_default()
    }
}

impl<'a> Story<'a> {
    /// The text at a place; nothing for a criterion that is not there.
    pub fn text(&self, place: Place) -> &'a str {
        let of = |nth: usize, part: fn(&Criterion<'a>) -> &'a str| self.criteria.get(nth).map_or("", part);
        match place {
            Place::Title => self.title,
            Place::Role => self.role,
            Place::Want => self.want,
            Place::Benefit => self.benefit,
            Place::Given(nth) => of(nth, |criterion| criterion.given),
            Place::When(nth) => of(nth, |criterion| criterion.when),
            Place::Then(nth) => of(nth, |criterion| criterion.then),
            Place::Sentence(nth) => of(nth, |criterion| criterion.sentence),
            Place::Criteria => "",
        }
    }

    /// What it is called and says, as one text.
    fn whole(&self) -> String {
        [self.title, self.role, self.want, self.benefit].join(" ")
    }
}

/// Words at a place that a rule has something to say about.
#[derive(Clone, Debug)]
struct Found {
    rule: Rule,
    place: Place,
    range: Range<usize>,
}

/// What is to be said of a story by itself, in the order of the text.
fn alone(story: &Story<'_>) -> Vec<Found> {
    let english = English::of(&story.whole());
    let mut found = Vec::new();
    match Sentence::of(story, english) {
        Some(sentence) => {
            shape::look(&sentence, english, &mut found);
            wording::look(&sentence, english, &mut found);
        }
        None => wording::look_at_name(story.title, english, &mut found),
    }
    criteria::look(story, &mut found);
    found
}
