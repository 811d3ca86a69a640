//! The list of customers.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::exchange::customers::write;
use domain::market::CustomerId;
use domain::market::queries::{CustomerRow, customers};
use domain::market::segments::members::memberships;
use domain::market::segments::queries::segments;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use serde::Serialize;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 5] = ["customer", "contact", "segment", "segment_condition", "segment_customer"];

#[derive(Template)]
#[template(path = "market/customers.html")]
struct CustomersPage {
    frame: Frame,
    customers: Vec<CustomerRow>,
    /// The names of the segments that each customer is in.
    segments: HashMap<CustomerId, Vec<String>>,
    may_manage: bool,
}

impl CustomersPage {
    fn load(visit: &Visit<'_>) -> Result<Self> {
        Ok(Self {
            frame: Frame::of_workspace(visit, Here::Customers, &SHOWS)?,
            customers: customers(visit.tx, &visit.actor)?,
            segments: named(visit)?,
            may_manage: visit.actor.may_in_workspace(Permission::ManageCustomers),
        })
    }

    fn revenue(&self, row: &CustomerRow) -> String {
        money(row.revenue_minor, &row.currency)
    }

    fn is_in(&self, row: &CustomerRow) -> String {
        self.segments.get(&row.id).map(|names| names.join(", ")).unwrap_or_default()
    }
}

/// The names of the segments that each customer is in, by rule or by hand.
fn named(visit: &Visit<'_>) -> Result<HashMap<CustomerId, Vec<String>>> {
    let all = visit.tx.together(segments(&visit.actor)?)?;
    let mut named: HashMap<CustomerId, Vec<String>> = HashMap::new();
    let found = memberships(visit.tx, &visit.actor, &all)?;
    for known in &all {
        for one in found.iter().filter(|one| one.segment_id == known.rule.id) {
            named.entry(one.customer_id).or_default().push(known.name.clone());
        }
    }
    Ok(named)
}

pub async fn show(caller: Caller, Path(slug): Path<String>) -> Response {
    let done = caller.visit(slug, |visit| answer::render(&CustomersPage::load(visit)?, visit.language)).await;
    answer::page(&caller, done)
}

/// The customers and their contacts as a file that can be read back.
pub async fn csv(caller: Caller, Path(slug): Path<String>) -> Response {
    match caller.visit(slug, |visit| write(visit.tx, &visit.actor)).await {
        Ok(text) => ([(CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response(),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    customer: CustomerRow,
    segments: Vec<String>,
}

pub async fn api(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller
        .visit(slug, |visit| {
            let mut named = named(visit)?;
            let told = |customer: CustomerRow| {
                let segments = named.remove(&customer.id).unwrap_or_default();
                Told { customer, segments }
            };
            Ok(customers(visit.tx, &visit.actor)?.into_iter().map(told).collect::<Vec<_>>())
        })
        .await;
    answer::found(&caller, found)
}
