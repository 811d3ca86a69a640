//! Who can do what: the comparison as a table, and one cell of it in whole.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::discovery::queries::{NeedRow, needs};
use domain::market::comparison::queries::{self, CapabilityRow, CompetitorRow, Linked, last_seen};
use domain::market::comparison::{Capability, Level, Rating, Standing};
use domain::people::Product;
use domain::people::queries::names;
use domain::spine::moment::Day;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use serde::Deserialize;

use super::table::{Cell, Group, Read, Row, Show, grouped, word};
use super::tabs::Tabs;
use crate::answer;
use crate::caller::Caller;
use crate::line::history::{Entry, of_item};
use crate::shell::{Frame, Here, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;
const SHOWS: [&str; 6] = ["capability", "rating", "capability_need", "capability_feature", "need", "quote"];

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// The number of the capability that is shown in whole.
    #[serde(default)]
    open: Option<i64>,
    /// Whose cell of it: a competitor's number; ours, if left out or `us`.
    #[serde(default)]
    of: String,
    #[serde(default)]
    show: Show,
}

/// One cell in whole.
struct Open {
    capability: Capability,
    row: Option<Row>,
    /// None: us.
    competitor: Option<CompetitorRow>,
    rating: Option<Rating>,
    /// Everybody's of this capability.
    ratings: Vec<Rating>,
    rated_by: String,
    history: Vec<Entry>,
    /// Needs of the product that it could be for as well.
    others: Vec<NeedRow>,
}

#[derive(Template)]
#[template(path = "market/comparison.html")]
struct ComparisonPage {
    frame: Frame,
    tabs: Tabs,
    product: Product,
    read: Read,
    groups: Vec<Group>,
    /// How many rows each filter leaves.
    counts: Vec<(Show, usize)>,
    show: Show,
    /// What the address of a cell ends with.
    and_show: String,
    open: Option<Open>,
    may_set: bool,
    may_discover: bool,
    may_propose: bool,
}

/// What a product's comparison is made of.
pub(super) fn read(visit: &Visit<'_>, product: &Product) -> Result<Read> {
    let (actor, id) = (&visit.actor, product.id);
    let (mut compared, capabilities, rated, links) = visit.tx.together((
        queries::competitors(actor)?,
        queries::capabilities(actor, id)?,
        queries::rated(actor, id)?,
        queries::links(actor, id)?,
    ))?;
    compared.retain(|competitor| competitor.is_compared);
    Ok(Read {
        capabilities,
        compared,
        rated,
        links,
        today: Day::of(visit.now.day_in(&product.time_zone)),
        rating_days: product.rating_days,
    })
}

fn opened(
    visit: &Visit<'_>,
    product: &Product,
    read: &Read,
    rows: &[Row],
    asked: &Asked,
) -> Result<Option<Open>> {
    let Some(number) = asked.open else { return Ok(None) };
    let capability = queries::capability(visit.tx, &visit.actor, product.id, number)?;
    let competitor = match asked.of.parse::<i64>() {
        Ok(of) => Some(read.compared.iter().find(|one| one.number == of).found("competitor")?.clone()),
        Err(_) => None,
    };
    let row = rows.iter().find(|row| row.capability.number == number).cloned();
    let ratings = queries::ratings_of(visit.tx, &visit.actor, &capability)?;
    let rating = row.as_ref().and_then(|_| of(&ratings, competitor.as_ref())).cloned();
    let by: Vec<_> = rating.iter().filter_map(|rating| rating.rated_by).collect();
    let mut others = needs(visit.tx, &visit.actor, product.id)?;
    others.retain(|need| {
        !read.links.iter().any(|one| one.capability_id == capability.id && one.id == need.id.0)
    });
    Ok(Some(Open {
        rated_by: names(visit.tx, visit.actor.workspace, &by)?.into_values().next().unwrap_or_default(),
        history: match &rating {
            Some(rating) => of_item(visit, rating.id.0, HISTORY_SHOWN)?,
            None => Vec::new(),
        },
        capability,
        row,
        competitor,
        rating,
        ratings,
        others,
    }))
}

/// Whose rating it is: a competitor's, or ours.
fn of<'r>(ratings: &'r [Rating], competitor: Option<&CompetitorRow>) -> Option<&'r Rating> {
    let who = competitor.map(|one| one.id);
    ratings.iter().find(|rating| rating.competitor_id == who)
}

