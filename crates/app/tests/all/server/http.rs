//! HTTP/1.1 over one kept connection: no more than these tests need, and blind to nothing that is cut.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::net::TcpStream;
use std::time::Duration;

/// A server that says nothing for so long is stuck.
const SILENCE_MAX: Duration = Duration::from_secs(30);

pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The value of a cookie that it sets.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let start = format!("set-cookie: {name}=");
        let line = self.head.lines().find(|line| line.to_ascii_lowercase().starts_with(&start))?;
        Some(line[start.len()..].split(';').next()?.to_owned())
    }
}

impl Connection {
    pub fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(SILENCE_MAX))?;
        Ok(Self { stream, buffer: Vec::new() })
    }

    pub fn send(&mut self, text: &str) -> Result<()> {
        self.stream.write_all(text.as_bytes())
    }

    pub fn call(&mut self, request: &str) -> Result<Answer> {
        self.send(request)?;
        self.answer()
    }

    /// Reads one whole answer. An end before its first byte is `UnexpectedEof`, an end within it `InvalidData`.
    pub fn answer(&mut self) -> Result<Answer> {
        let head = self.until("\r\n\r\n")?;
        let status =
            head.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or(ErrorKind::InvalidData)?;
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
        let length = length.and_then(|(_, value)| value.parse().ok()).unwrap_or(0);
        while self.buffer.len() < length {
            self.more().map_err(|error| Error::new(ErrorKind::InvalidData, error))?;
        }
        let body = self.buffer.drain(..length).collect();
        Ok(Answer { status, head, body: String::from_utf8(body).map_err(Error::other)? })
    }

    /// Reads on until these words have come; what came up to their end.
    pub fn until(&mut self, words: &str) -> Result<String> {
        loop {
            let place = self.buffer.windows(words.len()).position(|window| window == words.as_bytes());
            if let Some(place) = place {
                let read = self.buffer.drain(..place + words.len()).collect();
                return String::from_utf8(read).map_err(Error::other);
            }
            let begun = !self.buffer.is_empty();
            self.more()
                .map_err(|error| if begun { Error::new(ErrorKind::InvalidData, error) } else { error })?;
        }
    }

    /// Reads to the end of the connection.
    pub fn rest(&mut self) -> Result<String> {
        let mut text = String::from_utf8(std::mem::take(&mut self.buffer)).map_err(Error::other)?;
        self.stream.read_to_string(&mut text)?;
        Ok(text)
    }

    fn more(&mut self) -> Result<()> {
        let mut bytes = [0; 16 * 1024];
        match self.stream.read(&mut bytes)? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            count => {
                self.buffer.extend_from_slice(&bytes[..count]);
                Ok(())
            }
        }
    }
}
