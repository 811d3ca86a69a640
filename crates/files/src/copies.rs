//! Copies of the files in a folder, for a backup, and back.

use std::path::Path;

use domain::attachments::AttachmentId;
use domain::attachments::queries::StoredFile;
use domain::spine::id::WorkspaceId;
use domain::spine::refusal::Result;
use futures_util::StreamExt;
use object_store::local::LocalFileSystem;
use object_store::{Error, ObjectStore, ObjectStoreExt, WriteMultipart};

use crate::{Blocking, away, path};

/// What was copied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    pub files: u64,
    pub byte_count: u64,
    /// Named by the database, and not in the store.
    pub missing: u64,
}

impl Blocking {
    /// Copies these files into a folder; what is there already stays.
    pub fn copy_out(&self, files: &[StoredFile], folder: &Path) -> Result<Copied> {
        let there = open(folder)?;
        self.wait(copy(&*self.files.store, &there, files))
    }

    /// Puts what lies in a folder back into the store, where the store lacks it.
    pub fn copy_in(&self, files: &[StoredFile], folder: &Path) -> Result<Copied> {
        let from = open(folder)?;
        self.wait(copy(&from, &*self.files.store, files))
    }
}

fn open(folder: &Path) -> Result<LocalFileSystem> {
    std::fs::create_dir_all(folder).map_err(|error| away(&error))?;
    Ok(LocalFileSystem::new_with_prefix(folder).map_err(|error| away(&error))?.with_fsync(true))
}

async fn copy(from: &dyn ObjectStore, to: &dyn ObjectStore, files: &[StoredFile]) -> Result<Copied> {
    let mut copied = Copied::default();
    for file in files {
        match copy_one(from, to, file.workspace_id, file.id).await? {
            Some(byte_count) => {
                copied.files += 1;
                copied.byte_count += byte_count;
            }
            None => copied.missing += 1,
        }
    }
    Ok(copied)
}

/// How many bytes it has; none if it is nowhere.
async fn copy_one(
    from: &dyn ObjectStore,
    to: &dyn ObjectStore,
    workspace: WorkspaceId,
    file: AttachmentId,
) -> Result<Option<u64>> {
    let place = path(workspace, file);
    if let Ok(there) = to.head(&place).await {
        return Ok(Some(there.size));
    }
    let found = match from.get(&place).await {
        Ok(found) => found,
        Err(Error::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(away(&error)),
    };
    let size = found.meta.size;
    let upload = to.put_multipart(&place).await.map_err(|error| away(&error))?;
    let mut writing = WriteMultipart::new(upload);
    let mut chunks = found.into_stream();
    while let Some(chunk) = chunks.next().await {
        writing.wait_for_capacity(2).await.map_err(|error| away(&error))?;
        writing.put(chunk.map_err(|error| away(&error))?);
    }
    writing.finish().await.map_err(|error| away(&error))?;
    Ok(Some(size))
}
