//! Drift: what the accepted stories of a sprint or a month were for, against the declared shares.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::backlog::Points;
use domain::line::accepted::{self, Accepted, Measured};
use domain::line::drift::{self, Bar, BarOf};
use domain::people::Product;
use domain::spine::refusal::{Found, Result};
use domain::sprint::SprintState;
use domain::sprint::plan::queries::{SprintRow, sprints};
use domain::strategy::GoalState;
use domain::strategy::queries::{GoalRow, goals};
use serde::{Deserialize, Serialize};

use super::stretch::{OFFERED, Stretch, months, of_sprint, stretch};
use crate::answer::{self, percent};
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// `sprint-3` or `2026-11`; empty: the sprint that was closed last, or the one that runs, or this month.
    #[serde(default)]
    during: String,
    /// The key of the goal whose parts are looked at; empty: the firm's own goals, or the parts of its only one.
    #[serde(default)]
    under: String,
    /// The bar whose stories are listed: a goal's key, `itself`, `elsewhere`, `upkeep` or `no_goal`.
    #[serde(default)]
    of: String,
}

/// A bar as the page shows it.
#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    bar: Bar,
    title: String,
    /// How the address says it.
    name: String,
    /// Of everything that was accepted, in percent.
    percent: i64,
}

#[derive(Template)]
#[template(path = "line/drift.html")]
struct DriftPage {
    frame: Frame,
    product: Product,
    asked: Asked,
    stretch: Stretch,
    sprints: Vec<SprintRow>,
    months: Vec<(String, String)>,
    rows: Vec<Row>,
    measured: Measured,
    under: Option<GoalRow>,
    goals: Vec<GoalRow>,
}

impl DriftPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let mut sprints = sprints(visit.tx, &visit.actor, product.id)?;
        sprints.retain(|sprint| sprint.state != SprintState::Planned);
        let stretch = stretch(visit, &product, &sprints, &asked.during)?;
        let measured = accepted::accepted(visit.tx, &visit.actor, product.id, stretch.during)?;
        let goals = visit.tx.together(goals(&visit.actor)?)?;
        let key = |goal: &GoalRow| format!("{}-{}", visit.workspace.prefix, goal.number);
        let under = match asked.under.as_str() {
            "" => only_top(&goals).cloned(),
            wanted => Some(goals.iter().find(|goal| key(goal) == wanted).cloned().found("goal")?),
        };
        let bars = drift::bars(&goals, under.as_ref().map(|goal| goal.id), &measured.works);
        let total: i64 = measured.works.iter().map(|work| work.tenths).sum();
        let row = |bar: Bar| {
            let (title, name) = called(&bar, &goals, under.as_ref(), &key);
            Row { percent: share(bar.tenths, total), title, name, bar }
        };
        sprints.truncate(OFFERED);
        Ok(Self {
            frame: frame(visit, &product)?,
            months: months(visit.now.day_in(&product.time_zone)),
            rows: bars.into_iter().map(row).collect(),
            product,
            asked,
            stretch,
            sprints,
            measured,
            under,
            goals,
        })
    }

    /// `34 points`, `7 stories`.
    fn amount(&self, tenths: &i64) -> String {
        let unit = if self.measured.in_points { ("point", "points") } else { ("story", "stories") };
        format!("{} {}", Points::of_tenths(*tenths), if *tenths == 10 { unit.0 } else { unit.1 })
    }

    /// All that was accepted.
    fn total(&self) -> String {
        self.amount(&self.tenths())
    }

    fn tenths(&self) -> i64 {
        self.measured.works.iter().map(|work| work.tenths).sum()
    }

    /// What the declared shares add up to, where that is more than there is.
    fn too_much(&self) -> Option<i64> {
        Some(self.rows.iter().filter_map(|row| row.bar.meant).sum()).filter(|sum| *sum > 100)
    }

    /// The same page, with the stories of a bar.
    fn url(&self, of: &str) -> String {
        let under = percent(&self.asked.under);
        let (base, during) = (self.frame.base(), &self.stretch.asked);
        format!("{base}/drift?during={during}&under={under}&of={}#stories", percent(of))
    }

    /// The same stretch, one level of goals lower.
    fn lower(&self, row: &Row) -> Option<String> {
        let BarOf::Goal(id) = row.bar.of else { return None };
        let has_parts = self.goals.iter().any(|goal| goal.parent_id == Some(id));
        has_parts.then(|| {
            format!("{}/drift?during={}&under={}", self.frame.base(), self.stretch.asked, percent(&row.name))
        })
    }

    /// The goal whose parts are shown, by its key.
    fn whole(&self) -> Option<(String, &str)> {
        let goal = self.under.as_ref()?;
        Some((format!("{}-{}", self.frame.workspace_prefix, goal.number), goal.title.as_str()))
    }

    fn opened(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == self.asked.of)
    }

    fn stories(&self, row: &Row) -> Vec<&Accepted> {
        row.bar.works.iter().filter_map(|place| self.measured.stories.get(*place)).collect()
    }

    fn told(&self, row: &Row) -> String {
        let meant = row.bar.meant.map_or(String::new(), |meant| format!(", meant {meant}%"));
        format!("{}, {}%{meant}", self.amount(&row.bar.tenths), row.percent)
    }

    fn is_asked(&self, during: &str) -> bool {
        self.stretch.asked == during
    }
}

