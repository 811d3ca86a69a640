//! What a browser and a program of one's own see, on both engines.
//! One program for all of them: each links the whole product, and so does this, once.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod acceptance;
mod ahead;
mod alignment;
mod asking;
mod attachments;
mod audience;
mod backlog;
mod board;
mod browser;
mod decisions;
mod discovery;
mod erasing;
mod exchange;
mod forecast;
mod hints;
mod intake;
mod kano;
mod line;
mod market;
mod merging;
mod people;
mod plan;
mod positioning;
mod queries;
mod reasons;
mod release;
mod reports;
mod research;
mod roadmap;
mod scenarios;
mod scores;
mod strangers;
mod strategy;
mod talk;
mod today;
mod too_often;
mod two_firms;
mod ways_in;
mod worth;
