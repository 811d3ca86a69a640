//! What is bound on the server engine and read from it, in its binary form.

use std::error::Error;

use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};

use crate::value::{CellRef, Value};

impl Value<'_> {
    /// The driver is told that every type is accepted, so the check is ours.
    fn fits(&self, ty: &Type) -> bool {
        match self {
            Value::Null => true,
            Value::Bool(_) => *ty == Type::BOOL,
            Value::Int(_) => matches!(*ty, Type::INT4 | Type::INT8),
            Value::Real(_) => *ty == Type::FLOAT8,
            Value::Text(_) => <&str as ToSql>::accepts(ty),
            Value::Bytes(_) => *ty == Type::BYTEA,
            Value::Uuid(_) => *ty == Type::UUID,
        }
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn Error + std::marker::Sync + Send>> {
        if !self.fits(ty) {
            return Err(format!("{self:?} was bound where {ty} is expected").into());
        }
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Bool(yes) => yes.to_sql(ty, out),
            Value::Int(n) if *ty == Type::INT4 => i32::try_from(*n)?.to_sql(ty, out),
            Value::Int(n) => n.to_sql(ty, out),
            Value::Real(x) => x.to_sql(ty, out),
            Value::Text(text) => text.to_sql(ty, out),
            Value::Bytes(bytes) => bytes.to_sql(ty, out),
            Value::Uuid(id) => id.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for CellRef<'a> {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + std::marker::Sync + Send>> {
        Ok(match *ty {
            Type::BOOL => CellRef::Bool(bool::from_sql(ty, raw)?),
            Type::INT4 => CellRef::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT8 => CellRef::Int(i64::from_sql(ty, raw)?),
            Type::FLOAT8 => CellRef::Real(f64::from_sql(ty, raw)?),
            Type::BYTEA | Type::UUID => CellRef::Bytes(raw),
            _ => CellRef::Text(<&str>::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + std::marker::Sync + Send>> {
        Ok(CellRef::Null)
    }

    fn accepts(ty: &Type) -> bool {
        matches!(
            *ty,
            Type::BOOL
                | Type::INT4
                | Type::INT8
                | Type::FLOAT8
                | Type::BYTEA
                | Type::UUID
                | Type::TEXT
                | Type::VARCHAR
                | Type::NAME
        )
    }
}
