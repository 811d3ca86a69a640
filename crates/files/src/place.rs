//! Where files are kept, and how much there may be: settings, and how the store is opened.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::ObjectStore;
use object_store::local::LocalFileSystem;

/// How much may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of one file.
    pub file_bytes_max: i64,
    /// Of all files of a workspace together.
    pub workspace_bytes_max: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes_max: 20 << 20, workspace_bytes_max: 5 << 30 }
    }
}

/// Where the bytes are kept.
pub enum Place {
    /// A folder of this machine; it is made where it is not there.
    Folder(PathBuf),
    S3(Bucket),
}

/// A bucket of S3, or of a server that speaks like it.
pub struct Bucket {
    pub name: String,
    /// What all names in it begin with; it may be empty.
    pub prefix: String,
    /// `http://host:port`; none: the service of the region.
    pub endpoint: Option<String>,
    pub region: String,
    /// None: as the machine says, from its variables or its role.
    pub keys: Option<Keys>,
}

pub struct Keys {
    pub id: String,
    pub secret: String,
}

type Opened = (Arc<dyn ObjectStore>, Option<PathBuf>);

impl Place {
    pub(crate) fn open(&self) -> Result<Opened, String> {
        match self {
            Self::Folder(folder) => open_folder(folder),
            Self::S3(bucket) => bucket.open(),
        }
    }
}

fn open_folder(folder: &Path) -> Result<Opened, String> {
    let told = |error: &dyn std::fmt::Display| {
        format!("The folder of the files, {}, cannot be used: {error}.", folder.display())
    };
    std::fs::create_dir_all(folder).map_err(|error| told(&error))?;
    // A file that was told to be stored is on the disk.
    let store = LocalFileSystem::new_with_prefix(folder).map_err(|error| told(&error))?.with_fsync(true);
    Ok((Arc::new(store), Some(folder.to_owned())))
}

#[cfg(not(feature = "s3"))]
impl Bucket {
    fn open(&self) -> Result<Opened, String> {
        Err(format!(
            "This program was built without S3, so it cannot keep files in the bucket “{}”. Build it with --features s3, \
             or name a folder.",
            self.name
        ))
    }
}

#[cfg(feature = "s3")]
impl Bucket {
    fn open(&self) -> Result<Opened, String> {
        Ok((crate::s3::open(self)?, None))
    }
}
