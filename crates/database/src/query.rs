//! A query that is yet to be asked: alone, or together with others on one way to the database.

use std::marker::PhantomData;
use std::vec::IntoIter;

use crate::fault::Fault;
use crate::postgres::Answered;
use crate::row::FromRow;
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

impl<'q, R: FromRow> Query<'q, R> {
    pub fn new(sql: impl Into<Sql<'q>>, params: Vec<Value<'q>>) -> Self {
        Self { asked: Asked { sql: sql.into(), params }, reads: PhantomData }
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
        let params: Vec<&dyn Param> = self.asked.params.iter().map(|value| value as _).collect();
        crate::sqlite::all(connection, &self.asked.sql.sqlite, &params)
    }

    fn of_server(&self, answers: &mut Answers) -> Result<Self::Rows, Fault> {
        answers.0.next().ok_or_else(|| Fault::other("a query was not answered"))?.read()
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
