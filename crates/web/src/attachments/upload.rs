//! A file arrives for an item. Its bytes go on to the store as they come; then it is attached, or nothing of it stays.

use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest, Multipart, Path, Query, Request};
use axum::http::header;
use axum::response::Response;
use bytes::Bytes;
use domain::attachments::add_attachment::{AddAttachment, AttachmentDone};
use domain::attachments::queries::carrier;
use domain::attachments::rules::too_many_at_once;
use domain::spine::actor::Door;
use domain::spine::id::WorkspaceId;
use domain::spine::refusal::{Failure, Refusal, Result, broken};
use domain::spine::run::Ran;
use files::Arrival;
use futures_util::Stream;
use serde::Deserialize;
use uuid::Uuid;

use super::taken::Taken;
use crate::answer;
use crate::caller::{Caller, Wants};

/// Files that are sent at once at most.
const AT_ONCE: usize = 20;
/// Parts of a form, with those that are no files.
const PARTS_MAX: usize = 100;
/// Bytes of all parts together that are no files.
const OTHER_BYTES_MAX: usize = 64 * 1024;
/// Bytes of the address to go on to.
const BACK_BYTES_MAX: usize = 4_096;

#[derive(Clone, Deserialize)]
pub struct Asked {
    /// The verdict or the comment that the file belongs to.
    #[serde(default)]
    part: Option<Uuid>,
    /// What the file is called, where it is sent without a form.
    #[serde(default)]
    name: Option<String>,
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
        Ok(taken) if caller.wants == Wants::Json => answer::json(&taken.told()),
        Ok(taken) => taken.go_on(&slug),
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
        finished(intake.form(request)).await
    } else {
        finished(intake.plain(asked.name.unwrap_or_default(), request.into_body())).await
    };
    match done {
        Ok(taken) => answer::json(&taken.told()),
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

impl Intake {
    async fn form(self, request: Request) -> Result<Taken> {
        let workspace = self.may().await?;
        if !is_form(&request) {
            return Refusal::invalid("file", "Choose a file.");
        }
        let mut multipart = Multipart::from_request(request, &()).await.map_err(|error| cut_off(&error))?;
        let mut taken = Taken::default();
        let mut spare = Spare::of(self.caller.house.files.limits.file_bytes_max);
        loop {
            match multipart.next_field().await {
                Ok(Some(field)) => {
                    if let Err(broken_off) = self.part(workspace, field, &mut spare, &mut taken).await {
                        taken.leave("", broken_off);
                        break;
                    }
                }
                Ok(None) => break,
                // The file in which it broke off has said so.
                Err(_) if taken.is_told() => break,
                Err(error) => {
                    taken.leave("", cut_off(&error));
                    break;
                }
            }
        }
        taken.or_refused()
    }

    /// One part of a form. A file that is refused is noted down; only where no more can be read it is a failure.
    async fn part(
        &self,
        workspace: WorkspaceId,
        mut field: Field<'_>,
        spare: &mut Spare,
        taken: &mut Taken,
    ) -> Result<()> {
        spare.one_part_less()?;
        let named = field.file_name().map(str::to_owned);
        match (field.name().unwrap_or_default(), named) {
            // A form without a chosen file sends one without a name.
            ("file", Some(name)) if !name.is_empty() => {
                if taken.seen() < AT_ONCE {
                    taken.add(&name, self.attach(workspace, &name, field).await);
                    return Ok(());
                }
                taken.add(&name, too_many_at_once(&name, AT_ONCE));
                read(&mut field, 0, &mut spare.of_files).await.map(drop)
            }
            ("back", None) => {
                let text = read(&mut field, BACK_BYTES_MAX, &mut spare.of_others).await?;
                taken.back = String::from_utf8_lossy(&text).into_owned();
                Ok(())
            }
            _ => read(&mut field, 0, &mut spare.of_others).await.map(drop),
        }
    }

    async fn plain(self, name: String, body: Body) -> Result<Taken> {
        let workspace = self.may().await?;
        if name.trim().is_empty() {
            return Refusal::invalid("name", "Say what the file is called: ?name=…");
        }
        let mut taken = Taken::default();
        taken.add(&name, self.attach(workspace, &name, body.into_data_stream()).await);
        taken.or_refused()
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

/// What may still come in a form beside the files that are taken.
struct Spare {
    parts: usize,
    /// Bytes of files that are too many: they are read, so that a browser shows the answer.
    of_files: usize,
    /// Bytes of what is no file.
    of_others: usize,
}

impl Spare {
    fn of(file_bytes_max: i64) -> Self {
        let of_files = usize::try_from(file_bytes_max).unwrap_or(usize::MAX).saturating_mul(AT_ONCE);
        Self { parts: PARTS_MAX, of_files, of_others: OTHER_BYTES_MAX }
    }

    fn one_part_less(&mut self) -> Result<()> {
        if self.parts == 0 {
            return too_much();
        }
        self.parts -= 1;
        Ok(())
    }
}

fn too_much<T>() -> Result<T> {
    Refusal::invalid(
        "file",
        format!("This form holds too much beside files. Send at most {AT_ONCE} at once."),
    )
}

/// Reads a part to its end; its first bytes. Refused where it has more than there is to spare.
async fn read(field: &mut Field<'_>, kept_max: usize, spare: &mut usize) -> Result<Vec<u8>> {
    let mut kept = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| cut_off(&error))? {
        let Some(left) = spare.checked_sub(chunk.len()) else { return too_much() };
        *spare = left;
        kept.extend_from_slice(&chunk[..chunk.len().min(kept_max - kept.len())]);
    }
    Ok(kept)
}

fn cut_off(error: &dyn std::fmt::Display) -> Failure {
    Failure::Refused(Refusal::Invalid {
        field: "file",
        sentence: format!("The file did not arrive whole ({error}). Send it again."),
    })
}
