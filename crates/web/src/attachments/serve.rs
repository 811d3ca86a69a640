//! The bytes of a file go out to whoever may read what it hangs on, and in no way in which a browser would run them.

use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::attachments::queries::opened;
use domain::attachments::{Attachment, AttachmentId, media};
use domain::spine::refusal::{Found, Result};
use serde::Deserialize;

use super::ranges::{Part, part};
use crate::answer::{self, percent};
use crate::caller::Caller;

/// Nothing that comes from a file may run, load or be taken for a part of our pages.
const POLICY: &str = "sandbox; default-src 'none'";

#[derive(Deserialize)]
pub struct Asked {
    /// To be saved, also where it could be shown.
    download: Option<String>,
}

/// `GET /{workspace}/attachments/{attachment}`, and the same for programs.
pub async fn serve(
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    match answered(&caller, slug, &id, asked, &headers).await {
        Ok(response) => response,
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

async fn answered(
    caller: &Caller,
    slug: String,
    id: &str,
    asked: Asked,
    headers: &HeaderMap,
) -> Result<Response> {
    let id = AttachmentId(id.parse().ok().found("file")?);
    // Whether they may is asked each time, also where the browser has the bytes already.
    let found = caller
        .visit(slug, move |visit| Ok((visit.actor.workspace, opened(visit.tx, &visit.actor, id)?)))
        .await;
    let (workspace, attachment) = found?;
    let (size, tag) = (attachment.byte_count.unsigned_abs(), format!("\"{}\"", attachment.sha256));
    let said = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if said(header::IF_NONE_MATCH).is_some_and(|known| known.split(',').any(|one| one.trim() == tag)) {
        return Ok(dressed(StatusCode::NOT_MODIFIED.into_response(), &attachment, &asked, &tag));
    }
    // A part of what it was before is of no use with a part of what it is now.
    let still = said(header::IF_RANGE).is_none_or(|known| known == tag);
    let wanted = if still { part(said(header::RANGE), size) } else { Part::Whole };
    let range = match wanted {
        Part::Whole => None,
        Part::Of(range) => Some(range),
        Part::Nowhere => {
            let outside = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
            let response = (StatusCode::RANGE_NOT_SATISFIABLE, outside).into_response();
            return Ok(dressed(response, &attachment, &asked, &tag));
        }
    };
    let content = caller.house.files.content(workspace, id, range.clone()).await?;
    let length = range.as_ref().map_or(size, |range| range.end - range.start);
    let mut response = Body::from_stream(content).into_response();
    if let Some(range) = range {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let place = format!("bytes {}-{}/{size}", range.start, range.end - 1);
        set(response.headers_mut(), header::CONTENT_RANGE, &place);
    }
    set(response.headers_mut(), header::CONTENT_LENGTH, &length.to_string());
    Ok(dressed(response, &attachment, &asked, &tag))
}

fn dressed(mut response: Response, attachment: &Attachment, asked: &Asked, tag: &str) -> Response {
    let shown = media::kept(&attachment.media_type).is_some_and(|media| media.shown);
    let way = if shown && asked.download.is_none() { "inline" } else { "attachment" };
    let text = if attachment.media_type == media::TEXT { "; charset=utf-8" } else { "" };
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE, &format!("{}{text}", attachment.media_type));
    set(headers, header::CONTENT_DISPOSITION, &disposition(way, &attachment.name));
    set(headers, header::CONTENT_SECURITY_POLICY, POLICY);
    set(headers, header::CACHE_CONTROL, "private, no-cache");
    set(headers, header::ACCEPT_RANGES, "bytes");
    set(headers, header::ETAG, tag);
    set(headers, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    response
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// How the file is to be treated and what it is called, for browsers of every age (RFC 6266).
fn disposition(way: &str, name: &str) -> String {
    let plain = |c: char| if c.is_ascii_graphic() && !"\"\\%".contains(c) || c == ' ' { c } else { '_' };
    let ascii: String = name.chars().map(plain).collect();
    // A slash stands for itself in the address of a page, and not in a name.
    let whole = percent(name).replace('/', "%2F");
    format!("{way}; filename=\"{ascii}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_break_out_of_its_header() {
        assert_eq!(
            disposition("attachment", "Grüße \"1\".pdf"),
            "attachment; filename=\"Gr__e _1_.pdf\"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%22.pdf"
        );
    }
}
