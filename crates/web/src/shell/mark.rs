//! A person, or a customer, as a round mark with two letters.

/// A person as a round mark with two letters.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedMark {
    pub name: String,
    pub initials: String,
    pub hue: u32,
}

impl NamedMark {
    pub fn of(name: &str) -> Self {
        Self { name: name.to_owned(), initials: initials(name), hue: hue(name) }
    }
}

/// The first letters of a name: `Mi`, or `PF` of two words.
pub fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.as_slice() {
        [one] => one.chars().take(2).collect(),
        [first, .., last] => first.chars().take(1).chain(last.chars().take(1)).collect(),
        [] => String::new(),
    }
}

/// One of twelve hues, always the same for a name.
pub fn hue(name: &str) -> u32 {
    name.bytes().fold(5_u32, |hue, byte| hue.wrapping_mul(31).wrapping_add(byte.into())) % 12
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn names_become_two_letters() {
        assert_eq!((initials("Mira"), initials("Pellworth Fabrication")), ("Mi".into(), "PF".into()));
    }
}