impl ComparisonPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let mut frame = Frame::of_product(visit, &product, Here::Market, &SHOWS)?;
        frame.shows.push_str(" competitor");
        let read = read(visit, &product)?;
        let rows = read.rows();
        let count = |show: Show| (show, rows.iter().filter(|row| show.holds(row)).count());
        Ok(Self {
            tabs: Tabs::read(visit)?,
            counts: Show::ALL.into_iter().map(count).collect(),
            open: opened(visit, &product, &read, &rows, asked)?,
            groups: grouped(rows, asked.show),
            show: asked.show,
            and_show: match asked.show {
                Show::All => String::new(),
                show => format!("&show={}", show.name()),
            },
            frame,
            read,
            may_set: visit.actor.may(Permission::SetDirection, product.id),
            may_discover: visit.actor.may(Permission::DiscoverNeeds, product.id),
            may_propose: visit.actor.may(Permission::ProposeFeatures, product.id),
            product,
        })
    }

    /// Where a capability is opened at our own cell.
    fn url(&self, number: &i64) -> String {
        format!("?open={number}&of=us{}", self.and_show)
    }

    fn filter_url(&self, show: &Show) -> String {
        match show {
            Show::All => format!("{}/market/comparison", self.frame.base()),
            show => format!("{}/market/comparison?show={}", self.frame.base(), show.name()),
        }
    }

    fn is_open(&self, row: &Row, cell: &Cell) -> bool {
        self.open.as_ref().is_some_and(|open| {
            open.capability.id == row.capability.id
                && open.competitor.as_ref().map(|one| one.number) == cell.of
        })
    }

    fn seen(&self, competitor: &CompetitorRow) -> String {
        last_seen(&self.read.rated, competitor.id)
            .map_or_else(|| "not looked at".into(), |day| format!("seen {}", day.date().strftime("%-d %b")))
    }

    fn links(&self, capability: &Capability, kind: &str) -> Vec<&Linked> {
        let of = |one: &&Linked| one.capability_id == capability.id && one.kind == kind;
        self.read.links.iter().filter(of).collect()
    }

    /// Whose cell a cell is.
    fn whose(&self, nth: &usize) -> &str {
        match nth.checked_sub(1) {
            None => &self.frame.workspace,
            Some(nth) => self.read.compared.get(nth).map_or("", |one| one.name.as_str()),
        }
    }

    fn who<'a>(&'a self, open: &'a Open) -> &'a str {
        open.competitor.as_ref().map_or(&self.frame.workspace, |one| &one.name)
    }

    /// What a need, or a feature, of this gap begins with: who can do it, and how one knows.
    fn because(&self, open: &Open) -> String {
        let Some(row) = &open.row else { return String::new() };
        let told = |rating: &Rating, who: &str| {
            let level = word(rating.level).to_lowercase();
            format!("{who}: {level}. {}", rating.evidence)
        };
        let ours = of(&open.ratings, None).map(|rating| told(rating, &self.frame.workspace));
        let level = row.cells.first().and_then(|cell| cell.level);
        let theirs = self.read.compared.iter().filter_map(|one| {
            let rating = of(&open.ratings, Some(one))?;
            (rating.level.map(Level::grade) > level.map(Level::grade)).then(|| told(rating, &one.name))
        });
        theirs.chain(ours).collect::<Vec<_>>().join("\n")
    }

    /// What can be made of a gap: its kind, the command, the heading, the field of the reasons, the button.
    fn makes(&self) -> Vec<[&'static str; 5]> {
        let need = ["need", "add_need", "New need from a gap", "description", "Add need"];
        let feature = ["feature", "add_feature", "New feature from a gap", "problem", "Add feature"];
        let all = [(self.may_discover, need), (self.may_propose, feature)];
        all.into_iter().filter_map(|(may, words)| may.then_some(words)).collect()
    }

    fn day(&self, day: &Day) -> String {
        day.date().strftime("%-d %B %Y").to_string()
    }

    fn again(&self, rating: &Rating) -> String {
        self.day(&rating.seen_on.plus_days(self.product.rating_days))
    }

    fn rating_word(&self, open: &Open) -> &'static str {
        word(open.rating.as_ref().and_then(|rating| rating.level))
    }

    fn is_level(&self, open: &Open, level: &Option<Level>) -> bool {
        open.rating.as_ref().and_then(|rating| rating.level) == *level
    }
}

/// The levels that can be chosen, the highest first.
fn levels() -> Vec<(Option<Level>, &'static str, &'static str)> {
    let known = Level::ALL.iter().rev().map(|level| (Some(*level), level.as_str(), word(Some(*level))));
    known.chain([(None, "unknown", word(None))]).collect()
}

/// What customers who asked for it pay a year.
fn demand(row: &CapabilityRow) -> String {
    money(row.revenue_minor, "EUR")
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&ComparisonPage::load(visit, &prefix, &asked)?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}

/// Where a capability is shown.
pub fn place_of(visit: &Visit<'_>, prefix: &str, number: i64) -> String {
    format!("/{}/{prefix}/market/comparison?open={number}", visit.workspace.slug)
}
