//! How a sentence says who, what and why; what joins two things, and what only seems to.

/// How a sentence says who wants it.
pub(in crate::hints) const ROLES: &[&str] =
    &["as", "as a", "as an", "as the", "being a", "being an", "being the"];

/// What begins like a role and is none.
pub(in crate::hints) const NO_ROLES: &[&str] = &[
    "as soon as",
    "as long as",
    "as far as",
    "as well",
    "as before",
    "as if",
    "as of",
    "as usual",
    "as in",
    "as for",
    "as many",
    "as much",
    "as little",
    "as few",
    "as expected",
    "as to",
];

/// How a sentence says what is wanted. What is the same in other words has the same template.
pub(in crate::hints) const MEANS: &[&str] = &[
    "i want to",
    "i want",
    "we want to",
    "we want",
    "i want to be able to",
    "i only want",
    "i only want to",
    "i also want to",
    "i do not want",
    "i do not want to",
    "i don't want",
    "i don't want to",
    "i would like to",
    "i would like",
    "i'd like to",
    "i'd like",
    "i would like to be able to",
    "i wish to",
    "i need to",
    "i need",
    "we need to",
    "we need",
    "i'm able to",
    "i am able to",
    "i can",
    "we can",
    "we are able to",
    "i could",
    "i may",
    "i should be able to",
    "i must be able to",
    "i have to",
    "i must",
    "i will be able to",
    "i should",
    "we should be able to",
    "i expect",
    "we would like to",
];

/// How it is said of somebody else.
pub(in crate::hints) const MEANS_OF_OTHERS: &[&str] = &[
    "wants to",
    "want to",
    "wants",
    "should be able to",
    "must be able to",
    "is able to",
    "are able to",
    "needs to",
    "need to",
    "would like to",
    "wishes to",
];

/// How a sentence says what it is good for.
pub(in crate::hints) const BENEFITS: &[&str] = &[
    "so that",
    "in order to",
    "in order that",
    "so i can",
    "so we can",
    "so i",
    "so we",
    "so they can",
    "so as to",
];

pub(in crate::hints) const CONJUNCTIONS: &[&str] = &["and", "or", "and or"];

/// What stands on both sides of a conjunction and is one thing.
pub(in crate::hints) const PAIRS: &[&str] = &[
    "one or more",
    "more or less",
    "sooner or later",
    "now and then",
    "drag and drop",
    "copy and paste",
    "cut and paste",
    "terms and conditions",
    "back and forth",
    "black and white",
    "trial and error",
    "pros and cons",
    "health and safety",
    "profit and loss",
    "supply and demand",
    "search and replace",
    "find and replace",
    "questions and answers",
    "up and down",
    "first and last name",
    "names and addresses",
    "name and address",
    "date and time",
    "day and night",
    "on and off",
    "read and write",
    "before and after",
    "again and again",
    "over and over",
    "true or false",
    "yes or no",
    "on or off",
    "and so on",
    "and so forth",
    "and the like",
    "and more",
];

/// Words for numbers: *two or three* is no second story.
pub(in crate::hints) const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "hundred", "first", "second", "third", "last",
];
