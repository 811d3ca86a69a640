//! A query that is yet to be asked: alone, or together with others on one way to the database.

use std::marker::PhantomData;
use std::vec::IntoIter;

use crate::fault::Fault;
use crate::postgres::Answered;
use crate::row::{FromRow, TakeRow, read_rows};
use crate::sql::Sql;
use crate::tx::Tx;
use crate::value::{Param, Value};

/// A statement, what is bound in it, and what its rows are read as.
pub struct Query<'q, R> {
    asked: Asked<'q>,
    reads: PhantomData<fn() -> R>,
}

/// A statement with what is bound in it.
pub struct Asked<'q> {
    pub(crate) sql: Sql<'q>,
    pub(crate) params: Vec<Value<'q>>,
}

impl Asked<'_> {
    fn each_of_file(
        &self,
        connection: &rusqlite::Connection,
        columns: &[&str],
        take: TakeRow<'_>,
    ) -> Result<(), Fault> {
        let params: Vec<&dyn Param> = self.params.iter().map(|value| value as _).collect();
        crate::sqlite::each(connection, (self.sql.sqlite(), &params), columns, take)
    }
}

impl<'q, R: FromRow> Query<'q, R> {
    pub fn new(sql: impl Into<Sql<'q>>, params: Vec<Value<'q>>) -> Self {
        Self { asked: Asked { sql: sql.into(), params }, reads: PhantomData }
    }

    /// A query whose text has `{list}` between the brackets of `in`: the values are bound behind the parameters. The last of
    /// them is repeated up to a power of two, so that lists of any length make few statements for an engine to know.
    pub fn with_list(
        text: &str,
        mut params: Vec<Value<'q>>,
        list: impl IntoIterator<Item = Value<'q>>,
    ) -> Self {
        let first = params.len() + 1;
        params.extend(list);
        let count = params.len() + 1 - first;
        if let Some(last) = params.last().copied().filter(|_| count > 0) {
            params.resize(first - 1 + count.next_power_of_two(), last);
        }
        let places: Vec<String> = (first..=params.len()).map(|n| format!("${n}")).collect();
        let places = if places.is_empty() { "null".into() } else { places.join(", ") };
        Self::new(text.replace("{list}", &places), params)
    }

    /// Every row, asked for alone.
    pub fn all(&self, tx: &Tx<'_>) -> Result<Vec<R>, Fault> {
        tx.together(self)
    }
}

/// Queries that are asked at once: one, a list, or a tuple of such. [`Tx::together`] answers in the same form.
pub trait Together {
    type Rows;

    /// Puts its queries behind those before it.
    fn gather<'s>(&'s self, asked: &mut Vec<&'s Asked<'s>>);

    /// Asks the embedded engine, one query after the other.
    fn of_file(&self, connection: &rusqlite::Connection) -> Result<Self::Rows, Fault>;

    /// Reads the server's answers, in the order of [`Together::gather`].
    fn of_server(&self, answers: &mut Answers) -> Result<Self::Rows, Fault>;

    /// The same, with something made of the rows when they are there.
    fn then<U, F: Fn(Self::Rows) -> U>(self, make: F) -> Then<Self, F>
    where
        Self: Sized,
    {
        Then { queries: self, make }
    }
}

/// Queries of whose rows something is made.
pub struct Then<T, F> {
    queries: T,
    make: F,
}

impl<T: Together, U, F: Fn(T::Rows) -> U> Together for Then<T, F> {
    type Rows = U;

    fn gather<'s>(&'s self, asked: &mut Vec<&'s Asked<'s>>) {
        self.queries.gather(asked);
    }

    fn of_file(&self, connection: &rusqlite::Connection) -> Result<U, Fault> {
        self.queries.of_file(connection).map(&self.make)
    }

    fn of_server(&self, answers: &mut Answers) -> Result<U, Fault> {
        self.queries.of_server(answers).map(&self.make)
    }
}

/// What the server answered, in the order in which it was asked.
pub struct Answers(pub(crate) IntoIter<Answered>);

