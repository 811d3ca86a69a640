//! A backlog of user stories, one a line: "As a …, I want …, so that …".

use super::{Outcome, Place, Row, fingerprint, joined, known, remember, table};
use crate::backlog::add_story::AddStory;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::run::run;

/// A story as its line says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    pub role: String,
    pub want: String,
    pub benefit: String,
}

/// One line of the file.
pub struct StoryRow {
    line: usize,
    source: String,
    /// Which of equal lines it is, from 0: equal lines are different stories.
    repeat: usize,
    text: String,
    product: ProductId,
}

/// Every line that is not empty. What does not read as a user story is kept as a plain one.
pub fn read(bytes: &[u8], source: &str, product: ProductId) -> Result<Vec<StoryRow>> {
    let mut rows: Vec<StoryRow> = Vec::new();
    let mut seen = std::collections::HashMap::new();
    for (nth, text) in table::text(bytes)?.lines().enumerate() {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            continue;
        }
        let count: &mut usize = seen.entry(text.clone()).or_default();
        rows.push(StoryRow { line: nth + 1, source: source.into(), repeat: *count, text, product });
        *count += 1;
    }
    Ok(rows)
}

/// Role, want and benefit of a user story; none where a line is not written as one.
pub fn parse(text: &str) -> Option<Told> {
    let text = text.trim().trim_end_matches('.');
    let rest = ["as an ", "as a ", "as the ", "as "].iter().find_map(|lead| strip(text, lead))?;
    let (role, rest) = split(
        rest,
        &[", i want ", " i want ", ", i’d like ", ", i'd like ", ", i would like ", ", i need "],
    )?;
    let (want, benefit) = match split(rest, &[", so that ", " so that ", ", in order to ", ", so "]) {
        Some((want, benefit)) => (want, benefit),
        None => (rest, ""),
    };
    let want = strip(want, "to ").unwrap_or(want);
    let clean = |text: &str| text.trim().trim_end_matches(',').to_owned();
    let told = Told { role: clean(role), want: clean(want), benefit: clean(benefit) };
    (!told.role.is_empty() && !told.want.is_empty()).then_some(told)
}

fn strip<'t>(text: &'t str, lead: &str) -> Option<&'t str> {
    let head = text.get(..lead.len())?;
    head.eq_ignore_ascii_case(lead).then(|| &text[lead.len()..])
}

/// Splits at whichever of the words comes first.
fn split<'t>(text: &'t str, words: &[&str]) -> Option<(&'t str, &'t str)> {
    let small = text.to_ascii_lowercase();
    let found = words.iter().filter_map(|word| small.find(word).map(|at| (at, word.len())));
    let (at, length) = found.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))?;
    Some((&text[..at], &text[at + length..]))
}

/// The title of a story: what is wanted, or the whole line; cut at 200 characters.
fn title(text: &str, told: Option<&Told>) -> String {
    let words = told.map_or(text, |told| told.want.as_str());
    let mut title: String = words.chars().take(200).collect();
    if let Some(first) = title.chars().next() {
        title.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    title.chars().take(200).collect()
}

impl StoryRow {
    pub fn text(&self) -> &str {
        &self.text
    }

    fn command(&self) -> AddStory {
        let told = parse(&self.text);
        let mut story = AddStory::titled(self.product, title(&self.text, told.as_ref()));
        let short = |told: &Told| {
            [&told.role, &told.want, &told.benefit].iter().all(|text| text.chars().count() <= 500)
        };
        match told.filter(short) {
            Some(told) => (story.role, story.want, story.benefit) = (told.role, told.want, told.benefit),
            None => story.description = self.text.clone(),
        }
        story
    }
}

impl Row for StoryRow {
    fn line(&self) -> usize {
        self.line
    }

    fn shown(&self) -> (String, String) {
        let AddStory { title, role, benefit, .. } = self.command();
        let kept_whole = role.is_empty();
        let told = if kept_whole { "kept as a plain story".into() } else { format!("As {role}") };
        let why = if benefit.is_empty() { benefit } else { format!("so that {benefit}") };
        (title, joined(&[&told, &why]))
    }

    fn bring_in(&self, place: &Place<'_>) -> Result<Outcome> {
        let print = fingerprint(&[&self.text, &self.repeat.to_string()]);
        let key: String = print.iter().map(|byte| format!("{byte:02x}")).collect();
        let source = format!("stories {} {}", self.product, self.source);
        if known(place.tx, place.actor.workspace, &source, &key)?.is_some() {
            return Ok(Outcome::Merged);
        }
        let made = run(place.tx, place.actor, place.moment, &self.command())?;
        remember(place, &source, &key, made.done.id, &print)?;
        Ok(Outcome::Made)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_user_story_is_taken_apart_and_what_is_none_is_kept_whole() {
        let told = |role: &str, want: &str, benefit: &str| {
            Some(Told { role: role.into(), want: want.into(), benefit: benefit.into() })
        };
        assert_eq!(
            parse(
                "As a user, I want to click on the address, so that it takes me to a new tab with Google Maps."
            ),
            told("user", "click on the address", "it takes me to a new tab with Google Maps")
        );
        assert_eq!(parse("As an admin, I want reports."), told("admin", "reports", ""));
        assert_eq!(parse("AS A Größe, I WANT mehr so that gut"), told("Größe", "mehr", "gut"));
        for plain in ["User wants to add a story", "As a user", "", "I want things", "As a , I want x"] {
            assert_eq!(parse(plain), None, "{plain}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_line_says_its_words_are_never_lost(text in "[^\\x00-\\x1f]{1,300}") {
            // A mark of the order of bytes is none of the text.
            prop_assume!(!text.trim_start_matches('\u{feff}').trim().is_empty());
            let rows = read(text.as_bytes(), "file", ProductId(uuid::Uuid::nil())).unwrap();
            for row in rows {
                let command = row.command();
                let all = format!("{} {} {} {} {}", command.title, command.role, command.want, command.benefit, command.description).to_lowercase();
                for word in row.text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 8) {
                    prop_assert!(all.contains(&word.to_lowercase()), "{word} of {:?}", row.text);
                }
            }
        }
    }
}
