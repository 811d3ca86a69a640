//! The embedded engine: opening a file, binding by name, reading cells, telling faults apart.

use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement, ToSql};

use crate::fault::{Fault, FaultKind};
use crate::row::{RowRef, Source, TakeRow};
use crate::settings::Sync;
use crate::value::{CellRef, Param, Value};

const STATEMENTS_KEPT: usize = 256;
const BUSY_WAIT: Duration = Duration::from_secs(10);
const CACHE_KIB: i64 = 8 * 1024;

/// Opens the writing connection, making the file where there is none.
pub(crate) fn open_writer(path: &Path, sync: Sync) -> Result<Connection, Fault> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = open(path, flags)?;
    let mode = match sync {
        Sync::Full => "full",
        Sync::Off => "off",
    };
    let journal: String =
        connection.query_row("pragma journal_mode = wal", [], |row| row.get(0)).map_err(fault)?;
    if journal != "wal" {
        let why = format!("journal mode {journal}");
        return Err(Fault::new(FaultKind::ReadOnly, "The data folder cannot keep a write-ahead log.", why));
    }
    connection
        .execute_batch(&format!(
            "pragma synchronous = {mode}; pragma foreign_keys = on; pragma journal_size_limit = 67108864"
        ))
        .map_err(fault)?;
    Ok(connection)
}

/// Opens a connection that can only read.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, Fault> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.execute_batch("pragma query_only = on").map_err(fault)?;
    Ok(connection)
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection, Fault> {
    let connection = Connection::open_with_flags(path, flags).map_err(fault)?;
    connection.busy_timeout(BUSY_WAIT).map_err(fault)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    // A plan that looks at the values bound is made anew each time they are bound: two fifths of a page's time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(fault)?;
    connection
        .execute_batch(&format!("pragma cache_size = -{CACHE_KIB}; pragma temp_store = memory"))
        .map_err(fault)?;
    Ok(connection)
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Bool(yes) => ValueRef::Integer(i64::from(*yes)),
            Value::Int(n) => ValueRef::Integer(*n),
            Value::Real(x) => ValueRef::Real(*x),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
            Value::Uuid(id) => ValueRef::Blob(id.as_bytes()),
        }))
    }
}

/// `$2` is bound where it first stands in the text: there the engine numbers it, in the order of first appearance.
fn bind(statement: &mut Statement<'_>, sql: &str, params: &[&dyn Param]) -> Result<(), Fault> {
    let mut bound = vec![false; params.len()];
    let mut place = 0;
    for nth in numbers(sql) {
        let missing = || Fault::other(format!("no value was given for ${nth}"));
        let index = nth.checked_sub(1).ok_or_else(missing)?;
        let param = params.get(index).ok_or_else(missing)?;
        if !std::mem::replace(&mut bound[index], true) {
            place += 1;
            statement.raw_bind_parameter(place, param.value()).map_err(fault)?;
        }
    }
    if place == statement.parameter_count() {
        Ok(())
    } else {
        Err(Fault::other("parameters are written $1, $2, …, and a $ stands nowhere else"))
    }
}

/// The numbers behind each `$` of a text.
fn numbers(sql: &str) -> impl Iterator<Item = usize> + '_ {
    let number = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit);
        digits.fold(0_usize, |number, digit| {
            number.saturating_mul(10).saturating_add(usize::from(digit - b'0'))
        })
    };
    sql.split('$').skip(1).map(number)
}

/// Hands out each row, with the places of these columns.
pub(crate) fn each(
    connection: &Connection,
    (sql, params): (&str, &[&dyn Param]),
    columns: &[&str],
    take: TakeRow<'_>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(sql).map_err(fault)?;
    bind(&mut statement, sql, params)?;
    let places = places(&statement, columns)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(fault)? {
        take(&RowRef { source: Source::Sqlite(row), places: &places })?;
    }
    Ok(())
}

/// Where these columns stand; mostly they are asked for in the order in which they are read.
fn places(statement: &Statement<'_>, columns: &[&str]) -> Result<Vec<usize>, Fault> {
    let place = |(nth, name): (usize, &&str)| match statement.column_name(nth) {
        Ok(there) if there == *name => Ok(nth),
        _ => statement.column_index(name).map_err(fault),
    };
    columns.iter().enumerate().map(place).collect()
}

pub(crate) fn execute(connection: &Connection, sql: &str, params: &[&dyn Param]) -> Result<u64, Fault> {
    let mut statement = connection.prepare_cached(sql).map_err(fault)?;
    bind(&mut statement, sql, params)?;
    statement.raw_execute().map(|rows| rows as u64).map_err(fault)
}

pub(crate) fn explain(connection: &Connection, sql: &str, params: &[&dyn Param]) -> Result<String, Fault> {
    let mut statement = connection.prepare(&format!("explain query plan {sql}")).map_err(fault)?;
    bind(&mut statement, sql, params)?;
    let lines = RefCell::new(String::new());
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(fault)? {
        let step: String = row.get("detail").map_err(fault)?;
        lines.borrow_mut().push_str(&format!("{step}\n"));
    }
    Ok(lines.into_inner())
}

pub(crate) fn cell<'r>(row: &'r rusqlite::Row<'_>, place: usize) -> Result<CellRef<'r>, Fault> {
    Ok(match row.get_ref(place).map_err(fault)? {
        ValueRef::Null => CellRef::Null,
        ValueRef::Integer(n) => CellRef::Int(n),
        ValueRef::Real(x) => CellRef::Real(x),
        ValueRef::Text(bytes) => CellRef::Text(std::str::from_utf8(bytes).map_err(Fault::other)?),
        ValueRef::Blob(bytes) => CellRef::Bytes(bytes),
    })
}

pub(crate) fn fault(error: rusqlite::Error) -> Fault {
    let Some(code) = error.sqlite_error_code() else {
        return Fault::other(error);
    };
    match code {
        ErrorCode::DiskFull => Fault::new(
            FaultKind::DiskFull,
            "The disk is full. Nothing of this was saved; free some space and do it again.",
            error,
        ),
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Fault::new(
            FaultKind::ReadOnly,
            "The data folder may be read but not written. Give this program the right to write there.",
            error,
        ),
        ErrorCode::CannotOpen => Fault::new(
            FaultKind::Unreachable,
            "The database file cannot be opened. Check that the data folder exists and belongs to this program.",
            error,
        ),
        ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Fault::new(
            FaultKind::Damaged,
            "The database file is damaged or is no database. Restore a backup with `throughline restore`.",
            error,
        ),
        ErrorCode::SystemIoFailure => Fault::new(
            FaultKind::DiskFull,
            "The disk did not take the data. Nothing of this was saved.",
            error,
        ),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Fault::new(
            FaultKind::Conflict,
            "Another program holds the database. Try again in a moment.",
            error,
        ),
        ErrorCode::ConstraintViolation => Fault::new(
            FaultKind::Constraint,
            "This would break a rule of the stored data; nothing of it was saved.",
            error,
        ),
        _ => Fault::other(error),
    }
}
