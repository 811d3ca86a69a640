//! A file arrives: read whole, refused as a whole if it is broken, otherwise kept and tried.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Path, Query, Request};
use axum::http::header;
use axum::response::Response;
use domain::exchange::Kind;
use domain::exchange::imports::{PAGE_MAX_BYTES, Received, may_import, receive};
use domain::spine::id::{ImportId, ProductId};
use domain::spine::refusal::{Failure, Refusal, Result};
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};

use crate::answer;
use crate::caller::{Caller, Wants};
use crate::visit::Visit;

/// A longer body is cut off; up to here it is read to its end, so that the browser shows the reason.
const DRAINED_MAX_BYTES: usize = 512 * 1024 * 1024;

#[derive(Serialize)]
struct Answered {
    id: ImportId,
}

/// What came with the file, and the file.
#[derive(Default)]
struct Sent {
    kind: String,
    source: String,
    content: Vec<u8>,
}

/// `POST /{workspace}/{product}/import`, as a form with a file sends it.
pub async fn by_form(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    request: Request,
) -> Response {
    let done = async {
        readable(&caller, &slug, &prefix).await?;
        let sent = fields(request).await?;
        take(&caller, &slug, &prefix, sent).await
    };
    match done.await {
        Ok(id) if caller.wants == Wants::Json => answer::json(&Answered { id }),
        Ok(id) => answer::see_other(&format!("/{slug}/imports/{id}")),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

#[derive(Deserialize)]
pub struct Named {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    source: String,
}

/// `POST /api/v1/{workspace}/{product}/imports?kind=…&source=…`, the file as the body.
pub async fn by_api(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(named): Query<Named>,
    body: Body,
) -> Response {
    let done = async {
        readable(&caller, &slug, &prefix).await?;
        let (mut file, mut chunks) = (Intake::default(), body.into_data_stream());
        while let Some(chunk) = chunks.next().await {
            file.take(&chunk.map_err(|error| cut_off(&error))?)?;
        }
        let content = file.whole()?;
        take(&caller, &slug, &prefix, Sent { kind: named.kind, source: named.source, content }).await
    };
    match done.await {
        Ok(id) => answer::json(&Answered { id }),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

/// Nobody sends us a file who is not signed in.
async fn readable(caller: &Caller, slug: &str, prefix: &str) -> Result<ProductId> {
    let prefix = prefix.to_owned();
    caller.visit(slug.to_owned(), move |visit| Ok(visit.product(&prefix)?.id)).await
}

async fn fields(request: Request) -> Result<Sent> {
    let form = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !form.is_some_and(|form| form.starts_with("multipart/form-data")) {
        return Refusal::invalid("file", "Choose a file.");
    }
    let mut multipart = Multipart::from_request(request, &()).await.map_err(|error| cut_off(&error))?;
    let mut sent = Sent::default();
    while let Some(mut field) = multipart.next_field().await.map_err(|error| cut_off(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let source = field.file_name().unwrap_or_default().to_owned();
        let mut value = Intake::default();
        while let Some(chunk) = field.chunk().await.map_err(|error| cut_off(&error))? {
            value.take(&chunk)?;
        }
        match name.as_str() {
            "kind" => sent.kind = String::from_utf8_lossy(&value.whole()?).into_owned(),
            "file" => (sent.source, sent.content) = (source, value.whole()?),
            _ => {}
        }
    }
    Ok(sent)
}

/// What has arrived. Of a file that is too long no more than that is kept.
#[derive(Default)]
struct Intake {
    content: Vec<u8>,
    seen: usize,
}

impl Intake {
    fn take(&mut self, chunk: &[u8]) -> Result<()> {
        self.seen += chunk.len();
        if self.seen <= PAGE_MAX_BYTES {
            self.content.extend_from_slice(chunk);
        } else if self.seen > DRAINED_MAX_BYTES {
            return too_long();
        }
        Ok(())
    }

    fn whole(self) -> Result<Vec<u8>> {
        if self.seen > PAGE_MAX_BYTES { too_long() } else { Ok(self.content) }
    }
}

fn too_long<T>() -> Result<T> {
    let most = PAGE_MAX_BYTES >> 20;
    Refusal::invalid(
        "file",
        format!("The file has more than {most} MB. Split it, or import it by the command line."),
    )
}

fn cut_off(error: &dyn std::fmt::Display) -> Failure {
    Failure::Refused(Refusal::Invalid {
        field: "file",
        sentence: format!("The file did not arrive whole ({error}). Send it again."),
    })
}

/// Reads the file away from the async threads and the database, then keeps it.
async fn take(caller: &Caller, slug: &str, prefix: &str, sent: Sent) -> Result<ImportId> {
    let Some(kind) = Kind::parse(&sent.kind) else {
        return Refusal::invalid("kind", "Say what the file holds: customers, feedback or stories.");
    };
    let prefix = prefix.to_owned();
    let product = caller
        .visit(slug.to_owned(), move |visit| {
            let product = visit.product(&prefix)?.id;
            may_import(&visit.actor, kind, product)?;
            Ok(product)
        })
        .await?;
    let received = tokio::task::spawn_blocking(move || -> Result<Received> {
        let row_count = kind.read(&sent.content, &sent.source, product)?.len();
        Ok(Received { product, kind, source: sent.source, content: sent.content, row_count })
    });
    let received = received.await.map_err(|error| domain::spine::refusal::broken(error.to_string()))??;
    let (guest, place, moment) = (caller.clone(), slug.to_owned(), caller.house.moment());
    let lane = caller.lane(slug).await?;
    caller
        .write(lane, move |tx| {
            let visit = Visit::open(tx, &guest, &place)?;
            receive(tx, &visit.actor, &moment.again(), &received)
        })
        .await
}
