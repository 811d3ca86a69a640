//! A file arrives for an item. Its bytes go on to the store as they come; then it is attached, or nothing of it stays.

use axum::body::Body;
use axum::extract::{FromRequest, Multipart, Path, Query, Request};
use axum::http::header;
use axum::response::Response;
use bytes::Bytes;
use domain::attachments::add_attachment::{AddAttachment, AttachmentDone};
use domain::attachments::queries::carrier;
use domain::spine::actor::Door;
use domain::spine::id::WorkspaceId;
use domain::spine::refusal::{Failure, Refusal, Result, broken};
use domain::spine::run::Ran;
use files::Arrival;
use futures_util::Stream;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::answer;
use crate::caller::{Caller, Wants};
use crate::commands::tell;

/// Files that are sent at once at most.
const AT_ONCE: usize = 20;
/// Bytes of a field that is no file.
const FIELD_BYTES_MAX: usize = 4_096;

#[derive(Clone, Deserialize)]
pub struct Asked {
    /// The verdict or the comment that the file belongs to.
    #[serde(default)]
    part: Option<Uuid>,
    /// What the file is called, where it is sent without a form.
    #[serde(default)]
    name: Option<String>,
}

/// What is told of each file to a program.
#[derive(Serialize)]
struct Attached {
    /// The number of the change, with which it can be taken back.
    seq: Option<i64>,
    #[serde(flatten)]
    done: AttachmentDone,
    sentence: String,
}

#[derive(Serialize)]
struct Answered {
    files: Vec<Attached>,
}

/// `POST /{workspace}/items/{key}/attachments`, as a form with files sends it.
pub async fn by_form(
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    let intake =
        Intake { caller: caller.clone(), slug: slug.clone(), key, part: asked.part, door: Door::Form };
    match finished(intake.form(request)).await {
        Ok(taken) if caller.wants == Wants::Json => answer::json(&told(taken.ran)),
        Ok(taken) => go_on(&slug, &taken),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

/// `POST /api/v1/{workspace}/items/{key}/attachments`: a form, or the file as the body and its name in the address.
pub async fn by_api(
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Response {
    let intake = Intake { caller: caller.clone(), slug, key, part: asked.part, door: Door::Api };
    let done = if is_form(&request) {
        finished(intake.form(request)).await.map(|taken| taken.ran)
    } else {
        finished(intake.plain(asked.name.unwrap_or_default(), request.into_body())).await
    };
    match done {
        Ok(ran) => answer::json(&told(ran)),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

/// Work that is done to its end, also when the sender goes away: then half a file is seen and deleted.
async fn finished<T: Send + 'static>(work: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
    tokio::spawn(work).await.unwrap_or_else(|panicked| Err(broken(panicked)))
}

fn is_form(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// Files on their way to an item.
struct Intake {
    caller: Caller,
    slug: String,
    key: String,
    part: Option<Uuid>,
    door: Door,
}

/// What a form brought.
#[derive(Default)]
struct Taken {
    ran: Vec<Ran<AttachmentDone>>,
    /// Where to go on.
    back: String,
}

impl Intake {
    async fn form(self, request: Request) -> Result<Taken> {
        let workspace = self.may().await?;
        if !is_form(&request) {
            return Refusal::invalid("file", "Choose a file.");
        }
        let mut multipart = Multipart::from_request(request, &()).await.map_err(|error| cut_off(&error))?;
        let mut taken = Taken::default();
        while let Some(mut field) = multipart.next_field().await.map_err(|error| cut_off(&error))? {
            let named = field.file_name().map(str::to_owned);
            match (field.name().unwrap_or_default(), named) {
                // A form without a chosen file sends one without a name.
                ("file", Some(name)) if !name.is_empty() => {
                    if taken.ran.len() == AT_ONCE {
                        return Refusal::invalid("file", format!("Send at most {AT_ONCE} files at once."));
                    }
                    taken.ran.push(self.attach(workspace, &name, field).await?);
                }
                ("back", None) => {
                    let mut text = Vec::new();
                    while let Some(chunk) = field.chunk().await.map_err(|error| cut_off(&error))? {
                        text.extend_from_slice(&chunk);
                        text.truncate(FIELD_BYTES_MAX);
                    }
                    taken.back = String::from_utf8_lossy(&text).into_owned();
                }
                _ => {}
            }
        }
        if taken.ran.is_empty() {
            return Refusal::invalid("file", "Choose a file.");
        }
        Ok(taken)
    }

    async fn plain(self, name: String, body: Body) -> Result<Vec<Ran<AttachmentDone>>> {
        let workspace = self.may().await?;
        if name.trim().is_empty() {
            return Refusal::invalid("name", "Say what the file is called: ?name=…");
        }
        Ok(vec![self.attach(workspace, &name, body.into_data_stream()).await?])
    }

    /// Nobody sends us bytes who may not attach them.
    async fn may(&self) -> Result<WorkspaceId> {
        let (key, part) = (self.key.clone(), self.part);
        self.caller
            .visit(self.slug.clone(), move |visit| {
                carrier(visit.tx, &visit.actor, &key, part)?.must(&visit.actor)?;
                Ok(visit.actor.workspace)
            })
            .await
    }

    async fn attach<E: std::fmt::Display>(
        &self,
        workspace: WorkspaceId,
        name: &str,
        bytes: impl Stream<Item = std::result::Result<Bytes, E>> + Send,
    ) -> Result<Ran<AttachmentDone>> {
        let house = &self.caller.house;
        let (id, now) = (house.moment().id(), house.clock.now());
        let arrival = Arrival { db: &house.db, workspace, id, now, name };
        let stored = house.files.keep(&arrival, bytes).await?;
        let command = AddAttachment { item: self.key.clone(), part: self.part, stored };
        let ran = self.caller.run(self.slug.clone(), self.door, command).await;
        if ran.is_err() {
            house.files.give_up(&arrival).await;
        }
        ran
    }
}

fn cut_off(error: &dyn std::fmt::Display) -> Failure {
    Failure::Refused(Refusal::Invalid {
        field: "file",
        sentence: format!("The file did not arrive whole ({error}). Send it again."),
    })
}

fn told(ran: Vec<Ran<AttachmentDone>>) -> Answered {
    let file = |ran: Ran<AttachmentDone>| Attached { seq: ran.seq, done: ran.done, sentence: ran.sentence };
    Answered { files: ran.into_iter().map(file).collect() }
}

/// Back to the page, with a note of what was done. Several files are several changes, of which a note can undo none.
fn go_on(slug: &str, taken: &Taken) -> Response {
    let place = if taken.back.is_empty() { format!("/{slug}") } else { taken.back.clone() };
    let mut response = answer::see_other(&place);
    match taken.ran.as_slice() {
        [one] => tell(response.headers_mut(), slug, one.seq, &one.sentence),
        many => {
            let key = many.first().map_or("", |one| one.done.key.as_str());
            tell(response.headers_mut(), slug, None, &format!("{} files are attached to {key}.", many.len()));
        }
    }
    response
}
