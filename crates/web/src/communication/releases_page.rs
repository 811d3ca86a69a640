//! The releases of a product, and how its portal is run.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::communication::queries::{self, ReleaseRow};
use domain::communication::{Reach, ReleaseState};
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "communication/releases.html")]
struct ReleasesPage {
    frame: Frame,
    product: Product,
    rows: Vec<ReleaseRow>,
    may_release: bool,
    may_run_portal: bool,
}

impl ReleasesPage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Releases, &["release", "story", "product"])?,
            rows: queries::releases(visit.tx, &visit.actor, product.id)?,
            may_release: visit.actor.may(Permission::ReleaseStories, product.id),
            may_run_portal: visit.actor.may(Permission::RunPortal, product.id),
            product,
        })
    }

    /// "planned for 24 Nov 2026", "released 3 Nov 2026 to everyone".
    fn when(&self, row: &ReleaseRow) -> String {
        match (row.state, row.released_at, row.planned_on) {
            (ReleaseState::Released, Some(at), _) => {
                let day = at.day_in(&self.product.time_zone).strftime("%-d %b %Y").to_string();
                format!("released {day}")
            }
            (_, _, Some(day)) => format!("planned for {}", day.date().strftime("%-d %b %Y")),
            _ => "planned".into(),
        }
    }
}

pub fn audience(reach: &Reach) -> &'static str {
    match reach {
        Reach::Internal => "Inside the firm",
        Reach::Beta => "Beta customers",
        Reach::Everyone => "Everyone",
    }
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&ReleasesPage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, done)
}
