//! Every address of the server. Each noun brings its own list.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path};
use axum::handler::Handler;
use axum::http::{Extensions, HeaderMap, StatusCode, Version, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use domain::spine::refusal::{Failure, Refusal};
use domain::spine::run::Command;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};

use crate::caller::Caller;
use crate::commands::{self, Register};
use crate::house::House;
use crate::{
    acceptance, answer, assets, attachments, backlog, communication, discovery, exchange, health, line, live,
    market, openapi, people, roadmap, scenarios, security, shell, sprint, strategy,
};

/// The largest form or JSON body. Files have routes of their own.
const BODY_MAX_BYTES: usize = 256 * 1024;

/// The pages, queries and commands of one noun.
#[derive(Default)]
pub struct Routes {
    router: Router<House>,
    register: Register,
    queries: Vec<openapi::Query>,
}

impl Routes {
    /// A page or a handler of its own.
    pub fn at(mut self, path: &str, methods: MethodRouter<House>) -> Self {
        self.router = self.router.route(path, methods);
        self
    }

    /// A command, for forms and for the API alike.
    pub fn command<C: Command>(mut self) -> Self {
        self.register.add::<C>();
        self
    }

    /// A query of the API: where it is and what it answers, in one line.
    pub fn query<T: 'static, H: Handler<T, House>>(
        mut self,
        path: &'static str,
        summary: &'static str,
        handler: H,
    ) -> Self {
        self.router = self.router.route(path, get(handler));
        self.queries.push(openapi::Query { path, summary });
        self
    }

    /// And those of another list.
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.register.extend(other.register);
        self.queries.extend(other.queries);
        self
    }
}

pub fn router(house: House) -> Router {
    let routes = Routes::default()
        .and(shell::routes())
        .and(people::routes())
        .and(attachments::routes())
        .and(strategy::routes())
        .and(market::routes())
        .and(discovery::routes())
        .and(roadmap::routes())
        .and(backlog::routes())
        .and(sprint::routes())
        .and(acceptance::routes())
        .and(communication::routes())
        .and(scenarios::routes())
        .and(line::routes())
        .and(exchange::routes());
    let register = Arc::new(routes.register);
    let document = Arc::new(openapi::document(&register, &routes.queries));
    let (forms, calls) = (Arc::clone(&register), register);
    let by_form = move |caller: Caller, path: Path<(String, String)>, body: Bytes| {
        commands::by_form(forms.clone(), caller, path, body)
    };
    let by_json = move |caller: Caller, path: Path<(String, String)>, body: Bytes| {
        commands::by_json(calls.clone(), caller, path, body)
    };
    routes
        .router
        .route("/{workspace}/commands/{name}", post(by_form))
        .route("/api/v1/{workspace}/commands/{name}", post(by_json))
        .route("/api/v1/openapi.json", get(move || async move { answer::json(&*document) }))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_no_file)))
        // The stream is not compressed: it would wait for the compressor to fill a block.
        .route("/{workspace}/live", get(live::stream))
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(from_fn_with_state(house.clone(), security::same_origin))
        .route("/assets/{digest}/{*name}", get(assets::serve))
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .fallback(nothing_here)
        .layer(from_fn(security::headers))
        .layer(from_fn_with_state(house.clone(), health::measure))
        .with_state(house)
}

/// A file goes out as it is: a part of it is a part of its own bytes.
fn is_no_file(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    !headers.contains_key(header::CONTENT_DISPOSITION)
}

async fn nothing_here(caller: Caller) -> (StatusCode, Response) {
    (
        StatusCode::NOT_FOUND,
        answer::refuse(&caller, &Failure::Refused(Refusal::NotFound { what: "page" }), &[]),
    )
}
