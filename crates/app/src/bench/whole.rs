//! A firm with something of every noun: 20,000 stories, 5,000 feedbacks, 300 customers, ten sprints, a comparison of
//! sixty capabilities and twelve competitors, a thousand people. Its pages, against the backlog page of the same run.

use std::path::Path;
use std::time::Instant;

use database::{Database, Location};
use domain::spine::refusal::Failure;
use files::{Blocking, Limits, Place};
use tokio::runtime::Runtime;

use super::Plan;
use super::furnish::furnish;
use super::http::load;
use super::report::{Budget, Report};
use super::seed;
use super::server::Server;
use crate::courier::Round;
use crate::mail::Post;

const CONNECTIONS: usize = 16;
/// How often a page and the backlog page are asked for in turns.
const TURNS: usize = 7;
/// How much longer than the backlog page one of these may take.
const TIMES: f64 = 3.0;

/// The pages that are asked for: what they are, and where.
const PAGES: [(&str, &str); 14] = [
    ("goal page", "/bench/items/BEN-1"),
    ("drift", "/bench/STO/drift"),
    ("comparison, 60 × 12", "/bench/STO/market/comparison"),
    ("tree page", "/bench/STO/tree"),
    ("backlog beside the roadmap", "/bench/STO/backlog?beside=roadmap"),
    ("roadmap in time", "/bench/STO/roadmap?view=time"),
    ("need page", "/bench/items/STO-{need}"),
    ("Today", "/bench/STO/today"),
    ("reports", "/bench/STO/reports"),
    ("notifications", "/bench/notifications"),
    ("feature page", "/bench/items/STO-{feature}"),
    ("story page", "/bench/items/STO-19000"),
    ("scores", "/bench/STO/scores"),
    ("calibration", "/bench/STO/calibration"),
];

pub fn measure(report: &mut Report, plan: &Plan, runtime: &Runtime, folder: &Path) -> Result<(), String> {
    let file = folder.join("whole.db");
    let location = Location::Sqlite(file.clone());
    let began = Instant::now();
    let firm = furnish(&location).map_err(|failure| failure.to_string())?;
    report.note(format!(
        "furnished a firm with something of every noun in {:.1} s",
        began.elapsed().as_secs_f64()
    ));
    digests(report, &location, folder)?;
    let server = Server::start(&format!("sqlite:{}", file.display()))?;
    let ask = |path: &str, share: f64| {
        runtime.block_on(load(&server.address, path, CONNECTIONS, plan.seconds * share))
    };
    let backlog = |share: f64| Ok::<_, String>(ask("/bench/STO/backlog", share)?.per_second);
    let alone = backlog(0.5).and_then(|_| backlog(0.5))?;
    report.figure("backlog page beside every other noun", alone, "/s", Budget::None);
    for (name, place) in PAGES {
        let place =
            place.replace("{need}", &firm.need.to_string()).replace("{feature}", &firm.feature.to_string());
        ask(&place, 0.25)?;
        // In turns, and the one in the middle of several: a machine that is busy for a moment is so for both, or counts once.
        let mut turns = (0..TURNS)
            .map(|_| Ok(backlog(0.125)? / ask(&place, 0.125)?.per_second))
            .collect::<Result<Vec<f64>, String>>()?;
        turns.sort_by(f64::total_cmp);
        let times = turns.get(TURNS / 2).copied().unwrap_or_default();
        report.figure(format!("{name}, time against the backlog page"), times, " ×", Budget::AtMost(TIMES));
    }
    drop(server);
    let (changes, seconds) = firm.drafted;
    let name = format!("drafting a status update from {changes} changes");
    report.figure(name, seconds, " s", Budget::AtMost(0.5));
    Ok(())
}

/// A thousand digests, made and put into a folder as the courier does without a mail server. Before there is a server,
/// whose courier would make them while its pages are measured.
fn digests(report: &mut Report, location: &Location, folder: &Path) -> Result<(), String> {
    let db = seed::open(location)?;
    let count = |db: &Database| {
        let sql = "select count(*) as value from job where kind = 'mail_digest' and state = 'done'";
        db.read(move |tx| Ok::<_, Failure>(tx.value::<i64>(sql, &[])?)).map(Option::unwrap_or_default)
    };
    let post = Post::into_folder(folder.join("mail"))?;
    let clock = web::Clock::System;
    let stored = Blocking::open(&Place::Folder(folder.join("attachments")), Limits::default())?;
    let round = Round { db, clock, post, origin: "http://localhost".into(), stored, mail_domain: None };
    let before = count(&round.db).map_err(|failure| failure.to_string())?;
    let began = Instant::now();
    while round.work().map_err(|failure| failure.to_string())? {}
    let seconds = began.elapsed().as_secs_f64();
    let done = count(&round.db).map_err(|failure| failure.to_string())? - before;
    report.figure(format!("a digest run for {done} people"), seconds, " s", Budget::AtMost(10.0));
    Ok(())
}
