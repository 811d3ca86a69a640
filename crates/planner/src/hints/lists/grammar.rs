//! What the language itself is made of, as far as the rules need it.

/// Words that are common in English and no words of its neighbours.
pub(in crate::hints) const PROOF: &[&str] = &[
    "the", "and", "are", "with", "that", "this", "when", "it", "their", "they", "from", "which", "who",
    "what", "how", "my", "his", "our", "your", "its", "cannot", "can't", "i'm", "of", "is",
];

/// Words of the lists below that other languages have as well: alone, they prove nothing.
pub(in crate::hints) const ELSEWHERE: &[&str] = &[
    "modern",
    "normal",
    "flexible",
    "robust",
    "optimal",
    "simple",
    "fast",
    "best",
    "nice",
    "efficient",
    "effective",
    "intuitive",
    "minimal",
    "ideal",
    "stable",
    "always",
    "forever",
    "or",
    "adequate",
    "acceptable",
    "maximal",
    "smart",
];

/// Words between real words: no side of a conjunction.
pub(in crate::hints) const SMALL: &[&str] = &[
    "a", "an", "the", "to", "of", "in", "on", "at", "by", "for", "from", "with", "as", "is", "are", "be",
    "it", "its", "that", "this", "these", "those", "my", "our", "their", "his", "her", "your", "i", "we",
    "they", "he", "she", "you", "not", "no", "and", "or", "so", "if", "then", "than", "also", "both",
    "either", "want", "can", "able", "i'm", "am",
];

/// A verb after these stands in a condition, or says which one is meant.
pub(in crate::hints) const SUBORDINATE: &[&str] = &[
    "when", "if", "which", "who", "whose", "whom", "after", "before", "once", "until", "while", "where",
    "as", "whenever", "because", "unless", "than", "what", "how", "why", "that", "whether",
];

/// A form of *be* before what is done.
pub(in crate::hints) const BE: &[&str] = &["is", "are", "be", "was", "were", "gets", "get", "got"];

/// What is done, by its irregular form.
pub(in crate::hints) const DONE: &[&str] = &[
    "sent", "made", "done", "given", "shown", "written", "paid", "seen", "taken", "told", "built", "found",
    "kept", "known", "held", "put", "set", "sold", "bought", "brought", "chosen", "drawn", "driven",
    "hidden", "read", "run", "begun", "split", "lent", "left", "met", "thrown", "broken", "cut", "stored",
];

/// What ends like something that is done, and is not.
pub(in crate::hints) const NOT_DONE: &[&str] = &[
    "need",
    "speed",
    "indeed",
    "embed",
    "feed",
    "seed",
    "interested",
    "supposed",
    "based",
    "related",
    "tired",
    "hundred",
    "detailed",
    "limited",
    "unlimited",
    "concerned",
    "sacred",
    "exceed",
    "proceed",
    "succeed",
    "allowed",
    "logged",
    "required",
];
