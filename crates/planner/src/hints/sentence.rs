//! The parts of a story's sentence: from its fields, or from a title that is written as one.

use std::ops::Range;

use super::english::English;
use super::lists::leads::{BENEFITS, MEANS, MEANS_OF_OTHERS, NO_ROLES, ROLES};
use super::tokens::{Token, begins, longest, span, tokens};
use super::{Place, Story};

/// Words before *wants to* at most: *The new user wants to …*
const SUBJECT_WORDS_MAX: usize = 3;
/// After these, *wants to* belongs to something that is asked.
const ASKING: [&str; 7] = ["what", "who", "which", "how", "why", "when", "where"];

/// A part of the sentence: the text at its place, the bytes of it that are the part, and its words.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub place: Place,
    pub text: &'a str,
    pub range: Range<usize>,
    pub tokens: Vec<Token>,
}

/// A sentence as far as it is written.
#[derive(Clone, Debug)]
pub(super) struct Sentence<'a> {
    pub role: Option<Part<'a>>,
    pub want: Option<Part<'a>>,
    pub benefit: Option<Part<'a>>,
    /// The words that lead to what is wanted, as they stand in [`MEANS`]; none where the sentence has others or none.
    pub template: Option<&'static str>,
    /// Where those words stand.
    pub lead: Option<(Place, Range<usize>)>,
    /// Leading words of a title before which a comma is missing.
    pub no_comma: Option<Range<usize>>,
    /// Written in the title, not in fields of its own.
    pub is_title: bool,
}

impl<'a> Sentence<'a> {
    /// None where the story is only called by a name.
    pub fn of(story: &Story<'a>, english: English) -> Option<Self> {
        let fields = [story.role, story.want, story.benefit];
        if fields.iter().any(|text| !text.trim().is_empty()) {
            return Some(Self::of_fields(story));
        }
        (english != English::No).then(|| Self::of_title(story.title)).flatten()
    }

    fn of_fields(story: &Story<'a>) -> Self {
        let part = |place, text: &'a str| {
            (!text.trim().is_empty()).then(|| Part {
                place,
                text,
                range: 0..text.len(),
                tokens: tokens(text),
            })
        };
        let want = part(Place::Want, story.want);
        // The page and every export put *I want* before it, unless it begins with words of its own.
        let own = want.as_ref().and_then(|part| Some((longest(&part.tokens, MEANS)?, part)));
        Self {
            role: part(Place::Role, story.role),
            benefit: part(Place::Benefit, story.benefit),
            template: own
                .as_ref()
                .map(|((lead, _), _)| template(lead))
                .or(want.as_ref().map(|_| "i want to")),
            lead: own.map(|((_, words), part)| (Place::Want, span(&part.tokens[..words]))),
            want,
            no_comma: None,
            is_title: false,
        }
    }

    fn of_title(title: &'a str) -> Option<Self> {
        let tokens = tokens(title);
        let is_no_role = NO_ROLES.iter().any(|phrase| begins(&tokens, phrase).is_some());
        let role = longest(&tokens, ROLES).filter(|_| !is_no_role);
        let means = (0..tokens.len()).find_map(|at| Some((at, longest(&tokens[at..], MEANS)?)));
        let (role, means) = match (role, means) {
            // *As* alone is a role when it is told what they want.
            (Some(("as", _)), None) => return None,
            (Some((_, words)), means) => (Some(words), means),
            (None, Some((0, lead))) => (None, Some((0, lead))),
            (None, _) => (None, Some(of_others(&tokens)?)),
        };
        Some(Self::between(title, &tokens, role, means))
    }

    /// `role`: words of the lead to the role; `means`: where the lead to what is wanted stands, and its words.
    fn between(
        title: &'a str,
        tokens: &[Token],
        role: Option<usize>,
        means: Option<(usize, (&'static str, usize))>,
    ) -> Self {
        let from = means.map_or(role.unwrap_or_default(), |(at, (_, words))| at + words);
        let benefit = (from..tokens.len()).find_map(|at| Some((at, longest(&tokens[at..], BENEFITS)?.1)));
        let ends = benefit.map_or(tokens.len(), |(at, _)| at);
        let part = |first: usize, end: usize| Part::of_title(title, tokens, first, end);
        let lead = |at: usize, words: usize| span(&tokens[at..at + words]);
        let role_ends = means.map_or(ends, |(at, _)| at);
        let leads = role.and(means).map(|(at, (_, words))| lead(at, words));
        let leads = leads.into_iter().chain(benefit.map(|(at, words)| lead(at, words)));
        let has_no_comma = |lead: &Range<usize>| {
            title
                .get(..lead.start)
                .is_some_and(|before| !before.trim_end().ends_with([',', '.', ';', ':', '-', '–', '—']))
        };
        Self {
            role: role.map(|words| part(words, role_ends)),
            want: means.map(|_| part(from, ends)),
            benefit: benefit.map(|(at, words)| part(at + words, tokens.len())),
            template: means.filter(|_| role.is_some()).map(|(_, (phrase, _))| template(phrase)),
            lead: means.map(|(at, (_, words))| (Place::Title, lead(at, words))),
            no_comma: leads.into_iter().filter(|lead| lead.start > 0).find(has_no_comma),
            is_title: true,
        }
    }

    pub fn parts(&self) -> impl Iterator<Item = &Part<'a>> {
        [&self.role, &self.want, &self.benefit].into_iter().flatten()
    }
}

impl<'a> Part<'a> {
    /// The words from one to before another, with what stands between them and the next word.
    fn of_title(title: &'a str, tokens: &[Token], first: usize, end: usize) -> Self {
        let stop = tokens.get(end).map_or(title.len(), |token| token.range.start);
        let start = tokens.get(first).map_or(stop, |token| token.range.start).min(stop);
        let those = tokens.get(first..end).unwrap_or_default().to_vec();
        Self { place: Place::Title, text: title, range: start..stop, tokens: those }
    }

    /// What the part says.
    pub fn said(&self) -> &'a str {
        self.text.get(self.range.clone()).unwrap_or_default()
    }
}

/// *User wants to …*: somebody is told of, and not by *As a*.
fn of_others(tokens: &[Token]) -> Option<(usize, (&'static str, usize))> {
    for at in 1..=SUBJECT_WORDS_MAX.min(tokens.len().saturating_sub(1)) {
        if ASKING.contains(&tokens[at - 1].word.as_str()) {
            return None;
        }
        if let Some(lead) = longest(&tokens[at..], MEANS_OF_OTHERS) {
            return Some((at, lead));
        }
    }
    None
}

/// Leads that differ in a word that says nothing are one template.
fn template(lead: &'static str) -> &'static str {
    match lead {
        "i want" | "i want to be able to" | "i only want" | "i only want to" | "i also want to" => {
            "i want to"
        }
        "i do not want" | "i do not want to" | "i don't want" | "i don't want to" => "i want to",
        "we want" => "we want to",
        "i am able to" => "i'm able to",
        "i would like" | "i'd like" | "i'd like to" | "i would like to be able to" => "i would like to",
        "i need" => "i need to",
        "we need" => "we need to",
        lead => lead,
    }
}
