//! The steps of the schema, oldest first. A step that was released is never edited.

use database::{Migration, Sql};

macro_rules! step {
    ($number:literal, $name:literal) => {
        Migration { number: $number, name: $name, sql: Sql::pair(step!(@ $number, $name), step!(@ $number, $name)) }
    };
    ($number:literal, $name:literal, by engine) => {
        Migration { number: $number, name: $name, sql: Sql::pair(
            include_str!(concat!("../migrations/000", $number, "_", $name, ".sqlite.sql")),
            include_str!(concat!("../migrations/000", $number, "_", $name, ".postgres.sql")),
        ) }
    };
    (@ $number:literal, $name:literal) => {
        include_str!(concat!("../migrations/000", $number, "_", $name, ".sql"))
    };
}

/// Every step that this program knows.
pub fn steps() -> Vec<Migration> {
    vec![
        step!(1, "spine"),
        step!(2, "search", by engine),
        step!(3, "backlog"),
        step!(4, "market"),
        step!(5, "discovery"),
    ]
}
