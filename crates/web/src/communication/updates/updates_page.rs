//! The status updates of a product.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::communication::audiences::Audience;
use domain::communication::audiences::queries::audiences;
use domain::communication::updates::UpdateState;
use domain::communication::updates::queries::{UPDATES_MAX, UpdateRow, updates};
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use serde::Deserialize;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// Only updates before this number.
    #[serde(default)]
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "communication/updates/updates.html")]
struct UpdatesPage {
    frame: Frame,
    product: Product,
    rows: Vec<UpdateRow>,
    audiences: Vec<Audience>,
    /// Where the earlier ones are.
    earlier: Option<i64>,
    may_tell: bool,
}

impl UpdatesPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let rows = updates(visit.tx, &visit.actor, product.id, asked.before)?;
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Updates, &["status_update", "audience"])?,
            audiences: audiences(visit.tx, &visit.actor, product.id)?,
            earlier: rows.last().filter(|_| rows.len() as i64 == UPDATES_MAX).map(|last| last.number),
            rows,
            may_tell: visit.actor.may(Permission::TellAudiences, product.id),
            product,
        })
    }

    /// "18 Nov", or "not yet".
    fn when(&self, row: &UpdateRow) -> String {
        let told = |at: domain::spine::moment::Timestamp| at.day_in(&self.product.time_zone);
        row.published_at.map_or_else(|| "not yet".into(), |at| told(at).strftime("%-d %b %Y").to_string())
    }

    /// "Executives · since 5 November · Ines, revision 2".
    fn told(&self, row: &UpdateRow) -> String {
        let since = row.since.day_in(&self.product.time_zone).strftime("%-d %B");
        let by = row.by_name.as_deref().unwrap_or("Throughline");
        let revision = if row.revision > 1 { format!(", revision {}", row.revision) } else { String::new() };
        format!("For {}, since {since}, by {by}{revision}", row.audience)
    }

    fn is_draft(&self, row: &UpdateRow) -> bool {
        row.state == UpdateState::Draft
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&UpdatesPage::load(visit, &prefix, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}

pub async fn api(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| updates(visit.tx, &visit.actor, visit.product(&prefix)?.id, asked.before))
        .await;
    answer::found(&caller, found)
}