impl<R: FromRow> Together for Query<'_, R> {
    type Rows = Vec<R>;

    fn gather<'s>(&'s self, asked: &mut Vec<&'s Asked<'s>>) {
        asked.push(&self.asked);
    }

    fn of_file(&self, connection: &rusqlite::Connection) -> Result<Self::Rows, Fault> {
        read_rows(|columns, take| self.asked.each_of_file(connection, columns, take))
    }

    fn of_server(&self, answers: &mut Answers) -> Result<Self::Rows, Fault> {
        let answered = answers.0.next().ok_or_else(|| Fault::other("a query was not answered"))?;
        read_rows(|columns, take| answered.each(columns, take))
    }
}

impl<T: Together> Together for &T {
    type Rows = T::Rows;

    fn gather<'s>(&'s self, asked: &mut Vec<&'s Asked<'s>>) {
        (**self).gather(asked);
    }

    fn of_file(&self, connection: &rusqlite::Connection) -> Result<Self::Rows, Fault> {
        (**self).of_file(connection)
    }

    fn of_server(&self, answers: &mut Answers) -> Result<Self::Rows, Fault> {
        (**self).of_server(answers)
    }
}

impl<T: Together> Together for Vec<T> {
    type Rows = Vec<T::Rows>;

    fn gather<'s>(&'s self, asked: &mut Vec<&'s Asked<'s>>) {
        self.iter().for_each(|query| query.gather(asked));
    }

    fn of_file(&self, connection: &rusqlite::Connection) -> Result<Self::Rows, Fault> {
        self.iter().map(|query| query.of_file(connection)).collect()
    }

    fn of_server(&self, answers: &mut Answers) -> Result<Self::Rows, Fault> {
        self.iter().map(|query| query.of_server(answers)).collect()
    }
}

/// A query that is only asked where there is cause to.
impl<T: Together<Rows: Default>> Together for Option<T> {
    type Rows = T::Rows;

    fn gather<'s>(&'s self, asked: &mut Vec<&'s Asked<'s>>) {
        self.iter().for_each(|query| query.gather(asked));
    }

    fn of_file(&self, connection: &rusqlite::Connection) -> Result<Self::Rows, Fault> {
        self.as_ref().map_or_else(|| Ok(T::Rows::default()), |query| query.of_file(connection))
    }

    fn of_server(&self, answers: &mut Answers) -> Result<Self::Rows, Fault> {
        self.as_ref().map_or_else(|| Ok(T::Rows::default()), |query| query.of_server(answers))
    }
}

macro_rules! together {
    ($($part:ident $place:tt),+) => {
        impl<$($part: Together),+> Together for ($($part,)+) {
            type Rows = ($($part::Rows,)+);

            fn gather<'s>(&'s self, asked: &mut Vec<&'s Asked<'s>>) {
                $(self.$place.gather(asked);)+
            }

            fn of_file(&self, connection: &rusqlite::Connection) -> Result<Self::Rows, Fault> {
                Ok(($(self.$place.of_file(connection)?,)+))
            }

            fn of_server(&self, answers: &mut Answers) -> Result<Self::Rows, Fault> {
                Ok(($(self.$place.of_server(answers)?,)+))
            }
        }
    };
}

together!(A 0, B 1);
together!(A 0, B 1, C 2);
together!(A 0, B 1, C 2, D 3);
together!(A 0, B 1, C 2, D 3, E 4);
together!(A 0, B 1, C 2, D 3, E 4, F 5);
together!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
together!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::One;

    fn text(list: &[i64]) -> (String, usize) {
        let list = list.iter().map(|n| Value::Int(*n));
        let text = "select n as value from t where a = $1 and n in ({list}) and m in ({list})";
        let query: Query<'_, One<i64>> = Query::with_list(text, vec![Value::Int(7)], list);
        (
            query.asked.sql.sqlite().replace("select n as value from t where a = $1 and ", ""),
            query.asked.params.len(),
        )
    }

    #[test]
    fn lists_of_any_length_make_few_statements() {
        assert_eq!(text(&[]), ("n in (null) and m in (null)".into(), 1));
        assert_eq!(text(&[1]), ("n in ($2) and m in ($2)".into(), 2));
        assert_eq!(text(&[1, 2, 3]), text(&[1, 2, 3, 4]));
        let made: std::collections::BTreeSet<String> =
            (0..=300).map(|n| text(&(0..n).collect::<Vec<_>>()).0).collect();
        assert_eq!(made.len(), 11, "none, and the powers of two up to 512");
    }
}
