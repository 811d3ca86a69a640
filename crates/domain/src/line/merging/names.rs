//! Names of firms and people as they are compared: without accents, punctuation and the legal form. Pure.

use crate::spine::text::sort_key;

/// What stands behind the name of a firm and says nothing of which it is.
const LEGAL_FORMS: [&str; 24] = [
    "ab",
    "ag",
    "as",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "limited",
    "llc",
    "llp",
    "ltd",
    "mbh",
    "nv",
    "oy",
    "plc",
    "pty",
    "sa",
    "sarl",
    "srl",
];
/// Hosts at which anybody may have an address.
const ANYBODYS: [&str; 12] = [
    "aol.com",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "outlook.com",
    "proton.me",
    "t-online.de",
    "web.de",
    "yahoo.com",
];
/// Names that are shorter differ by one letter too easily.
const LETTERS_LEAST: usize = 6;

/// `Acme GmbH & Co. KG` is `acme`.
pub fn plain(name: &str) -> String {
    let folded = String::from_utf8(sort_key(name)).unwrap_or_default();
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut plain, all): (Vec<&str>, Vec<&str>) =
        (words.clone().filter(|word| !LEGAL_FORMS.contains(word)).collect(), words.collect());
    if plain.is_empty() {
        plain = all;
    }
    plain.join(" ")
}

/// Whether two plain names are likely one: the same, or one letter apart.
pub fn are_alike(one: &str, other: &str) -> bool {
    !one.is_empty() && (one == other || (one.chars().count() >= LETTERS_LEAST && is_one_apart(one, other)))
}

/// The host of an address, where only one firm has addresses there.
pub fn own_host(email: &str) -> Option<&str> {
    let (_, host) = email.rsplit_once('@')?;
    (!ANYBODYS.contains(&host)).then_some(host)
}

/// One letter more, one less, or another one.
fn is_one_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let begin = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[begin..], &other[begin..]);
    let end = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.len() - end, other.len() - end);
    one <= 1 && other <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firm_is_known_without_its_legal_form() {
        for (name, wanted) in [
            ("Acme GmbH & Co. KG", "acme"),
            ("ACME, Inc.", "acme"),
            ("Café Zoë", "cafe zoe"),
            ("SA", "sa"),
            ("Co-op Bakery Ltd", "op bakery"),
        ] {
            assert_eq!(plain(name), wanted, "{name}");
        }
    }

    #[test]
    fn names_are_alike_when_they_are_one_letter_apart() {
        assert!(are_alike("northwind", "northwinds"));
        assert!(are_alike("northwind", "northwynd"));
        assert!(are_alike("acme", "acme"));
        assert!(!are_alike("acme", "acne"), "too short to be sure");
        assert!(!are_alike("northwind", "southwind"));
        assert!(!are_alike("", ""));
    }

    #[test]
    fn a_host_of_everybody_says_nothing() {
        assert_eq!(own_host("inga@acme.example"), Some("acme.example"));
        assert_eq!(own_host("inga@gmail.com"), None);
        assert_eq!(own_host("inga"), None);
    }
}
