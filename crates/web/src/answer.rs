//! Answers: a page, JSON, or a refusal told once in the form that the caller can read.

use askama::Template;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::spine::refusal::{Failure, Refusal};
use serde::Serialize;

use crate::caller::{Caller, TOLD, Wants};
use crate::house::secret;
use crate::words::{Language, Reader, filters};

/// Renders a page in the reader's language.
pub fn render(page: &impl Template, language: Language) -> Result<Vec<u8>, Failure> {
    let mut html = Vec::with_capacity(page.size_hint_or(16 * 1024));
    let mut out = Utf8(&mut html);
    page.render_into_with_values(&mut out, &Reader { language }).map_err(domain::spine::refusal::broken)?;
    Ok(html)
}

trait SizeHint {
    fn size_hint_or(&self, least: usize) -> usize;
}

impl<T: Template> SizeHint for T {
    fn size_hint_or(&self, least: usize) -> usize {
        T::SIZE_HINT.max(least)
    }
}

struct Utf8<'o>(&'o mut Vec<u8>);

impl std::fmt::Write for Utf8<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}

pub fn html(body: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], body).into_response()
}

/// A page that was rendered, or why it was not. The toast that it shows is shown once.
pub fn page(caller: &Caller, rendered: Result<Vec<u8>, Failure>) -> Response {
    match rendered {
        Ok(body) => {
            let mut response = html(body);
            if caller.cookies.told.is_some() {
                set_cookie(response.headers_mut(), caller.slug(), &format!("{TOLD}="), "Max-Age=0; HttpOnly");
            }
            response
        }
        Err(failure) => refuse(caller, &failure, &[]),
    }
}

/// What a query found, as JSON, or why it may not be told.
pub fn found<T: Serialize>(caller: &Caller, found: domain::spine::refusal::Result<T>) -> Response {
    match found {
        Ok(body) => json(&body),
        Err(failure) => refuse(caller, &failure, &[]),
    }
}

pub fn json(body: &impl Serialize) -> Response {
    axum::Json(body).into_response()
}

/// Goes on to another page of this server after a form was carried out.
pub fn see_other(place: &str) -> Response {
    let place =
        if place.starts_with('/') && !place.starts_with("//") && !place.contains('\\') { place } else { "/" };
    let place = HeaderValue::from_str(place).unwrap_or_else(|_| HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// What was at this address is at another one for good.
pub fn moved(place: &str) -> Response {
    let mut response = see_other(place);
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    response
}

#[derive(Template)]
#[template(path = "shell/refusal.html")]
struct RefusalPage<'r> {
    assets: &'r str,
    theme: &'r str,
    title: &'r str,
    sentence: &'r str,
    /// Where to go now, and what that is called.
    way_out: (&'r str, &'r str),
    /// What was typed, so that nothing is lost.
    typed: &'r [(String, String)],
    fault: Option<&'r str>,
}

/// Says why something was not done.
pub fn refuse(caller: &Caller, failure: &Failure, typed: &[(String, String)]) -> Response {
    match failure {
        Failure::Refused(refusal) => match caller.wants {
            Wants::Json => problem(refusal),
            Wants::Stream => stream(refusal),
            Wants::Page => refusal_page(caller, refusal, typed),
        },
        Failure::Fault(fault) => {
            let id = &secret()[..12];
            tracing::error!(fault = id, %fault, url = %caller.url, "a request failed");
            if caller.wants == Wants::Json {
                let body = serde_json::json!({ "type": "about:blank", "title": "fault", "status": 500, "detail": fault.sentence, "fault": id });
                return problem_json(StatusCode::INTERNAL_SERVER_ERROR, &body);
            }
            let shown = RefusalPage {
                assets: &caller.house.assets.root,
                theme: caller.cookies.theme.as_deref().unwrap_or_default(),
                title: "Something failed here",
                sentence: &fault.sentence,
                way_out: (&caller.url, "Try again"),
                typed,
                fault: Some(id),
            };
            status_page(StatusCode::INTERNAL_SERVER_ERROR, &shown)
        }
    }
}

pub fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::NotFound { .. } => StatusCode::NOT_FOUND,
        Refusal::NotAllowed { .. } => StatusCode::FORBIDDEN,
        Refusal::SignIn { .. } => StatusCode::UNAUTHORIZED,
        Refusal::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::Stale { .. } | Refusal::Conflict { .. } => StatusCode::CONFLICT,
        Refusal::OverLimit { .. } => StatusCode::TOO_MANY_REQUESTS,
    }
}

