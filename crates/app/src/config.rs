//! Settings: by flag, by `THROUGHLINE_*` variable, by file, in that order; each knows where it came from.

use std::collections::BTreeMap;
use std::io::IsTerminal;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches};
use database::{Location, Settings};
use files::{Bucket, Keys, Limits, Place};
use web::Clock;

use crate::known::{KNOWN, Shown};

#[derive(Clone, Debug)]
struct Valued {
    value: String,
    source: &'static str,
}

/// Every setting with its value.
#[derive(Clone, Debug)]
pub struct Config {
    values: BTreeMap<&'static str, Valued>,
}

/// One flag for each setting, and `--config` for the file.
pub fn arguments() -> Vec<Arg> {
    let known = KNOWN.iter().map(|known| {
        let variable = format!("THROUGHLINE_{}", known.name.to_uppercase().replace('-', "_"));
        Arg::new(known.name)
            .long(known.name)
            .env(variable)
            .hide_env_values(true)
            .global(true)
            .help(known.help)
    });
    let file = Arg::new("config-file")
        .long("config")
        .env("THROUGHLINE_CONFIG")
        .global(true)
        .help("A file of settings (TOML)");
    known.chain([file]).collect()
}

impl Config {
    pub fn read(matches: &ArgMatches) -> Result<Self, String> {
        let given = matches.subcommand().map_or(matches, |(_, given)| given);
        let file = match given.get_one::<String>("config-file") {
            Some(path) => read_file(path)?,
            None => BTreeMap::new(),
        };
        let mut values = BTreeMap::new();
        for known in &KNOWN {
            let valued = match (given.get_one::<String>(known.name), given.value_source(known.name)) {
                (Some(value), Some(ValueSource::EnvVariable)) => {
                    Valued { value: value.clone(), source: "variable" }
                }
                (Some(value), _) => Valued { value: value.clone(), source: "flag" },
                (None, _) => match file.get(known.name) {
                    Some(value) => Valued { value: value.clone(), source: "file" },
                    None => Valued { value: known.default.into(), source: "default" },
                },
            };
            values.insert(known.name, valued);
        }
        Ok(Self { values })
    }

    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |valued| &valued.value)
    }

    /// A setting that may be left empty.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    pub fn data(&self) -> PathBuf {
        self.get("data").into()
    }

    /// The same settings with a folder inside the data folder in its place, unless a database is named.
    pub fn within(&self, folder: &str) -> Self {
        let mut inner = self.clone();
        if let Some(data) = inner.values.get_mut("data") {
            data.value = self.data().join(folder).to_string_lossy().into_owned();
        }
        inner
    }

    /// The same settings with this value where nobody said another.
    pub fn or_else(mut self, name: &str, value: &str) -> Self {
        if let Some(valued) = self.values.get_mut(name).filter(|valued| valued.value.is_empty()) {
            valued.value = value.to_owned();
        }
        self
    }

    pub fn listen(&self) -> Result<SocketAddr, String> {
        let text = self.get("listen");
        text.parse().map_err(|_| {
            format!("--listen takes an address and a port, such as 127.0.0.1:7700, not {text:?}.")
        })
    }

    pub fn trusts_proxy(&self) -> Result<bool, String> {
        match self.get("trusted-proxy") {
            "true" => Ok(true),
            "false" => Ok(false),
            other => Err(format!("--trusted-proxy is true or false, not {other:?}.")),
        }
    }

    /// What stands behind the at sign of the addresses to which mails come in, in small letters.
    pub fn mail_in_domain(&self) -> Result<Option<String>, String> {
        let Some(domain) = self.some("mail-in-domain") else { return Ok(None) };
        let domain = domain.trim().to_lowercase();
        let plain = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
        if !domain.split('.').all(plain) {
            return Err(format!(
                "--mail-in-domain is a name such as feedback.larkbill.example, not {domain:?}."
            ));
        }
        Ok(Some(domain))
    }

    /// A whole number within limits.
    pub fn between(&self, name: &str, least: i64, most: i64) -> Result<i64, String> {
        let text = self.get(name);
        let number = text.parse().ok().filter(|number| (least..=most).contains(number));
        number.ok_or_else(|| format!("--{name} takes a whole number from {least} to {most}, not {text:?}."))
    }

    /// The time: the system's, or ahead of it where somebody tries out what comes later.
    pub fn clock(&self) -> Result<Clock, String> {
        const YEAR_SECONDS: i64 = 366 * 86_400;
        let text = self.get("clock-ahead");
        match text.parse::<i64>() {
            Ok(0) => Ok(Clock::System),
            Ok(seconds) if (0..=YEAR_SECONDS).contains(&seconds) => {
                tracing::warn!(
                    seconds,
                    "the clock goes ahead; links and dates are true on this server alone"
                );
                Ok(Clock::Shifted(Arc::new(AtomicI64::new(seconds * 1_000_000))))
            }
            _ => Err(format!("--clock-ahead takes seconds, 0 to {YEAR_SECONDS}, not {text:?}.")),
        }
    }

    /// Where the data lives; makes the data folder.
    pub fn database(&self) -> Result<Settings, String> {
        let folder = self.data();
        let made = std::fs::create_dir_all(&folder);
        let location = match self.some("database") {
            Some(text) => text.parse()?,
            None => {
                made.map_err(|error| {
                    format!("The data folder {} cannot be made: {error}.", folder.display())
                })?;
                Location::Sqlite(folder.join("throughline.db"))
            }
        };
        Ok(Settings::new(location))
    }

    /// Where attached files are kept.
    pub fn attachments(&self) -> Result<Place, String> {
        let Some(place) = self.some("attachments") else {
            return Ok(Place::Folder(self.data().join("attachments")));
        };
        let Some(bucket) = place.strip_prefix("s3://") else { return Ok(Place::Folder(place.into())) };
        let (name, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
        let keys = match (self.some("s3-key-id"), self.some("s3-secret-key")) {
            (Some(id), Some(secret)) => Some(Keys { id: id.into(), secret: secret.into() }),
            (None, None) => None,
            _ => return Err("--s3-key-id and --s3-secret-key belong together; set both or none.".into()),
        };
        if name.is_empty() {
            return Err(format!("--attachments takes s3://BUCKET or s3://BUCKET/PREFIX, not {place:?}."));
        }
        Ok(Place::S3(Bucket {
            name: name.into(),
            prefix: prefix.trim_matches('/').into(),
            endpoint: self.some("s3-endpoint").map(Into::into),
            region: self.get("s3-region").into(),
            keys,
        }))
    }

    /// How much may be attached.
    pub fn limits(&self) -> Result<Limits, String> {
        const MOST: i64 = 1 << 30;
        let megabytes = |name: &str| match self.get(name).parse::<i64>() {
            Ok(count) if (1..=MOST).contains(&count) => Ok(count << 20),
            _ => Err(format!("--{name} takes megabytes, 1 to {MOST}, not {:?}.", self.get(name))),
        };
        Ok(Limits {
            file_bytes_max: megabytes("file-mb-max")?,
            workspace_bytes_max: megabytes("workspace-mb-max")?,
        })
    }

    pub fn start_log(&self) {
        let filter = tracing_subscriber::EnvFilter::try_new(self.get("log")).unwrap_or_else(|error| {
            eprintln!("--log is not understood and taken as “info”: {error}.");
            tracing_subscriber::EnvFilter::new("info")
        });
        let log = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_ansi(std::io::stderr().is_terminal())
            .with_writer(std::io::stderr);
        // A log that is already there, as in tests, stays.
        let _ = if self.get("log-format") == "json" { log.json().try_init() } else { log.try_init() };
    }

    /// Every setting, one a line, secrets hidden.
    pub fn told(&self) -> String {
        let mut text = String::new();
        for known in &KNOWN {
            let Some(valued) = self.values.get(known.name) else { continue };
            let shown = match known.shown {
                Shown::Whole => valued.value.clone(),
                Shown::WithoutPassword => hidden(&valued.value),
                Shown::Never if valued.value.is_empty() => String::new(),
                Shown::Never => "…".into(),
            };
            text.push_str(&format!("{:<16} {:<40} {}\n", known.name, shown, valued.source));
        }
        text
    }
}

fn read_file(path: &str) -> Result<BTreeMap<String, String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path} cannot be read: {error}."))?;
    let table: toml::Table = text.parse().map_err(|error| format!("{path} is no TOML: {error}"))?;
    table
        .into_iter()
        .map(|(name, value)| {
            if !KNOWN.iter().any(|known| known.name == name) {
                return Err(format!(
                    "{path} names “{name}”, which is no setting. `throughline --help` lists them."
                ));
            }
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Ok((name, value))
        })
        .collect()
}

/// An address without its password.
fn hidden(value: &str) -> String {
    let value = value.split('?').next().unwrap_or_default();
    match (value.find("://"), value.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => {
            let user = value[scheme + 3..at].split(':').next().unwrap_or_default();
            format!("{}{user}:…{}", &value[..scheme + 3], &value[at..])
        }
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests;
