//! Pages, JSON API and live stream over HTTP. Holds no rule: every write is a command of `domain`, every page
//! is one read transaction, a struct and its template, side by side in the folder of its noun.

mod acceptance;
mod answer;
mod assets;
mod attachments;
mod backlog;
mod caller;
mod commands;
mod communication;
mod discovery;
mod exchange;
mod health;
mod house;
mod line;
mod live;
mod market;
mod openapi;
mod people;
mod roadmap;
mod routes;
mod scenarios;
mod security;
mod shell;
mod sprint;
mod strategy;
mod visit;
mod words;

pub use health::Meter;
pub use house::{Clock, House, Outside};
pub use routes::router;
