//! A mail server that takes everything and keeps it for the test to look at.

use std::io::{BufRead, BufReader, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A mail that does not come within this never comes.
const WAIT_MAX: Duration = Duration::from_secs(30);

/// A mail as it came over the wire.
#[derive(Clone, Debug)]
pub struct Mail {
    /// Whom the server was told to deliver it to.
    pub to: Vec<String>,
    pub text: String,
}

impl Mail {
    /// The address that a link in the mail begins with `start` ends with.
    pub fn after(&self, start: &str) -> String {
        let text = self.text.replace("=\r\n", "").replace("=\n", "");
        let found = text.split(start).nth(1).unwrap_or_else(|| panic!("no {start} in {text}"));
        found.split_whitespace().next().unwrap().to_owned()
    }
}

pub struct Sink {
    pub url: String,
    mails: Receiver<Mail>,
}

impl Sink {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let (sender, mails) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, sender) = (stream.unwrap(), sender.clone());
                std::thread::spawn(move || {
                    // The other side may hang up whenever it likes.
                    let _ = talk(stream, &mut |mail| drop(sender.send(mail)));
                });
            }
        });
        Self { url, mails }
    }

    /// The next mail.
    pub fn next(&self) -> Mail {
        self.mails.recv_timeout(WAIT_MAX).expect("no mail came")
    }

    /// The next mails, in the order of whom they are for.
    pub fn next_ones(&self, count: usize) -> Vec<Mail> {
        let mut mails: Vec<Mail> = (0..count).map(|_| self.next()).collect();
        mails.sort_by(|one, other| one.to.cmp(&other.to));
        mails
    }
}

/// One conversation, as far as RFC 5321 asks for it.
fn talk(mut stream: TcpStream, keep: &mut dyn FnMut(Mail)) -> Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let mut to = Vec::new();
    stream.write_all(b"220 sink\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?;
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        match verb.as_str() {
            "RCPT" => {
                let address = line.split(['<', '>']).nth(1).unwrap_or_default();
                to.push(address.to_owned());
                stream.write_all(b"250 fine\r\n")?;
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n")?;
                let mut text = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push('\n');
                }
                keep(Mail { to: std::mem::take(&mut to), text });
                stream.write_all(b"250 kept\r\n")?;
            }
            "QUIT" => {
                stream.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => stream.write_all(b"250 fine\r\n")?,
        }
    }
    Ok(())
}
