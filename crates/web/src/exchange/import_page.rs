//! One file: its trial run before anything is written, how far it is, what came of it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::exchange::imports::{self, Import, ImportState};
use domain::exchange::survey::{Column, columns};
use domain::exchange::{Kind, RefusedRow};
use domain::people::Product;
use domain::spine::id::ImportId;
use domain::spine::item::Item;
use domain::spine::refusal::{Found, Result};
use serde::Serialize;

use super::imports_page::label;
use crate::answer;
use crate::caller::{Caller, Wants};
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// Rows that are shown as they will be.
const SHOWN: usize = 5;

#[derive(Template)]
#[template(path = "exchange/import.html")]
struct ImportPage {
    frame: Frame,
    import: Import,
    refusals: Vec<RefusedRow>,
    columns: Vec<Column>,
    /// The first rows: what each says, and what goes with it.
    rows: Vec<(String, String)>,
    read_at: String,
    /// Rows that an import would bring in.
    taken: i64,
}

impl ImportPage {
    fn load(visit: &Visit<'_>, id: ImportId) -> Result<Self> {
        let import = imports::import(visit.tx, &visit.actor, id)?;
        let workspace = visit.actor.workspace;
        let product = Product::load(visit.tx, workspace, import.product_id.0)?.found("product")?;
        let (mut shown, mut rows) = (Vec::new(), Vec::new());
        if import.state == ImportState::Tried {
            let content = imports::content(visit.tx, workspace, id)?;
            shown = columns(import.kind, &content)?;
            let read = import.kind.read(&content, &import.source, import.product_id)?;
            rows = read.iter().take(SHOWN).map(|row| row.shown()).collect();
        }
        let read_at = import.created_at.clock_in(&product.time_zone).strftime("%-d %b %Y, %H:%M").to_string();
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Import, &[])?,
            refusals: import.refusals(),
            columns: shown,
            rows,
            read_at,
            taken: import.made + import.merged,
            import,
        })
    }

    fn is(&self, state: &str) -> bool {
        self.import.state.as_str() == state
    }

    /// The part that is worked off, in percent.
    fn percent(&self) -> i64 {
        100 * self.import.at_row / self.import.row_count.max(1)
    }

    /// Where what came in is found.
    fn place(&self) -> String {
        match self.import.kind {
            Kind::Customers => format!("/{}/customers", self.frame.slug),
            Kind::Feedback => format!("{}/inbox?state=new", self.frame.base()),
            Kind::Stories => format!("{}/backlog", self.frame.base()),
            Kind::Comparison => format!("{}/market/comparison", self.frame.base()),
        }
    }
}

pub async fn show(caller: Caller, Path((slug, id)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&ImportPage::load(visit, read(&id)?)?, visit.language))
        .await;
    answer::page(&caller, done)
}

/// An import as a program reads it.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    import: Import,
    refusals: Vec<RefusedRow>,
}

pub async fn api(caller: Caller, Path((slug, id)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            let import = imports::import(visit.tx, &visit.actor, read(&id)?)?;
            Ok(Told { refusals: import.refusals(), import })
        })
        .await;
    answer::found(&caller, done)
}

/// Imports what was tried.
pub async fn start(caller: Caller, Path((slug, id)): Path<(String, String)>) -> Response {
    let (guest, place, moment) = (caller.clone(), slug.clone(), caller.house.moment());
    let done = async {
        let id = read(&id)?;
        let lane = caller.lane(&slug).await?;
        let work = move |tx: &database::Tx<'_>| {
            let visit = Visit::open(tx, &guest, &place)?;
            imports::start(tx, &visit.actor, &moment.again(), id)
        };
        caller.write(lane, work).await
    };
    match done.await {
        Ok(()) if caller.wants == Wants::Json => api(caller, Path((slug, id))).await,
        Ok(()) => answer::see_other(&format!("/{slug}/imports/{id}")),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

fn read(id: &str) -> Result<ImportId> {
    Ok(ImportId(id.parse().ok().found("import")?))
}
