//! The board: a team's columns with the stories in them.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::backlog::State;
use domain::people::Product;
use domain::spine::id::ProductId;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use domain::sprint::board::queries::{Board, CARDS_MAX, Card, Lane, board};
use domain::sprint::queries::teams;
use domain::sprint::{Sprint, SprintState, Stage, Team};
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::story_parts::since;
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// The nouns that renew the board.
const SHOWS: [&str; 6] = ["story", "task", "impediment", "criterion", "verdict", "sprint"];
/// Limits above this are told in figures only.
const TICKS_MAX: i64 = 10;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// The id of a team; the first by name if left out.
    #[serde(default)]
    team: String,
}

#[derive(Template)]
#[template(path = "sprint/board/board.html")]
struct BoardPage {
    frame: Frame,
    product: Product,
    teams: Vec<Team>,
    board: Option<Board>,
    may_work: bool,
    may_plan: bool,
    may_set_up: bool,
    now: Timestamp,
}

/// The teams of a product, and the board of the one that is asked for.
pub fn chosen(visit: &Visit<'_>, product: ProductId, asked: &Asked) -> Result<(Vec<Team>, Option<Board>)> {
    let teams = teams(visit.tx, &visit.actor, product)?;
    let team = match asked.team.as_str() {
        "" => teams.first().cloned(),
        id => Some(teams.iter().find(|team| team.id.to_string() == id).cloned().found("team")?),
    };
    let board = match team {
        Some(team) => Some(board(visit.tx, &visit.actor, product, (team, visit.now))?),
        None => None,
    };
    Ok((teams, board))
}

impl BoardPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let (teams, board) = chosen(visit, product.id, asked)?;
        let mut frame = Frame::of_product(visit, &product, Here::Board, &SHOWS)?;
        // Teams and columns belong to the workspace, whatever the product.
        frame.shows.push_str(" team team_product board_column");
        Ok(Self {
            frame,
            teams,
            board,
            may_plan: visit.actor.may(Permission::PlanSprints, product.id),
            may_work: visit.actor.may(Permission::WorkOnBoard, product.id),
            may_set_up: visit.actor.may(Permission::SetUpTeams, product.id),
            now: visit.now,
            product,
        })
    }

    fn item_url(&self, card: &Card) -> String {
        format!("/{}/items/{}-{}", self.frame.slug, self.product.prefix, card.number)
    }

    fn revenue(&self, card: &Card) -> String {
        money(card.revenue_minor, "EUR")
    }

    /// "Waits for the carrier’s contract since Monday".
    fn in_the_way(&self, card: &Card) -> String {
        let zone = &self.product.time_zone;
        let since = |at| format!(" {}", since(at, self.now, zone));
        let body = card.impediment.as_deref().unwrap_or_default();
        format!("{body}{}", card.impeded_at.map(since).unwrap_or_default())
    }

    /// "day 3 of 10", counted in working days.
    fn day(&self, sprint: &Sprint) -> String {
        let (first, last) = (sprint.starts_on.date(), sprint.ends_on.date());
        let today = self.now.day_in(&self.product.time_zone).clamp(first, last);
        format!("day {} of {}", working_days(first, today).max(1), working_days(first, last).max(1))
    }
}

/// The days from Monday to Friday in a stretch, its ends included.
fn working_days(first: Date, last: Date) -> usize {
    let works = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last).filter(works).count()
}

/// The people whose marks stand on the board, each once.
fn people(board: &Board) -> Vec<&str> {
    let mut names: Vec<&str> = cards(board).filter_map(|card| card.assignee.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn cards(board: &Board) -> impl Iterator<Item = &Card> {
    board.lanes.iter().flat_map(|lane| &lane.cards).chain(&board.accepted)
}

/// "28 of 36 points left", or stories where nothing is estimated.
fn left(board: &Board) -> String {
    let points = |card: &Card| card.points_tenths.map_or(0, |points| points.tenths());
    let all: i64 = cards(board).map(points).sum();
    let accepted: i64 = board.accepted.iter().map(points).sum();
    match all {
        0 => format!(
            "{} of {} stories left",
            cards(board).count() - board.accepted.len(),
            cards(board).count()
        ),
        all => format!("{} of {} points left", tenths(all - accepted), tenths(all)),
    }
}

fn tenths(tenths: i64) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

/// One mark for each story that may be in the column, and for each that is in it beyond that.
fn ticks(lane: &Lane) -> Vec<&'static str> {
    let Some(limit) = lane.column.wip_limit.filter(|limit| *limit <= TICKS_MAX) else { return Vec::new() };
    let stories = lane.cards.len() as i64;
    let mark = |nth| match nth {
        nth if nth >= limit => "ex",
        nth if nth < stories => "on",
        _ => "",
    };
    (0..stories.max(limit).min(2 * TICKS_MAX)).map(mark).collect()
}

/// How many stories a column shows: "12", or "200+" where that is all that is read.
fn shown(cards: &[Card]) -> String {
    match cards.len() {
        many if many as i64 >= CARDS_MAX => format!("{CARDS_MAX}+"),
        few => few.to_string(),
    }
}

fn stage_words(stage: &Stage) -> &'static str {
    match stage {
        Stage::Todo => "to do",
        Stage::Doing => "in work",
        Stage::Done => "done, to accept",
    }
}

fn stands(lane: &Lane, card: &Card) -> bool {
    lane.cards.iter().any(|other| other.id == card.id)
}

/// How much of the criteria is met, for the meter.
fn met_percent(card: &Card) -> i64 {
    card.met * 100 / card.criteria.max(1)
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&BoardPage::load(visit, &prefix, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}
