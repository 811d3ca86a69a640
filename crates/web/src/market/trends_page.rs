//! The market as a list of dated signals, a radar, and one of them in whole.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::discovery::queries::{NeedRow, needs};
use domain::market::Trend;
use domain::market::trends::{self, NeedExplained};
use domain::people::Product;
use domain::people::queries::names;
use domain::spine::id::PersonId;
use domain::spine::moment::{Day, Timestamp};
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use serde::{Deserialize, Serialize};

use super::radar::{Blip, blips, kind};
use super::tabs::Tabs;
use crate::answer;
use crate::caller::Caller;
use crate::line::history::{Entry, of_item};
use crate::shell::{Frame, Here, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;
const SHOWS: [&str; 3] = ["trend_need", "need", "quote"];

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// The number of the trend that is shown in whole; the newest one, if left out.
    #[serde(default)]
    open: Option<i64>,
}

#[derive(Template)]
#[template(path = "market/trends.html")]
struct TrendsPage {
    frame: Frame,
    tabs: Tabs,
    product: Product,
    trends: Vec<Trend>,
    blips: Vec<Blip>,
    needs: Vec<NeedExplained>,
    open: Option<Trend>,
    /// Needs of the product that it could explain as well.
    others: Vec<NeedRow>,
    people: HashMap<PersonId, String>,
    history: Vec<Entry>,
    now: Timestamp,
    may_set: bool,
    may_discover: bool,
}

impl TrendsPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let mut frame = Frame::of_product(visit, &product, Here::Market, &SHOWS)?;
        frame.shows.push_str(" trend");
        let trends = trends::trends(visit.tx, &visit.actor)?;
        let explained = trends::needs_explained(visit.tx, &visit.actor)?;
        let open = match asked.open {
            None => trends.first().cloned(),
            Some(number) => Some(match trends.iter().find(|trend| trend.number == number) {
                Some(trend) => trend.clone(),
                None => trends::trend(visit.tx, &visit.actor, number)?,
            }),
        };
        let may_discover = visit.actor.may(Permission::DiscoverNeeds, product.id);
        let mut others = if may_discover && open.is_some() {
            needs(visit.tx, &visit.actor, product.id)?
        } else {
            Vec::new()
        };
        let is_linked = |need: &NeedRow| {
            explained.iter().any(|one| {
                one.need_id == need.id.0 && open.as_ref().is_some_and(|open| open.id == one.trend_id)
            })
        };
        others.retain(|need| !is_linked(need));
        let who: Vec<PersonId> = trends.iter().chain(&open).filter_map(|trend| trend.reviewed_by).collect();
        let history = match &open {
            Some(open) => of_item(visit, open.id.0, HISTORY_SHOWN)?,
            None => Vec::new(),
        };
        Ok(Self {
            blips: blips(&trends, Day::of(visit.now.day_in(&product.time_zone))),
            tabs: Tabs::read(visit)?,
            people: names(visit.tx, visit.actor.workspace, &who)?,
            frame,
            trends,
            needs: explained,
            open,
            others,
            history,
            now: visit.now,
            may_set: visit.actor.may_in_workspace(Permission::SetDirection),
            may_discover,
            product,
        })
    }

    fn key(&self, trend: &Trend) -> String {
        format!("{}-{}", self.frame.workspace_prefix, trend.number)
    }

    fn url(&self, number: &i64) -> String {
        format!("{}/market?open={number}", self.frame.base())
    }

    fn is_open(&self, number: &i64) -> bool {
        self.open.as_ref().is_some_and(|open| open.number == *number)
    }

    fn is_due(&self, trend: &Trend) -> bool {
        trend.due_at() <= self.now
    }

    /// When it has to be looked at again.
    fn again(&self, trend: &Trend) -> String {
        self.moment(&trend.due_at())
    }

    fn due(&self) -> usize {
        self.trends.iter().filter(|trend| self.is_due(trend)).count()
    }

    fn needs_of(&self, trend: &Trend) -> Vec<&NeedExplained> {
        self.needs.iter().filter(|need| need.trend_id == trend.id).collect()
    }

    fn short(&self, trend: &Trend) -> String {
        let this_year = self.now.day_in(&self.product.time_zone).year() == trend.seen_on.date().year();
        day(trend.seen_on, if this_year { "%-d %b" } else { "%-d %b %Y" })
    }

    fn moment(&self, at: &Timestamp) -> String {
        at.day_in(&self.product.time_zone).strftime("%-d %B %Y").to_string()
    }

    /// `January 2028`, or that it is there already.
    fn expected(&self, trend: &Trend) -> String {
        trend.expected_on.map_or_else(|| "it does already".into(), |on| day(on, "%B %Y"))
    }

    fn expected_field(&self, trend: &Trend) -> String {
        trend.expected_on.map(|on| on.to_string()).unwrap_or_default()
    }

    fn is_grade(&self, grade: &Option<i64>, n: &i64) -> bool {
        grade.unwrap_or(3) == *n
    }

    fn reviewer(&self, trend: &Trend) -> &str {
        trend.reviewed_by.and_then(|person| self.people.get(&person)).map_or("Somebody", String::as_str)
    }

    fn demand(&self, need: &NeedExplained) -> String {
        let customers = if need.accounts == 1 { "customer" } else { "customers" };
        format!("{} {customers}, {} a year", need.accounts, money(need.revenue_minor, "EUR"))
    }

    /// The radar in one sentence.
    fn told(&self) -> String {
        format!(
            "{} of {} trends by when they take effect and how much they would change",
            self.blips.len(),
            self.trends.len()
        )
    }
}

/// `Much, 5 of 5`.
fn impact(grade: &i64) -> String {
    let word = ["Hardly", "Little", "Some", "A good deal", "Much"];
    format!("{}, {grade} of 5", usize::try_from(grade - 1).ok().and_then(|nth| word.get(nth)).unwrap_or(&""))
}

/// `Likely, 4 of 5`.
fn certainty(grade: &i64) -> String {
    let word = ["A guess", "Possible", "As likely as not", "Likely", "Seen"];
    format!("{}, {grade} of 5", usize::try_from(grade - 1).ok().and_then(|nth| word.get(nth)).unwrap_or(&""))
}

fn day(day: Day, form: &str) -> String {
    day.date().strftime(form).to_string()
}

/// Where a trend is shown: in the market of the first product.
pub fn place_of(visit: &Visit<'_>, number: i64) -> Result<String> {
    let product = visit.products().first().found("product")?;
    Ok(format!("/{}/{}/market?open={number}", visit.workspace.slug, product.prefix))
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&TrendsPage::load(visit, &prefix, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}

#[derive(Serialize)]
struct Told {
    key: String,
    #[serde(flatten)]
    trend: Trend,
    is_due: bool,
    needs: Vec<NeedExplained>,
}

pub async fn api(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller
        .visit(slug, |visit| {
            let needs = trends::needs_explained(visit.tx, &visit.actor)?;
            let told = |trend: Trend| Told {
                key: format!("{}-{}", visit.workspace.prefix, trend.number),
                is_due: trend.due_at() <= visit.now,
                needs: needs.iter().filter(|need| need.trend_id == trend.id).cloned().collect(),
                trend,
            };
            Ok(trends::trends(visit.tx, &visit.actor)?.into_iter().map(told).collect::<Vec<_>>())
        })
        .await;
    answer::found(&caller, found)
}
