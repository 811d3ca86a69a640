//! The server engine: one connection with its own statement cache, faults told apart.

use std::collections::HashMap;
use std::error::Error;
use std::str::FromStr;

use futures_util::future::try_join_all;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;
use tokio_postgres::config::SslMode;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, NoTls, Row, Statement};

use crate::fault::{Fault, FaultKind};
use crate::query::Asked;
use crate::row::{RowRef, Source, TakeRow};
use crate::value::{Param, Value};

const STATEMENTS_KEPT: usize = 512;

/// One connection. It must be dropped on a plain thread: it blocks while it says goodbye.
pub(crate) struct PostgresLink {
    /// None only while it is dropped.
    client: Option<Client>,
    /// Carries the connection while this thread waits for an answer.
    carrier: Option<JoinHandle<()>>,
    runtime: Runtime,
    statements: HashMap<String, Statement>,
}

/// The rows of a query as they came.
pub(crate) struct Answered {
    statement: Statement,
    rows: Vec<Row>,
}

impl PostgresLink {
    pub(crate) fn connect(url: &str) -> Result<Self, Fault> {
        let config = Config::from_str(url).map_err(not_understood)?;
        let runtime = Builder::new_current_thread().enable_all().build().map_err(Fault::other)?;
        let (client, carrier) = match config.get_ssl_mode() {
            SslMode::Disable => {
                let (client, connection) = runtime.block_on(config.connect(NoTls)).map_err(fault)?;
                (client, runtime.spawn(async { drop(connection.await) }))
            }
            _ => {
                let (client, connection) = runtime.block_on(config.connect(tls()?)).map_err(fault)?;
                (client, runtime.spawn(async { drop(connection.await) }))
            }
        };
        Ok(Self { client: Some(client), carrier: Some(carrier), runtime, statements: HashMap::new() })
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.client.as_ref().is_none_or(Client::is_closed)
    }

    pub(crate) fn batch(&mut self, text: &str) -> Result<(), Fault> {
        self.runtime.block_on(self.client()?.batch_execute(text)).map_err(fault)
    }

    pub(crate) fn ask(&mut self, sql: &str, params: &[&dyn Param]) -> Result<Answered, Fault> {
        self.prepare(&[sql])?;
        let values: Vec<Value<'_>> = params.iter().map(|param| param.value()).collect();
        self.runtime.block_on(self.answer(sql, &values))
    }

    /// Sends every query before it waits for the first answer: many cost one way to the server and back.
    pub(crate) fn together(&mut self, asked: &[&Asked<'_>]) -> Result<Vec<Answered>, Fault> {
        let texts: Vec<&str> = asked.iter().map(|query| query.sql.postgres()).collect();
        self.prepare(&texts)?;
        let answers = asked.iter().map(|query| self.answer(query.sql.postgres(), &query.params));
        self.runtime.block_on(try_join_all(answers))
    }

    async fn answer(&self, sql: &str, values: &[Value<'_>]) -> Result<Answered, Fault> {
        let statement = self.statements.get(sql).cloned().ok_or_else(unanswered)?;
        let rows = self.client()?.query(&statement, &bound(values)).await.map_err(fault)?;
        Ok(Answered { statement, rows })
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[&dyn Param]) -> Result<u64, Fault> {
        let params: Vec<Value<'_>> = params.iter().map(|param| param.value()).collect();
        self.prepare(&[sql])?;
        let statement = self.statements.get(sql).ok_or_else(unanswered)?;
        self.runtime.block_on(self.client()?.execute(statement, &bound(&params))).map_err(fault)
    }

    pub(crate) fn explain(&mut self, sql: &str, params: &[&dyn Param]) -> Result<String, Fault> {
        let params: Vec<Value<'_>> = params.iter().map(|param| param.value()).collect();
        let plan = format!("explain {sql}");
        let rows = self.runtime.block_on(self.client()?.query(&plan, &bound(&params))).map_err(fault)?;
        rows.iter().map(|row| row.try_get::<_, String>(0).map(|line| line + "\n").map_err(fault)).collect()
    }

    /// Has the server read the statements that it does not know yet.
    fn prepare(&mut self, texts: &[&str]) -> Result<(), Fault> {
        let mut unknown: Vec<&str> =
            texts.iter().copied().filter(|sql| !self.statements.contains_key(*sql)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        if self.statements.len() + unknown.len() > STATEMENTS_KEPT {
            self.statements.clear();
            unknown = texts.to_vec();
        }
        let client = self.client()?;
        let made = unknown
            .into_iter()
            .map(|sql| async move { client.prepare(sql).await.map(|statement| (sql.to_owned(), statement)) });
        let made = self.runtime.block_on(try_join_all(made)).map_err(fault)?;
        self.statements.extend(made);
        Ok(())
    }

    pub(crate) fn notify(&mut self, channel: &str, payload: &str) -> Result<(), Fault> {
        let client = self.client()?;
        let told = async { client.execute("select pg_notify($1, $2)", &[&channel, &payload]).await };
        self.runtime.block_on(told).map(drop).map_err(fault)
    }

    /// The one text that a statement answers with.
    pub(crate) fn text(&mut self, sql: &str) -> Result<String, Fault> {
        let row = self.runtime.block_on(self.client()?.query_one(sql, &[])).map_err(fault)?;
        row.try_get(0).map_err(fault)
    }

    fn client(&self) -> Result<&Client, Fault> {
        self.client.as_ref().ok_or_else(unanswered)
    }
}

impl Drop for PostgresLink {
    /// Without its client the connection says goodbye and ends.
    fn drop(&mut self) {
        self.client = None;
        if let Some(carrier) = self.carrier.take() {
            drop(self.runtime.block_on(carrier));
        }
    }
}

impl Answered {
    /// Hands out each row, with the places of these columns.
    pub(crate) fn each(&self, named: &[&str], take: TakeRow<'_>) -> Result<(), Fault> {
        let columns = self.statement.columns();
        let place = |name: &&str| {
            let place = columns.iter().position(|column| column.name() == *name);
            place.ok_or_else(|| Fault::other(format!("the query has no column {name}")))
        };
        let places = named.iter().map(place).collect::<Result<Vec<_>, _>>()?;
        self.rows.iter().try_for_each(|row| take(&RowRef { source: Source::Postgres(row), places: &places }))
    }
}

fn bound<'v>(values: &'v [Value<'v>]) -> Vec<&'v (dyn ToSql + std::marker::Sync)> {
    values.iter().map(|value| value as _).collect()
}

fn unanswered() -> Fault {
    Fault::other("a query without its statement or its connection")
}

pub(crate) fn not_understood(error: impl std::fmt::Display) -> Fault {
    Fault::new(
        FaultKind::Other,
        "The database address is not understood. Write postgres://user@host/name.",
        error,
    )
}

pub(crate) fn tls() -> Result<tokio_postgres_rustls::MakeRustlsConnect, Fault> {
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

pub(crate) fn fault(error: tokio_postgres::Error) -> Fault {
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
