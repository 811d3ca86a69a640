//! Where a file is handed in, and what came in before.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::exchange::Kind;
use domain::exchange::imports::{Import, ImportState, PAGE_MAX_BYTES, imports};
use domain::people::Product;
use domain::spine::refusal::Result;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// What a file may hold, and what it looks like.
struct Way {
    kind: Kind,
    label: &'static str,
    about: &'static str,
    form: &'static str,
}

const WAYS: [Way; 4] = [
    Way {
        kind: Kind::Customers,
        label: "Customers",
        about: "Accounts with what they pay, and the people there. Bring them in first: feedback finds its people by them.",
        form: "customer, segments, tags, plan, revenue, currency, seats, contact, email, may_contact, may_contact_source, reference",
    },
    Way {
        kind: Kind::Feedback,
        label: "Feedback",
        about: "What customers said, one row each, for the inbox.",
        form: "body (or feature, benefit), id, user_id, role, tags, application_domain, created_at, channel",
    },
    Way {
        kind: Kind::Stories,
        label: "Stories",
        about: "A backlog, one story a line. What does not read as a user story is kept as a plain one.",
        form: "As a …, I want …, so that …",
    },
    Way {
        kind: Kind::Comparison,
        label: "Comparison",
        about: "Who can do what, one row for each rating. Capabilities and competitors that are missing are made.",
        form: "group, capability, who, level, evidence, source, seen_on",
    },
];

pub(super) fn label(kind: &Kind) -> &'static str {
    WAYS.iter().find(|way| way.kind == *kind).map_or("", |way| way.label)
}

#[derive(Template)]
#[template(path = "exchange/imports.html")]
struct ImportsPage {
    frame: Frame,
    ways: Vec<&'static Way>,
    imports: Vec<Import>,
    time_zone: String,
    most_mb: usize,
}

impl ImportsPage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product: Product = visit.product(prefix)?;
        let may = |way: &&Way| visit.actor.may(way.kind.permission(), product.id);
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Import, &[])?,
            ways: WAYS.iter().filter(may).collect(),
            imports: imports(visit.tx, &visit.actor, product.id)?,
            time_zone: product.time_zone,
            most_mb: PAGE_MAX_BYTES >> 20,
        })
    }

    fn day(&self, import: &Import) -> String {
        import.created_at.day_in(&self.time_zone).strftime("%-d %b %Y").to_string()
    }
}

/// How an import stands, in a word.
pub(super) fn standing(state: &ImportState) -> &'static str {
    match state {
        ImportState::Trying => "trial run",
        ImportState::Tried => "not imported",
        ImportState::Importing => "under way",
        ImportState::Done => "imported",
    }
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&ImportsPage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, done)
}
