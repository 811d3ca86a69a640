//! `throughline demo`: serves the fictional firm, with a link for each of its people.

mod attached;
mod picture;

use database::Database;
use domain::demo::{Cast, tell};
use domain::people::queries::{people_of, workspaces};
use domain::people::sessions::{NewLink, Purpose, make_link};
use domain::spine::id::WorkspaceId;
use domain::spine::moment::Moment;
use domain::spine::refusal::Failure;
use files::Blocking;
use uuid::Uuid;
use web::{Clock, Outside};

use crate::config::Config;
use crate::serve::{hold, open, outside, serve_with};

/// The firm lives in a folder of its own inside the data folder, and goes on where it was left.
pub fn demo(config: &Config) -> Result<(), String> {
    if config.some("database").is_some() {
        return Err("The demo keeps its firm in the data folder; leave --database out.".into());
    }
    let config = config.within("demo").or_else("mail-in-domain", "feedback.larkbill.example");
    let _held = hold(&config)?;
    let db = open(&config)?;
    let told = |failure: Failure| failure.to_string();
    let clock = config.clock()?;
    let now = clock.now();
    if db.read(|tx| workspaces(tx, 1)).map_err(told)?.is_empty() {
        let cast: Cast = db.write(Uuid::nil(), move |tx| tell(tx, now)).map_err(told)?;
        let stored = Blocking::open(&config.attachments()?, config.limits()?)?;
        attached::attach(&db, &stored, &cast, &Moment::new(now, u64::MAX)).map_err(told)?;
    }
    let links = db.clone();
    let outside = Outside { is_demo: true, ..outside(&config)? };
    serve_with(&config, db, outside, move |here| {
        println!("\nSign in as one of the cast; each link works once, within half an hour:\n");
        for (workspace, slug, name, token) in make_links(&links, &clock)? {
            tracing::debug!(%workspace, name, "a link was made");
            println!("  {name:<8} http://{here}/{slug}/link/{token}");
        }
        println!();
        Ok(())
    })
}

type Made = (WorkspaceId, String, String, String);

fn make_links(db: &Database, clock: &Clock) -> Result<Vec<Made>, String> {
    let told = |failure: Failure| failure.to_string();
    let mut made = Vec::new();
    for workspace in db.read(|tx| workspaces(tx, 1)).map_err(told)? {
        let id = workspace.id;
        for person in db.read(move |tx| people_of(tx, id)).map_err(told)? {
            let (token, now, name) = (crate::courier::secret()?, clock.now(), person.name.clone());
            let kept = token.clone();
            db.write(id.0, move |tx| {
                make_link(tx, &person, id, &NewLink { token: &kept, purpose: Purpose::SignIn, now })
            })
            .map_err(told)?;
            made.push((id, workspace.slug.clone(), name, token));
        }
    }
    Ok(made)
}
