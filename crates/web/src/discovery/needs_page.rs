//! The needs of a product, those with the most behind them first.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::discovery::queries::{NeedRow, needs};
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "discovery/needs.html")]
struct NeedsPage {
    frame: Frame,
    product: Product,
    needs: Vec<NeedRow>,
    may_discover: bool,
}

impl NeedsPage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Needs, &["need", "quote"])?,
            needs: needs(visit.tx, &visit.actor, product.id)?,
            may_discover: visit.actor.may(Permission::DiscoverNeeds, product.id),
            product,
        })
    }

    fn revenue(&self, row: &NeedRow) -> String {
        money(row.revenue_minor, "EUR")
    }
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&NeedsPage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, done)
}
