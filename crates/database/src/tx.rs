//! One transaction, as the rules see it: run a statement, read rows, say what should be announced.

use std::cell::{Cell as Mutable, RefCell};

use uuid::Uuid;

use crate::fault::Fault;
use crate::postgres::PostgresLink;
use crate::query::{Answers, Asked, Together};
use crate::row::{FromRow, One, TakeRow, read_rows};
use crate::sql::Sql;
use crate::value::{Cell, Param};

/// The open transaction of one piece of work. It ends when the piece of work returns: kept if it returned
/// `Ok`, undone if it returned `Err` or called [`Tx::discard`].
pub struct Tx<'c> {
    engine: Engine<'c>,
    discard: Mutable<bool>,
    asked: Mutable<u64>,
    wakes: RefCell<Vec<Uuid>>,
    #[cfg(feature = "testing")]
    watched: RefCell<Option<Vec<(String, String)>>>,
}

pub(crate) enum Engine<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(&'c RefCell<PostgresLink>),
}

impl<'c> Tx<'c> {
    pub(crate) fn new(engine: Engine<'c>) -> Self {
        Self {
            engine,
            discard: Mutable::new(false),
            asked: Mutable::new(0),
            wakes: RefCell::default(),
            #[cfg(feature = "testing")]
            watched: RefCell::default(),
        }
    }

