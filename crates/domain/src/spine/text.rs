//! Limits of every text that comes in, and the key by which names are ordered on both engines alike.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::refusal::{Refusal, Result};

/// What stands in the place of words that were erased.
pub const ERASED: &str = "(erased)";
pub const TITLE_MAX: usize = 200;
pub const NAME_MAX: usize = 100;
pub const LINE_MAX: usize = 500;
pub const BODY_MAX: usize = 50_000;
const TAGS_MAX: usize = 20;
const TAG_LENGTH_MAX: usize = 50;

/// One line of 1 to `max` characters, trimmed. `what` names it in the refusal: "a title".
pub fn line(field: &'static str, what: &str, text: &str, max: usize) -> Result<String> {
    let line = optional_line(field, what, text, max)?;
    if line.is_empty() {
        return Refusal::invalid(field, format!("Write {what}."));
    }
    Ok(line)
}

/// One line of at most `max` characters, trimmed; it may be empty.
pub fn optional_line(field: &'static str, what: &str, text: &str, max: usize) -> Result<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    refuse_control(field, &line)?;
    refuse_long(field, what, &line, max)?;
    Ok(line)
}

/// Several lines of at most `max` characters, without spaces at the ends; it may be empty.
pub fn body(field: &'static str, what: &str, text: &str, max: usize) -> Result<String> {
    let body = text.replace("\r\n", "\n").trim().to_owned();
    refuse_control(field, &body)?;
    refuse_long(field, what, &body, max)?;
    Ok(body)
}

fn refuse_long(field: &'static str, what: &str, text: &str, max: usize) -> Result<()> {
    let length = text.chars().count();
    if length > max {
        return Refusal::invalid(field, format!("Shorten {what} to {max} characters; it has {length}."));
    }
    Ok(())
}

fn refuse_control(field: &'static str, text: &str) -> Result<()> {
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Refusal::invalid(field, "Take out the control characters; they cannot be shown.");
    }
    Ok(())
}

/// An e-mail address, trimmed and in small letters: something, an at sign, a host with a dot or `localhost`.
pub fn email(field: &'static str, text: &str) -> Result<String> {
    let address = optional_line(field, "the address", text, 254)?.to_lowercase();
    let fine = address.split_once('@').is_some_and(|(user, host)| {
        let plain = |c: char| c.is_alphanumeric() || ".-".contains(c);
        !user.is_empty()
            && !user.contains(|c: char| c.is_whitespace() || "<>,;:\"()[]\\".contains(c))
            && !host.starts_with('.')
            && !host.ends_with('.')
            && (host.contains('.') || host == "localhost")
            && host.chars().all(plain)
    });
    if !fine {
        return Refusal::invalid(field, "Write an e-mail address, such as mira@larkbill.example.");
    }
    Ok(address)
}

/// Tags as people write them, joined by commas: trimmed, in small letters, each once.
pub fn tags(text: &str) -> Result<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split(',') {
        let tag = tag.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    if tags.len() > TAGS_MAX {
        return Refusal::invalid("tags", format!("Use at most {TAGS_MAX} tags; there are {}.", tags.len()));
    }
    if let Some(long) = tags.iter().find(|tag| tag.chars().count() > TAG_LENGTH_MAX) {
        return Refusal::invalid("tags", format!("Shorten the tag “{long}” to {TAG_LENGTH_MAX} characters."));
    }
    Ok(tags.join(", "))
}

/// The single tags of a stored list.
pub fn tags_of(text: &str) -> Vec<String> {
    text.split(", ").filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

/// By what a name is ordered: small letters without accents, so that both engines sort alike.
pub fn sort_key(name: &str) -> Vec<u8> {
    name.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect::<String>()
        .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_its_limit_is_told_with_its_length() {
        assert_eq!(line("title", "a title", "  Pay \n by bank ", 20).unwrap(), "Pay by bank");
        let told = line("title", "the title", "four", 3).unwrap_err().to_string();
        assert_eq!(told, "Shorten the title to 3 characters; it has 4.");
        assert_eq!(line("title", "a title", " ", 3).unwrap_err().to_string(), "Write a title.");
        assert!(line("title", "a title", "a\0b", 3).is_err());
    }

    #[test]
    fn tags_are_small_and_each_once() {
        assert_eq!(tags("Food, delivery ,, food,  Two  Words").unwrap(), "food, delivery, two words");
        assert_eq!(tags_of("food, delivery"), ["food", "delivery"]);
        assert!(tags_of("").is_empty());
        assert!(tags(&"x".repeat(51)).is_err());
        assert!(tags(&(0..21).map(|n| n.to_string()).collect::<Vec<_>>().join(",")).is_err());
    }

    #[test]
    fn names_are_ordered_as_people_order_them() {
        let mut names = ["Zoë", "ada", "Émile", "eva", "Ólafur"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["ada", "Émile", "eva", "Ólafur", "Zoë"]);
    }

    #[test]
    fn an_address_is_checked_for_what_would_break_a_mail() {
        assert_eq!(email("email", " Mira@Larkbill.example ").unwrap(), "mira@larkbill.example");
        for wrong in
            ["mira", "@x.example", "a b@x.example", "a@x", "a@.example", "a@x.example.", "a<b@x.example"]
        {
            assert!(email("email", wrong).is_err(), "{wrong}");
        }
    }
}
