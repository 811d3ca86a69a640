//! The page of calibration: how often what was forecast came true, and each forecast beside what happened.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::people::Product;
use domain::spine::moment::Day;
use domain::spine::refusal::Result;
use domain::sprint::calibration::queries::{Forecasted, Forecasts, forecasts};
use domain::sprint::calibration::rules::{Held, Kept};
use domain::sprint::calibration::taught::Taught;
use domain::sprint::forecast::Sure;
use serde::Serialize;

use super::pace_chart::PaceChart;
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 1] = ["story"];
/// With fewer that are due there is nothing to say.
const DUE_LEAST: i64 = 10;

/// How often the forecasts of one sort came true.
struct Sort {
    name: &'static str,
    of: &'static str,
    held: [Held; 3],
}

#[derive(Template)]
#[template(path = "sprint/calibration/calibration.html")]
struct CalibrationPage {
    frame: Frame,
    product: Product,
    today: Day,
    sorts: Vec<Sort>,
    taught: Taught,
    chart: Option<PaceChart>,
    pace: Vec<Forecasted>,
    items: Vec<Forecasted>,
}

/// What was forecast of a product, and the day on which it is looked at.
fn read(visit: &Visit<'_>, product: &Product) -> Result<(Forecasts, Day)> {
    let today = Day::of(visit.now.day_in("UTC"));
    Ok((visit.tx.together(forecasts(&visit.actor, product.id, today)?)?, today))
}

impl CalibrationPage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        let (Forecasts { of_pace, of_items, taught, pace, items }, today) = read(visit, &product)?;
        let sorts = vec![
            Sort { name: "Stories in four weeks", of: "at least as many were accepted", held: of_pace },
            Sort { name: "Features and releases", of: "they were done by the day", held: of_items },
        ];
        let frame = Frame::of_product(visit, &product, Here::Reports, &SHOWS)?;
        let chart = PaceChart::of(&pace, today);
        Ok(Self { frame, product, today, sorts, taught, chart, pace, items })
    }

    /// In one word, and how it looks.
    fn verdict(&self, held: &Held) -> &'static str {
        match held.share {
            None => "nothing was due yet",
            Some(_) if held.due < DUE_LEAST => "too few to tell",
            Some(share) if held.is_off() && share < held.sure as f64 => "too sure",
            Some(_) if held.is_off() => "too careful",
            Some(_) => "as it said",
        }
    }

    /// What the next forecast has learned from those before; none where none of them is over.
    fn learned(&self) -> Option<String> {
        let Taught { below, above, forecasts } = self.taught;
        let one =
            if forecasts == 1 { "One forecast has".into() } else { format!("{forecasts} forecasts have") };
        (forecasts > 0).then(|| {
            format!(
                "{one} taught the next one: it reaches {below:.2} times as far below its middle as those of similar products, \
                 and {above:.2} times as far above."
            )
        })
    }

    fn share(&self, held: &Held) -> String {
        held.share.map_or_else(String::new, |share| format!("{share:.0} %"))
    }

    /// "70 to 92 %".
    fn between(&self, held: &Held) -> String {
        held.between.map_or_else(String::new, |(low, high)| format!("{low:.0} to {high:.0} %"))
    }

    /// Where the interval begins and how wide it is, in percent of the track.
    fn cone(&self, held: &Held) -> Option<(String, String)> {
        held.between.map(|(low, high)| (format!("{low:.1}%"), format!("{:.1}%", high - low)))
    }

    fn place(&self, held: &Held) -> String {
        format!("{:.1}%", held.share.unwrap_or_default().clamp(0.0, 99.0))
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

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&CalibrationPage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, done)
}

/// A forecast with what became of its three answers.
#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    forecast: Forecasted,
    kept: Sure<Kept>,
}

/// How often forecasts came true, as it is answered to programs.
#[derive(Serialize)]
struct Calibration {
    /// Of 50, 85 and 95 %.
    pace: [Held; 3],
    features_and_releases: [Held; 3],
    /// What the next forecast of the pace has learned.
    taught: Taught,
    /// The newest 120 of the pace, then those of features and releases; the newest first.
    forecasts: Vec<Told>,
}

pub async fn query(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (found, today) = read(visit, &visit.product(&prefix)?)?;
            let told = |forecast: Forecasted| Told { kept: forecast.kept(today), forecast };
            Ok(Calibration {
                pace: found.of_pace,
                features_and_releases: found.of_items,
                taught: found.taught,
                forecasts: found.pace.into_iter().chain(found.items).map(told).collect(),
            })
        })
        .await;
    answer::found(&caller, found)
}
