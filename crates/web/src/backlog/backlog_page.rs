//! The backlog: a page of stories in the owner's order.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::backlog::behind::{Behind, behind};
use domain::backlog::queries::{self, COUNTED_MAX, Filter, StoryRow};
use domain::backlog::{Purpose, State};
use domain::people::Product;
use domain::roadmap::FeatureId;
use domain::spine::id::PersonId;
use domain::spine::rank::Rank;
use domain::spine::refusal::{Refusal, Result};
use domain::spine::rights::Permission;
use serde::Deserialize;

use crate::answer::{self, percent};
use crate::caller::Caller;
use crate::roadmap::score::shown;
use crate::shell::{Frame, Here, hue, initials, money, thousands};
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
    /// `shown` shows each story's feature, its score and who asks for it.
    #[serde(default)]
    worth: String,
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

    /// The same view with or without what the stories are worth.
    fn worth_turned(&self) -> String {
        let kept = self.without("worth");
        let shown = if self.worth == "shown" { "" } else { "worth=shown" };
        [kept.as_str(), shown].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
    }

    /// The same view without one of its parts.
    fn without(&self, part: &str) -> String {
        let parts = [
            ("state", &self.state),
            ("words", &self.words),
            ("assignee", &self.assignee),
            ("worth", &self.worth),
        ];
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
    /// The features of the stories; none where they are not shown.
    behind: Option<HashMap<FeatureId, Behind>>,
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
            frame: frame(visit, &product, asked)?,
            cuts: if is_top { cuts(visit, &product, &page.rows)? } else { Vec::new() },
            behind: (asked.worth == "shown")
                .then(|| behind(visit.tx, &visit.actor, &product, &page.rows))
                .transpose()?,
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

    fn behind(&self, row: &StoryRow) -> Option<&Behind> {
        self.behind.as_ref()?.get(&row.feature_id?)
    }

    fn feature_url(&self, behind: &Behind) -> String {
        format!("/{}/items/{}-{}", self.frame.slug, self.product.prefix, behind.number)
    }

    /// How long its bar is beside the greatest score of the page, in percent.
    fn bar(&self, score: &f64) -> i64 {
        let scores = self.behind.iter().flatten().filter_map(|(_, behind)| behind.score);
        let greatest = scores.fold(0.0, f64::max);
        if greatest > 0.0 { (score / greatest * 100.0).clamp(0.0, 100.0).round() as i64 } else { 0 }
    }

    fn paid(&self, behind: &Behind) -> String {
        money(behind.revenue_minor, "EUR")
    }

    fn item_url(&self, row: &StoryRow) -> String {
        format!("/{}/items/{}-{}", self.frame.slug, self.product.prefix, row.number)
    }
}

/// Its frame; the page is renewed when something changes that it shows.
fn frame(visit: &Visit<'_>, product: &Product, asked: &Asked) -> Result<Frame> {
    let mut frame = Frame::of_product(visit, product, Here::Backlog, &["story", "sprint"])?;
    if asked.worth == "shown" {
        frame.shows.push_str(" feature feature_need score_amount quote customer");
    }
    Ok(frame)
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