/// `application/problem+json` (RFC 9457).
fn problem(refusal: &Refusal) -> Response {
    let status = status(refusal);
    let mut body = serde_json::json!({
        "type": "about:blank",
        "title": refusal.kind(),
        "status": status.as_u16(),
        "detail": refusal.to_string(),
    });
    if let Some(field) = refusal.field() {
        body["field"] = field.into();
    }
    if let Refusal::Stale { theirs, mine, .. } = refusal {
        body["theirs"] = theirs.as_str().into();
        body["mine"] = mine.as_str().into();
    }
    problem_json(status, &body)
}

fn problem_json(status: StatusCode, body: &serde_json::Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/problem+json")], body.to_string()).into_response()
}

#[derive(Template)]
#[template(
    source = r#"<turbo-stream action="{{ action }}" field="{{ field }}" sentence="{{ sentence }}" theirs="{{ theirs }}" mine="{{ mine }}"></turbo-stream>"#,
    ext = "html"
)]
struct RefusalStream<'r> {
    action: &'r str,
    field: &'r str,
    sentence: &'r str,
    theirs: &'r str,
    mine: &'r str,
}

/// A refusal that goes into the open page: what was typed stays where it is.
fn stream(refusal: &Refusal) -> Response {
    let sentence = refusal.to_string();
    let mut told = RefusalStream { action: "refuse", field: "", sentence: &sentence, theirs: "", mine: "" };
    told.field = refusal.field().unwrap_or_default();
    if let Refusal::Stale { theirs, mine, .. } = refusal {
        (told.action, told.theirs, told.mine) = ("stale", theirs, mine);
    }
    let body = told.render().unwrap_or_default();
    let headers = [(header::CONTENT_TYPE, "text/vnd.turbo-stream.html; charset=utf-8")];
    (StatusCode::UNPROCESSABLE_ENTITY, headers, body).into_response()
}

fn refusal_page(caller: &Caller, refusal: &Refusal, typed: &[(String, String)]) -> Response {
    let slug = caller.slug().to_owned();
    if let Refusal::SignIn { .. } = refusal {
        return see_other(&format!("/{slug}/sign-in?to={}", percent(&caller.url)));
    }
    let sentence = refusal.to_string();
    let (title, way_out) = match refusal {
        Refusal::NotFound { .. } => ("Nothing is here", (format!("/{slug}"), "Go to where you work")),
        Refusal::NotAllowed { .. } => {
            ("This is not yours to do", (format!("/{slug}"), "Go to where you work"))
        }
        Refusal::OverLimit { .. } => ("Too much at once", (caller.url.clone(), "Try again")),
        _ => ("This was not done", (format!("/{slug}"), "Go back to work")),
    };
    let shown = RefusalPage {
        assets: &caller.house.assets.root,
        theme: caller.cookies.theme.as_deref().unwrap_or_default(),
        title,
        sentence: &sentence,
        way_out: (&way_out.0, way_out.1),
        typed,
        fault: None,
    };
    status_page(status(refusal), &shown)
}

fn status_page(status: StatusCode, page: &RefusalPage<'_>) -> Response {
    match render(page, Language::default()) {
        Ok(body) => (status, html(body)).into_response(),
        Err(_) => (status, page.sentence.to_owned()).into_response(),
    }
}

/// A text as part of a query.
pub fn percent(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~/".contains(byte);
    text.bytes()
        .map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// Adds a cookie of one workspace to an answer. `pair` is `name=value` and holds nothing that a cookie may not.
pub fn set_cookie(headers: &mut HeaderMap, slug: &str, pair: &str, attributes: &str) {
    if let Ok(line) = HeaderValue::from_str(&format!("{pair}; Path=/{slug}; SameSite=Lax; {attributes}")) {
        headers.append(header::SET_COOKIE, line);
    }
}
