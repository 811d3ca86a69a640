//! How far the backlog comes, and by when something is done: in words, beside what was planned.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Path;
use axum::response::Response;
use domain::backlog::queries::StoryRow;
use domain::backlog::{Points, State};
use domain::people::Product;
use domain::spine::id::ProductId;
use domain::spine::moment::Day;
use domain::spine::refusal::Result;
use domain::sprint::before::{self, Of};
use domain::sprint::features_ahead::{FeatureAhead, features_ahead};
use domain::sprint::forecast::{self, Forecast, Pace, Sure, Until};
use domain::sprint::order::Order;
use serde::Serialize;

use crate::answer;
use crate::caller::Caller;
use crate::visit::Visit;

/// Where a forecast ends in the backlog.
pub struct Cut {
    /// It stands before the row at this place of the page.
    pub before: usize,
    /// As likely as not, instead of 85 % sure.
    pub soft: bool,
    pub sprint: Option<i64>,
    /// The points of the estimated stories above it.
    pub points: String,
}

/// How many of the stories to do are accepted until then: 85 % sure, and as likely as not.
#[derive(Clone)]
struct Reach {
    until: Until,
    sure: i64,
    even: i64,
    /// None where all are built in the owner's order.
    order: Option<Arc<Order>>,
}

/// How far backlogs reach, by product: between two changes of the workspace as far as before, for an hour.
#[derive(Default)]
pub struct Reaches(Mutex<HashMap<ProductId, (Then, Option<Reach>)>>);

/// The newest change of the workspace, and the hour.
type Then = (i64, i64);

const REACHES_MAX: usize = 1_000;

impl Reaches {
    fn of(&self, visit: &Visit<'_>, product: &Product) -> Result<Option<Reach>> {
        let now = (visit.workspace.seq, visit.now.0 / HOUR_MICROS);
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&product.id).cloned();
        if let Some((_, reach)) = known.filter(|(then, _)| *then == now) {
            return Ok(reach);
        }
        let reach = reach(visit, product)?;
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REACHES_MAX {
            known.clear();
        }
        known.insert(product.id, (now, reach.clone()));
        Ok(reach)
    }
}

const HOUR_MICROS: i64 = 3_600_000_000;

/// Where 85 % and an even chance end among the first rows of a backlog. None where too little is known.
pub fn cuts(visit: &Visit<'_>, product: &Product, rows: &[StoryRow]) -> Result<Vec<Cut>> {
    let Some(reach) = visit.caller.house.reaches.of(visit, product)? else { return Ok(Vec::new()) };
    let mut cuts = vec![cut(rows, (reach.sure, false), &reach)];
    if reach.even > reach.sure {
        cuts.push(cut(rows, (reach.even, true), &reach));
    }
    Ok(cuts.into_iter().flatten().collect())
}

fn reach(visit: &Visit<'_>, product: &Product) -> Result<Option<Reach>> {
    let today = today(visit, product);
    let Ok(forecast) = forecast::pace(visit.tx, &visit.actor, product.id, visit.now)?.forecast() else {
        return Ok(None);
    };
    let (until, order) = forecast::until_and_order(visit.tx, &visit.actor, product.id, today)?;
    let done = forecast.within(days(today, until.ends_on));
    let in_work = before::in_work(visit.tx, &visit.actor, product.id)?;
    let order = order.map(Arc::new);
    Ok(Some(Reach { until, sure: done.p85 - in_work, even: done.p50 - in_work, order }))
}

/// Below the stories to do that are all among the first so many that are built. None where it is not sure of one, or lies below
/// this page.
fn cut(rows: &[StoryRow], (stories, soft): (i64, bool), reach: &Reach) -> Option<Cut> {
    // A proposal is not worked on before it is taken in, and what is in work is done before.
    let to_do = || rows.iter().enumerate().filter(|(_, row)| row.state == State::Todo);
    let built = |(place, (_, row)): &(i64, (usize, &StoryRow))| match &reach.order {
        Some(order) => order.place(row.id).is_some_and(|place| place <= stories),
        None => *place <= stories,
    };
    let reached: Vec<(usize, &StoryRow)> = (1..).zip(to_do()).take_while(built).map(|(_, row)| row).collect();
    let before = reached.last()?.0 + 1;
    let tenths = reached.iter().filter_map(|(_, row)| row.points_tenths).map(Points::tenths).sum();
    let points = Points::of_tenths(tenths).to_string();
    let goes_on = reached.len() as i64 == stories || reached.len() < to_do().count();
    let is_here = goes_on && before < rows.len();
    is_here.then_some(Cut { before, soft, sprint: reach.until.sprint, points })
}

