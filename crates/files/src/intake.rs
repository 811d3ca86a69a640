//! Bytes come in: looked at, counted and summed up on their way into the store, and refused as soon as it is clear that they
//! will not stay.

use bytes::Bytes;
use database::Database;
use domain::attachments::media::Media;
use domain::attachments::{AttachmentId, Stored, attach, queries, rules};
use domain::spine::id::WorkspaceId;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Refusal, Result};
use futures_util::{Stream, StreamExt};
use object_store::buffered::BufWriter;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::sync::Arc;
use tokio::io::AsyncWriteExt;

use crate::stored::written;
use crate::{Files, away, path, sniff};

/// What is held of one file in memory is a few of these at most. A bucket takes no smaller parts.
const PART_BYTES: usize = 5 << 20;
const PARTS_UNDER_WAY: usize = 2;
/// What was refused is read on to its end up to here, so that a browser shows the reason and no broken connection.
const READ_ON_MAX: i64 = 512 << 20;

/// A file that comes in.
pub struct Arrival<'a> {
    pub db: &'a Database,
    pub workspace: WorkspaceId,
    /// Drawn for it, and the time.
    pub id: AttachmentId,
    pub now: Timestamp,
    /// As the sender calls it.
    pub name: &'a str,
}

impl Files {
    /// Stores the bytes of a file, looked at and within the limits; what its row needs. Who may attach it was asked before, and
    /// [`attach::attach`] hangs it on an item afterwards, in the transaction of a command. Refused, or never attached: nothing of
    /// it stays.
    pub async fn keep<E: std::fmt::Display>(
        &self,
        arrival: &Arrival<'_>,
        bytes: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Stored> {
        let (workspace, id, now) = (arrival.workspace, arrival.id, arrival.now);
        let most = self.limits.workspace_bytes_max;
        let begun = written(arrival.db, workspace.0, move |tx| {
            // A full workspace refuses before anything is sent on; whether the whole file fits is asked at the end.
            rules::refuse_no_room(queries::total(tx, workspace)?.byte_count, most)?;
            attach::begin(tx, workspace, id, now)
        });
        if let Err(refused) = begun.await {
            read_on(Box::pin(bytes)).await;
            return Err(refused);
        }
        let stored = self.take_in(arrival, bytes).await;
        if stored.is_err() {
            self.give_up(arrival).await;
        }
        stored
    }

    /// Deletes what came in and will not be attached. A file that hangs somewhere stays: whether a command was carried out is not
    /// always known. What this does not reach is swept a day later.
    pub async fn give_up(&self, arrival: &Arrival<'_>) {
        let Arrival { workspace, id, .. } = *arrival;
        if let Err(failure) = self.withdraw(arrival).await {
            tracing::warn!(%workspace, file = %id, %failure, "a file that was refused is still there and will be swept");
        }
    }

    async fn withdraw(&self, arrival: &Arrival<'_>) -> Result<()> {
        let Arrival { db, workspace, id, now, .. } = *arrival;
        if written(db, workspace.0, move |tx| attach::withdraw(tx, workspace, id, now)).await? {
            self.delete(workspace, id).await?;
            written(db, workspace.0, move |tx| attach::forget(tx, workspace, id)).await?;
        }
        Ok(())
    }

    async fn take_in<E: std::fmt::Display>(
        &self,
        arrival: &Arrival<'_>,
        bytes: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<Stored> {
        let place = path(arrival.workspace, arrival.id);
        let writer = BufWriter::with_capacity(Arc::clone(&self.store), place, PART_BYTES)
            .with_max_concurrency(PARTS_UNDER_WAY);
        let mut incoming = Incoming {
            name: arrival.name,
            bytes_max: self.limits.file_bytes_max,
            writer,
            head: Vec::new(),
            media: None,
            sum: Sha256::new(),
            byte_count: 0,
        };
        let mut bytes = Box::pin(bytes);
        let taken = incoming.all(&mut bytes).await;
        let media = match taken {
            Ok(media) => media,
            Err(refused) => {
                if let Err(error) = incoming.writer.abort().await {
                    tracing::warn!(%error, "half of a file stays until it is swept");
                }
                read_on(bytes).await;
                return Err(refused);
            }
        };
        incoming.writer.shutdown().await.map_err(|error| away(&error))?;
        Ok(Stored {
            id: arrival.id,
            name: rules::shown_name(arrival.name, media),
            media_type: media.media_type.to_owned(),
            byte_count: incoming.byte_count,
            sha256: digits(&incoming.sum.finalize()),
            workspace_bytes_max: self.limits.workspace_bytes_max,
        })
    }
}

/// A file on its way.
struct Incoming<'a> {
    name: &'a str,
    bytes_max: i64,
    writer: BufWriter,
    /// Its first bytes, until it is known what it is.
    head: Vec<u8>,
    media: Option<&'static Media>,
    sum: Sha256,
    byte_count: i64,
}

impl Incoming<'_> {
    async fn all<E: std::fmt::Display>(
        &mut self,
        bytes: &mut (impl Stream<Item = Result<Bytes, E>> + Unpin),
    ) -> Result<&'static Media> {
        while let Some(chunk) = bytes.next().await {
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) => {
                    return Refusal::invalid(
                        "file",
                        format!("The file did not arrive whole ({error}). Send it again."),
                    );
                }
            };
            self.take(chunk).await?;
        }
        if self.byte_count == 0 {
            return rules::empty(self.name);
        }
        match self.media {
            Some(media) => Ok(media),
            None => self.look(true).await,
        }
    }

    async fn take(&mut self, chunk: Bytes) -> Result<()> {
        self.byte_count += chunk.len() as i64;
        if self.byte_count > self.bytes_max {
            return rules::too_large(self.name, self.bytes_max);
        }
        self.sum.update(&chunk);
        if self.media.is_some() {
            return self.writer.put(chunk).await.map_err(|error| away(&error));
        }
        self.head.extend_from_slice(&chunk);
        if self.head.len() >= sniff::HEAD {
            self.look(false).await?;
        }
        Ok(())
    }

    /// What it is; from here on it is written.
    async fn look(&mut self, whole: bool) -> Result<&'static Media> {
        let media = rules::media_of(self.name, sniff::media_type(&self.head, whole))?;
        self.media = Some(media);
        let head = Bytes::from(std::mem::take(&mut self.head));
        self.writer.put(head).await.map_err(|error| away(&error))?;
        Ok(media)
    }
}

async fn read_on<E>(mut bytes: impl Stream<Item = Result<Bytes, E>> + Unpin) {
    let mut seen = 0;
    while let Some(Ok(chunk)) = bytes.next().await {
        seen += chunk.len() as i64;
        if seen > READ_ON_MAX {
            return;
        }
    }
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
