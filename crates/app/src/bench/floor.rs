//! The floor of pages: the same bytes as a constant, served by the same library.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::get;

/// Serves a page of `bytes` bytes at `/` until the process is ended.
pub fn serve(bytes: usize) -> Result<(), String> {
    let body = Bytes::from(vec![b'x'; bytes]);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let listener =
            tokio::net::TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
        let here: SocketAddr = listener.local_addr().map_err(|error| error.to_string())?;
        println!("Throughline is at http://{here}");
        let page = move || async move { ([(header::CONTENT_TYPE, "text/html")], body) };
        axum::serve(listener, Router::new().route("/", get(page))).await.map_err(|error| error.to_string())
    })
}
