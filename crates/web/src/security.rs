//! What every answer carries and what every write is asked for, whichever page it belongs to.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::caller;
use crate::house::House;

/// Scripts, styles, fonts and pictures from here alone, none inline.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";
/// Its part that says which pages may show one of ours within themselves.
const NOT_WITHIN: &str = "frame-ancestors 'none'";

/// On an answer that pages of these sites may show within themselves: origins with spaces between them.
#[derive(Clone)]
pub struct FrameAncestors(pub String);

/// Puts the security headers on every answer.
pub async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let within = response.extensions_mut().remove::<FrameAncestors>();
    let within = within
        .map(|FrameAncestors(origins)| POLICY.replace(NOT_WITHIN, &format!("frame-ancestors {origins}")));
    let headers = response.headers_mut();
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Some(Ok(policy)) = within.map(HeaderValue::try_from) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    // A form for other sites has one of its own, and a file that was attached a stricter one.
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(POLICY));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-store"));
    response
}

/// Refuses a write that another site sent with this browser's cookies.
pub async fn same_origin(State(house): State<House>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let by_token = request.headers().contains_key(header::AUTHORIZATION);
    // Without a cookie there is nothing that another site could use.
    let by_cookie = request.headers().contains_key(header::COOKIE);
    if reads || by_token || !by_cookie || comes_from_here(request.headers(), &house) {
        return next.run(request).await;
    }
    let sentence = "This came from another site, so nothing was done. Open the page here and try again.\n";
    (StatusCode::FORBIDDEN, sentence).into_response()
}

fn comes_from_here(headers: &HeaderMap, house: &House) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let here = caller::origin(headers, house);
    match (text("origin"), text("referer")) {
        // The scheme is left out: a proxy that ends TLS need not say so for a LAN.
        (Some(origin), _) => host(origin) == host(&here),
        (None, Some(page)) => host(page) == host(&here),
        (None, None) => false,
    }
}

fn host(url: &str) -> Option<&str> {
    url.split_once("://").and_then(|(_, rest)| rest.split('/').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_what_stands_between_the_slashes() {
        assert_eq!(host("https://a.example:8443/x/y"), Some("a.example:8443"));
        assert_eq!(host("null"), None);
    }
}
