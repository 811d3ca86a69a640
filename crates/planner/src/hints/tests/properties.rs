use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};

use crate::hints::{Backlog, Criterion, HINTS_MAX, Hint, Place, Story};

/// Anything at all, and words that the rules know, joined as people do.
fn text() -> impl Strategy<Value = String> {
    const WORDS: [&str; 24] = [
        "As a",
        "I want to",
        "I’m able to",
        "so that",
        "and",
        "or",
        "&",
        "(",
        ")",
        ". ",
        "is sent",
        "quickly",
        "etc.",
        "drop-down",
        "given",
        "when",
        "then",
        ",",
        "not",
        "der",
        "İstanbul",
        "e\u{301}tude",
        "发票",
        "user wants to",
    ];
    let known = prop::collection::vec((0..WORDS.len(), any::<bool>()), 0..30).prop_map(|words| {
        words
            .into_iter()
            .map(|(at, space)| format!("{}{}", WORDS[at], if space { " " } else { "" }))
            .collect()
    });
    prop_oneof![any::<String>(), known]
}

fn check(story: &Story<'_>, hints: &[Hint<u8>]) -> Result<(), proptest::test_runner::TestCaseError> {
    prop_assert!(hints.len() <= HINTS_MAX);
    for hint in hints {
        let text = story.text(hint.place);
        prop_assert!(text.get(hint.range.clone()).is_some(), "{hint:?} in {text:?}");
        prop_assert!(hint.place != Place::Criteria || hint.range.is_empty());
        prop_assert!(hint.other != Some(0));
    }
    prop_assert!(hints.windows(2).all(|two| (two[0].rule, two[0].place) <= (two[1].rule, two[1].place)));
    Ok(())
}

proptest! {
    #[test]
    fn whatever_is_written_hints_point_into_it_and_are_the_same_again(
        story in prop::array::uniform4(text()),
        criteria in prop::collection::vec(prop::array::uniform4(text()), 0..6),
        others in prop::collection::vec(prop::array::uniform4(text()), 0..8),
    ) {
        let criteria: Vec<Criterion<'_>> = criteria
            .iter()
            .map(|[given, when, then, sentence]| Criterion { given, when, then, sentence })
            .collect();
        let of = |texts: &'_ [String; 4]| texts.clone();
        let [title, role, want, benefit] = &of(&story);
        let story = Story { title, role, want, benefit, criteria: &criteria };
        let mut backlog = Backlog::<u8>::default();
        for (nth, [title, role, want, benefit]) in others.iter().enumerate() {
            backlog.add(nth as u8, &Story { title, role, want, benefit, criteria: &[] });
        }
        let hints = backlog.hints(0, &story);
        check(&story, &hints)?;
        prop_assert_eq!(&hints, &backlog.clone().hints(0, &story));
        // Being in the backlog changes nothing for the story itself.
        backlog.add(0, &story);
        check(&story, &backlog.hints(0, &story))?;
        // Neither does what was there and is not any more.
        let by_itself = Backlog::<u8>::default().hints(0, &story);
        for key in 0..8 {
            backlog.remove(key);
        }
        prop_assert_eq!(by_itself, backlog.hints(0, &story));
    }
}
