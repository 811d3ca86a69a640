use super::{of_fields, rules, titled};
use crate::hints::{Backlog, Rule, Story};

fn backlog(titles: &[&str]) -> Backlog<usize> {
    let mut backlog = Backlog::default();
    for (nth, title) in titles.iter().enumerate() {
        backlog.add(nth, &titled(title));
    }
    backlog
}

fn other(backlog: &Backlog<usize>, key: usize, title: &str) -> Vec<(Rule, Option<usize>)> {
    backlog.hints(key, &titled(title)).into_iter().map(|hint| (hint.rule, hint.other)).collect()
}

#[test]
fn two_that_are_the_same_are_both_not_unique() {
    let titles = ["Mute one invoice", "mute  one invoice.", "Weekly forecast"];
    let backlog = backlog(&titles);
    assert_eq!(other(&backlog, 0, titles[0]), [(Rule::Same, Some(1))]);
    assert_eq!(other(&backlog, 1, titles[1]), [(Rule::Same, Some(0))]);
    assert_eq!(other(&backlog, 2, titles[2]), []);
    // The smallest words say nothing, and are the same all the same.
    assert_eq!(
        other(&super::together::backlog(&["As it is", "As it is"]), 0, "As it is"),
        [(Rule::Same, Some(1))]
    );
    assert_eq!(other(&super::together::backlog(&["…", "…"]), 0, "…"), []);
}

#[test]
fn what_says_nearly_the_same_is_named() {
    let backlog = backlog(&[
        "Export the ageing report to a spreadsheet",
        "Stop reminders the moment a transfer arrives",
        "Import customers from a spreadsheet",
    ]);
    assert_eq!(
        other(&backlog, 9, "Export ageing report as a spreadsheet"),
        [(Rule::LikelyDuplicate, Some(0))]
    );
    assert_eq!(
        other(&backlog, 9, "Stop reminding when a transfer arrives"),
        [(Rule::LikelyDuplicate, Some(1))]
    );
    assert_eq!(other(&backlog, 9, "Import customers as a spreadsheet"), [(Rule::LikelyDuplicate, Some(2))]);
    assert_eq!(other(&backlog, 9, "Draw who pays whom"), []);
}

#[test]
fn a_word_in_the_place_of_another_makes_another_story() {
    let backlog = backlog(&[
        "Pay by bank in Ireland",
        "Find an invoice by its amount",
        "Repeat an invoice every month",
    ]);
    for title in [
        "Pay by bank in Spain",
        "Pay by bank in South Africa",
        "Find an invoice by its number",
        "Repeat an invoice every week",
    ] {
        assert_eq!(other(&backlog, 9, title), [], "{title}");
    }
}

#[test]
fn most_stories_set_the_template() {
    let of = |lead: &str, thing: &str| format!("As a clerk, I {lead} print the {thing}, so that it arrives");
    let mut backlog = Backlog::default();
    assert_eq!(backlog.usual_template(), None);
    for (nth, thing) in ["letter", "label", "receipt", "order"].iter().enumerate() {
        backlog.add(nth, &titled(&of("want to", thing)));
    }
    let (other, title) = (of("can", "envelope"), of("want to", "stamp"));
    assert_eq!(backlog.hints(9, &titled(&other)), [], "four are too few");
    backlog.add(4, &of_fields("a clerk", "to print the reminder", "it arrives"));
    assert_eq!(backlog.usual_template(), Some("i want to"));
    let hints = backlog.hints(9, &titled(&other));
    assert_eq!(rules(&hints), [Rule::OtherTemplate]);
    assert_eq!(hints[0].words(&titled(&other)), "I can");
    assert_eq!(backlog.hints(9, &titled(&title)), []);
    // A name has no template, and what is not usual does not set one.
    assert_eq!(backlog.hints(9, &titled("Print the envelope")), []);
    for (nth, thing) in ["card", "flag", "map", "book"].iter().enumerate() {
        backlog.add(10 + nth, &titled(&of("can", thing)));
    }
    assert_eq!(backlog.usual_template(), None);
}

#[test]
fn what_is_taken_out_is_held_against_nothing() {
    let mut backlog = backlog(&["Mute one invoice", "Mute one invoice"]);
    backlog.remove(1);
    backlog.remove(7);
    assert_eq!((backlog.len(), backlog.is_empty()), (1, false));
    assert_eq!(backlog.hints(0, &titled("Mute one invoice")), []);
    backlog.add(0, &Story { title: "Weekly forecast", ..Story::default() });
    assert_eq!(backlog.hints(3, &titled("Mute one invoice")), []);
}
