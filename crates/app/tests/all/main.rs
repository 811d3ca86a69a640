//! The program as it is started, used and killed.
//! One program for all of them: each links the whole product, and so does this, once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod attached;
mod backup;
mod demo;
mod digest;
mod kill;
mod mail_in;
mod nodes;
mod server;
mod stopping;
mod telling;
mod troubles;
