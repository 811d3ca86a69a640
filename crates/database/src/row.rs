//! Rows decoded by column name, with the names looked up once per query and not once per cell.

use crate::fault::Fault;
use crate::value::{Cell, CellRef};

/// A struct that one row of a query fills. Written by [`row!`](crate::row).
pub trait FromRow: Sized {
    /// The columns that must be there, in the order in which [`FromRow::from_row`] asks for them.
    const COLUMNS: &'static [&'static str];

    fn from_row(row: &RowRef<'_>) -> Result<Self, Fault>;
}

/// What is done with each row. The engines do not know what rows are read as: their lines are there once, not once for each
/// struct.
pub(crate) type TakeRow<'t> = &'t mut dyn FnMut(&RowRef<'_>) -> Result<(), Fault>;

/// The rows that `each` hands out, as structs.
pub(crate) fn read_rows<R: FromRow>(
    each: impl FnOnce(&'static [&'static str], TakeRow<'_>) -> Result<(), Fault>,
) -> Result<Vec<R>, Fault> {
    let mut found = Vec::new();
    each(R::COLUMNS, &mut |row| {
        found.push(R::from_row(row)?);
        Ok(())
    })?;
    Ok(found)
}

/// One row of either engine, with the place of each column of [`FromRow::COLUMNS`].
pub struct RowRef<'r> {
    pub(crate) source: Source<'r>,
    pub(crate) places: &'r [usize],
}

pub(crate) enum Source<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

impl RowRef<'_> {
    /// The cell of the `nth` column of [`FromRow::COLUMNS`].
    pub fn get<T: Cell>(&self, nth: usize) -> Result<T, Fault> {
        let place = *self
            .places
            .get(nth)
            .ok_or_else(|| Fault::other("a row was asked for a column it does not name"))?;
        let cell: CellRef<'_> = match self.source {
            Source::Sqlite(row) => crate::sqlite::cell(row, place)?,
            Source::Postgres(row) => row.try_get(place).map_err(crate::postgres::fault)?,
        };
        T::read(cell)
    }
}

/// Declares a struct together with how a row fills it: the column names are the field names.
#[macro_export]
macro_rules! row {
    ($(#[$outer:meta])* $vis:vis struct $name:ident {
        $($(#[$inner:meta])* $fvis:vis $field:ident : $type:ty),+ $(,)?
    }) => {
        $(#[$outer])* $vis struct $name { $($(#[$inner])* $fvis $field: $type),+ }
        $crate::from_row!($name { $($field),+ });
    };
}

/// Says how a row fills an existing struct: the column names are the field names.
#[macro_export]
macro_rules! from_row {
    ($name:ident { $($field:ident),+ $(,)? }) => {
        impl $crate::FromRow for $name {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];

            fn from_row(row: &$crate::RowRef<'_>) -> Result<Self, $crate::Fault> {
                let mut nth = 0_usize..;
                let mut next = || nth.next().unwrap_or_default();
                Ok(Self { $($field: row.get(next())?),+ })
            }
        }
    };
}

/// A query of one column.
pub struct One<T>(pub T);

impl<T: Cell> FromRow for One<T> {
    const COLUMNS: &'static [&'static str] = &["value"];

    fn from_row(row: &RowRef<'_>) -> Result<Self, Fault> {
        row.get(0).map(One)
    }
}
