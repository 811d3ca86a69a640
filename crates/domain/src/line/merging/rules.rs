//! Pure rules of merging: what the one that stays takes over, and how it is told.

use serde_json::Value as Json;
use uuid::Uuid;

use super::carry::Moved;
use crate::discovery::{Feedback, FeedbackState};
use crate::market::{Contact, Customer};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Result, broken};
use crate::spine::text::tags_of;

/// More tags than one may type are not joined either.
const TAGS_MAX: usize = 20;

/// What moves, in words: one of it, several.
const WORDS: [(&str, &str, &str); 19] = [
    ("quote", "quote", "quotes"),
    ("persona_quote", "link to a persona", "links to personas"),
    ("response", "answer", "answers"),
    ("kano_answer", "survey", "surveys"),
    ("feedback", "feedback", "feedbacks"),
    ("part", "earlier merge", "earlier merges"),
    ("comment", "comment", "comments"),
    ("follower", "follower", "followers"),
    ("attachment", "file", "files"),
    ("decision_item", "decision", "decisions"),
    ("interview", "interview", "interviews"),
    ("telling", "release to tell", "releases to tell"),
    ("contact", "contact", "contacts"),
    ("segment_customer", "segment", "segments"),
    ("need_goal", "goal", "goals"),
    ("feature_need", "feature", "features"),
    ("trend_need", "trend", "trends"),
    ("capability_need", "capability", "capabilities"),
    ("need", "need below it", "needs below it"),
];

/// "3 quotes, 2 followers moved; 1 quote was there already". Empty where nothing hung on it.
pub fn moved_in_words(moved: &[Moved]) -> String {
    let told = |count: fn(&Moved) -> usize| {
        let parts = moved.iter().filter(|one| count(one) > 0).map(|one| counted(&one.noun, count(one)));
        parts.collect::<Vec<_>>().join(", ")
    };
    let (gone, there) = (told(|one| one.moved), told(|one| one.doubles));
    let doubles: usize = moved.iter().map(|one| one.doubles).sum();
    let was = if doubles == 1 { "was" } else { "were" };
    match (gone.is_empty(), there.is_empty()) {
        (true, true) => String::new(),
        (false, true) => format!("{gone} moved"),
        (true, false) => format!("{there} {was} there already"),
        (false, false) => format!("{gone} moved; {there} {was} there already"),
    }
}

/// "1 quote", "3 quotes".
pub fn counted(noun: &str, n: usize) -> String {
    let known = WORDS.iter().find(|(known, _, _)| *known == noun);
    let (one, several) = known.map_or((noun, noun), |(_, one, several)| (one, several));
    format!("{n} {}", if n == 1 { one } else { several })
}

pub(super) fn is_archived<T: Item>(item: &T) -> Result<bool> {
    Ok(field(item, "archived_at")?.is_some_and(|at| !at.is_null()))
}

/// The one that goes: archived, and leading on.
pub(super) fn gone<T: Item>(one: &T, into: Uuid, now: Timestamp) -> Result<T> {
    let at = serde_json::to_value(now).map_err(broken)?;
    one.with(&[("merged_into_id", Json::String(into.to_string())), ("archived_at", at)])
}

pub(super) fn is_same<T: Item>(one: &T, other: &T) -> Result<bool> {
    for nth in 0..T::FIELDS.len() {
        if one.json(nth)? != other.json(nth)? {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(super) fn field<T: Item>(item: &T, name: &str) -> Result<Option<Json>> {
    T::FIELDS.iter().position(|field| field.name == name).map(|nth| item.json(nth)).transpose()
}

/// The tags of both, those of the one that stays first.
fn tags(into: &str, one: &str) -> String {
    let mut tags = tags_of(into);
    for tag in tags_of(one) {
        if !tags.contains(&tag) && tags.len() < TAGS_MAX {
            tags.push(tag);
        }
    }
    tags.join(", ")
}

fn or(into: &str, one: &str) -> String {
    if into.is_empty() { one.to_owned() } else { into.to_owned() }
}

/// Who said it, when and in which words stays; what the other one said is a part of it.
pub fn feedback(one: &Feedback, into: &Feedback, leads: bool) -> Feedback {
    let state = if leads { FeedbackState::Linked } else { into.state };
    Feedback { tags: tags(&into.tags, &one.tags), state, ..into.clone() }
}

/// What it pays, its seats and its plan stay, unless nothing is known of them.
pub fn customer(one: &Customer, into: &Customer) -> Customer {
    let pays = if into.revenue_minor == 0 { one } else { into };
    Customer {
        revenue_minor: pays.revenue_minor,
        currency: pays.currency.clone(),
        seats: if into.seats == 0 { one.seats } else { into.seats },
        plan: or(&into.plan, &one.plan),
        tags: tags(&into.tags, &one.tags),
        ..into.clone()
    }
}

/// The address stays, unless none is known. Whoever said once that we must not write is not written to.
pub fn contact(one: &Contact, into: &Contact) -> Contact {
    let says_no = |contact: &Contact| !contact.may_contact && !contact.may_contact_source.is_empty();
    let said = match (says_no(into), says_no(one)) {
        (true, _) => into,
        (false, true) => one,
        _ if into.may_contact || !one.may_contact => into,
        _ => one,
    };
    Contact {
        email: or(&into.email, &one.email),
        may_contact: said.may_contact,
        may_contact_source: said.may_contact_source.clone(),
        ..into.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::{ContactId, CustomerId};

    fn moved(noun: &str, moved: usize, doubles: usize) -> Moved {
        Moved { noun: noun.into(), moved, doubles }
    }

    #[test]
    fn what_moved_is_told_in_words() {
        for (rows, words) in [
            (vec![], ""),
            (vec![moved("quote", 3, 0), moved("follower", 2, 0)], "3 quotes, 2 followers moved"),
            (vec![moved("quote", 0, 1)], "1 quote was there already"),
            (
                vec![moved("quote", 1, 0), moved("follower", 0, 2)],
                "1 quote moved; 2 followers were there already",
            ),
        ] {
            assert_eq!(moved_in_words(&rows), words);
        }
    }

    fn contact_who(may_contact: bool, source: &str, email: &str) -> Contact {
        let id = Uuid::nil();
        Contact {
            id: ContactId(id),
            customer_id: CustomerId(id),
            name: "Inga".into(),
            sort_key: Vec::new(),
            email: email.into(),
            may_contact,
            may_contact_source: source.into(),
            created_at: Timestamp(0),
            merged_into_id: None,
            erased_at: None,
            archived_at: None,
        }
    }

    #[test]
    fn whoever_said_no_is_not_written_to() {
        for (one, into, may, source) in [
            ((true, "form"), (false, "said so"), false, "said so"),
            ((false, "said so"), (true, "form"), false, "said so"),
            ((true, "form"), (false, ""), true, "form"),
            ((false, ""), (true, "form"), true, "form"),
            ((false, ""), (false, ""), false, ""),
            ((true, "a word"), (true, "form"), true, "form"),
        ] {
            let united = contact(&contact_who(one.0, one.1, "a@x.example"), &contact_who(into.0, into.1, ""));
            assert_eq!((united.may_contact, united.may_contact_source.as_str()), (may, source));
            assert_eq!(united.email, "a@x.example");
        }
    }

    #[test]
    fn tags_are_joined_and_never_more_than_may_be_typed() {
        assert_eq!(tags("b, a", "a, c"), "b, a, c");
        let many: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        assert_eq!(tags(&many.join(", "), "more"), many.join(", "));
    }
}
