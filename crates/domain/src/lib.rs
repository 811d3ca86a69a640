//! The rules of the product: commands, queries, one folder per noun. No HTTP, no HTML, no `async`.
//!
//! The folders stand in the order of the line. A noun's commands call only nouns before it, or
//! [`reactions`]; queries may read any table.

#[macro_use]
pub mod spine;

pub mod acceptance;
pub mod attachments;
pub mod backlog;
pub mod communication;
pub mod demo;
pub mod discovery;
pub mod exchange;
pub mod line;
pub mod market;
pub mod people;
pub mod reactions;
pub mod roadmap;
pub mod scenarios;
pub mod schema;
pub mod sprint;
pub mod strategy;
#[cfg(feature = "testing")]
pub mod testing;
