//! For whoever runs the server: is it alive, is it ready, how much does it do.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::house::{House, secret};

/// Upper edges of the latency histogram, in seconds.
const EDGES: [f64; 10] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

/// Requests counted since the start.
pub struct Meter {
    started: Instant,
    by_class: [AtomicU64; 5],
    by_time: [AtomicU64; EDGES.len() + 1],
    micros: AtomicU64,
}

impl Default for Meter {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            by_class: Default::default(),
            by_time: Default::default(),
            micros: AtomicU64::new(0),
        }
    }
}

/// Counts every request and its time; its id stands in the log line and in `x-request-id`.
pub async fn measure(State(house): State<House>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = next.run(request).await;
    let id = &secret()[..16];
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    let (meter, took) = (&house.meter, began.elapsed());
    let class = usize::from(response.status().as_u16() / 100).clamp(1, 5) - 1;
    meter.by_class[class].fetch_add(1, Relaxed);
    let place = EDGES.iter().position(|edge| took.as_secs_f64() <= *edge).unwrap_or(EDGES.len());
    meter.by_time[place].fetch_add(1, Relaxed);
    meter.micros.fetch_add(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Relaxed);
    tracing::debug!(id, %method, path, status = response.status().as_u16(), micros = took.as_micros() as u64, "request");
    response
}

/// The process runs.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The database answers.
pub async fn readyz(State(house): State<House>) -> Response {
    let (reply, answer) = tokio::sync::oneshot::channel();
    let work = |tx: &database::Tx<'_>| tx.value::<i64>("select count(*) as value from schema_step", &[]);
    house.db.read_then(work, move |done: Result<_, database::Fault>| drop(reply.send(done)));
    match answer.await {
        Ok(Ok(_)) => "ready\n".into_response(),
        Ok(Err(fault)) => (StatusCode::SERVICE_UNAVAILABLE, format!("{}\n", fault.sentence)).into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "stopping\n").into_response(),
    }
}

/// The counters in the text format of Prometheus.
pub async fn metrics(State(house): State<House>) -> Response {
    let (meter, stored) = (&house.meter, house.db.counted());
    let mut text = String::new();
    let mut line = |name: &str, kind: &str, help: &str, values: &[(String, String)]| {
        text.push_str(&format!("# HELP {name} {help}\n# TYPE {name} {kind}\n"));
        for (labels, value) in values {
            text.push_str(&format!("{name}{labels} {value}\n"));
        }
    };
    let one = |value: String| vec![(String::new(), value)];
    line(
        "throughline_up_seconds",
        "gauge",
        "Since the start.",
        &one(format!("{:.0}", meter.started.elapsed().as_secs_f64())),
    );
    let classes: Vec<_> = meter
        .by_class
        .iter()
        .enumerate()
        .map(|(class, count)| (format!("{{class=\"{}xx\"}}", class + 1), count.load(Relaxed).to_string()))
        .collect();
    line("throughline_requests_total", "counter", "Requests by class of status.", &classes);
    line("throughline_listeners", "gauge", "Open live streams.", &one(house.hub.listeners().to_string()));
    let counted = [
        ("throughline_reads_total", "Read transactions.", stored.reads),
        ("throughline_read_faults_total", "Reads that failed or were refused.", stored.read_faults),
        (
            "throughline_queries_total",
            "Queries of the reads; over reads it is how many a page asks.",
            stored.queries,
        ),
        ("throughline_writes_total", "Pieces of work that wanted to write.", stored.writes),
        ("throughline_commits_total", "Commits; writes over commits is how many shared one.", stored.groups),
        ("throughline_commit_faults_total", "Commits that were not kept.", stored.group_faults),
    ];
    for (name, help, count) in counted {
        line(name, "counter", help, &one(count.to_string()));
    }
    text.push_str(&histogram(meter));
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

fn histogram(meter: &Meter) -> String {
    let name = "throughline_request_seconds";
    let mut text = format!("# HELP {name} Time to answer.\n# TYPE {name} histogram\n");
    let mut sum = 0;
    for (nth, count) in meter.by_time.iter().enumerate() {
        sum += count.load(Relaxed);
        let edge = EDGES.get(nth).map_or("+Inf".to_owned(), f64::to_string);
        text.push_str(&format!("{name}_bucket{{le=\"{edge}\"}} {sum}\n"));
    }
    let seconds = meter.micros.load(Relaxed) as f64 / 1e6;
    text.push_str(&format!("{name}_sum {seconds}\n{name}_count {sum}\n"));
    text
}
