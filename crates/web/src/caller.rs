//! Who is calling, as far as the request itself says: a cookie, a token, what kind of answer is wanted.

use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use domain::people::visitor::Pass;
use tokio::sync::oneshot;

use crate::house::House;

/// What kind of answer the caller can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wants {
    Page,
    /// A form that Turbo sent: refusals come back as a stream into the open page.
    Stream,
    Json,
}

/// A request before anything was looked up.
#[derive(Clone)]
pub struct Caller {
    pub house: House,
    pub pass: Option<Pass>,
    pub wants: Wants,
    /// Path and query of the request.
    pub url: String,
    /// `https://work.larkbill.example`, as the caller reaches us.
    pub origin: String,
    pub address: Option<IpAddr>,
    pub cookies: Cookies,
}

/// What the person's own browser keeps: how the pages look, and what was just done.
#[derive(Clone, Debug, Default)]
pub struct Cookies {
    pub session: Option<String>,
    pub theme: Option<String>,
    pub folded: bool,
    /// The toast that the next page shows.
    pub told: Option<String>,
}

pub const SESSION: &str = "session";
pub const TOLD: &str = "told";

impl Cookies {
    fn read(headers: &HeaderMap) -> Self {
        let mut cookies = Self::default();
        let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        for (name, value) in
            lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
        {
            match name {
                SESSION => cookies.session = Some(value.to_owned()),
                TOLD => cookies.told = Some(value.to_owned()).filter(|told| !told.is_empty()),
                "theme" if ["light", "dark"].contains(&value) => cookies.theme = Some(value.to_owned()),
                "fold" => cookies.folded = value == "1",
                _ => {}
            }
        }
        cookies
    }
}

impl FromRequestParts<House> for Caller {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, house: &House) -> Result<Self, Self::Rejection> {
        let cookies = Cookies::read(&parts.headers);
        let bearer = text(&parts.headers, "authorization").and_then(|line| line.strip_prefix("Bearer "));
        let pass = match bearer {
            Some(token) => Some(Pass::Token(token.trim().to_owned())),
            None => cookies.session.clone().map(Pass::Session),
        };
        let url = parts.uri.path_and_query().map_or("/", |url| url.as_str()).to_owned();
        let wants = wants(text(&parts.headers, "accept").unwrap_or_default(), &url);
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        Ok(Self {
            pass,
            wants,
            url,
            origin: origin(&parts.headers, house),
            address: address(&parts.headers, house).or(peer),
            cookies,
            house: house.clone(),
        })
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn wants(accept: &str, url: &str) -> Wants {
    if url.starts_with("/api/") || accept.starts_with("application/json") {
        Wants::Json
    } else if accept.contains("text/vnd.turbo-stream.html") {
        Wants::Stream
    } else {
        Wants::Page
    }
}

/// Where the caller reaches us: the configured address, or the host the request names.
pub fn origin(headers: &HeaderMap, house: &House) -> String {
    if let Some(base) = &house.outside.base_url {
        return base.trim_end_matches('/').to_owned();
    }
    let forwarded = text(headers, "x-forwarded-proto").filter(|_| house.outside.trusts_proxy);
    let scheme = forwarded.unwrap_or("http");
    format!("{scheme}://{}", text(headers, "host").unwrap_or("localhost"))
}

/// The last address that a trusted proxy added.
fn address(headers: &HeaderMap, house: &House) -> Option<IpAddr> {
    if !house.outside.trusts_proxy {
        return None;
    }
    text(headers, "x-forwarded-for")?.rsplit(',').next()?.trim().parse().ok()
}

impl Caller {
    /// The first part of the address: on nearly every page the workspace.
    pub fn slug(&self) -> &str {
        self.url.split(['/', '?']).nth(1).unwrap_or_default()
    }
}

/// Runs work of the database off the async threads and waits for it.
impl Caller {
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&database::Tx<'_>) -> domain::spine::refusal::Result<T> + Send + 'static,
    ) -> domain::spine::refusal::Result<T> {
        let (reply, answer) = waiting();
        self.house.db.read_then(work, reply);
        answer.done().await.unwrap_or_else(|| Err(stopped()))
    }

    pub async fn write<T: Send + 'static>(
        &self,
        lane: uuid::Uuid,
        work: impl Fn(&database::Tx<'_>) -> domain::spine::refusal::Result<T> + Send + 'static,
    ) -> domain::spine::refusal::Result<T> {
        let (reply, answer) = waiting();
        self.house.db.write_then(lane, work, reply);
        answer.done().await.unwrap_or_else(|| Err(stopped()))
    }
}

/// Where a task waits for what a thread of the database makes. The channel carries no value, so that it is one for all
/// of them.
struct Answer<T> {
    made: oneshot::Receiver<()>,
    place: Arc<Mutex<Option<T>>>,
}

/// A reply, and the answer that it gives.
fn waiting<T: Send>() -> (impl FnOnce(T) + Send, Answer<T>) {
    let (tell, made) = oneshot::channel();
    let place = Arc::new(Mutex::new(None));
    let put = Arc::clone(&place);
    let reply = move |value| {
        *put.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        let _ = tell.send(());
    };
    (reply, Answer { made, place })
}

impl<T> Answer<T> {
    /// None, if the reply went without a word.
    async fn done(self) -> Option<T> {
        self.made.await.ok()?;
        self.place.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

fn stopped() -> domain::spine::refusal::Failure {
    let sentence = "The server is stopping; try again in a moment.";
    database::Fault::new(database::FaultKind::Unreachable, sentence, "").into()
}
