//! Bringing the schema up to date: numbered steps, each in its own transaction, under a lock.
//!
//! Steps are written once in the words of the server engine. The embedded engine gets the same text with its
//! own type names and `strict` tables, so that both refuse a wrong type.

use crate::fault::{Fault, FaultKind};
use crate::link::{Link, Purpose};
use crate::settings::Settings;
use crate::sql::Sql;

/// One numbered step of the schema.
#[derive(Clone, Debug)]
pub struct Migration {
    pub number: i32,
    pub name: &'static str,
    pub sql: Sql<'static>,
}

const TABLE: &str = "create table if not exists schema_step (number integer primary key, name text not null)";
const LOCK: &str = "select pg_advisory_xact_lock(7700)";

/// Runs the steps that are missing; the number of the newest.
pub(crate) fn migrate(settings: &Settings, steps: &[Migration]) -> Result<i32, Fault> {
    let mut link = Link::new(settings, Purpose::Write);
    for step in steps {
        link.begin()?;
        let done = one(&link, step, steps);
        match done {
            Ok(()) => link.commit()?,
            Err(fault) => {
                link.roll_back();
                return Err(fault);
            }
        }
    }
    Ok(steps.last().map_or(0, |step| step.number))
}

fn one(link: &Link, step: &Migration, steps: &[Migration]) -> Result<(), Fault> {
    let tx = link.tx()?;
    if !tx.is_embedded() {
        tx.batch(LOCK)?;
    }
    tx.batch(TABLE)?;
    let newest: i32 =
        tx.value("select coalesce(max(number), 0) as value from schema_step", &[])?.unwrap_or(0);
    let known = steps.last().map_or(0, |last| last.number);
    if newest > known {
        return Err(Fault::new(
            FaultKind::Newer,
            format!(
                "This database was made by a newer version (schema {newest}, this program knows {known}). It was left untouched; start the newer program."
            ),
            "",
        ));
    }
    if step.number <= newest {
        return Ok(());
    }
    if tx.is_embedded() {
        tx.batch(&embedded(step.sql.sqlite()))?
    } else {
        tx.batch(step.sql.postgres())?
    };
    tx.execute("insert into schema_step (number, name) values ($1, $2)", &[&step.number, &step.name])?;
    tracing::info!(step = step.number, name = step.name, "the schema was brought up to date");
    Ok(())
}

/// The same step in the embedded engine's type names.
fn embedded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for c in text.chars().chain(std::iter::once('\n')) {
        if c.is_ascii_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        out.push_str(match word.as_str() {
            "uuid" | "bytea" => "blob",
            "bigint" | "boolean" => "integer",
            "double" => "real",
            "precision" => "",
            other => other,
        });
        word.clear();
        out.push(c);
    }
    out.replace("\n);", "\n) strict;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_renamed_whole_words_only_and_tables_become_strict() {
        let text = "create table a (\n    id uuid not null, uuid_of bigint\n);";
        assert_eq!(
            embedded(text).trim_end(),
            "create table a (\n    id blob not null, uuid_of integer\n) strict;"
        );
    }
}
