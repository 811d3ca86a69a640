//! Where the data lives and how many hands work on it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

/// The address of a database: `sqlite:FILE` or `postgres://…`. The engine follows from it.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    Sqlite(PathBuf),
    Postgres(String),
}

impl FromStr for Location {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() {
                Err("Name a file after sqlite:".into())
            } else {
                Ok(Self::Sqlite(path.into()))
            };
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        Err(format!("A database is written sqlite:FILE or postgres://user@host/name, not {text:?}."))
    }
}

impl fmt::Display for Location {
    /// Never shows a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => {
                // What follows the question mark may hold a password as well.
                let url = url.split('?').next().unwrap_or_default();
                match (url.find("://"), url.rfind('@')) {
                    (Some(scheme), Some(at)) if scheme < at => {
                        let (head, tail) = (&url[..scheme + 3], &url[at..]);
                        let user = url[scheme + 3..at].split(':').next().unwrap_or_default();
                        write!(f, "{head}{user}{tail}")
                    }
                    _ => f.write_str(url),
                }
            }
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Whether a reply waits until the disk has the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sync {
    Full,
    /// Exists so that the test which counts syncs can be seen to fail. The program never sets it.
    Off,
}

#[derive(Clone, Debug)]
pub struct Settings {
    pub location: Location,
    pub sync: Sync,
    /// Connections that only read, each on its own thread.
    pub readers: usize,
    /// Connections that write to a server, each on its own thread; the embedded engine has one writer.
    pub writers: usize,
    /// How many waiting pieces of work are committed together at most.
    pub group_max: usize,
}

impl Settings {
    pub fn new(location: Location) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self { location, sync: Sync::Full, readers: (cores * 2).clamp(4, 32), writers: 4, group_max: 64 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_engine_and_never_shows_its_password() {
        assert_eq!("sqlite:data/x.db".parse(), Ok(Location::Sqlite("data/x.db".into())));
        let server: Location = "postgres://ines:secret@db.example/larkbill".parse().unwrap();
        assert_eq!(server.to_string(), "postgres://ines@db.example/larkbill");
        let server: Location = "postgres://db.example/larkbill?user=ines&password=secret".parse().unwrap();
        assert_eq!(server.to_string(), "postgres://db.example/larkbill");
        assert!("mysql://x".parse::<Location>().is_err());
        assert!("sqlite:".parse::<Location>().is_err());
    }
}
