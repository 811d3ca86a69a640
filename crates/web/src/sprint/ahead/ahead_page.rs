//! Planning ahead: the planned sprints side by side, the backlog before them, and what is kept out behind.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::backlog::{Story, StoryId};
use domain::people::Product;
use domain::spine::id::SprintId;
use domain::spine::item::Item;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use domain::sprint::ahead::found::Found;
use domain::sprint::ahead::queries::{self, CANDIDATES_MAX, SearchRow};
use domain::sprint::ahead::{Ahead, Column, SearchState, broken};
use domain::sprint::plan::team::Member;
use serde::Deserialize;

use super::lanes::{Card, Cards, Lane};
use super::load_chart::LoadChart;
use super::told;
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::sprint::plan::parts::{days, served};
use crate::sprint::plan::prices;
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 5] = ["sprint", "story", "dependency", "sprint_pin", "plan_search"];

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// `all` shows every story of the backlog that may be chosen.
    #[serde(default)]
    backlog: String,
    /// `now` shows the sprints as they are planned, without the proposal.
    #[serde(default)]
    show: String,
}

#[derive(Template)]
#[template(path = "sprint/ahead/ahead.html")]
struct AheadPage {
    frame: Frame,
    product: Product,
    ahead: Ahead,
    search: Option<SearchRow>,
    /// The proposal of the newest search, unless it was taken.
    found: Option<Found>,
    /// What the proposal breaks by what is true now.
    broken: Vec<String>,
    cards: Cards,
    chart: Option<LoadChart>,
    shows_now: bool,
    may_plan: bool,
}

/// What a proposal breaks by what is true now.
pub fn broken_by_now(visit: &Visit<'_>, ahead: &Ahead, found: &Found) -> Vec<String> {
    let key = |story: StoryId| {
        let story = Story::load(visit.tx, visit.actor.workspace, story.0).ok().flatten()?;
        Some(ahead.inputs.key(story.number))
    };
    broken(ahead, found, key)
}

impl AheadPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let ahead = queries::ahead(visit.tx, &visit.actor, product.id, &product.prefix)?;
        let search = queries::newest(visit.tx, &visit.actor, product.id)?;
        let is_over =
            |search: &SearchRow| search.state != SearchState::Searching && search.taken_at.is_none();
        let found = search.as_ref().filter(|search| is_over(search)).and_then(|row| Found::read(&row.found));
        let is_plan = |found: &&Found| found.failure.is_none();
        let broken = found.as_ref().filter(is_plan).map(|found| broken_by_now(visit, &ahead, found));
        let shows_now = asked.show == "now";
        let shown = found.as_ref().filter(|found| is_plan(found) && !shows_now);
        let cards = Cards::of(&ahead, shown, asked.backlog == "all");
        let chart = LoadChart::of(&cards, |lane| more(&ahead, shown, lane));
        let mut frame = Frame::of_product(visit, &product, Here::SprintPlan, &SHOWS)?;
        // Teams belong to the workspace, whatever the product.
        frame.shows.push_str(" team team_product team_member absence");
        Ok(Self {
            may_plan: visit.actor.may(Permission::PlanSprints, product.id),
            broken: broken.unwrap_or_default(),
            frame,
            product,
            ahead,
            search,
            found,
            cards,
            chart,
            shows_now,
        })
    }

    fn at(&self) -> String {
        format!("{}/sprints/ahead", self.frame.base())
    }

    /// The search that goes on.
    fn searching(&self) -> Option<&SearchRow> {
        self.search.as_ref().filter(|search| search.state == SearchState::Searching)
    }

    /// The plan that is proposed.
    fn proposal(&self) -> Option<&Found> {
        self.found.as_ref().filter(|found| found.failure.is_none())
    }

    fn failure(&self) -> Option<&str> {
        self.found.as_ref()?.failure.as_deref()
    }

    /// The search whose plan can be taken as things stand.
    fn takeable(&self) -> Option<&SearchRow> {
        let found = self.proposal()?;
        self.search.as_ref().filter(|_| found.conflict.is_none() && self.broken.is_empty())
    }

    fn certainty(&self, found: &Found) -> String {
        let state = self.search.as_ref().map_or(SearchState::Proven, |search| search.state);
        told::certainty(state, found, CANDIDATES_MAX)
    }

    /// "3 sprints of 2 teams until 22 January 2027".
    fn span(&self) -> String {
        let count = |n: usize, one: &str| if n == 1 { format!("one {one}") } else { format!("{n} {one}s") };
        let last = self.cards.periods.last().map(|period| period.ends_on.date());
        let until = last.map(|day| format!(" until {}", day.strftime("%-d %B %Y"))).unwrap_or_default();
        let teams = self.ahead.teams().len();
        let of = if teams > 1 { format!(" of {}", count(teams, "team")) } else { String::new() };
        format!("{}{of}{until}", count(self.ahead.sprints.len(), "sprint"))
    }

    /// Where the cards stand that are in no sprint.
    fn nowhere(&self) -> Option<SprintId> {
        None
    }

    fn has_teams(&self) -> bool {
        self.ahead.teams().len() > 1
    }

    /// What the accounts behind the features of what is planned pay in a year, and how many they are.
    fn demand(&self) -> (String, usize) {
        let rows = self.cards.lanes().flat_map(|lane| &lane.cards);
        let features: Vec<_> = rows.filter_map(|card| card.row.feature_id).collect();
        let (revenue, accounts) = served(&self.ahead.inputs.demand, &features);
        (money(revenue, "EUR"), accounts)
    }

    /// What the accounts behind the feature of one story pay in a year.
    fn revenue(&self, card: &Card) -> Option<String> {
        let (revenue, accounts) = served(&self.ahead.inputs.demand, &[card.row.feature_id?]);
        (accounts > 0).then(|| money(revenue, "EUR"))
    }

    fn planned(&self) -> usize {
        self.cards.lanes().map(|lane| lane.cards.len()).sum()
    }

    /// Cards that are not yet where they are shown.
    fn moves(&self) -> usize {
        let lanes = self.cards.lanes().flat_map(|lane| &lane.cards);
        lanes.chain(&self.cards.backlog).chain(&self.cards.kept_out).filter(|card| card.is_ghost).count()
    }

    fn key(&self, card: &Card) -> String {
        self.ahead.inputs.key(card.row.number)
    }

    fn can_do(&self, member: &Member) -> String {
        match member.capacity {
            Some(points) if member.days_away > 0 => format!("{points}, away {} days", member.days_away),
            Some(points) => points.to_string(),
            None => "not said".into(),
        }
    }
}

/// Whether a card stands in the column of a sprint.
fn stands(column: &Column, here: &Option<SprintId>) -> bool {
    *here == Some(column.sprint.id)
}

/// What more of a sprint would buy, and how sure it is to fit.
fn more(ahead: &Ahead, found: Option<&Found>, lane: &Lane) -> (Vec<String>, Option<String>) {
    let Some(found) = found else { return (Vec::new(), None) };
    let sprint = lane.column.sprint.id;
    let here = found.prices.iter().filter(|price| price.sprint == sprint).map(|of| &of.price);
    let chance = found.chances.iter().find(|chance| chance.sprint == sprint);
    let chance = chance.map(|chance| format!("Fits in {:.0} of 100 simulated sprints.", chance.held_percent));
    (prices::all(here, lane.load.in_points, &ahead.inputs), chance)
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let rendered = caller
        .visit(slug, move |visit| answer::render(&AheadPage::load(visit, &prefix, &asked)?, visit.language))
        .await;
    answer::page(&caller, rendered)
}