    /// Every row. Bound it in the statement: a list without a limit does not belong on a page.
    pub fn all<'s, R: FromRow>(
        &self,
        sql: impl Into<Sql<'s>>,
        params: &[&dyn Param],
    ) -> Result<Vec<R>, Fault> {
        let sql = sql.into();
        read_rows(|columns, take| self.each((&sql, params), columns, take))
    }

    fn each(
        &self,
        (sql, params): (&Sql<'_>, &[&dyn Param]),
        columns: &[&str],
        take: TakeRow<'_>,
    ) -> Result<(), Fault> {
        #[cfg(feature = "testing")]
        self.note_plan(sql, params)?;
        self.asked.set(self.asked.get() + 1);
        match &self.engine {
            Engine::Sqlite(connection) => {
                crate::sqlite::each(connection, (sql.sqlite(), params), columns, take)
            }
            Engine::Postgres(link) => link.borrow_mut().ask(sql.postgres(), params)?.each(columns, take),
        }
    }

    /// Asks several queries on one way to the database, which matters where it is a server.
    pub fn together<T: Together>(&self, queries: T) -> Result<T::Rows, Fault> {
        self.asked.set(self.asked.get() + 1);
        #[cfg(feature = "testing")]
        for query in gathered(&queries) {
            let params: Vec<&dyn Param> = query.params.iter().map(|value| value as _).collect();
            self.note_plan(&query.sql, &params)?;
        }
        match &self.engine {
            Engine::Sqlite(connection) => queries.of_file(connection),
            Engine::Postgres(link) => {
                let answers = link.borrow_mut().together(&gathered(&queries))?;
                queries.of_server(&mut Answers(answers.into_iter()))
            }
        }
    }

    /// From now on keeps the engine's plan of every query, for [`Tx::plans`].
    #[cfg(feature = "testing")]
    pub fn watch_plans(&self) -> Result<(), Fault> {
        if !self.is_embedded() {
            // A table of ten rows is read whole, whatever its indexes; this shows what a large one would do.
            self.batch("set local enable_seqscan = off")?;
        }
        self.watched.replace(Some(Vec::new()));
        Ok(())
    }

    /// The statements since [`Tx::watch_plans`], each with its plan.
    #[cfg(feature = "testing")]
    pub fn plans(&self) -> Vec<(String, String)> {
        self.watched.take().unwrap_or_default()
    }

    #[cfg(feature = "testing")]
    fn note_plan(&self, sql: &Sql<'_>, params: &[&dyn Param]) -> Result<(), Fault> {
        if self.watched.borrow().is_none() {
            return Ok(());
        }
        let plan = self.explain(sql, params)?;
        let text = if self.is_embedded() { sql.sqlite() } else { sql.postgres() };
        if let Some(watched) = self.watched.borrow_mut().as_mut() {
            watched.push((text.to_string(), plan));
        }
        Ok(())
    }

    /// The first row, if there is one.
    pub fn maybe<'s, R: FromRow>(
        &self,
        sql: impl Into<Sql<'s>>,
        params: &[&dyn Param],
    ) -> Result<Option<R>, Fault> {
        Ok(self.all(sql, params)?.into_iter().next())
    }

    /// The one row that must be there.
    pub fn one<'s, R: FromRow>(&self, sql: impl Into<Sql<'s>>, params: &[&dyn Param]) -> Result<R, Fault> {
        self.maybe(sql, params)?.ok_or_else(|| Fault::other("a query that must have a row had none"))
    }

    /// The column named `value` of the first row, if there is one.
    pub fn value<'s, T: Cell>(
        &self,
        sql: impl Into<Sql<'s>>,
        params: &[&dyn Param],
    ) -> Result<Option<T>, Fault> {
        Ok(self.maybe::<One<T>>(sql, params)?.map(|one| one.0))
    }

    /// The column named `value` of every row.
    pub fn values<'s, T: Cell>(
        &self,
        sql: impl Into<Sql<'s>>,
        params: &[&dyn Param],
    ) -> Result<Vec<T>, Fault> {
        Ok(self.all::<One<T>>(sql, params)?.into_iter().map(|one| one.0).collect())
    }

    /// Runs a statement that changes rows; the number of rows it changed.
    pub fn execute<'s>(&self, sql: impl Into<Sql<'s>>, params: &[&dyn Param]) -> Result<u64, Fault> {
        let sql = sql.into();
        match &self.engine {
            Engine::Sqlite(connection) => crate::sqlite::execute(connection, sql.sqlite(), params),
            Engine::Postgres(link) => link.borrow_mut().execute(sql.postgres(), params),
        }
    }

    /// How often the database was asked so far; what is asked together counts once.
    pub fn asked(&self) -> u64 {
        self.asked.get()
    }

    /// The engine's plan for a statement, one line a step: for the test that looks for scans.
    pub fn explain<'s>(&self, sql: impl Into<Sql<'s>>, params: &[&dyn Param]) -> Result<String, Fault> {
        let sql = sql.into();
        match &self.engine {
            Engine::Sqlite(connection) => crate::sqlite::explain(connection, sql.sqlite(), params),
            Engine::Postgres(link) => link.borrow_mut().explain(sql.postgres(), params),
        }
    }

    /// Whether this is the embedded engine. For tests and the operator's page; no statement may depend on it.
    pub fn is_embedded(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }

    /// Runs a part of the work that may fail without the rest: what it changed is kept only if it returns `Ok`
    /// and did not call [`Tx::discard`]. Parts are not nested in parts.
    pub fn part<T, E: From<Fault>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let whole = self.discard.replace(false);
        self.batch("savepoint part")?;
        let done = work();
        let keep = done.is_ok() && !self.discard.replace(whole);
        self.discard.set(whole);
        self.batch(if keep {
            "release savepoint part"
        } else {
            "rollback to savepoint part; release savepoint part"
        })?;
        done
    }

    /// Several statements without parameters: migrations only.
    pub(crate) fn batch(&self, text: &str) -> Result<(), Fault> {
        match &self.engine {
            Engine::Sqlite(connection) => connection.execute_batch(text).map_err(crate::sqlite::fault),
            Engine::Postgres(link) => link.borrow_mut().batch(text),
        }
    }

    /// Lets the embedded engine count how its rows are spread, of a thousand rows for each index; it looks again where a table has
    /// grown or shrunk much. Without that it takes `workspace_id` for as telling as any other column. A server does it by itself.
    pub(crate) fn count_rows(&self) -> Result<(), Fault> {
        if !self.is_embedded() {
            return Ok(());
        }
        self.batch("pragma analysis_limit = 1000; pragma optimize = 0x10002")
    }

    /// Undo everything at the end although the piece of work returns `Ok`.
    pub fn discard(&self) {
        self.discard.set(true);
    }

    pub(crate) fn is_discarded(&self) -> bool {
        self.discard.get()
    }

    /// Once this is durable, wake whoever waits for news of this workspace, on every node.
    pub fn announce(&self, workspace: Uuid) {
        let mut wakes = self.wakes.borrow_mut();
        if !wakes.contains(&workspace) {
            wakes.push(workspace);
        }
    }

    /// Takes back what was announced so far: one of several transactions that are announced together.
    pub fn hush(&self) {
        self.wakes.borrow_mut().clear();
    }

    pub(crate) fn take_wakes(&self) -> Vec<Uuid> {
        self.wakes.take()
    }
}

fn gathered<T: Together>(queries: &T) -> Vec<&Asked<'_>> {
    let mut asked = Vec::new();
    queries.gather(&mut asked);
    asked
}
