use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Index, Language, Text, stems, words};

fn of(texts: &[(u32, &str, &str)]) -> Index<u32> {
    let mut index = Index::default();
    texts.iter().for_each(|(key, title, body)| index.add(*key, Text { title, body }));
    index
}

#[test]
fn words_are_told_apart_in_any_script_and_names_are_their_parts_too() {
    assert_eq!(words("Won’t NameNode start?"), ["won’t", "name", "node", "namenode", "start"]);
    assert_eq!(words("dfs.name_dir 3.5"), ["dfs", "name", "dir", "dfs.name_dir", "3.5"]);
    assert_eq!(words("Счёт оплачен"), ["счёт", "оплачен"]);
    assert!(words("— … !").is_empty());
}

#[test]
fn a_language_is_known_by_its_small_words_and_stemmed_by_its_own_rules() {
    let language = |text: &str| Language::of(&words(text));
    assert_eq!(language("I want to see when the money lands"), Language::English);
    assert_eq!(language("Ich will sehen, wann das Geld auf dem Konto ist"), Language::German);
    assert_eq!(language("Je veux voir quand les paiements sont dans la caisse"), Language::French);
    assert_eq!(language("Quiero ver cuándo llegan los pagos de la empresa"), Language::Spanish);
    assert_eq!(language("Jag vill se när pengar är på kontot och om det är rätt"), Language::Swedish);
    assert_eq!(language("Weekly cash forecast"), Language::English);
    assert_eq!(language("Счёт оплачен вчера"), Language::Other);
    assert_eq!(stems("reminders are reminding"), ["remind", "remind"]);
    assert_eq!(stems("die Rechnungen sind nicht bezahlt")[0], stems("eine Rechnung ist nicht da")[0]);
}

#[test]
fn the_likest_comes_first_and_only_what_is_accepted() {
    let index = of(&[
        (1, "Reminders stop when a customer pays", "No reminder leaves after the transfer has arrived."),
        (2, "Weekly cash forecast by mail", "What will come in next week?"),
        (3, "Stop a reminder after payment", "The customer had paid and was reminded all the same."),
    ]);
    let asked =
        Text { title: "Stop reminding customers who paid", body: "A reminder left after the transfer." };
    let hits = index.like(asked, 10, |_| true);
    assert_eq!(hits.iter().map(|hit| hit.key).collect::<Vec<_>>()[..2], [1, 3]);
    assert!(hits.iter().all(|hit| (0.0..=1.0).contains(&hit.likeness)));
    assert_eq!(index.like(asked, 10, |key| key > 1)[0].key, 3);
    assert_eq!(index.like(asked, 1, |_| true).len(), 1);
    assert!(index.like(Text::default(), 10, |_| true).is_empty());
    assert!(index.saying("quarterly", 10, |_| true).is_empty());
    let same = Text { title: "Weekly cash forecast by mail", body: "What will come in next week?" };
    assert!(index.like(same, 1, |_| true)[0].likeness > 0.999);
}

#[test]
fn who_says_all_that_is_asked_comes_before_who_repeats_a_part_of_it() {
    let index = of(&[
        (1, "", "Notes, notes, notes: I love notes and more notes."),
        (2, "", "I would like to share my notes with a colleague."),
        (3, "", "Share it."),
        (4, "", "It crashes."),
    ]);
    assert_eq!(index.saying("share notes", 1, |_| true)[0].key, 2);
    assert!(index.saying("share notes", 1, |_| true)[0].likeness > 0.999);
    let with_unknown = index.saying("share quarterly notes", 1, |_| true)[0];
    assert!(with_unknown.key == 2 && (0.3..0.7).contains(&with_unknown.likeness), "{with_unknown:?}");
}

#[test]
fn the_passage_that_says_the_most_of_what_is_asked_is_found_to_the_letter() {
    let german = "Danke euch. Die Mahnungen sind zu streng!  Und die Rechnung kam zu spät.";
    let index =
        of(&[(1, "", "We love it. The third reminder was far too stern. Reminders help."), (2, "", german)]);
    let said = "We love it. The third reminder was far too stern. Reminders help.";
    assert_eq!(index.passage(said, "stern reminders"), Some("The third reminder was far too stern."));
    assert_eq!(
        index.passage(said, "reminders"),
        Some("The third reminder was far too stern."),
        "the first of several"
    );
    assert_eq!(
        index.passage(german, "die strenge Mahnung ist nicht gut"),
        Some("Die Mahnungen sind zu streng!")
    );
    assert_eq!(index.passage(said, "it was the quarterly export"), None, "the smallest words say nothing");
    assert_eq!(index.passage("", "reminders"), None);
}

#[test]
fn the_smallest_words_are_searched_for_but_make_no_texts_alike() {
    let index = of(&[(1, "", "It was the sum of it all in the end"), (2, "", "Whether to be or not to be")]);
    assert_eq!(index.saying("to be or not to be", 5, |_| true)[0].key, 2);
    let alike =
        index.like(Text { title: "", body: "It was the colour of the button in the corner" }, 5, |_| true);
    assert!(alike.iter().all(|hit| hit.likeness == 0.0), "{alike:?}");
}

#[test]
fn replacing_one_text_again_and_again_takes_no_more_room() {
    let mut index = of(&[(1, "Weekly cash forecast", ""), (2, "Pause reminders", "")]);
    (0..40).for_each(|_| index.add(1, Text { title: "Weekly cash forecast", body: "" }));
    let after = index.bytes();
    (0..1_000).for_each(|_| index.add(1, Text { title: "Weekly cash forecast", body: "" }));
    assert!(index.bytes() <= 4 * after, "{after} → {}", index.bytes());
    assert_eq!(index.saying("forecasts", 5, |_| true)[0].key, 1);
    assert_eq!(index.saying("reminder", 5, |_| true)[0].key, 2);
}

proptest! {
    #[test]
    fn any_text_is_taken_and_adding_and_removing_is_building_anew(
        steps in prop::collection::vec((0_u32..8, "\\PC{0,40}", prop::option::of("([a-d]{1,3} ?){0,12}")), 1..30),
        asked in "([a-d]{1,3} ?){1,8}",
    ) {
        let mut index = Index::default();
        let mut left: BTreeMap<u32, (String, String)> = BTreeMap::new();
        for (key, title, body) in steps {
            match body {
                Some(body) => {
                    index.add(key, Text { title: &title, body: &body });
                    left.insert(key, (title, body));
                }
                None => {
                    index.remove(key);
                    left.remove(&key);
                }
            }
        }
        let anew = of(&left.iter().map(|(key, (title, body))| (*key, title.as_str(), body.as_str())).collect::<Vec<_>>());
        prop_assert_eq!(index.len(), left.len());
        let text = Text { title: &asked, body: &asked };
        let rounded = |index: &Index<u32>| {
            let hits = index.like(text, 100, |_| true);
            hits.into_iter().map(|hit| (hit.key, (hit.score * 1e6).round() as i64)).collect::<BTreeMap<_, _>>()
        };
        prop_assert_eq!(rounded(&index), rounded(&anew));
        let own = left.iter().next().map(|(key, (title, body))| (*key, Text { title, body }));
        if let Some((key, text)) = own.filter(|(_, text)| !stems(text.title).is_empty()) {
            prop_assert!(index.like(text, 100, |_| true).iter().any(|hit| hit.key == key && hit.likeness > 0.49));
        }
    }
}
