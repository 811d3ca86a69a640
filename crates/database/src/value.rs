//! What goes into a statement and what comes out of a row, the same on both engines.
//!
//! Parameters are [`Value`]s, cells are [`CellRef`]s; a type of the rules joins in by naming the stored
//! type it wraps (see [`stored!`](crate::stored)).

use uuid::Uuid;

use crate::fault::Fault;

/// A parameter of a statement. Times are integer microseconds UTC, JSON is text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
    Uuid(Uuid),
}

/// Anything that can be bound to `$1`.
pub trait Param {
    fn value(&self) -> Value<'_>;
}

/// A cell as an engine hands it over; a `uuid` arrives as its sixteen bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellRef<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

/// Anything that can be read out of a cell.
pub trait Cell: Sized {
    fn read(cell: CellRef<'_>) -> Result<Self, Fault>;
}

fn mismatch(cell: CellRef<'_>, wanted: &str) -> Fault {
    Fault::other(format!("a cell holds {cell:?} where {wanted} was expected"))
}

macro_rules! scalar {
    ($type:ty, $value:ident, $cell:pat => $read:expr) => {
        impl Param for $type {
            fn value(&self) -> Value<'_> {
                Value::$value((*self).into())
            }
        }
        impl Cell for $type {
            fn read(cell: CellRef<'_>) -> Result<Self, Fault> {
                match cell {
                    $cell => $read,
                    other => Err(mismatch(other, stringify!($type))),
                }
            }
        }
    };
}

scalar!(i64, Int, CellRef::Int(n) => Ok(n));
scalar!(i32, Int, CellRef::Int(n) => n.try_into().map_err(Fault::other));
scalar!(u32, Int, CellRef::Int(n) => n.try_into().map_err(Fault::other));
scalar!(f64, Real, CellRef::Real(x) => Ok(x));

impl Param for bool {
    fn value(&self) -> Value<'_> {
        Value::Bool(*self)
    }
}

impl Cell for bool {
    fn read(cell: CellRef<'_>) -> Result<Self, Fault> {
        match cell {
            CellRef::Bool(yes) => Ok(yes),
            CellRef::Int(0) => Ok(false),
            CellRef::Int(1) => Ok(true),
            other => Err(mismatch(other, "bool")),
        }
    }
}

impl Param for Uuid {
    fn value(&self) -> Value<'_> {
        Value::Uuid(*self)
    }
}

impl Cell for Uuid {
    fn read(cell: CellRef<'_>) -> Result<Self, Fault> {
        match cell {
            CellRef::Bytes(bytes) => Uuid::from_slice(bytes).map_err(Fault::other),
            other => Err(mismatch(other, "uuid")),
        }
    }
}

impl Param for str {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Param for String {
    fn value(&self) -> Value<'_> {
        Value::Text(self)
    }
}

impl Cell for String {
    fn read(cell: CellRef<'_>) -> Result<Self, Fault> {
        match cell {
            CellRef::Text(text) => Ok(text.to_owned()),
            other => Err(mismatch(other, "text")),
        }
    }
}

impl Param for [u8] {
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl Param for Vec<u8> {
    fn value(&self) -> Value<'_> {
        Value::Bytes(self)
    }
}

impl Cell for Vec<u8> {
    fn read(cell: CellRef<'_>) -> Result<Self, Fault> {
        match cell {
            CellRef::Bytes(bytes) => Ok(bytes.to_owned()),
            other => Err(mismatch(other, "bytes")),
        }
    }
}

impl<T: Param> Param for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Param::value)
    }
}

impl<T: Cell> Cell for Option<T> {
    fn read(cell: CellRef<'_>) -> Result<Self, Fault> {
        if cell == CellRef::Null { Ok(None) } else { T::read(cell).map(Some) }
    }
}

impl<T: Param + ?Sized> Param for &T {
    fn value(&self) -> Value<'_> {
        (**self).value()
    }
}

impl Param for Value<'_> {
    fn value(&self) -> Value<'_> {
        *self
    }
}

impl From<i64> for Value<'_> {
    fn from(n: i64) -> Self {
        Self::Int(n)
    }
}

impl From<Uuid> for Value<'_> {
    fn from(id: Uuid) -> Self {
        Self::Uuid(id)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

/// Lets a type with one field (`StoryId(Uuid)`, `Timestamp(i64)`) be bound and read as that field.
#[macro_export]
macro_rules! stored {
    ($($type:ident => $inner:ty),+ $(,)?) => {$(
        impl $crate::Param for $type {
            fn value(&self) -> $crate::Value<'_> {
                $crate::Param::value(&self.0)
            }
        }
        impl $crate::Cell for $type {
            fn read(cell: $crate::CellRef<'_>) -> Result<Self, $crate::Fault> {
                <$inner as $crate::Cell>::read(cell).map($type)
            }
        }
    )+};
}
