//! Who else our customers could choose: a list, and one of them in whole.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::market::comparison::queries::{self, CompetitorRow, Rated, last_seen};
use domain::market::comparison::{Competitor, CompetitorNote, Level};
use domain::people::Product;
use domain::spine::moment::Day;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use serde::{Deserialize, Serialize};

use super::tabs::Tabs;
use crate::answer;
use crate::caller::Caller;
use crate::line::history::{Entry, of_item};
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;
const SHOWS: [&str; 2] = ["rating", "capability"];

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// The number of the competitor that is shown in whole; the first one, if left out.
    #[serde(default)]
    open: Option<i64>,
}

#[derive(Template)]
#[template(path = "market/competitors.html")]
struct CompetitorsPage {
    frame: Frame,
    tabs: Tabs,
    competitors: Vec<CompetitorRow>,
    rated: Vec<Rated>,
    open: Option<Competitor>,
    notes: Vec<CompetitorNote>,
    history: Vec<Entry>,
    today: Day,
    may_set: bool,
}

impl CompetitorsPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let mut frame = Frame::of_product(visit, &product, Here::Market, &SHOWS)?;
        frame.shows.push_str(" competitor competitor_note");
        let competitors = visit.tx.together(queries::competitors(&visit.actor)?)?;
        let open = match asked.open.or_else(|| competitors.first().map(|one| one.number)) {
            Some(number) => Some(queries::competitor(visit.tx, &visit.actor, number)?),
            None => None,
        };
        let (notes, history) = match &open {
            Some(open) => {
                (queries::notes(visit.tx, &visit.actor, open.id)?, of_item(visit, open.id.0, HISTORY_SHOWN)?)
            }
            None => (Vec::new(), Vec::new()),
        };
        Ok(Self {
            tabs: Tabs::read(visit)?,
            rated: visit.tx.together(queries::rated(&visit.actor, product.id)?)?,
            today: Day::of(visit.now.day_in(&product.time_zone)),
            may_set: visit.actor.may_in_workspace(Permission::SetDirection),
            frame,
            competitors,
            open,
            notes,
            history,
        })
    }

    fn key(&self, competitor: &Competitor) -> String {
        format!("{}-{}", self.frame.workspace_prefix, competitor.number)
    }

    fn url(&self, number: &i64) -> String {
        format!("{}/market/competitors?open={number}", self.frame.base())
    }

    fn is_open(&self, number: &i64) -> bool {
        self.open.as_ref().is_some_and(|open| open.number == *number)
    }

    fn is_compared(&self, open: &Competitor) -> bool {
        open.is_compared && open.archived_at.is_none()
    }

    fn seen(&self, competitor: &CompetitorRow) -> String {
        last_seen(&self.rated, competitor.id).map_or_else(String::new, |day| self.day(&day))
    }

    /// In how many capabilities it goes further than we do, and in how many not as far; what is not known counts nowhere.
    fn against(&self, competitor: &CompetitorRow) -> (usize, usize) {
        let ours = |rating: &Rated| {
            let ours =
                |one: &&Rated| one.competitor_id.is_none() && one.capability_id == rating.capability_id;
            self.rated.iter().find(ours).and_then(|one| one.level).map(Level::grade)
        };
        let (mut ahead, mut behind) = (0, 0);
        for rating in self.rated.iter().filter(|one| one.competitor_id == Some(competitor.id)) {
            if let (Some(theirs), Some(ours)) = (rating.level.map(Level::grade), ours(rating)) {
                ahead += usize::from(theirs > ours);
                behind += usize::from(theirs < ours);
            }
        }
        (ahead, behind)
    }

    /// `ahead of us in 2 capabilities, behind in 1`.
    fn told(&self, competitor: &CompetitorRow) -> String {
        match self.against(competitor) {
            (0, 0) => "level with us, or not known".into(),
            (ahead, behind) => format!("ahead of us in {ahead}, behind in {behind}"),
        }
    }

    fn day(&self, day: &Day) -> String {
        let this_year = day.date().year() == self.today.date().year();
        day.date().strftime(if this_year { "%-d %b" } else { "%-d %b %Y" }).to_string()
    }

    /// The texts of a competitor: the field, what it is called, and what it says.
    fn texts<'a>(&self, open: &'a Competitor) -> [(&'static str, &'static str, &'a String); 4] {
        [
            ("profile", "Profile", &open.profile),
            ("strengths", "Strengths", &open.strengths),
            ("weaknesses", "Weaknesses", &open.weaknesses),
            ("prices", "Prices", &open.prices),
        ]
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&CompetitorsPage::load(visit, &prefix, &asked)?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}

/// Where a competitor is shown: in the market of the first product.
pub fn place_of(visit: &Visit<'_>, number: i64) -> Result<String> {
    let product: &Product = visit.products().first().found("product")?;
    Ok(format!("/{}/{}/market/competitors?open={number}", visit.workspace.slug, product.prefix))
}

#[derive(Serialize)]
struct Told {
    key: String,
    #[serde(flatten)]
    row: CompetitorRow,
}

pub async fn api(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller
        .visit(slug, |visit| {
            let told =
                |row: CompetitorRow| Told { key: format!("{}-{}", visit.workspace.prefix, row.number), row };
            Ok(visit
                .tx
                .together(queries::competitors(&visit.actor)?)?
                .into_iter()
                .map(told)
                .collect::<Vec<_>>())
        })
        .await;
    answer::found(&caller, found)
}
