//! Files in a bucket: what holds for a folder holds there, over real HTTP with signed requests.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use domain::attachments::queries::StoredFile;
use domain::attachments::{AttachmentId, Stored};
use domain::schema;
use domain::testing::Office;
use files::{Arrival, Blocking, Bucket, Keys, Limits, Place};
use futures_util::{StreamExt, stream};
use hyper_util::rt::{TokioExecutor, TokioIo};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A server of S3 with one bucket, and the firm whose files lie there.
struct Scene {
    folder: TempDir,
    server: SocketAddr,
    _running: tokio::runtime::Runtime,
}

impl Scene {
    fn set() -> Self {
        let folder = TempDir::new().unwrap();
        std::fs::create_dir(folder.path().join("larkbill")).unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let server = listener.local_addr().unwrap();
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single("ines", "open-sesame"));
        let service = service.build();
        runtime.spawn(async move {
            loop {
                let Ok((line, _)) = listener.accept().await else { continue };
                let service = service.clone();
                tokio::spawn(async move {
                    let server = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                    drop(server.serve_connection(TokioIo::new(line), service).await);
                });
            }
        });
        Self { folder, server, _running: runtime }
    }

    fn store(&self, secret: &str) -> Blocking {
        let place = Place::S3(Bucket {
            name: "larkbill".into(),
            prefix: "attached/here".into(),
            endpoint: Some(format!("http://{}", self.server)),
            region: "eu-west-1".into(),
            keys: Some(Keys { id: "ines".into(), secret: secret.into() }),
        });
        Blocking::open(&place, Limits::default()).unwrap()
    }

    /// Every file that the server holds for the workspace.
    fn lies_there(&self, office: &Office) -> Vec<PathBuf> {
        let own = self.folder.path().join("larkbill/attached/here").join(office.workspace.to_string());
        match std::fs::read_dir(own) {
            Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
            Err(_) => Vec::new(),
        }
    }
}

fn with_office(story: impl Fn(&Scene, &Office)) {
    let scratch = database::testing::Scratch::embedded();
    database::Database::migrate(&scratch.settings, &schema::steps()).unwrap();
    story(&Scene::set(), &Office::open(scratch.settings.clone()));
}

fn keep(store: &Blocking, office: &Office, name: &str, bytes: Vec<u8>) -> Result<Stored, String> {
    let (id, now) = (office.moment().id(), office.now());
    let arrival = Arrival { db: &office.db, workspace: office.workspace, id, now, name };
    store.keep(&arrival, Bytes::from(bytes)).map_err(|failure| failure.to_string())
}

/// The bytes of a file, or why there are none.
fn fetch(
    store: &Blocking,
    office: &Office,
    id: AttachmentId,
    range: Option<std::ops::Range<u64>>,
) -> Result<Vec<u8>, String> {
    store.wait(async {
        let content = store.files.content(office.workspace, id, range).await.map_err(|failure| failure.to_string())?;
        let chunks: Vec<Bytes> = content.map(|chunk| chunk.unwrap()).collect().await;
        Ok(chunks.concat())
    })
}

#[test]
fn a_small_and_a_large_file_come_in_go_out_in_parts_and_are_deleted() {
    with_office(|scene, office| {
        let store = scene.store("open-sesame");
        // More than two parts of a file are sent as several requests.
        let large: Vec<u8> = (0..12 << 20).map(|n: u32| b'a' + (n % 23) as u8).collect();
        for (name, bytes) in [("small.txt", b"A few words.".to_vec()), ("large.txt", large)] {
            let stored = keep(&store, office, name, bytes.clone()).unwrap();
            assert_eq!((stored.byte_count, stored.media_type.as_str()), (bytes.len() as i64, "text/plain"));
            assert_eq!(fetch(&store, office, stored.id, None).unwrap(), bytes, "{name}");
            assert_eq!(fetch(&store, office, stored.id, Some(2..7)).unwrap(), bytes[2..7], "{name}");
            assert_eq!(scene.lies_there(office).len(), 1);
            store.delete(office.workspace, stored.id).unwrap();
            store.delete(office.workspace, stored.id).unwrap();
            assert!(scene.lies_there(office).is_empty(), "{name}");
            assert!(fetch(&store, office, stored.id, None).unwrap_err().contains("not where they should be"));
        }
    });
}

#[test]
fn what_is_refused_or_cut_off_leaves_nothing_in_the_bucket() {
    with_office(|scene, office| {
        let store = scene.store("open-sesame");
        let told = keep(&store, office, "much.txt", vec![b'a'; (20 << 20) + 1]).unwrap_err();
        assert_eq!(told, "“much.txt” is too large: one file may have up to 20 MB.");
        assert!(keep(&store, office, "page.html", b"<html>".to_vec()).unwrap_err().contains("is no picture"));
        let cut = store.wait(async {
            let (id, now) = (office.moment().id(), office.now());
            let arrival = Arrival { db: &office.db, workspace: office.workspace, id, now, name: "a.txt" };
            let half = vec![
                Ok(Bytes::from(vec![b'a'; 11 << 20])),
                Err(std::io::Error::other("the line is cut")),
            ];
            store.files.keep(&arrival, stream::iter(half)).await
        });
        assert!(cut.unwrap_err().to_string().contains("did not arrive whole"));
        assert!(scene.lies_there(office).is_empty());
    });
}

#[test]
fn a_wrong_key_is_a_fault_with_a_sentence_and_an_honest_one_is_needed() {
    with_office(|scene, office| {
        let told = keep(&scene.store("guessed"), office, "a.txt", b"words".to_vec()).unwrap_err();
        assert!(told.contains("The place of the files cannot be reached"), "{told}");
        assert!(scene.lies_there(office).is_empty());
    });
}

#[test]
fn a_backup_takes_files_out_of_the_bucket_and_puts_back_what_is_missing() {
    with_office(|scene, office| {
        let (store, copies) = (scene.store("open-sesame"), TempDir::new().unwrap());
        let stored = keep(&store, office, "a.txt", b"words".to_vec()).unwrap();
        let file = StoredFile { workspace_id: office.workspace, id: stored.id, byte_count: 5 };
        let copied = store.copy_out(&[file], copies.path()).unwrap();
        assert_eq!((copied.files, copied.byte_count, copied.missing), (1, 5, 0));
        let place: &Path = &copies.path().join(office.workspace.to_string()).join(stored.id.to_string());
        assert_eq!(std::fs::read(place).unwrap(), b"words");
        store.delete(office.workspace, stored.id).unwrap();
        assert_eq!(store.copy_in(&[file], copies.path()).unwrap().files, 1);
        assert_eq!(fetch(&store, office, stored.id, None).unwrap(), b"words");
    });
}
