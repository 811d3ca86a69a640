//! How hints are called and what they ask; which were put aside. Pure.

use planner::hints::{Place, Rule};

use crate::spine::refusal::{Refusal, Result};

/// Hints of one story that stay put aside; the oldest goes first.
const ASIDE_MAX: usize = 50;
/// Characters of a name.
const NAME_MAX: usize = 80;

/// What a rule is called, and what it asks.
pub fn told(rule: Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::NoRole => ("no_role", "It does not say who wants it."),
        Rule::NoWant => ("no_want", "It does not say what they want."),
        Rule::NoComma => ("no_comma", "A comma before it?"),
        Rule::TwoRoles => ("two_roles", "Two roles: two stories?"),
        Rule::TwoWants => ("two_wants", "Two things: two stories?"),
        Rule::Extra => ("extra", "Beside the sentence: is it for “More”, or for the criteria?"),
        Rule::Same => ("same", "says the same. Is one of the two enough?"),
        Rule::LikelyDuplicate => ("likely_duplicate", "says nearly the same. Is it the same story?"),
        Rule::OtherTemplate => ("other_template", "Most stories here say it in other words."),
        Rule::NoBenefit => ("no_benefit", "It does not say what it is good for."),
        Rule::SolutionWord => ("solution_word", "That is how. What is it for?"),
        Rule::VagueWord => ("vague_word", "How would one know?"),
        Rule::UnboundedWord => ("unbounded_word", "Where does it end?"),
        Rule::PassiveVoice => ("passive_voice", "By whom?"),
        Rule::Long => ("long", "More than 40 words. Can it be shorter?"),
        Rule::NoGiven => ("no_given", "It does not say where it starts from."),
        Rule::NoWhen => ("no_when", "It does not say what sets it off."),
        Rule::NoThen => ("no_then", "It does not say what is seen then."),
        Rule::TwoWhens => ("two_whens", "Two events: two criteria?"),
        Rule::VagueThen => ("vague_then", "What would one see?"),
        Rule::NoNegative => ("no_negative", "No criterion says what happens when it goes wrong."),
    }
}

/// What a place is called, and which criterion it is of.
pub fn place(place: Place) -> (&'static str, Option<usize>) {
    match place {
        Place::Title => ("title", None),
        Place::Role => ("role", None),
        Place::Want => ("want", None),
        Place::Benefit => ("benefit", None),
        Place::Given(nth) => ("given", Some(nth)),
        Place::When(nth) => ("when", Some(nth)),
        Place::Then(nth) => ("then", Some(nth)),
        Place::Sentence(nth) => ("sentence", Some(nth)),
        Place::Criteria => ("criteria", None),
    }
}

/// `vague_word:quickly`: in one line, cut to 80 characters.
pub fn name(rule: &str, words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let name = if words.is_empty() { rule.to_owned() } else { format!("{rule}:{words}") };
    name.chars().take(NAME_MAX).collect::<String>().trim_end().to_owned()
}

/// The name of a hint as somebody sends it.
pub fn known(typed: &str) -> Result<String> {
    let (rule, words) = typed.trim().split_once(':').unwrap_or((typed.trim(), ""));
    match Rule::ALL.into_iter().map(told).find(|(known, _)| *known == rule) {
        Some((rule, _)) if !words.chars().any(char::is_control) => Ok(name(rule, words)),
        _ => Refusal::invalid("hint", "Name a hint as the story has it, such as vague_word:quickly."),
    }
}

pub fn is_aside(aside: &str, name: &str) -> bool {
    aside.lines().any(|line| line == name)
}

/// With one more, the newest last.
pub fn put_aside(aside: &str, name: &str) -> String {
    if is_aside(aside, name) {
        return aside.to_owned();
    }
    let mut names: Vec<&str> = aside.lines().chain([name]).collect();
    names.drain(..names.len().saturating_sub(ASIDE_MAX));
    names.join("\n")
}

pub fn brought_back(aside: &str, name: &str) -> String {
    aside.lines().filter(|line| *line != name).collect::<Vec<_>>().join("\n")
}

/// How people write a template that is known in small letters.
pub fn as_written(template: &'static str) -> &'static str {
    match template {
        "i want to" => "I want to",
        "we want to" => "we want to",
        "i would like to" => "I would like to",
        "i need to" => "I need to",
        "i'm able to" => "I’m able to",
        "i can" => "I can",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_name_of_its_own() {
        let mut names: Vec<&str> = Rule::ALL.into_iter().map(|rule| told(rule).0).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            assert_eq!(known(told(rule).0).unwrap(), told(rule).0);
        }
    }

    #[test]
    fn hints_are_named_by_rule_and_words() {
        assert_eq!(name("vague_word", "As  Fast"), "vague_word:as fast");
        assert_eq!(name("no_role", ""), "no_role");
        assert_eq!(name("extra", &"é".repeat(100)).chars().count(), NAME_MAX);
        assert_eq!(known(" vague_word:Quickly ").unwrap(), "vague_word:quickly");
        for wrong in ["", "quickly", "vague_word:a\nb", "Vague_word"] {
            assert!(known(wrong).is_err(), "{wrong}");
        }
        let long = name("extra", &"word ".repeat(40));
        assert_eq!(known(&long).unwrap(), long, "as the page sends it");
    }

    #[test]
    fn what_was_put_aside_stays_so_until_it_is_brought_back() {
        let two = put_aside(&put_aside("", "no_role"), "vague_word:nice");
        assert_eq!(two, "no_role\nvague_word:nice");
        assert_eq!(put_aside(&two, "no_role"), two);
        assert!(is_aside(&two, "no_role") && !is_aside(&two, "vague_word"));
        assert_eq!(brought_back(&two, "no_role"), "vague_word:nice");
        assert_eq!(brought_back("", "no_role"), "");
        let many = (0..60).fold(String::new(), |aside, nth| put_aside(&aside, &format!("extra:{nth}")));
        assert_eq!((many.lines().count(), many.lines().next()), (50, Some("extra:10")));
    }
}
