//! The store for who has no runtime: the courier, a backup, the demo. It has a small runtime of its own, and must not be used or
//! dropped on an async thread.

use bytes::Bytes;
use domain::attachments::{AttachmentId, Stored};
use domain::spine::id::WorkspaceId;
use domain::spine::refusal::Result;
use futures_util::stream;
use tokio::runtime::{Builder, Runtime};

use crate::{Arrival, Files, Limits, Place};

pub struct Blocking {
    pub files: Files,
    runtime: Runtime,
}

impl Blocking {
    /// Opens the store a second time: connections of one runtime are of no use to another.
    pub fn open(place: &Place, limits: Limits) -> Result<Self, String> {
        let runtime =
            Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
        Ok(Self { files: Files::open(place, limits)?, runtime })
    }

    /// Waits for what the store does. Nobody else's runtime does it: connections belong to the one that opened them.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// As [`Files::keep`], of bytes that are there.
    pub fn keep(&self, arrival: &Arrival<'_>, bytes: Bytes) -> Result<Stored> {
        let whole = stream::iter([Ok::<_, std::convert::Infallible>(bytes)]);
        self.wait(self.files.keep(arrival, whole))
    }

    /// As [`Files::delete`].
    pub fn delete(&self, workspace: WorkspaceId, file: AttachmentId) -> Result<()> {
        self.wait(self.files.delete(workspace, file))
    }
}
