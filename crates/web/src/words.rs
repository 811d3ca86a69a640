//! The words of the pages: plain English in the templates, through one filter.
//!
//! `{{ "Backlog"|t }}` is looked up in the reader's language. A second language adds a catalogue here and
//! changes no template.

/// A language in which the pages can be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    #[default]
    English,
}

impl Language {
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The text in this language; what has no translation stays as the templates say it.
    pub fn say(self, text: &str) -> &str {
        match self {
            Self::English => text,
        }
    }
}

/// What the filters know while a page is rendered.
pub struct Reader {
    pub language: Language,
}

impl askama::Values for Reader {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn std::any::Any> {
        (key == "language").then_some(&self.language)
    }
}

pub mod filters {
    use askama::Values;

    use super::Language;

    /// Says a text in the reader's language.
    #[askama::filter_fn]
    pub fn t<'a>(text: &'a str, values: &dyn Values) -> askama::Result<&'a str> {
        let language = askama::get_value::<Language>(values, "language").copied().unwrap_or_default();
        Ok(language.say(text))
    }
}
