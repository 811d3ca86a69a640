//! The binary: reads its settings and does one thing. Holds no rule.

mod attached;
mod backup;
mod bench;
mod config;
mod courier;
mod demo;
mod erased;
mod forecasts;
mod import;
mod known;
mod mail;
mod mail_in;
mod searcher;
mod serve;
mod tell;
mod works_off;

use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command};
use config::Config;

/// The thing to do when nothing is said is to serve.
const SERVE: &str = "serve";

fn main() -> ExitCode {
    let matches = command().get_matches();
    let done = Config::read(&matches).and_then(|config| {
        config.start_log();
        act(&matches, &config)
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn act(matches: &ArgMatches, config: &Config) -> Result<(), String> {
    let (name, given) = matches.subcommand().unwrap_or((SERVE, matches));
    let file = || given.get_one::<String>("FILE").cloned().unwrap_or_default();
    match name {
        "config" => {
            print!("{}", config.told());
            Ok(())
        }
        "backup" => backup::backup(config, file().as_ref()),
        "restore" => backup::restore(config, file().as_ref()),
        "erased" => erased::write_list(config, file().as_ref()),
        "erase-again" => erased::erase_listed(config, file().as_ref()),
        "import" => import::import(config, given),
        "demo" => demo::demo(config),
        "bench" => bench::bench(&bench::Plan::read(given)?),
        "bench-floor" => bench::floor(&file()),
        _ => serve::serve(config),
    }
}

fn command() -> Command {
    let file = |help: &'static str| Arg::new("FILE").required(true).help(help);
    Command::new("throughline")
        .version(env!("CARGO_PKG_VERSION"))
        .about("From what a customer said to an accepted, released story that the customer is asked about.")
        .args(config::arguments())
        .subcommand(
            Command::new(SERVE).about("Serve the pages and the API (what is done when nothing is said)"),
        )
        .subcommand(
            Command::new("demo")
                .about("Serve with a fictional firm loaded, and print links that sign its people in"),
        )
        .subcommand(
            Command::new("import")
                .about("Bring in customers, feedback, stories or a comparison from a file; the same file twice changes nothing")
                .arg(Arg::new("KIND").required(true).help("customers (CSV), feedback (CSV), stories (a line each) or comparison (CSV)"))
                .arg(file("The file to read"))
                .arg(Arg::new("workspace").long("workspace").required(true).help("The short address of the workspace"))
                .arg(Arg::new("product").long("product").help("The beginning of the product's keys; not for customers"))
                .arg(Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help("Say what would be done and do nothing")),
        )
        .subcommand(Command::new("config").about("Print every setting with where its value came from"))
        .subcommand(
            Command::new("backup")
                .about("Write a consistent copy of the embedded database and of the attached files, while it serves")
                .arg(file("The file to write; it must not exist. Attached files go into a folder beside it")),
        )
        .subcommand(
            Command::new("restore")
                .about("Put a backup in the place of the embedded database, and erase again who was erased since; the server must be stopped")
                .arg(file("A file that backup wrote")),
        )
        .subcommand(
            Command::new("erased")
                .about("Write a list of whatever was erased, files too, without a name, for the day on which an older copy is put back")
                .arg(file("The file to write; it must not exist")),
        )
        .subcommand(
            Command::new("erase-again")
                .about("Erase again what such a list names; an embedded server must be stopped")
                .arg(file("A file that erased wrote")),
        )
        .subcommand(bench_command())
        .subcommand(Command::new("bench-floor").hide(true).arg(file("How many bytes")))
}

fn bench_command() -> Command {
    Command::new("bench")
        .about("Measure the budgets over real HTTP, on loopback alone; it stops by itself")
        .arg(
            Arg::new("stories")
                .long("stories")
                .help("Stories of the largest backlog: 1000, 100000 or 1000000 [100000]"),
        )
        .arg(Arg::new("seconds").long("seconds").help("Seconds of load for each figure [4]"))
        .arg(Arg::new("listeners").long("listeners").help("Open live streams [1000]"))
        .arg(
            Arg::new("postgres").long("postgres").help("An empty database, to measure the second engine too"),
        )
}
