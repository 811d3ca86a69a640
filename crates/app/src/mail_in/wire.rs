//! A connection as lines and as the content of mails: bounded, and never waited for without an end.

use std::time::Duration;

use smtp_proto::request::receiver::{DataReceiver, DummyDataReceiver};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, timeout_at};

use super::reply::Reply;

/// A command line of more is none (RFC 5321 asks for 512, its extensions for some more).
const LINE_MAX: usize = 2_048;
const CHUNK: usize = 16 * 1024;

/// Why nothing more comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    Closed,
    TooSlow,
    TooLong,
}

/// A line, or that it was too long.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    Of(Vec<u8>),
    TooLong,
}

/// The content of a mail, or that it was too large: all of it was read then, and nothing kept.
#[derive(Debug, PartialEq, Eq)]
pub enum Content {
    Of(Vec<u8>),
    TooLarge,
}

pub struct Wire<S> {
    stream: S,
    /// What came and was not read yet.
    came: Vec<u8>,
    said: Vec<u8>,
    wait_max: Duration,
    ends_at: Instant,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub fn new(stream: S, wait_max: Duration, session_max: Duration) -> Self {
        let ends_at = Instant::now() + session_max;
        Self { stream, came: Vec::new(), said: Vec::new(), wait_max, ends_at }
    }

    /// Says something; it leaves before the next wait, so that answers to commands that came together leave together.
    pub fn say(&mut self, words: &str) {
        self.said.extend_from_slice(words.as_bytes());
    }

    pub fn reply(&mut self, reply: Reply) {
        self.say(&reply.line());
    }

    pub async fn flush(&mut self) -> Result<(), Cut> {
        let said = std::mem::take(&mut self.said);
        let until = self.ends_at.min(Instant::now() + self.wait_max);
        let sent = timeout_at(until, async {
            self.stream.write_all(&said).await?;
            self.stream.flush().await
        });
        match sent.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(Cut::Closed),
            Err(_) => Err(Cut::TooSlow),
        }
    }

    /// The next line, without its end. May be given up and asked for again: what came is not lost.
    pub async fn line(&mut self) -> Result<Line, Cut> {
        // Of the whole line: whoever sends letter by letter is not waited for anew.
        let until = Instant::now() + self.wait_max;
        let mut is_long = false;
        loop {
            if let Some(end) = self.came.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.came.drain(..=end).collect();
                let too_long = is_long || line.len() > LINE_MAX;
                return Ok(if too_long { Line::TooLong } else { Line::Of(line) });
            }
            if self.came.len() > LINE_MAX {
                is_long = true;
                self.came.clear();
            }
            self.more(until).await?;
        }
    }

    /// The content of a mail up to its dot, unstuffed, at most `max` bytes.
    pub async fn content(&mut self, max: usize) -> Result<Content, Cut> {
        let (mut receiver, mut content) = (DataReceiver::new(), Vec::new());
        // Behind DATA a line begins: a dot at the very start is one at the start of a line.
        receiver.ingest(&mut b"\r\n".iter(), &mut Vec::new());
        let mut too_large: Option<DummyDataReceiver> = None;
        loop {
            let came = std::mem::take(&mut self.came);
            let mut bytes = came.iter();
            let ended = match &mut too_large {
                Some(rest) => rest.ingest(&mut bytes),
                None => receiver.ingest(&mut bytes, &mut content),
            };
            self.came = bytes.as_slice().to_vec();
            if ended {
                let fits = too_large.is_none() && content.len() <= max;
                return Ok(if fits { Content::Of(content) } else { Content::TooLarge });
            }
            if too_large.is_none() && content.len() > max {
                content = Vec::new();
                too_large = Some(DummyDataReceiver::new_data(&receiver));
            }
            self.more(Instant::now() + self.wait_max).await?;
        }
    }

    async fn more(&mut self, until: Instant) -> Result<(), Cut> {
        if !self.said.is_empty() {
            self.flush().await?;
        }
        self.came.reserve(CHUNK);
        let last = self.ends_at <= until;
        match timeout_at(until.min(self.ends_at), self.stream.read_buf(&mut self.came)).await {
            Ok(Ok(0) | Err(_)) => Err(Cut::Closed),
            Ok(Ok(_)) => Ok(()),
            Err(_) if last => Err(Cut::TooLong),
            Err(_) => Err(Cut::TooSlow),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn of(sent: &[u8]) -> Wire<tokio::io::DuplexStream> {
        let (mut there, here) = tokio::io::duplex(1 << 20);
        there.write_all(sent).await.unwrap();
        drop(there);
        Wire::new(here, Duration::from_secs(5), Duration::from_secs(5))
    }

    #[tokio::test]
    async fn a_mail_ends_with_a_dot_on_a_line_of_its_own_and_with_nothing_else() {
        for (sent, content) in [
            ("a\r\n.\r\nQUIT\r\n", "a\r\n"),
            (".\r\nQUIT\r\n", ""),
            ("..a\r\n...\r\n.b\r\n.\r\nQUIT\r\n", ".a\r\n..\r\nb\r\n"),
            ("a\n.\nb\r\n.\r\nQUIT\r\n", "a\n.\nb\r\n"),
            ("a\n.\r\nb\r\n.\r\nQUIT\r\n", "a\n.\r\nb\r\n"),
            ("a\r.\rb\r\n.\r\nQUIT\r\n", "a\r.\rb\r\n"),
        ] {
            let mut wire = of(sent.as_bytes()).await;
            let Content::Of(read) = wire.content(100).await.unwrap() else { panic!("{sent}") };
            assert_eq!(String::from_utf8(read).unwrap(), content, "{sent:?}");
            assert_eq!(wire.line().await, Ok(Line::Of(b"QUIT\r\n".to_vec())), "{sent:?}");
        }
    }

    #[tokio::test]
    async fn what_is_too_large_is_read_and_not_kept() {
        let mut wire = of(format!("{}\r\n.\r\nQUIT\r\n", "x".repeat(300_000)).as_bytes()).await;
        assert_eq!(wire.content(1_000).await, Ok(Content::TooLarge));
        assert_eq!(wire.line().await, Ok(Line::Of(b"QUIT\r\n".to_vec())));
        let mut line = of(format!("{}\r\nQUIT\r\n", "x".repeat(300_000)).as_bytes()).await;
        assert_eq!(line.line().await, Ok(Line::TooLong));
        assert_eq!(line.line().await, Ok(Line::Of(b"QUIT\r\n".to_vec())));
        assert_eq!(line.line().await, Err(Cut::Closed));
    }
}
