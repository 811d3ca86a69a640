//! A plain HTTP/1.1 client over kept connections: no more than a bench needs.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub async fn open(address: &str) -> Result<Self, String> {
        let stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        Ok(Self { stream, buffer: Vec::with_capacity(256 * 1024) })
    }

    /// Sends a request and reads its whole answer; the length of the body, and the status.
    pub async fn call(&mut self, request: &str) -> Result<(u16, usize), String> {
        self.stream.write_all(request.as_bytes()).await.map_err(|error| error.to_string())?;
        self.buffer.clear();
        let head = loop {
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
            self.more().await?;
        };
        let text = String::from_utf8_lossy(&self.buffer[..head]).to_ascii_lowercase();
        let status = text.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or("no status")?;
        let length = text
            .split("content-length: ")
            .nth(1)
            .and_then(|rest| rest.split('\r').next()?.parse::<usize>().ok());
        let length = length.ok_or("an answer without a length")?;
        while self.buffer.len() < head + length {
            self.more().await?;
        }
        Ok((status, length))
    }

    /// Sends a request and reads lines until one holds `word`; when that was.
    pub async fn wait_for(&mut self, word: &str) -> Result<Instant, String> {
        loop {
            if let Some(at) = find(&self.buffer, word.as_bytes()) {
                self.buffer.drain(..at + word.len());
                return Ok(Instant::now());
            }
            self.more().await?;
        }
    }

    pub async fn send(&mut self, request: &str) -> Result<(), String> {
        self.stream.write_all(request.as_bytes()).await.map_err(|error| error.to_string())
    }

    async fn more(&mut self) -> Result<(), String> {
        match self.stream.read_buf(&mut self.buffer).await {
            Ok(0) => Err("the server closed the connection".into()),
            Ok(_) => Ok(()),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    text.windows(word.len()).position(|window| window == word)
}

pub fn get(address: &str, path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: session={}\r\nAccept: text/html\r\n\r\n",
        super::seed::SESSION
    )
}

pub fn post(address: &str, path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nCookie: session={}\r\nAccept: application/json\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        super::seed::SESSION,
        body.len()
    )
}

/// What a load of one request brought.
#[derive(Clone, Debug, Default)]
pub struct Load {
    pub per_second: f64,
    pub bytes: usize,
    /// Milliseconds of each call.
    pub waits: Vec<f64>,
}

/// Calls one path from several connections for some seconds.
pub async fn load(address: &str, path: &str, connections: usize, seconds: f64) -> Result<Load, String> {
    let until = Instant::now() + Duration::from_secs_f64(seconds);
    let began = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..connections {
        let (address, request) = (address.to_owned(), get(address, path));
        tasks.push(tokio::spawn(async move {
            let mut connection = Connection::open(&address).await?;
            let (mut waits, mut bytes) = (Vec::new(), 0);
            while Instant::now() < until {
                let asked = Instant::now();
                let (status, length) = connection.call(&request).await?;
                if status != 200 {
                    return Err(format!("the server answered {status}"));
                }
                bytes = length;
                waits.push(asked.elapsed().as_secs_f64() * 1000.0);
            }
            Ok::<_, String>((waits, bytes))
        }));
    }
    let mut load = Load::default();
    for task in tasks {
        let (waits, bytes) = task.await.map_err(|error| error.to_string())??;
        load.waits.extend(waits);
        load.bytes = bytes;
    }
    load.per_second = load.waits.len() as f64 / began.elapsed().as_secs_f64();
    Ok(load)
}
