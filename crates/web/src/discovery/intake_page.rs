//! Recording what a customer said, from wherever one is: a page, and with scripts a dialog over any page.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::discovery::Channel;
use domain::market::queries::{CustomerRow, customers};
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "discovery/intake.html")]
struct IntakePage {
    frame: Frame,
    product: Product,
    /// Every product whose inbox it can go into.
    products: Vec<Product>,
    customers: Vec<CustomerRow>,
}

impl IntakePage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        visit.actor.must(Permission::GiveFeedback, product.id)?;
        let mut products = visit.products().to_vec();
        products.retain(|product| visit.actor.may(Permission::GiveFeedback, product.id));
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Inbox, &[])?,
            customers: customers(visit.tx, &visit.actor)?,
            products,
            product,
        })
    }

    fn is_this(&self, product: &Product) -> bool {
        self.product.id == product.id
    }
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&IntakePage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, done)
}
