//! A statement: plain text, written once in the portable subset, or a pair of texts where engines must differ.

use std::borrow::Cow;

/// The text of one statement for each engine; for nearly all statements they are the same text.
#[derive(Clone, Debug)]
pub struct Sql<'a> {
    text: Cow<'a, str>,
    /// What the server is asked instead, where engines must differ.
    postgres: Option<Cow<'a, str>>,
}

impl<'a> From<&'a str> for Sql<'a> {
    fn from(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), postgres: None }
    }
}

impl<'a> From<&'a String> for Sql<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Sql<'_> {
    fn from(text: String) -> Self {
        Self { text: Cow::Owned(text), postgres: None }
    }
}

impl<'a> From<&'a Sql<'_>> for Sql<'a> {
    fn from(pair: &'a Sql<'_>) -> Self {
        Self { text: Cow::Borrowed(&pair.text), postgres: pair.postgres.as_deref().map(Cow::Borrowed) }
    }
}

impl<'a> Sql<'a> {
    /// A pair: the first for the embedded engine, the second for the server. Use [`sql_pair!`](crate::sql_pair).
    pub const fn pair(sqlite: &'a str, postgres: &'a str) -> Self {
        Self { text: Cow::Borrowed(sqlite), postgres: Some(Cow::Borrowed(postgres)) }
    }

    /// What the embedded engine is asked.
    pub(crate) fn sqlite(&self) -> &str {
        &self.text
    }

    pub(crate) fn postgres(&self) -> &str {
        self.postgres.as_deref().unwrap_or(&self.text)
    }

    /// Whether this is one statement that inserts into, updates or deletes from `table` and nothing else.
    pub fn writes_only(&self, table: &str) -> bool {
        [self.sqlite(), self.postgres()].into_iter().all(|text| {
            let mut words = text.split_whitespace();
            let named = match (words.next(), words.next()) {
                (Some("insert"), Some("into")) | (Some("delete"), Some("from")) => words.next(),
                (Some("update"), named) => named,
                _ => None,
            };
            named == Some(table) && !text.contains(';')
        })
    }

    /// The same change made to both texts, such as putting a filter in its place.
    pub fn map(&self, change: impl Fn(&str) -> String) -> Sql<'static> {
        Sql {
            text: Cow::Owned(change(&self.text)),
            postgres: self.postgres.as_deref().map(|text| Cow::Owned(change(text))),
        }
    }
}

/// `sql_pair!("search")` is the pair of files `search.sqlite.sql` and `search.postgres.sql` beside the caller.
#[macro_export]
macro_rules! sql_pair {
    ($name:literal) => {
        $crate::Sql::pair(
            include_str!(concat!($name, ".sqlite.sql")),
            include_str!(concat!($name, ".postgres.sql")),
        )
    };
}
