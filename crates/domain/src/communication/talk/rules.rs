//! Pure rules of comments: who is named in one, and which keys.

/// People who are told of one comment by name at most.
pub const MENTIONS_MAX: usize = 50;

/// A stretch of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    Words(&'t str),
    /// `@` and a name, as it was written; the place of the name in the list.
    Name(&'t str, usize),
    /// A key such as `INV-248`.
    Key(&'t str),
}

/// Cuts a text at the people that it names and at the keys that it holds. A name counts after `@` and as a whole: the
/// longest that fits, in large or small letters. `prefixes` are what keys of the workspace begin with.
pub fn pieces<'t>(text: &'t str, names: &[String], prefixes: &[String]) -> Vec<Piece<'t>> {
    let small: Vec<String> =
        if text.contains('@') { names.iter().map(|name| name.to_lowercase()).collect() } else { Vec::new() };
    let mut pieces = Vec::new();
    let (mut words, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let begins = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let piece = match c {
            '@' if begins => name_at(&text[at..], &small),
            _ if begins && c.is_ascii_uppercase() => key_at(&text[at..], prefixes),
            _ => None,
        };
        let Some(piece) = piece else {
            at += c.len_utf8();
            continue;
        };
        if words < at {
            pieces.push(Piece::Words(&text[words..at]));
        }
        at += piece.text().len();
        words = at;
        pieces.push(piece);
    }
    if words < text.len() {
        pieces.push(Piece::Words(&text[words..]));
    }
    pieces
}

impl<'t> Piece<'t> {
    pub fn text(&self) -> &'t str {
        match self {
            Self::Words(text) | Self::Name(text, _) | Self::Key(text) => text,
        }
    }
}

/// The name that follows the `@` with which `text` begins. `small` are the names in small letters.
fn name_at<'t>(text: &'t str, small: &[String]) -> Option<Piece<'t>> {
    let first = text[1..].chars().next()?.to_lowercase().next()?;
    let fits = |name: &String| {
        let end = 1 + text[1..].char_indices().nth(name.chars().count()).map_or(text.len() - 1, |(at, _)| at);
        let (written, rest) = (&text[1..end], &text[end..]);
        let whole = !rest.chars().next().is_some_and(char::is_alphanumeric);
        (whole && written.to_lowercase() == *name).then_some(end)
    };
    let likely = small.iter().enumerate().filter(|(_, name)| name.starts_with(first));
    let (end, nth) = likely.filter_map(|(nth, name)| Some((fits(name)?, nth))).max_by_key(|(end, _)| *end)?;
    Some(Piece::Name(&text[..end], nth))
}

/// The key with which `text` begins.
fn key_at<'t>(text: &'t str, prefixes: &[String]) -> Option<Piece<'t>> {
    let prefix = prefixes
        .iter()
        .find(|prefix| text.strip_prefix(prefix.as_str()).is_some_and(|rest| rest.starts_with('-')))?;
    let digits = &text[prefix.len() + 1..];
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let whole = !digits[end..].chars().next().is_some_and(char::is_alphanumeric);
    (whole && (1..=9).contains(&end)).then(|| Piece::Key(&text[..prefix.len() + 1 + end]))
}

/// Who is named in a text: their places in the list, each once, in the order of the text. Of namesakes each is.
pub fn named(text: &str, names: &[String]) -> Vec<usize> {
    let mut named = Vec::new();
    for piece in pieces(text, names, &[]) {
        let Piece::Name(_, nth) = piece else { continue };
        let small = names[nth].to_lowercase();
        let namesakes = names.iter().enumerate().filter(|(_, name)| name.to_lowercase() == small);
        for (nth, _) in namesakes {
            if !named.contains(&nth) {
                named.push(nth);
            }
        }
        if named.len() >= MENTIONS_MAX {
            break;
        }
    }
    named.truncate(MENTIONS_MAX);
    named
}

/// The beginning of a text as one line of at most `max` characters.
pub fn beginning(text: &str, max: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= max {
        return line;
    }
    let cut: String = line.chars().take(max - 1).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names() -> Vec<String> {
        ["Ines", "Ines Duarte", "Åsa", "Mira"].map(String::from).into()
    }

    #[test]
    fn a_name_counts_whole_and_after_an_at_sign() {
        for (text, wanted) in [
            ("@Ines, look", vec![0]),
            ("@ines duarte: look", vec![1]),
            ("ask @Ines Duarte and @Ines", vec![1, 0]),
            ("@Inesita", vec![]),
            ("mail ines@Mira", vec![]),
            ("Ines and Mira", vec![]),
            ("(@åSA)", vec![2]),
            ("@Mira @Mira", vec![3]),
            ("@", vec![]),
        ] {
            assert_eq!(named(text, &names()), wanted, "{text}");
        }
        let namesakes = ["Anna".to_owned(), "Ben".to_owned(), "anna".to_owned()];
        assert_eq!(named("@Anna", &namesakes), [0, 2], "whoever is called so is told");
    }

    #[test]
    fn a_key_of_the_workspace_is_known_in_a_text() {
        let prefixes = ["INV".to_owned(), "LARK".to_owned()];
        let keys = |text: &str| -> Vec<String> {
            let found = pieces(text, &[], &prefixes).into_iter();
            found.filter(|piece| matches!(piece, Piece::Key(_))).map(|piece| piece.text().into()).collect()
        };
        assert_eq!(keys("see INV-34, LARK-12 and (INV-1)"), ["INV-34", "LARK-12", "INV-1"]);
        for none in ["inv-3", "XINV-3", "INV-3b", "INV-", "INV-1234567890", "ABC-3"] {
            assert!(keys(none).is_empty(), "{none}");
        }
    }

    #[test]
    fn a_beginning_is_one_line_and_says_that_there_is_more() {
        assert_eq!(beginning("Two\nlines", 20), "Two lines");
        assert_eq!(beginning("Äpfel und Birnen", 8), "Äpfel u…");
    }

    proptest! {
        /// Nothing of a text is lost or moved by cutting it.
        #[test]
        fn the_pieces_of_a_text_are_the_text(text in "[@A-Za-zåÅ0-9 \\-IinesNV]{0,60}") {
            let prefixes = ["IN".to_owned(), "V".to_owned()];
            let whole: String = pieces(&text, &names(), &prefixes).iter().map(Piece::text).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
