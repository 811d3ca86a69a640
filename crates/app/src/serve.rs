//! Serving: open, migrate, listen; on a signal let every request end, then close.

use std::fs::File;
use std::future::IntoFuture;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use database::{Database, Fault, Location};
use domain::schema;
use files::{Blocking, Files};
use web::{House, Outside, router};

use crate::config::Config;
use crate::courier::{Courier, Round};
use crate::mail::Post;
use crate::mail_in::MailIn;
use crate::searcher::Searcher;

/// How long a stopping server waits for requests that are under way.
const DRAIN_MAX: Duration = Duration::from_secs(20);

pub fn serve(config: &Config) -> Result<(), String> {
    let _held = hold(config)?;
    let db = open(config)?;
    serve_with(config, db, outside(config)?, |_| Ok(()))
}

/// How the outside reaches this server, as the settings say.
pub fn outside(config: &Config) -> Result<Outside, String> {
    let base_url = config.some("base-url").map(Into::into);
    let (trusts_proxy, mail_domain) = (config.trusts_proxy()?, config.mail_in_domain()?);
    Ok(Outside { base_url, trusts_proxy, mail_domain, is_demo: false })
}

/// Serves an open database; `opened` is told the address once it is listened on.
pub fn serve_with(
    config: &Config,
    db: Database,
    outside: Outside,
    opened: impl FnOnce(SocketAddr) -> Result<(), String>,
) -> Result<(), String> {
    let clock = config.clock()?;
    let (place, limits) = (config.attachments()?, config.limits()?);
    let files = Files::open(&place, limits)?;
    let mail_in = MailIn::listen(config, &db, &clock, &files)?;
    let mail_domain = outside.mail_domain.clone();
    let house = House::new(db.clone(), clock.clone(), outside, files);
    let wanted = config.listen()?;
    let bound = TcpListener::bind(wanted).and_then(|listener| Ok((listener.local_addr()?, listener)));
    let (here, listener) = bound.map_err(|error| format!("{wanted} cannot be listened on: {error}."))?;
    let origin =
        config.some("base-url").map_or(format!("http://{here}"), |url| url.trim_end_matches('/').to_owned());
    let stored = Blocking::open(&place, limits)?;
    let searcher = Searcher::start(db.clone(), clock.clone());
    let round = Round { db: db.clone(), clock, post: Post::from(config)?, origin, stored, mail_domain };
    let courier = Courier::start(round);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    println!("Throughline is at http://{here}");
    let served = opened(here).and_then(|()| runtime.block_on(listen_until_told(house, listener, mail_in)));
    // The runtime ends before the database: its connections close on plain threads.
    runtime.shutdown_timeout(Duration::from_secs(1));
    searcher.stop();
    courier.stop();
    drop(db);
    served
}

/// Opens the database of the settings, brought up to date.
pub fn open(config: &Config) -> Result<Database, String> {
    let settings = config.database()?;
    tracing::info!(database = %settings.location, "opening");
    let told = |fault: Fault| told(&fault, &settings.location);
    Database::migrate(&settings, &schema::steps()).map_err(told)?;
    let node = uuid::Uuid::from_u128(u128::from_be_bytes(random()?));
    Database::open(settings.clone(), node).map_err(told)
}

/// Keeps a second server off the same embedded database: their pages would not hear of each other.
pub fn hold(config: &Config) -> Result<Option<File>, String> {
    let location = config.database()?.location;
    let Location::Sqlite(path) = &location else { return Ok(None) };
    match Database::hold(path).map_err(|fault| told(&fault, &location))? {
        Some(held) => Ok(Some(held)),
        None => Err(format!(
            "Another server is using {}. Stop it first, or choose another --data folder.",
            path.display()
        )),
    }
}

/// One sentence for the operator, with the place and the engine's own words behind it.
fn told(fault: &Fault, location: &Location) -> String {
    let place = match location {
        Location::Sqlite(path) => path.display().to_string(),
        Location::Postgres(_) => String::new(),
    };
    let behind = [place, fault.detail.clone()].into_iter().filter(|words| !words.is_empty());
    match behind.collect::<Vec<_>>().join(": ") {
        nothing if nothing.is_empty() => fault.sentence.clone(),
        words => format!("{} ({words})", fault.sentence),
    }
}

pub fn random() -> Result<[u8; 16], String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)
        .map_err(|error| format!("The operating system gives no random numbers: {error}."))?;
    Ok(bytes)
}

async fn listen_until_told(
    house: House,
    listener: TcpListener,
    mail_in: Option<MailIn>,
) -> Result<(), String> {
    let listener = listener
        .set_nonblocking(true)
        .and_then(|()| tokio::net::TcpListener::from_std(listener))
        .map_err(|error| error.to_string())?;
    let service = router(house.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, mut stopped) = tokio::sync::watch::channel(false);
    let told = async move {
        signal().await;
        tracing::info!("stopping: requests under way are answered first");
        house.drain();
        stopping.send_replace(true);
    };
    let mails = mail_in.map(|mail_in| tokio::spawn(mail_in.serve(stopped.clone())));
    let serving = axum::serve(listener, service).with_graceful_shutdown(told).into_future();
    let serving = async {
        let ended = serving.await;
        // Whoever brings a mail ends its sentence, too.
        if let (Some(mails), Ok(())) = (mails, &ended) {
            let _ = mails.await;
        }
        ended
    };
    let late = async {
        if stopped.wait_for(|stopped| *stopped).await.is_ok() {
            tokio::time::sleep(DRAIN_MAX).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        ended = serving => ended.map_err(|error| error.to_string()),
        () = late => { tracing::warn!("some requests took too long and were cut"); Ok(()) }
    }
}

async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) =
        match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
            (Ok(terminate), Ok(interrupt)) => (terminate, interrupt),
            _ => return std::future::pending().await,
        };
    tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
}
