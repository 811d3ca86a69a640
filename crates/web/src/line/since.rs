//! What others changed since somebody was last here, in words: by what it is about, and one line for what one person did
//! alike to many items.

use super::history::Entry;
use super::when::When;

/// Items of a line that are named; of the others it is said how many they are.
const NAMED_MAX: usize = 4;
/// So many are named by what they are called, more by their keys.
const TITLED_MAX: usize = 2;

/// What is told under which name, in this order: what the noun begins with.
const ABOUT: [(&str, &[&str]); 12] = [
    ("Direction", &["vision", "positioning", "goal", "key_result", "check_in"]),
    ("Market", &["trend", "competitor", "capability", "rating", "segment", "persona"]),
    ("Inbox", &["feedback", "quote", "contact", "customer", "mailbox", "form_origin"]),
    ("Needs", &["need"]),
    ("Research", &["study", "interview", "assumption", "experiment"]),
    ("Roadmap", &["feature", "agreement", "score", "kano", "scenario"]),
    ("Stories", &["story", "criterion", "dependency"]),
    (
        "Sprint",
        &[
            "sprint",
            "task",
            "impediment",
            "team",
            "absence",
            "skill",
            "person_skill",
            "board_column",
            "plan_search",
        ],
    ),
    ("Acceptance", &["verdict", "acceptance"]),
    ("Releases", &["release", "launch_step", "response", "telling"]),
    ("Alignment", &["decision", "status_update", "update_goal", "audience", "publication"]),
    ("Talk", &["comment", "mention", "follower", "attachment"]),
];
const ELSE: &str = "And";

/// What is told of one kind of thing.
pub struct About {
    pub name: &'static str,
    pub lines: Vec<Line>,
}

/// What one person did alike, once or more often.
pub struct Line {
    pub who: String,
    /// Before the items and after them.
    pub words: String,
    pub rest: String,
    pub items: Vec<Item>,
    /// Items that are not named.
    pub more: usize,
    pub when: When,
    times: usize,
}

#[derive(Clone, PartialEq, Eq)]
pub struct Item {
    pub key: String,
    /// What it is called, or its key where the line has many.
    pub name: String,
}

impl Line {
    /// "three times", where no item says how often.
    pub fn often(&self) -> String {
        if self.items.is_empty() && self.times > 1 { format!("{} times", self.times) } else { String::new() }
    }
}

/// The changes, newest first, as groups.
pub fn grouped(entries: Vec<Entry>) -> Vec<About> {
    let mut groups: Vec<About> = ABOUT.iter().map(|(name, _)| About { name, lines: Vec::new() }).collect();
    groups.push(About { name: ELSE, lines: Vec::new() });
    for entry in entries {
        let place = ABOUT.iter().position(|(_, nouns)| nouns.iter().any(|noun| entry.noun.starts_with(noun)));
        let group = &mut groups[place.unwrap_or(ABOUT.len())];
        put(&mut group.lines, entry);
    }
    groups.retain(|group| !group.lines.is_empty());
    groups.iter_mut().flat_map(|group| &mut group.lines).for_each(shorten);
    groups
}

fn put(lines: &mut Vec<Line>, entry: Entry) {
    // What is done to a sprint touches stories, but is not about one of them.
    let is_named = entry.rest.is_some() || !entry.noun.starts_with("sprint");
    let key = entry.key.as_ref().filter(|_| is_named);
    let (words, rest) = phrase(&entry, key.is_some());
    let item = key.map(|key| Item { name: entry.title.as_ref().unwrap_or(key).clone(), key: key.clone() });
    let same = |line: &&mut Line| line.who == entry.who && line.words == words && line.rest == rest;
    match lines.iter_mut().find(same) {
        Some(line) => {
            line.times += 1;
            line.items.extend(item.filter(|item| !line.items.contains(item)));
        }
        None => lines.push(Line {
            who: entry.who,
            words,
            rest,
            items: item.into_iter().collect(),
            more: 0,
            when: entry.when,
            times: 1,
        }),
    }
}

/// What stands before the items and after them.
fn phrase(entry: &Entry, has_item: bool) -> (String, String) {
    let words = &entry.words;
    if let Some(rest) = entry.rest {
        // On its own the sentence needs something that it is about.
        let about = if has_item { "" } else { " something" };
        return (format!("{words}{about}"), rest.trim_start().to_owned());
    }
    // "moved it in the backlog": the items stand where "it" stands.
    match words.split_once(" it ") {
        Some((words, rest)) if has_item => (words.to_owned(), rest.to_owned()),
        _ if has_item && words.starts_with("changed the ") => (format!("{words} of"), String::new()),
        _ if has_item => (format!("{words}:"), String::new()),
        _ => (words.clone(), String::new()),
    }
}

