//! The page of calibration: how often what was forecast came true, and each forecast beside what happened.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::people::Product;
use domain::spine::moment::Day;
use domain::spine::refusal::{Refusal, Result};
use domain::sprint::calibration::chances::Band;
use domain::sprint::calibration::queries::{Forecasted, Forecasts, forecasts};
use domain::sprint::calibration::rules::{Held, Kept};
use domain::sprint::calibration::taught::Taught;
use domain::sprint::forecast::Sure;
use serde::{Deserialize, Serialize};

use super::lines::Sort;
use super::pace_chart::PaceChart;
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 1] = ["story"];
#[derive(Template)]
#[template(path = "sprint/calibration/calibration.html")]
struct CalibrationPage {
    frame: Frame,
    product: Product,
    today: Day,
    sorts: Vec<Sort>,
    chart: Option<PaceChart>,
    found: Forecasts,
    /// Only earlier weeks are listed.
    is_earlier: bool,
}

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// Lists forecasts of the weeks before this day.
    #[serde(default)]
    before: String,
}

impl Asked {
    fn before(&self) -> Result<Option<Day>> {
        match self.before.as_str() {
            "" => Ok(None),
            text => match Day::parse(text) {
                None => Refusal::invalid("before", format!("“{text}” is no day. Write it as 2026-11-30.")),
                day => Ok(day),
            },
        }
    }
}

/// What was forecast of a product, and the day on which it is looked at.
fn read(visit: &Visit<'_>, product: &Product, asked: &Asked) -> Result<(Forecasts, Day)> {
    let today = Day::of(visit.now.day_in("UTC"));
    let asked = forecasts(&visit.actor, product.id, (today, asked.before()?))?;
    Ok((visit.tx.together(asked)?, today))
}

impl CalibrationPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let (found, today) = read(visit, &product, asked)?;
        let many = "at least as many were accepted";
        let days = "how likely a feature or release is done as planned";
        let fits = "in how many of 100 simulated sprints the stories fit, when it started";
        let sorts = vec![
            Sort::of("Stories in four weeks", many, &found.of_pace),
            Sort::of("Stories until the sprint ends", many, &found.of_sprints),
            Sort::of("Features and releases", "they were done by the day", &found.of_items),
            Sort::of("Planned days", days, &found.of_promises),
            Sort::of("Sprints that fit", fits, &found.of_fits),
        ];
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Reports, &SHOWS)?,
            sorts,
            chart: PaceChart::of(&found.pace, today),
            product,
            today,
            found,
            is_earlier: !asked.before.is_empty(),
        })
    }

    /// What became of a chance.
    fn became(&self, one: &Forecasted) -> Kept {
        match one.happened(self.today) {
            None => Kept::Open,
            Some(true) => Kept::Kept,
            Some(false) => Kept::Missed,
        }
    }

    fn last_day(&self, one: &Forecasted) -> String {
        one.due_on.map_or_else(|| "–".into(), |day| self.day(&day))
    }

    /// What the next forecast has learned from those before; none where none of them is over.
    fn learned(&self) -> Option<String> {
        let Taught { below, above, forecasts } = self.found.taught;
        let one =
            if forecasts == 1 { "One forecast has".into() } else { format!("{forecasts} forecasts have") };
        (forecasts > 0).then(|| {
            format!(
                "{one} taught the next one: it reaches {below:.2} times as far below its middle as those of similar products, \
                 and {above:.2} times as far above."
            )
        })
    }

    fn day(&self, day: &Day) -> String {
        day.date().strftime("%-d %b %Y").to_string()
    }

    /// What became of the answer that was 85 % sure.
    fn sure_kept(&self, one: &Forecasted) -> Kept {
        one.kept(self.today).p85
    }

    /// The three answers, each with what became of it.
    fn answers(&self, one: &Forecasted) -> [(Option<i64>, Kept); 3] {
        let kept = one.kept(self.today);
        [(one.p50, kept.p50), (one.p85, kept.p85), (one.p95, kept.p95)]
    }

    /// The day that was said, of so many days; "later than in five years".
    fn said(&self, one: &Forecasted, days: &Option<i64>) -> String {
        days.map_or_else(|| "not in five years".into(), |days| self.day(&one.made_on.plus_days(days)))
    }

    /// The day on which its last story was accepted.
    fn done_on(&self, one: &Forecasted) -> String {
        one.actual.map_or_else(|| "not yet".into(), |days| self.day(&one.made_on.plus_days(days)))
    }

    fn number(&self, value: &Option<i64>) -> String {
        value.map_or_else(|| "–".into(), |value| value.to_string())
    }
}

/// The mark of what became of an answer, and its word.
fn mark(kept: &Kept) -> (&'static str, &'static str) {
    match kept {
        Kept::Kept => ("check", "came true"),
        Kept::Missed => ("x", "did not"),
        Kept::Open => ("clock", "not due yet"),
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&CalibrationPage::load(visit, &prefix, &asked)?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}

/// A forecast with what became of its three answers.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    forecast: Forecasted,
    kept: Sure<Kept>,
    /// Of a chance, once its day is over.
    happened: Option<bool>,
}

/// How often forecasts came true, as it is answered to programs.
#[derive(Serialize)]
struct Calibration {
    /// Of 50, 85 and 95 %.
    pace: [Held; 3],
    sprints: [Held; 3],
    features_and_releases: [Held; 3],
    /// Of chances in percent, by how likely was said.
    promises: Vec<Band>,
    fits: Vec<Band>,
    /// What the next forecast of the pace has learned.
    taught: Taught,
    /// Those of the pace, of sprints, of features and releases, then the chances; the newest of each first.
    forecasts: Vec<Told>,
    /// `?before=` this day lists the weeks before; none where there are none.
    earlier: Option<Day>,
}

pub async fn query(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (found, today) = read(visit, &visit.product(&prefix)?, &asked)?;
            let told = |forecast: Forecasted| Told {
                kept: forecast.kept(today),
                happened: forecast.happened(today),
                forecast,
            };
            let lists = found.pace.into_iter().chain(found.sprints).chain(found.items).chain(found.chances);
            Ok(Calibration {
                pace: found.of_pace,
                sprints: found.of_sprints,
                features_and_releases: found.of_items,
                promises: found.of_promises,
                fits: found.of_fits,
                taught: found.taught,
                forecasts: lists.map(told).collect(),
                earlier: found.earlier,
            })
        })
        .await;
    answer::found(&caller, found)
}
