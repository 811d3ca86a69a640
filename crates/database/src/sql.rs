//! A statement: plain text, written once in the portable subset, or a pair of texts where engines must differ.

use std::borrow::Cow;

/// The text of one statement for each engine; for nearly all statements they are the same text.
#[derive(Clone, Debug)]
pub struct Sql<'a> {
    pub(crate) sqlite: Cow<'a, str>,
    pub(crate) postgres: Cow<'a, str>,
}

impl<'a> From<&'a str> for Sql<'a> {
    fn from(text: &'a str) -> Self {
        Self { sqlite: Cow::Borrowed(text), postgres: Cow::Borrowed(text) }
    }
}

impl<'a> From<&'a String> for Sql<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Sql<'_> {
    fn from(text: String) -> Self {
        Self { sqlite: Cow::Owned(text.clone()), postgres: Cow::Owned(text) }
    }
}

impl<'a> From<&'a Sql<'_>> for Sql<'a> {
    fn from(pair: &'a Sql<'_>) -> Self {
        Self { sqlite: Cow::Borrowed(&pair.sqlite), postgres: Cow::Borrowed(&pair.postgres) }
    }
}

impl<'a> Sql<'a> {
    /// A pair: the first for the embedded engine, the second for the server. Use [`sql_pair!`](crate::sql_pair).
    pub const fn pair(sqlite: &'a str, postgres: &'a str) -> Self {
        Self { sqlite: Cow::Borrowed(sqlite), postgres: Cow::Borrowed(postgres) }
    }

    /// Whether this is one statement that inserts into, updates or deletes from `table` and nothing else.
    pub fn writes_only(&self, table: &str) -> bool {
        [&self.sqlite, &self.postgres].into_iter().all(|text| {
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
        Sql { sqlite: Cow::Owned(change(&self.sqlite)), postgres: Cow::Owned(change(&self.postgres)) }
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