/// Few items are named by what they are called, many by their keys, and of very many the rest is counted.
fn shorten(line: &mut Line) {
    if line.items.len() > TITLED_MAX {
        line.items.iter_mut().for_each(|item| item.name.clone_from(&item.key));
    }
    line.more = line.items.len().saturating_sub(NAMED_MAX);
    line.items.truncate(NAMED_MAX);
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::spine::moment::Timestamp;

    use super::*;

    fn entry(who: &str, words: &str, rest: Option<&'static str>, noun: &str, number: i64) -> Entry {
        Entry {
            when: When::in_zone(Timestamp(0), "UTC"),
            who: who.into(),
            words: words.into(),
            rest,
            key: (number > 0).then(|| format!("INV-{number}")),
            title: (number > 0).then(|| format!("Story {number}")),
            noun: noun.into(),
            old_new: None,
        }
    }

    fn told(entries: Vec<Entry>) -> Vec<String> {
        let line = |line: &Line| {
            let items: Vec<&str> = line.items.iter().map(|item| item.name.as_str()).collect();
            let more = if line.more > 0 { format!(" and {} more", line.more) } else { String::new() };
            format!("{} {} {}{more} {} {}", line.who, line.words, items.join(", "), line.rest, line.often())
        };
        let group = |group: &About| -> Vec<String> {
            let one = |told: &Line| line(told).split_whitespace().collect::<Vec<_>>().join(" ");
            group.lines.iter().map(|told| format!("{}: {}", group.name, one(told))).collect()
        };
        grouped(entries).iter().flat_map(group).collect()
    }

    #[test]
    fn what_one_person_did_alike_is_one_line() {
        let mut entries: Vec<Entry> =
            (1..=6).map(|number| entry("Ines", "accepted", Some(""), "acceptance", number)).collect();
        entries.push(entry("Tom", "accepted", Some(""), "acceptance", 7));
        entries.push(entry("Tom", "moved it in the backlog", None, "story", 8));
        entries.push(entry("Tom", "put", Some(" in the sprint"), "story", 8));
        entries.push(entry("Tom", "changed the size", None, "story", 8));
        assert_eq!(
            told(entries),
            [
                "Stories: Tom moved Story 8 in the backlog",
                "Stories: Tom put Story 8 in the sprint",
                "Stories: Tom changed the size of Story 8",
                "Acceptance: Ines accepted INV-1, INV-2, INV-3, INV-4 and 2 more",
                "Acceptance: Tom accepted Story 7",
            ]
        );
    }

    #[test]
    fn what_was_changed_of_something_without_a_key_is_a_sentence_all_the_same() {
        let edited = || entry("Mira", "changed the given", None, "criterion", 0);
        let goal = entry("Mira", "changed the goal", None, "sprint", 8);
        assert_eq!(
            told(vec![edited(), edited(), goal, entry("Mira", "accepted", Some(""), "acceptance", 0)]),
            [
                "Stories: Mira changed the given 2 times",
                "Sprint: Mira changed the goal",
                "Acceptance: Mira accepted something",
            ]
        );
    }

    /// Every noun has a place of its own, but for who works here and how.
    #[test]
    fn what_is_told_of_a_noun_stands_under_a_name() {
        let source = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../domain/src"));
        let mut nouns = BTreeSet::new();
        nouns_in(source, &mut nouns);
        assert!(nouns.len() > 60, "{nouns:?}");
        let begins = |noun: &str, with: &str| noun.starts_with(with);
        let told =
            |noun: &&String| ABOUT.iter().any(|(_, known)| known.iter().any(|known| begins(noun, known)));
        let others: Vec<&String> = nouns.iter().filter(|noun| !told(noun)).collect();
        assert_eq!(others, ["notification_setting", "person", "product", "role", "token"]);
        for known in ABOUT.iter().flat_map(|(_, known)| *known) {
            assert!(nouns.iter().any(|noun| begins(noun, known)), "{known} is no noun");
        }
    }

    fn nouns_in(folder: &std::path::Path, nouns: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                nouns_in(&path, nouns);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let after = text.split(", noun \"").skip(1);
                nouns.extend(after.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
            }
        }
    }

    #[test]
    fn what_has_no_key_is_counted() {
        let backed = || entry("Ines", "said whose words stand behind a persona", None, "persona_quote", 0);
        assert_eq!(
            told(vec![backed(), backed(), backed()]),
            ["Market: Ines said whose words stand behind a persona 3 times"]
        );
    }
}
