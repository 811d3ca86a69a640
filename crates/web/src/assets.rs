//! Styles, scripts, fonts and icons, built into the binary and served under an address that names their content.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::house::House;

#[derive(RustEmbed)]
#[folder = "src/assets"]
#[exclude = "*.md"]
struct Files;

/// Where the parts of the stylesheet are listed, in the order in which they are joined.
const ORDER: &str = "css/ORDER";

pub struct Assets {
    /// `/assets/<digest>`: changes with any byte of any file, so that browsers may keep everything for a year.
    pub root: String,
    files: BTreeMap<String, Bytes>,
}

impl Assets {
    pub fn load() -> Self {
        let mut files: BTreeMap<String, Bytes> = Files::iter()
            .filter_map(|name| {
                Files::get(&name).map(|file| (name.to_string(), Bytes::from(file.data.into_owned())))
            })
            .collect();
        let order = files.get(ORDER).cloned().unwrap_or_default();
        let mut style = Vec::new();
        for part in String::from_utf8_lossy(&order).lines().map(str::trim).filter(|line| !line.is_empty()) {
            style.extend_from_slice(files.get(&format!("css/{part}")).map_or(&[][..], |file| file));
            style.push(b'\n');
        }
        files.insert("app.css".into(), Bytes::from(style));
        let mut digest = Sha256::new();
        for (name, file) in &files {
            digest.update(name);
            digest.update(file);
        }
        let digest: String = digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Self { root: format!("/assets/{digest}"), files }
    }
}

pub async fn serve(State(house): State<House>, Path((_, name)): Path<(String, String)>) -> Response {
    let Some(file) = house.assets.files.get(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, content_type(&name)),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, file.clone()).into_response()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        "png" => "image/png",
        _ => "text/plain; charset=utf-8",
    }
}
