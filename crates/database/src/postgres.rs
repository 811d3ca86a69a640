//! The server engine: one connection with its own statement cache, binary cells, faults told apart.

use std::collections::HashMap;
use std::error::Error;
use std::str::FromStr;

use postgres::config::SslMode;
use postgres::error::SqlState;
use postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};

use crate::fault::{Fault, FaultKind};
use crate::row::{FromRow, RowRef, Source};
use crate::value::{CellRef, Param, Value};

const STATEMENTS_KEPT: usize = 512;

/// One connection. It must be dropped on a plain thread: its driver blocks while it says goodbye.
pub(crate) struct PostgresLink {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl PostgresLink {
    pub(crate) fn connect(url: &str) -> Result<Self, Fault> {
        let config = Config::from_str(url).map_err(|error| {
            Fault::new(
                FaultKind::Other,
                "The database address is not understood. Write postgres://user@host/name.",
                error,
            )
        })?;
        let client = match config.get_ssl_mode() {
            SslMode::Disable => config.connect(NoTls),
            _ => config.connect(tls()?),
        };
        Ok(Self { client: client.map_err(fault)?, statements: HashMap::new() })
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.client.is_closed()
    }

    pub(crate) fn batch(&mut self, text: &str) -> Result<(), Fault> {
        self.client.batch_execute(text).map_err(fault)
    }

    pub(crate) fn all<R: FromRow>(&mut self, sql: &str, params: &[&dyn Param]) -> Result<Vec<R>, Fault> {
        let statement = self.statement(sql)?;
        let places = R::COLUMNS
            .iter()
            .map(|name| {
                let place = statement.columns().iter().position(|column| column.name() == *name);
                place.ok_or_else(|| Fault::other(format!("the query has no column {name}")))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let values: Vec<Value<'_>> = params.iter().map(|param| param.value()).collect();
        let bound: Vec<&(dyn ToSql + std::marker::Sync)> = values.iter().map(|value| value as _).collect();
        let rows = self.client.query(&statement, &bound).map_err(fault)?;
        rows.iter()
            .map(|row| R::from_row(&RowRef { source: Source::Postgres(row), places: &places }))
            .collect()
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[&dyn Param]) -> Result<u64, Fault> {
        let statement = self.statement(sql)?;
        let values: Vec<Value<'_>> = params.iter().map(|param| param.value()).collect();
        let bound: Vec<&(dyn ToSql + std::marker::Sync)> = values.iter().map(|value| value as _).collect();
        self.client.execute(&statement, &bound).map_err(fault)
    }

    pub(crate) fn explain(&mut self, sql: &str, params: &[&dyn Param]) -> Result<String, Fault> {
        let values: Vec<Value<'_>> = params.iter().map(|param| param.value()).collect();
        let bound: Vec<&(dyn ToSql + std::marker::Sync)> = values.iter().map(|value| value as _).collect();
        let rows = self.client.query(&format!("explain {sql}"), &bound).map_err(fault)?;
        rows.iter().map(|row| row.try_get::<_, String>(0).map(|line| line + "\n").map_err(fault)).collect()
    }

    fn statement(&mut self, sql: &str) -> Result<Statement, Fault> {
        if let Some(known) = self.statements.get(sql) {
            return Ok(known.clone());
        }
        if self.statements.len() >= STATEMENTS_KEPT {
            self.statements.clear();
        }
        let made = self.client.prepare(sql).map_err(fault)?;
        self.statements.insert(sql.to_owned(), made.clone());
        Ok(made)
    }

    pub(crate) fn notify(&mut self, channel: &str, payload: &str) -> Result<(), Fault> {
        self.client.execute("select pg_notify($1, $2)", &[&channel, &payload]).map(drop).map_err(fault)
    }

    pub(crate) fn client(&mut self) -> &mut Client {
        &mut self.client
    }
}

fn tls() -> Result<tokio_postgres_rustls::MakeRustlsConnect, Fault> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(Fault::other)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(tokio_postgres_rustls::MakeRustlsConnect::new(config))
}

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

pub(crate) fn fault(error: postgres::Error) -> Fault {
    let detail = error.as_db_error().map_or_else(|| chain(&error), ToString::to_string);
    let Some(code) = error.code() else {
        return if error.is_closed() || error.source().is_some_and(|cause| cause.is::<std::io::Error>()) {
            Fault::new(
                FaultKind::Unreachable,
                "PostgreSQL cannot be reached, so nothing of this was saved. Check that it runs and that its address is right.",
                detail,
            )
        } else {
            Fault::other(detail)
        };
    };
    told(code, detail)
}

/// What the server's own code means.
fn told(code: &SqlState, detail: String) -> Fault {
    match code {
        &SqlState::DISK_FULL => Fault::new(
            FaultKind::DiskFull,
            "PostgreSQL's disk is full. Nothing of this was saved; free some space and do it again.",
            detail,
        ),
        &SqlState::READ_ONLY_SQL_TRANSACTION => {
            Fault::new(FaultKind::ReadOnly, "This PostgreSQL server may be read but not written.", detail)
        }
        &SqlState::T_R_SERIALIZATION_FAILURE
        | &SqlState::T_R_DEADLOCK_DETECTED
        | &SqlState::LOCK_NOT_AVAILABLE => Fault::new(
            FaultKind::Conflict,
            "Somebody else was writing the same thing. Try again in a moment.",
            detail,
        ),
        &SqlState::ADMIN_SHUTDOWN
        | &SqlState::CRASH_SHUTDOWN
        | &SqlState::CANNOT_CONNECT_NOW
        | &SqlState::TOO_MANY_CONNECTIONS => Fault::new(
            FaultKind::Unreachable,
            "PostgreSQL is not taking requests just now. Nothing of this was saved.",
            detail,
        ),
        &SqlState::INVALID_PASSWORD
        | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION
        | &SqlState::INVALID_CATALOG_NAME => Fault::new(
            FaultKind::Other,
            "PostgreSQL does not let this program in. Check the user, the password and the database's name.",
            detail,
        ),
        code if code.code().starts_with("23") => Fault::new(
            FaultKind::Constraint,
            "This would break a rule of the stored data; nothing of it was saved.",
            detail,
        ),
        _ => Fault::other(detail),
    }
}

fn chain(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        words = format!("{words}: {inner}");
        cause = inner.source();
    }
    words
}
