//! The page of reports: one sprint burning down and up, the velocity of its team, and what was accepted each week.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::sprint::Sprint;
use domain::sprint::SprintState;
use domain::sprint::forecast::pace;
use domain::sprint::plan::queries::{SprintRow, sprint, sprints};
use domain::sprint::reports::queries::{brought, burn_of, newest};
use domain::sprint::reports::rules::{Burn, Velocity, velocity};
use serde::{Deserialize, Serialize};

use super::burn_chart::{BurnChart, Of};
use super::velocity_chart::{Bar, VelocityChart, weeks};
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 2] = ["sprint", "story"];

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// The number of a sprint; the one that runs, or ended last, if left out.
    #[serde(default)]
    sprint: Option<i64>,
}

#[derive(Template)]
#[template(path = "sprint/reports/reports.html")]
struct ReportsPage {
    frame: Frame,
    sprint: Option<Sprint>,
    /// Those that one can choose from: started or over.
    sprints: Vec<SprintRow>,
    burn: Option<BurnChart>,
    velocity: Option<VelocityChart>,
    weeks: Vec<u32>,
    bars: Vec<Bar>,
}

impl ReportsPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let (sprint, report) = Report::load(visit, &product, asked)?;
        let burn = sprint.as_ref().zip(report.burn.as_ref()).map(|(sprint, burn)| {
            BurnChart::of(burn, &Of { sprint, time_zone: &product.time_zone, now: visit.now })
        });
        let mut all = sprints(visit.tx, &visit.actor, product.id)?;
        all.retain(|row| row.state != SprintState::Planned);
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Reports, &SHOWS)?,
            velocity: VelocityChart::of(report.velocity, report.velocity_in_points),
            bars: weeks(&report.accepted_by_week),
            weeks: report.accepted_by_week,
            sprints: all,
            sprint,
            burn,
        })
    }

    fn is_shown(&self, row: &SprintRow) -> bool {
        self.sprint.as_ref().is_some_and(|sprint| sprint.number == row.number)
    }

    /// "12 stories in 5 weeks, 2.4 a week."
    fn weeks_told(&self) -> String {
        let (stories, weeks) = (self.weeks.iter().sum::<u32>(), self.weeks.len());
        let words = if stories == 1 { "story" } else { "stories" };
        match weeks {
            0 => "Nothing was accepted yet.".into(),
            1 => format!("{stories} {words} this week."),
            _ => format!(
                "{stories} {words} in {weeks} weeks, {:.1} a week.",
                f64::from(stories) / weeks as f64
            ),
        }
    }

    /// How long ago the `nth` week is, in words.
    fn ago(&self, nth: &usize) -> String {
        match self.weeks.len() - 1 - nth {
            0 => "this week".into(),
            1 => "last week".into(),
            weeks => format!("{weeks} weeks ago"),
        }
    }
}

/// What the charts show, as it is answered to programs.
#[derive(Serialize)]
struct Report {
    sprint: Option<i64>,
    burn: Option<Burn>,
    velocity: Velocity,
    /// Whether the velocity counts points in tenths, or stories.
    velocity_in_points: bool,
    /// Stories, the oldest week first, from the first in which one was accepted.
    accepted_by_week: Vec<u32>,
}

impl Report {
    fn load(visit: &Visit<'_>, product: &Product, asked: &Asked) -> Result<(Option<Sprint>, Self)> {
        let (tx, actor) = (visit.tx, &visit.actor);
        let shown = match asked.sprint {
            Some(number) => Some(sprint(tx, actor, product.id, number)?),
            None => tx.together(newest(actor, product.id)?)?,
        };
        let (in_points, over) = match &shown {
            Some(sprint) => brought(tx, actor, product.id, sprint.team_id)?,
            None => (true, Vec::new()),
        };
        let burn = match &shown {
            Some(sprint) => burn_of(tx, actor, sprint)?,
            None => None,
        };
        let report = Self {
            sprint: shown.as_ref().map(|sprint| sprint.number),
            burn,
            velocity: velocity(&over),
            velocity_in_points: in_points,
            accepted_by_week: pace(tx, actor, product.id, visit.now)?.accepted_by_week,
        };
        Ok((shown, report))
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&ReportsPage::load(visit, &prefix, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}

pub async fn query(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found =
        caller.visit(slug, move |visit| Ok(Report::load(visit, &visit.product(&prefix)?, &asked)?.1)).await;
    answer::found(&caller, found)
}
