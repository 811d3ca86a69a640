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
use web::Clock;

struct Known {
    name: &'static str,
    default: &'static str,
    secret: bool,
    help: &'static str,
}

const KNOWN: [Known; 10] = [
    Known {
        name: "data",
        default: "./throughline-data",
        secret: false,
        help: "Folder of the embedded database and of mails that were not sent",
    },
    Known {
        name: "database",
        default: "",
        secret: true,
        help: "sqlite:FILE or postgres://user@host/name; empty: a file in the data folder",
    },
    Known { name: "listen", default: "127.0.0.1:7700", secret: false, help: "Address and port to serve on" },
    Known {
        name: "base-url",
        default: "",
        secret: false,
        help: "How the outside reaches the server, such as https://work.larkbill.example",
    },
    Known {
        name: "trusted-proxy",
        default: "false",
        secret: false,
        help: "Whether X-Forwarded-For and X-Forwarded-Proto are believed",
    },
    Known {
        name: "smtp",
        default: "",
        secret: true,
        help: "smtp://user:password@host:port or smtps://…; empty: mails are kept in the data folder",
    },
    Known {
        name: "mail-from",
        default: "Throughline <throughline@localhost>",
        secret: false,
        help: "Who the mails are from",
    },
    Known {
        name: "clock-ahead",
        default: "0",
        secret: false,
        help: "Seconds by which the clock goes ahead, to try out what comes later; never for real work",
    },
    Known {
        name: "log",
        default: "info",
        secret: false,
        help: "What is logged: error, warn, info, debug, or by module",
    },
    Known { name: "log-format", default: "text", secret: false, help: "text or json" },
];

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
            let shown = if known.secret { hidden(&valued.value) } else { valued.value.clone() };
            text.push_str(&format!("{:<14} {:<40} {}\n", known.name, shown, valued.source));
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
mod tests {
    use super::*;

    fn config(words: &[&str]) -> Result<Config, String> {
        let words = std::iter::once("throughline").chain(words.iter().copied());
        Config::read(&crate::command().try_get_matches_from(words).map_err(|error| error.to_string())?)
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let folder = std::env::temp_dir().join(format!("throughline-config-{}", std::process::id()));
        std::fs::write(&folder, "listen = \"127.0.0.1:1\"\nlog = \"debug\"\n").unwrap();
        let file = folder.to_string_lossy().into_owned();
        let config = config(&["--config", &file, "--listen", "127.0.0.1:2"]).unwrap();
        std::fs::remove_file(&folder).unwrap();
        assert_eq!(
            (config.get("listen"), config.get("log"), config.get("log-format")),
            ("127.0.0.1:2", "debug", "text")
        );
        let told = config.told();
        assert!(told.contains("127.0.0.1:2") && told.contains("flag") && told.contains("file"), "{told}");
    }

    #[test]
    fn a_password_is_never_printed() {
        let told =
            config(&["--database", "postgres://ines:secret@db/larkbill", "--smtp", "smtp://a:hush@mail:25"])
                .unwrap()
                .told();
        assert!(!told.contains("secret") && !told.contains("hush") && told.contains("ines:…@db"), "{told}");
    }

    #[test]
    fn a_wrong_setting_is_refused_in_a_sentence() {
        assert!(config(&["--listen", "here"]).unwrap().listen().unwrap_err().contains("--listen takes"));
        assert!(config(&["--trusted-proxy", "yes"]).unwrap().trusts_proxy().is_err());
        for wrong in ["-1", "soon", "99999999999"] {
            let ahead = format!("--clock-ahead={wrong}");
            assert!(config(&[&ahead]).unwrap().clock().is_err(), "{wrong}");
        }
    }
}
