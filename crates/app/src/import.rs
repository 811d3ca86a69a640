//! `throughline import`: a file comes in from the command line, in batches, with a closing account.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use clap::ArgMatches;
use database::Database;
use domain::exchange::{Account, BATCH, Kind, Row, Rows, bring_in};
use domain::people::queries::{WorkspaceHead, product, workspaces};
use domain::spine::actor::{Actor, Door};
use domain::spine::id::ProductId;
use domain::spine::moment::Moment;
use domain::spine::refusal::{Failure, Refusal};
use uuid::Uuid;
use web::Clock;

use crate::config::Config;
use crate::serve::{open, random};

/// Workspaces that are named when the one asked for is not there.
const NAMED_MAX: i64 = 20;

pub fn import(config: &Config, given: &ArgMatches) -> Result<(), String> {
    let word = |name: &str| given.get_one::<String>(name).cloned().unwrap_or_default();
    let (kind, file, slug, prefix) = (word("KIND"), word("FILE"), word("workspace"), word("product"));
    let bytes = std::fs::read(&file).map_err(|error| format!("{file} cannot be read: {error}."))?;
    let db = open(config)?;
    let workspace = workspace(&db, &slug)?;
    let actor = Actor::program(workspace.id, Door::Import);
    let source =
        Path::new(&file).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let rows = read(&db, &actor, &Asked { kind: &kind, prefix: &prefix, bytes: &bytes, source: &source })?;
    let dry = given.get_flag("dry-run");
    let account = write(&db, &actor, &rows, dry)?;
    print!("{}{account}", if dry { "Nothing was written; this is what an import would do: " } else { "" });
    Ok(())
}

fn workspace(db: &Database, slug: &str) -> Result<WorkspaceHead, String> {
    let known = db.read(|tx| workspaces(tx, NAMED_MAX)).map_err(told)?;
    if let Some(found) = known.iter().find(|workspace| workspace.slug == slug) {
        return Ok(found.clone());
    }
    let names: Vec<&str> = known.iter().map(|workspace| workspace.slug.as_str()).collect();
    Err(match names.as_slice() {
        [] => "There is no workspace yet. Start the server and make one first.".into(),
        names => format!("There is no workspace “{slug}”; there is: {}.", names.join(", ")),
    })
}

struct Asked<'a> {
    kind: &'a str,
    prefix: &'a str,
    bytes: &'a [u8],
    source: &'a str,
}

/// The whole file, read before anything is written.
fn read(db: &Database, actor: &Actor, asked: &Asked<'_>) -> Result<Arc<Rows>, String> {
    let Some(kind) = Kind::parse(asked.kind) else {
        return Err(format!(
            "import takes customers, feedback, stories or comparison, not {:?}.",
            asked.kind
        ));
    };
    let product = match kind {
        Kind::Customers => ProductId(Uuid::nil()),
        Kind::Feedback | Kind::Stories | Kind::Comparison => product_of(db, actor, asked.prefix)?,
    };
    kind.read(asked.bytes, asked.source, product).map(Arc::new).map_err(told)
}

fn product_of(db: &Database, actor: &Actor, prefix: &str) -> Result<ProductId, String> {
    if prefix.is_empty() {
        return Err("Name the product by the beginning of its keys: --product HOME.".into());
    }
    let (actor, wanted) = (actor.clone(), prefix.to_uppercase());
    let found = db.read(move |tx| product(tx, &actor, &wanted).map(|product| product.id));
    found.map_err(|failure| match failure {
        Failure::Refused(Refusal::NotFound { .. }) => {
            format!("The workspace has no product whose keys begin with {prefix}.")
        }
        other => told(other),
    })
}

/// Batch by batch, so that nobody waits; a dry run undoes each.
fn write(db: &Database, actor: &Actor, rows: &Arc<Rows>, dry: bool) -> Result<Account, String> {
    let mut account = Account::default();
    let total = rows.len();
    for first in (0..total).step_by(BATCH) {
        let entropy = u64::from_be_bytes(random()?[..8].try_into().unwrap_or_default());
        let (actor, rows, moment) =
            (actor.clone(), Arc::clone(rows), Moment::new(Clock::System.now(), entropy));
        let lane = actor.workspace.0;
        let done = db.write(lane, move |tx| {
            let batch: Vec<&dyn Row> = rows.iter().skip(first).take(BATCH).map(AsRef::as_ref).collect();
            let done = bring_in(tx, &actor, &moment.again(), &batch);
            if dry {
                tx.discard();
            }
            // One announcement for the whole file.
            if first + BATCH < total {
                tx.hush();
            } else {
                tx.announce(lane);
            }
            done
        });
        account.add(done.map_err(told)?);
        eprint!("\r{} of {total} rows", account.read);
        let _ = std::io::stderr().flush();
    }
    eprintln!();
    Ok(account)
}

fn told(failure: Failure) -> String {
    failure.to_string()
}
