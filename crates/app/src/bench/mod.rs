//! `throughline bench`: measures the budgets of the design over real HTTP, against floors taken in the same run.
//!
//! A floor is what the machine does at best just now: the same bytes as a constant, the same statements by
//! hand. Ratios to it can be compared between machines; seconds cannot.

mod commands;
mod crowd;
mod floor;
mod furnish;
mod http;
mod live;
mod pages;
mod report;
mod seed;
mod server;
mod whole;

use std::path::PathBuf;

use clap::ArgMatches;
use database::Location;
use report::Report;
use server::Server;

/// How much is measured.
pub struct Plan {
    /// Stories of the largest backlog.
    pub stories_max: usize,
    /// Seconds of load for each figure.
    pub seconds: f64,
    pub listeners: usize,
    /// A server's database, empty, where the second engine is to be measured.
    pub postgres: Option<String>,
}

impl Plan {
    pub fn read(matches: &ArgMatches) -> Result<Self, String> {
        let number = |name: &str, default: usize| match matches.get_one::<String>(name) {
            Some(text) => {
                text.replace(['_', ','], "").parse().map_err(|_| format!("--{name} takes a number."))
            }
            None => Ok(default),
        };
        Ok(Self {
            stories_max: number("stories", 100_000)?,
            seconds: number("seconds", 4)? as f64,
            listeners: number("listeners", 1000)?,
            postgres: matches.get_one("postgres").cloned(),
        })
    }
}

/// Serves the constant page that pages are measured against.
pub fn floor(bytes: &str) -> Result<(), String> {
    floor::serve(bytes.parse().map_err(|_| "bench-floor takes a number of bytes.")?)
}

pub fn bench(plan: &Plan) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("throughline-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let measured = measure(plan, &folder);
    let removed = std::fs::remove_dir_all(&folder);
    print!("{}", measured?.table());
    removed.map_err(|error| format!("{} stays behind: {error}.", folder.display()))
}

fn measure(plan: &Plan, folder: &std::path::Path) -> Result<Report, String> {
    let mut report = Report::default();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    let embedded = |name: &str| Location::Sqlite(folder.join(name));

    commands::measure(&mut report, plan, &embedded("commands.db"))?;
    let sizes: Vec<usize> =
        [1_000, 100_000, 1_000_000].into_iter().filter(|size| *size <= plan.stories_max).collect();
    let mut places: Vec<(usize, PathBuf, seed::Seeded)> = Vec::new();
    for size in sizes {
        let file = folder.join(format!("stories-{size}.db"));
        let seeded = seed::stories(&Location::Sqlite(file.clone()), size)?;
        report.note(format!("seeded {size} stories in {:.1} s as commands", seeded.seconds));
        places.push((size, file, seeded));
    }
    pages::measure(&mut report, plan, &runtime, &places)?;
    if let Some((_, file, seeded)) = places.iter().find(|(size, ..)| *size == 1_000) {
        let server = Server::start(&format!("sqlite:{}", file.display()))?;
        live::measure(&mut report, plan, &runtime, &server, seeded)?;
    }
    whole::measure(&mut report, plan, &runtime, folder)?;
    if let Some(url) = &plan.postgres {
        let location: Location = url.parse()?;
        let seeded = seed::stories(&location, plan.stories_max.min(100_000))?;
        commands::measure_server(&mut report, plan, &location)?;
        pages::measure_server(&mut report, plan, &runtime, url, &seeded)?;
    }
    server::measure_rest(&mut report, folder)?;
    Ok(report)
}
