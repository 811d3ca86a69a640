//! Two wordings of a text compared word by word: what was kept, what is gone, what has come.

use serde::Serialize;

/// Words of a text that are compared one by one, between what is the same at both ends; a longer text is shown as wholly
/// changed there.
const WORDS_MAX: usize = 1_500;

/// A part of two wordings, with the spaces that follow its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    pub sort: Sort,
    pub text: String,
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    Kept,
    Gone,
    Come,
}

/// The parts of two wordings in the order in which they are read; what is gone stands before what came in its place.
pub fn compared(old: &str, new: &str) -> Vec<Part> {
    let (old, new) = (words(old), words(new));
    let first = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old_rest, new_rest) = (&old[first..], &new[first..]);
    let last = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old_mid, new_mid) = (&old_rest[..old_rest.len() - last], &new_rest[..new_rest.len() - last]);
    let mut parts = Vec::new();
    old[..first].iter().for_each(|word| push(&mut parts, Sort::Kept, word));
    if old_mid.len().max(new_mid.len()) > WORDS_MAX {
        old_mid.iter().for_each(|word| push(&mut parts, Sort::Gone, word));
        new_mid.iter().for_each(|word| push(&mut parts, Sort::Come, word));
    } else {
        walk(old_mid, new_mid, &mut parts);
    }
    old[old.len() - last..].iter().for_each(|word| push(&mut parts, Sort::Kept, word));
    parts
}

/// Words with the spaces that follow them.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

fn push(parts: &mut Vec<Part>, sort: Sort, word: &str) {
    match parts.last_mut().filter(|last| last.sort == sort) {
        Some(last) => last.text.push_str(word),
        None => parts.push(Part { sort, text: word.to_owned() }),
    }
}

/// The longest common run of words, by the table of the lengths that are left (Wagner and Fischer 1974).
fn walk(old: &[&str], new: &[&str], parts: &mut Vec<Part>) {
    let width = new.len() + 1;
    let mut left = vec![0_u16; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            left[i * width + j] = if old[i] == new[j] {
                left[(i + 1) * width + j + 1] + 1
            } else {
                left[(i + 1) * width + j].max(left[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            push(parts, Sort::Kept, old[i]);
            (i, j) = (i + 1, j + 1);
        } else if i < old.len() && (j == new.len() || left[(i + 1) * width + j] >= left[i * width + j + 1]) {
            push(parts, Sort::Gone, old[i]);
            i += 1;
        } else {
            push(parts, Sort::Come, new[j]);
            j += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, proptest};

    fn told(old: &str, new: &str) -> String {
        let mark = |part: &Part| match part.sort {
            Sort::Kept => part.text.clone(),
            Sort::Gone => format!("[-{}-]", part.text),
            Sort::Come => format!("[+{}+]", part.text),
        };
        compared(old, new).iter().map(mark).collect()
    }

    #[test]
    fn wordings_are_compared_word_by_word() {
        for (old, new, wanted) in [
            ("", "", ""),
            ("same words", "same words", "same words"),
            ("", "all new", "[+all new+]"),
            ("all gone", "", "[-all gone-]"),
            (
                "Two to six equal parts.",
                "Two to twelve parts, the first larger.",
                "Two to [-six equal parts.-][+twelve parts, the first larger.+]",
            ),
            ("a b c d", "a x c d", "a [-b -][+x +]c d"),
            ("one two three", "one three", "one [-two -]three"),
        ] {
            assert_eq!(told(old, new), wanted);
        }
        let long: Vec<String> = (0..4_000).map(|n| n.to_string()).collect();
        let other: Vec<String> = (0..4_000).map(|n| (n * 7).to_string()).collect();
        assert_eq!(compared(&long.join(" "), &other.join(" ")).len(), 3);
    }

    proptest! {
        #[test]
        fn both_wordings_can_be_read_from_the_parts(old in "[ab\n ]{0,40}", new in "[ab\n ]{0,40}") {
            let parts = compared(&old, &new);
            let read = |sort: Sort| -> String {
                let own = parts.iter().filter(|part| part.sort == Sort::Kept || part.sort == sort);
                own.map(|part| part.text.as_str()).collect()
            };
            prop_assert_eq!(read(Sort::Gone), old);
            prop_assert_eq!(read(Sort::Come), new);
        }
    }
}
