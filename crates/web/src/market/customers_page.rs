//! The list of customers.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::market::queries::{CustomerRow, customers};
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "market/customers.html")]
struct CustomersPage {
    frame: Frame,
    customers: Vec<CustomerRow>,
    may_manage: bool,
}

impl CustomersPage {
    fn load(visit: &Visit<'_>) -> Result<Self> {
        Ok(Self {
            frame: Frame::of_workspace(visit, Here::Customers, &["customer", "contact"])?,
            customers: customers(visit.tx, &visit.actor)?,
            may_manage: visit.actor.may_in_workspace(Permission::ManageCustomers),
        })
    }

    fn revenue(&self, row: &CustomerRow) -> String {
        money(row.revenue_minor, &row.currency)
    }
}

pub async fn show(caller: Caller, Path(slug): Path<String>) -> Response {
    let done = caller.visit(slug, |visit| answer::render(&CustomersPage::load(visit)?, visit.language)).await;
    answer::page(&caller, done)
}

pub async fn api(caller: Caller, Path(slug): Path<String>) -> Response {
    match caller.visit(slug, |visit| customers(visit.tx, &visit.actor)).await {
        Ok(rows) => answer::json(&rows),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}
