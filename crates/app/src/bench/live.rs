//! A change at a thousand listeners: when the message arrives, when the new page is there.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio::sync::Barrier;

use super::Plan;
use super::http::{Connection, get, load, post};
use super::report::{Budget, Report, percentile};
use super::seed::Seeded;
use super::server::Server;

const TABS: usize = 200;
const ROUNDS: usize = 10;
const SPREAD: Duration = Duration::from_secs(2);

pub fn measure(
    report: &mut Report,
    plan: &Plan,
    runtime: &Runtime,
    server: &Server,
    seeded: &Seeded,
) -> Result<(), String> {
    let count = plan.listeners;
    let mut messages = runtime.block_on(round(server, seeded, count, 0, Duration::ZERO))?.0;
    report.figure(
        format!("a change at {count} listeners: the message, p99"),
        percentile(&mut messages, 0.99),
        " ms",
        Budget::AtMost(50.0),
    );
    let (_, mut pages) = runtime.block_on(round(server, seeded, count, TABS, Duration::ZERO))?;
    report.figure(
        format!("… {TABS} tabs show the new page, p99"),
        percentile(&mut pages, 0.99),
        " ms",
        Budget::AtMost(250.0),
    );
    let (others, spread) = runtime.block_on(async {
        let others = load(&server.address, "/bench/STO/backlog", 2, 4.0);
        tokio::join!(others, round_once(server, seeded, count, count, SPREAD))
    });
    let ((_, mut pages), mut others) = (spread?, others?.waits);
    report.figure(
        format!("… all {count} within, spread"),
        percentile(&mut pages, 1.0),
        " ms",
        Budget::AtMost(2000.0),
    );
    report.figure(
        "… while other pages take, p99",
        percentile(&mut others, 0.99),
        " ms",
        Budget::AtMost(100.0),
    );
    Ok(())
}

type Waits = (Vec<f64>, Vec<f64>);

async fn round(
    server: &Server,
    seeded: &Seeded,
    count: usize,
    tabs: usize,
    spread: Duration,
) -> Result<Waits, String> {
    let mut all = Waits::default();
    for _ in 0..ROUNDS {
        let (messages, pages) = round_once(server, seeded, count, tabs, spread).await?;
        all.0.extend(messages);
        all.1.extend(pages);
    }
    Ok(all)
}

/// Opens the streams, makes one change, and waits until each has heard of it and `tabs` have the new page.
async fn round_once(
    server: &Server,
    seeded: &Seeded,
    count: usize,
    tabs: usize,
    spread: Duration,
) -> Result<Waits, String> {
    let gate = Arc::new(Barrier::new(count + 1));
    let mut listening = Vec::new();
    for nth in 0..count {
        let (address, gate) = (server.address.clone(), Arc::clone(&gate));
        listening.push(tokio::spawn(async move {
            let mut connection = Connection::open(&address).await?;
            connection.send(&get(&address, "/bench/live")).await?;
            connection.wait_for("\r\n\r\n").await?;
            let mut page = if nth < tabs { Some(Connection::open(&address).await?) } else { None };
            gate.wait().await;
            let heard = connection.wait_for("\"seq\":").await?;
            let Some(page) = &mut page else { return Ok((heard, None)) };
            tokio::time::sleep(spread.mul_f64(nth as f64 / tabs as f64 * 0.9)).await;
            page.call(&get(&address, "/bench/STO/backlog")).await?;
            Ok::<_, String>((heard, Some(Instant::now())))
        }));
    }
    let mut writer = Connection::open(&server.address).await?;
    gate.wait().await;
    let (story, points) = (seeded.stories[0], other_points());
    let changed = Instant::now();
    let request =
        post(&server.address, "/bench/commands/estimate_story", &format!("story={story}&points={points}"));
    let (status, _) = writer.call(&request).await?;
    if status != 200 {
        return Err(format!("the change was answered {status}"));
    }
    let mut waits = Waits::default();
    for listener in listening {
        let heard = tokio::time::timeout(Duration::from_secs(30), listener)
            .await
            .map_err(|_| "a listener heard nothing")?;
        let (message, page) = heard.map_err(|error| error.to_string())??;
        let since = |at: Instant| at.saturating_duration_since(changed).as_secs_f64() * 1000.0;
        waits.0.push(since(message));
        waits.1.extend(page.map(since));
    }
    Ok(waits)
}

/// Another number each time, so that every change changes something.
fn other_points() -> u32 {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(10);
    NEXT.fetch_add(1, Ordering::Relaxed) % 900
}