fn frame(visit: &Visit<'_>, product: &Product) -> Result<Frame> {
    let shows = ["story", "sprint", "need_goal", "feature_need", "feature"];
    let mut frame = Frame::of_product(visit, product, Here::Goals, &shows)?;
    frame.shows.push_str(" goal");
    Ok(frame)
}

/// Rounded to the nearest whole percent.
fn share(tenths: i64, total: i64) -> i64 {
    if total == 0 { 0 } else { (200 * tenths + total) / (2 * total) }
}

fn called(
    bar: &Bar,
    goals: &[GoalRow],
    under: Option<&GoalRow>,
    key: &impl Fn(&GoalRow) -> String,
) -> (String, String) {
    let both = |title: &str, name: &str| (title.to_owned(), name.to_owned());
    match bar.of {
        BarOf::Goal(id) => {
            let goal = goals.iter().find(|goal| goal.id == id);
            goal.map(|goal| (goal.title.clone(), key(goal))).unwrap_or_default()
        }
        BarOf::Itself => both(under.map_or("", |goal| goal.title.as_str()), "itself"),
        BarOf::Elsewhere => both("Other goals", "elsewhere"),
        BarOf::Upkeep => both("Upkeep", "upkeep"),
        BarOf::NoGoal => both("No goal", "no_goal"),
    }
}

/// The firm's only goal, if it has parts.
fn only_top(goals: &[GoalRow]) -> Option<&GoalRow> {
    let mut top = goals.iter().filter(|goal| goal.parent_id.is_none() && goal.state == GoalState::Active);
    let only = top.next().filter(|_| top.next().is_none())?;
    goals.iter().any(|goal| goal.parent_id == Some(only.id)).then_some(only)
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&DriftPage::load(visit, &prefix, asked.clone())?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}

#[derive(Serialize)]
struct Told {
    /// `Sprint 3`, `November 2026`.
    during: String,
    /// `points` where every story has an estimate, otherwise `stories`.
    unit: &'static str,
    /// All that was accepted, in tenths of the unit; the bars add up to it.
    tenths: i64,
    bars: Vec<Row>,
    /// What `works` of the bars count.
    stories: Vec<Accepted>,
}

pub async fn query(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let page = DriftPage::load(visit, &prefix, asked.clone())?;
            Ok(Told {
                tenths: page.tenths(),
                unit: if page.measured.in_points { "points" } else { "stories" },
                during: page.stretch.name,
                bars: page.rows,
                stories: page.measured.stories,
            })
        })
        .await;
    answer::found(&caller, found)
}
