//! Where the bytes of attached files lie: a folder, or a bucket. The only place that knows the object store.
//!
//! Bytes come in as a stream and go out as one, and are never whole in memory. What a file is called, on what it hangs and who may
//! have it is not known here: that are rows, and `domain` keeps them. Everything here is `async`; who has no runtime uses
//! [`Blocking`].

mod blocking;
mod copies;
mod intake;
mod place;
#[cfg(feature = "s3")]
mod s3;
mod sniff;
mod stored;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use database::{Fault, FaultKind};
use domain::attachments::AttachmentId;
use domain::spine::id::WorkspaceId;
use domain::spine::refusal::{Failure, Result};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use object_store::path::Path;
use object_store::{Error, GetOptions, GetRange, ObjectStore, ObjectStoreExt};

pub use blocking::Blocking;
pub use copies::Copied;
pub use intake::Arrival;
pub use place::{Bucket, Keys, Limits, Place};

/// The store. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// The folder, where it is one.
    folder: Option<PathBuf>,
    pub limits: Limits,
}

impl Files {
    /// Opens the store, and makes its folder.
    pub fn open(place: &Place, limits: Limits) -> Result<Self, String> {
        let (store, folder) = place.open()?;
        Ok(Self { store, folder, limits })
    }

    /// A store that is gone with the program.
    #[cfg(feature = "testing")]
    pub fn in_memory(limits: Limits) -> Self {
        Self { store: Arc::new(object_store::memory::InMemory::new()), folder: None, limits }
    }

    /// The bytes of a file, or of a part of it. The range lies within the file.
    pub async fn content(
        &self,
        workspace: WorkspaceId,
        file: AttachmentId,
        range: Option<Range<u64>>,
    ) -> Result<BoxStream<'static, Result<Bytes, std::io::Error>>> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let found =
            self.store.get_opts(&path(workspace, file), options).await.map_err(|error| match error {
                Error::NotFound { .. } => {
                    fault("The bytes of this file are not where they should be.", &error)
                }
                error => away(&error),
            })?;
        Ok(found.into_stream().map(|chunk| chunk.map_err(std::io::Error::other)).boxed())
    }

    /// Deletes the bytes of a file, and what is left of half of it. It is no fault if there are none.
    pub async fn delete(&self, workspace: WorkspaceId, file: AttachmentId) -> Result<()> {
        match self.store.delete(&path(workspace, file)).await {
            Ok(()) | Err(Error::NotFound { .. }) => {}
            Err(error) => return Err(away(&error)),
        }
        let Some(folder) = self.folder.clone() else { return Ok(()) };
        let halves = tokio::task::spawn_blocking(move || remove_halves(&folder, workspace, file));
        match halves.await {
            Ok(done) => done.map_err(|error| away(&error)),
            Err(panicked) => Err(away(&panicked)),
        }
    }
}

/// What a program that died left beside a file: its name and a number behind a `#`.
fn remove_halves(
    folder: &std::path::Path,
    workspace: WorkspaceId,
    file: AttachmentId,
) -> std::io::Result<()> {
    let own = match std::fs::read_dir(folder.join(workspace.to_string())) {
        Ok(own) => own,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let half = format!("{file}#");
    for entry in own {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&half) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// A folder for each workspace, a file for each attachment: the same bytes twice are stored twice.
fn path(workspace: WorkspaceId, file: AttachmentId) -> Path {
    Path::from_iter([workspace.to_string(), file.to_string()])
}

/// The store does not do what it is asked.
fn away(error: &dyn std::fmt::Display) -> Failure {
    fault("The place of the files cannot be reached. Try again in a moment.", error)
}

fn fault(sentence: &str, error: &dyn std::fmt::Display) -> Failure {
    Failure::Fault(Fault::new(FaultKind::Other, sentence, error))
}
