//! The backlog page: against the same bytes as a constant, and by the size of the backlog.

use std::path::PathBuf;

use tokio::runtime::Runtime;

use super::Plan;
use super::http::{Load, load};
use super::report::{Budget, Report, percentile};
use super::seed::Seeded;
use super::server::Server;

const CONNECTIONS: usize = 16;
const BACKLOG: &str = "/bench/STO/backlog";

pub fn measure(
    report: &mut Report,
    plan: &Plan,
    runtime: &Runtime,
    places: &[(usize, PathBuf, Seeded)],
) -> Result<(), String> {
    let mut first_of_thousand = f64::NAN;
    for (size, file, seeded) in places {
        let server = Server::start(&format!("sqlite:{}", file.display()))?;
        let ask = |path: &str| runtime.block_on(load(&server.address, path, CONNECTIONS, plan.seconds));
        ask(BACKLOG)?;
        let first = ask(BACKLOG)?;
        let middle = ask(&format!("{BACKLOG}?after={}&place=2", seeded.middle))?;
        report.figure(
            format!("backlog page at {size} stories, first page"),
            first.per_second,
            "/s",
            Budget::None,
        );
        if *size == 1_000 {
            first_of_thousand = first.per_second;
            against_constant(report, plan, runtime, &first)?;
        } else {
            let slower = |load: &Load| first_of_thousand / load.per_second;
            report.figure(
                format!("… time against 1000 stories, first page at {size}"),
                slower(&first),
                " ×",
                Budget::AtMost(1.25),
            );
            report.figure(format!("… a middle page at {size}"), slower(&middle), " ×", Budget::AtMost(1.25));
            let state = ask(&format!("{BACKLOG}?state=todo"))?;
            report.figure(
                format!("… by an indexed filter at {size}"),
                slower(&state),
                " ×",
                Budget::AtMost(2.0),
            );
        }
        filters(report, runtime, &server, *size)?;
        memory(report, &server, *size);
    }
    Ok(())
}

fn memory(report: &mut Report, server: &Server, size: usize) {
    if let Some(memory) = server.memory_mb() {
        report.figure(
            format!("memory after these pages at {size} stories"),
            memory,
            " MB",
            Budget::AtMost(256.0),
        );
    }
}

pub fn measure_server(
    report: &mut Report,
    plan: &Plan,
    runtime: &Runtime,
    url: &str,
    seeded: &Seeded,
) -> Result<(), String> {
    let server = Server::start(url)?;
    let ask = |path: &str| runtime.block_on(load(&server.address, path, CONNECTIONS, plan.seconds));
    ask(BACKLOG)?;
    let first = ask(BACKLOG)?;
    let floor = constant(plan, runtime, first.bytes)?;
    report.figure(
        format!(
            "PostgreSQL: backlog page out of {} stories / the same bytes as a constant",
            seeded.stories.len()
        ),
        first.per_second / floor,
        "",
        Budget::AtLeast(1.0 / 25.0),
    );
    filters(report, runtime, &server, seeded.stories.len())
}

fn against_constant(report: &mut Report, plan: &Plan, runtime: &Runtime, page: &Load) -> Result<(), String> {
    let floor = constant(plan, runtime, page.bytes)?;
    let kilobytes = page.bytes as f64 / 1000.0;
    report.figure("… its size", kilobytes, " kB", Budget::None);
    report.figure("… the same bytes as a constant", floor, "/s", Budget::None);
    report.figure("… page / constant", page.per_second / floor, "", Budget::AtLeast(1.0 / 12.0));
    Ok(())
}

fn constant(plan: &Plan, runtime: &Runtime, bytes: usize) -> Result<f64, String> {
    let server = Server::floor(bytes)?;
    runtime.block_on(load(&server.address, "/", CONNECTIONS, plan.seconds)).map(|load| load.per_second)
}

/// Any filter, any words: one at a time, the slowest of twenty.
fn filters(report: &mut Report, runtime: &Runtime, server: &Server, size: usize) -> Result<(), String> {
    for (name, query) in [
        ("a rare state", "state=accepted"),
        ("a rare word", "words=quarterly"),
        ("a common word", "words=reminder"),
        ("a common beginning", "words=re"),
        ("mine", "assignee=me"),
    ] {
        let mut load = runtime.block_on(load(&server.address, &format!("{BACKLOG}?{query}"), 1, 0.5))?;
        let slow = percentile(&mut load.waits, 0.95);
        report.figure(format!("filter by {name} at {size} stories, p95"), slow, " ms", Budget::AtMost(50.0));
    }
    Ok(())
}
