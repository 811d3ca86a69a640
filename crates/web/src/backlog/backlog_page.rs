//! The backlog: a page of stories in the owner's order.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::backlog::queries::{self, COUNTED_MAX, Filter, StoryRow};
use domain::backlog::{Purpose, State};
use domain::people::Product;
use domain::spine::id::PersonId;
use domain::spine::rank::Rank;
use domain::spine::refusal::{Refusal, Result};
use domain::spine::rights::Permission;
use serde::Deserialize;

use crate::answer::{self, percent};
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, thousands};
use crate::sprint::forecast::{Cut, FeatureWhen, cuts, features};
use crate::visit::Visit;
use crate::words::filters;

const ROWS: i64 = 100;

/// What the address asks for. Every view is an address.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    words: String,
    /// `me`, or nothing.
    #[serde(default)]
    assignee: String,
    /// Only what comes after this rank, in hexadecimal digits.
    #[serde(default)]
    after: String,
    /// The place of the first row, for its number; it decides nothing.
    #[serde(default)]
    place: Option<i64>,
    #[serde(default)]
    limit: Option<i64>,
    /// `roadmap` shows by when the features are done beside it.
    #[serde(default)]
    beside: String,
    /// `story` opens the form for a new one.
    #[serde(default)]
    new: String,
}

impl Asked {
    pub fn filter(&self, me: Option<PersonId>) -> Result<Filter> {
        let state = match self.state.as_str() {
            "" => None,
            word => match State::parse(word) {
                Some(state) => Some(state),
                None => return Refusal::invalid("state", format!("“{word}” is no state of a story.")),
            },
        };
        let after = match self.after.as_str() {
            "" => None,
            digits => match Rank::parse(digits) {
                Some(rank) => Some(rank),
                None => {
                    return Refusal::invalid(
                        "after",
                        "This address is incomplete; open the backlog from its beginning.",
                    );
                }
            },
        };
        let words = Some(self.words.trim().to_owned()).filter(|words| !words.is_empty());
        let assignee = me.filter(|_| self.assignee == "me");
        Ok(Filter { state, assignee, words, after, limit: self.limit.unwrap_or(ROWS) })
    }

    fn is_narrowed(&self) -> bool {
        !(self.state.is_empty() && self.words.trim().is_empty() && self.assignee.is_empty())
    }

    /// The same view without one of its parts.
    fn without(&self, part: &str) -> String {
        let parts = [("state", &self.state), ("words", &self.words), ("assignee", &self.assignee)];
        let kept: Vec<String> = parts
            .into_iter()
            .filter(|(name, value)| *name != part && !value.is_empty())
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect();
        kept.join("&")
    }
}

#[derive(Template)]
#[template(path = "backlog/backlog.html")]
struct BacklogPage {
    frame: Frame,
    product: Product,
    asked: Asked,
    rows: Vec<StoryRow>,
    /// Where the forecast ends; on the first page of the whole backlog only.
    cuts: Vec<Cut>,
    first_place: i64,
    /// How many the filter finds, in words; none without a filter.
    found: Option<String>,
    next: Option<String>,
    /// By when the features are done in this order; none where they are not shown.
    beside: Option<Vec<FeatureWhen>>,
    may_order: bool,
    may_write: bool,
    adds: bool,
}

impl BacklogPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let filter = asked.filter(visit.actor.person)?;
        let page = queries::page(visit.tx, &visit.actor, product.id, &filter)?;
        let found =
            if asked.is_narrowed() { Some(found(visit, &product, &filter, page.rows.len())?) } else { None };
        let first_place = asked.place.unwrap_or(1).max(1);
        let next = page.next.map(|rank| next(asked, &rank, first_place + page.rows.len() as i64));
        let is_top = !asked.is_narrowed() && asked.after.is_empty();
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Backlog, &["story", "sprint"])?,
            cuts: if is_top { cuts(visit, &product, &page.rows)? } else { Vec::new() },
            rows: page.rows,
            beside: (asked.beside == "roadmap").then(|| features(visit, &product)).transpose()?,
            first_place,
            found,
            next,
            may_order: visit.actor.may(Permission::OrderBacklog, product.id),
            may_write: visit.actor.may(Permission::ProposeStories, product.id),
            adds: asked.new == "story",
            asked: asked.clone(),
            product,
        })
    }

    fn place(&self, nth: &usize) -> i64 {
        self.first_place + *nth as i64
    }

    fn cuts_before(&self, nth: &usize) -> Vec<&Cut> {
        self.cuts.iter().filter(|cut| cut.before == *nth).collect()
    }

    fn item_url(&self, row: &StoryRow) -> String {
        format!("/{}/items/{}-{}", self.frame.slug, self.product.prefix, row.number)
    }
}

/// The address of the rows that follow.
fn next(asked: &Asked, rank: &Rank, place: i64) -> String {
    let kept = asked.without("");
    let and = if kept.is_empty() { "" } else { "&" };
    format!("?{kept}{and}after={rank}&place={place}")
}

fn found(visit: &Visit<'_>, product: &Product, filter: &Filter, shown: usize) -> Result<String> {
    if filter.words.is_some() {
        return Ok(if shown as i64 >= filter.limit {
            format!("the best {shown}")
        } else {
            shown.to_string()
        });
    }
    let count = queries::counted(visit.tx, &visit.actor, product.id, filter)?;
    Ok(if count > COUNTED_MAX { format!("more than {}", thousands(&COUNTED_MAX)) } else { thousands(&count) })
}

fn state_word(state: &State) -> &'static str {
    match state {
        State::Proposed => "Proposed",
        State::Todo => "To do",
        State::Doing => "Doing",
        State::Done => "Done, to accept",
        State::Accepted => "Accepted",
    }
}

/// The mark of a state; a proposal is drawn like what is to do.
fn state_mark(state: &State) -> &'static str {
    match state {
        State::Proposed | State::Todo => "todo",
        State::Doing => "doing",
        State::Done => "done",
        State::Accepted => "accepted",
    }
}

fn purpose_word(purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Feature => "Feature",
        Purpose::Defect => "Defect",
        Purpose::Upkeep => "Upkeep",
        Purpose::Obligation => "Obligation",
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            let page = BacklogPage::load(visit, &prefix, &asked)?;
            answer::render(&page, visit.language)
        })
        .await;
    answer::page(&caller, done)
}