/// When something in the backlog is done.
pub struct When {
    pub even: Option<String>,
    pub sure: Option<String>,
    /// How likely the promised day is kept, in percent.
    pub kept: Option<i64>,
    /// Weeks of past work it was taken from.
    pub weeks: usize,
    away: f64,
}

impl When {
    pub fn away(&self) -> Option<String> {
        away_told(self.away)
    }
}

/// "1.4": weeks of absences, where they are worth a word.
pub fn away_told(weeks: f64) -> Option<String> {
    (weeks >= 0.05).then(|| format!("{weeks:.1}"))
}

/// None where nothing is open or too little is known.
pub fn when(visit: &Visit<'_>, product: &Product, of: Of, promised: Option<Day>) -> Result<Option<When>> {
    let Some(ahead) = before::ahead_of(visit.tx, &visit.actor, product.id, of)? else { return Ok(None) };
    let pace = forecast::pace(visit.tx, &visit.actor, product.id, visit.now)?;
    let Ok(forecast) = pace.forecast() else { return Ok(None) };
    let today = today(visit, product);
    let day = forecast.when(ahead, today);
    Ok(Some(When {
        even: day.p50.map(|day| day_told(day, today)),
        sure: day.p85.map(|day| day_told(day, today)),
        kept: promised.map(|promised| forecast.chance(ahead, days(today, promised))),
        weeks: pace.accepted_by_week.len(),
        away: pace.weeks_away(today, day.p85),
    }))
}

/// When the open stories of a feature are accepted.
pub struct FeatureWhen {
    pub feature: FeatureAhead,
    pub even: Option<Day>,
    pub sure: Option<Day>,
    /// How likely its planned end is kept, in percent.
    pub kept: Option<i64>,
    today: Day,
}

impl FeatureWhen {
    /// "by 26 March, 85%".
    pub fn by(&self) -> String {
        self.sure.map_or_else(
            || "later than in five years".into(),
            |day| format!("by {}, 85%", day_told(day, self.today)),
        )
    }

    pub fn even(&self) -> String {
        self.even.map_or_else(|| "later than in five years".into(), |day| day_told(day, self.today))
    }

    /// Whether it is less than likely that the planned end is kept.
    pub fn is_late(&self) -> bool {
        self.kept.is_some_and(|kept| kept < 50)
    }
}

/// The features with open stories in the order in which they are done; none where too little is known.
pub fn features(visit: &Visit<'_>, product: &Product) -> Result<Vec<FeatureWhen>> {
    let pace = forecast::pace(visit.tx, &visit.actor, product.id, visit.now)?;
    let Ok(forecast) = pace.forecast() else { return Ok(Vec::new()) };
    let today = today(visit, product);
    let when = |feature: FeatureAhead| {
        let day = forecast.when(feature.ahead, today);
        let kept = feature.ends_on.map(|planned| forecast.chance(feature.ahead, days(today, planned)));
        FeatureWhen { feature, even: day.p50, sure: day.p85, kept, today }
    };
    Ok(features_ahead(visit.tx, &visit.actor, product.id)?.into_iter().map(when).collect())
}

/// `26 March`, or `26 March 2028`.
pub fn day_told(day: Day, today: Day) -> String {
    let date = day.date();
    let form = if date.year() == today.date().year() { "%-d %B" } else { "%-d %B %Y" };
    date.strftime(form).to_string()
}

fn today(visit: &Visit<'_>, product: &Product) -> Day {
    Day::of(visit.now.day_in(&product.time_zone))
}

/// From now to the end of a day.
fn days(today: Day, last: Day) -> i64 {
    today.days_until(last) + 1
}

#[derive(Serialize)]
struct Told {
    /// Stories accepted in each of the past weeks, the oldest first.
    accepted_by_week: Vec<u32>,
    /// The share of the usual working time in each of these, 0 to 1, and in the coming weeks; 1 after the last.
    available_by_week: Vec<f64>,
    available_ahead: Vec<f64>,
    until: Until,
    /// At least how many stories are accepted until then; `null` where too little is known.
    stories: Option<Sure<i64>>,
    /// Why there is no forecast.
    reason: Option<String>,
}

/// The forecast of a product as JSON.
pub async fn query(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            let today = today(visit, &product);
            let pace = forecast::pace(visit.tx, &visit.actor, product.id, visit.now)?;
            let until = forecast::until(visit.tx, &visit.actor, product.id, today)?;
            let within = |forecast: Forecast| forecast.within(days(today, until.ends_on));
            let (stories, reason) = match pace.forecast() {
                Ok(forecast) => (Some(within(forecast)), None),
                Err(sentence) => (None, Some(sentence)),
            };
            let Pace { accepted_by_week, available_by_week, available_ahead, .. } = pace;
            Ok(Told { accepted_by_week, available_by_week, available_ahead, until, stories, reason })
        })
        .await;
    match found {
        Ok(told) => answer::json(&told),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}
