//! Once a week what is forecast is put down, and what happened since is written beside what was forecast before.
//!
//! Weeks in which nothing was put down (before this was known, or while nothing ran) are worked out later for the pace,
//! from what had been accepted by then; of a feature it is not known any more what stood before it.

use std::collections::{BTreeMap, BTreeSet};

use database::{Param, Tx};
use uuid::Uuid;

use super::Subject;
use super::happened::{Happened, happened};
use super::rules::PACE_DAYS;
use super::taught::{Settled, learned, settled, teaches};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, ReleaseId, SprintId, WorkspaceId};
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::Result;
use crate::sprint::availability::absences;
use crate::sprint::before::{Of, ahead_of};
use crate::sprint::features_ahead::features_ahead;
use crate::sprint::forecast::{Forecast, Pace, Sure, WEEKS_AHEAD, WEEKS_BACK, pace, until};

/// Products that one round looks at.
const PRODUCTS_MAX: i64 = 50;
/// Weeks that are worked out later.
const LATER_WEEKS: i64 = 52;
const RELEASES_MAX: i64 = 20;
const WEEK_DAYS: i64 = 7;
const FOUR_WEEKS: usize = (PACE_DAYS / WEEK_DAYS) as usize;
const DAY_MICROS: i64 = 24 * 3_600 * 1_000_000;

database::row! {
    /// A product whose week is not put down yet.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Due { pub workspace_id: WorkspaceId, pub product_id: ProductId }
}

/// Forecasts that are yet to be put down, and what is yet to be written beside earlier ones.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Week {
    made: Vec<Made>,
    happened: Vec<Happened>,
}

#[derive(Clone, Debug, PartialEq)]
struct Made {
    place: Place,
    made_on: Day,
    is_later: bool,
    said: Sure<Option<i64>>,
    /// Of the pace: fewer or more happen two times of ten.
    between: Option<(i64, i64)>,
    actual: Option<i64>,
    /// Of a sprint or a promise.
    due_on: Option<Day>,
    percent: Option<i64>,
}

database::row! {
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub(super) struct Place { pub week_on: Day, pub subject: Subject, pub item_id: Uuid }
}

database::row! {
    struct Counted { week: i64, stories: i64 }
}

/// The products that finished something lately and whose week is not put down.
pub fn due(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<Due>> {
    let sql = "
        select p.workspace_id, p.id as product_id from product p
         where p.archived_at is null
           and exists (select 1 from story s
                        where s.workspace_id = p.workspace_id and s.product_id = p.id and s.archived_at is null
                          and s.accepted_at >= $1)
           and not exists (select 1 from forecast f
                            where f.workspace_id = p.workspace_id and f.product_id = p.id
                              and f.subject = 'pace' and f.week_on >= $2)
         limit $3";
    let since = now.plus_days(-WEEK_DAYS * WEEKS_BACK);
    Ok(tx.all(sql, &[&since, &monday(today(now)), &PRODUCTS_MAX])?)
}

/// What is forecast in a product this week, and what became of what was forecast before.
pub fn look(tx: &Tx<'_>, actor: &Actor, product: ProductId, now: Timestamp) -> Result<Week> {
    let mut week =
        Week { made: later(tx, actor, product, now)?, happened: happened(tx, actor, product, now)? };
    let Ok(forecast) = pace(tx, actor, product, now)?.forecast() else { return Ok(week) };
    let on = today(now);
    let saying = Saying { forecast: &forecast, on };
    let between = Some(forecast.between(PACE_DAYS));
    week.made.push(Made { between, ..saying.made(Subject::Pace, product.0, within(&forecast, PACE_DAYS)) });
    let until = until(tx, actor, product, on)?;
    week.made.extend(until.sprint_id.map(|sprint| saying.of_sprint(sprint, until.ends_on)));
    for feature in features_ahead(tx, actor, product)? {
        let (id, ahead) = (feature.feature_id.0, feature.ahead);
        week.made.extend(saying.of_item(Subject::Feature, id, (ahead, feature.ends_on)));
    }
    let sql = "select id, planned_on from release
                where workspace_id = $1 and product_id = $2 and state = 'planned' and archived_at is null
                order by number limit $3";
    for release in tx.all::<Planned>(sql, &[&actor.workspace, &product, &RELEASES_MAX])? {
        if let Some(ahead) = ahead_of(tx, actor, product, Of::Release(release.id))? {
            week.made.extend(saying.of_item(Subject::Release, release.id.0, (ahead, release.planned_on)));
        }
    }
    Ok(week)
}

database::row! {
    struct Planned { id: ReleaseId, planned_on: Option<Day> }
}

/// What is said on a day.
struct Saying<'f> {
    forecast: &'f Forecast,
    on: Day,
}

impl Saying<'_> {
    fn made(&self, subject: Subject, item_id: Uuid, said: Sure<Option<i64>>) -> Made {
        let place = Place { week_on: monday(self.on), subject, item_id };
        let (between, actual, due_on, percent) = (None, None, None, None);
        Made { place, made_on: self.on, is_later: false, said, between, actual, due_on, percent }
    }

    /// How many stories until its last day is over.
    fn of_sprint(&self, sprint: SprintId, ends_on: Day) -> Made {
        let said = within(self.forecast, self.on.days_until(ends_on) + 1);
        Made { due_on: Some(ends_on), ..self.made(Subject::Sprint, sprint.0, said) }
    }

    /// By when what comes after so many stories is done, and how likely by its planned day unless that is over.
    fn of_item(&self, subject: Subject, id: Uuid, (ahead, planned): (i64, Option<Day>)) -> Vec<Made> {
        let when = self.forecast.when(ahead, self.on);
        let days = |day: Option<Day>| day.map(|day| self.on.days_until(day));
        let by_when =
            self.made(subject, id, Sure { p50: days(when.p50), p85: days(when.p85), p95: days(when.p95) });
        let promise = planned.filter(|planned| self.on.days_until(*planned) >= 0).map(|planned| Made {
            due_on: Some(planned),
            percent: Some(self.forecast.chance(ahead, self.on.days_until(planned) + 1)),
            ..self.made(Subject::Promise, id, Sure { p50: None, p85: None, p95: None })
        });
        std::iter::once(by_when).chain(promise).collect()
    }
}

/// Puts it down; what another node put down meanwhile stays as it is.
pub fn put_down(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId, week: &Week) -> Result<()> {
    let sql = "
        insert into forecast (workspace_id, product_id, week_on, made_on, is_later, subject, item_id, p50, p85, p95,
                              actual, p90, p10, due_on, percent)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (workspace_id, product_id, subject, week_on, item_id) do nothing";
    for Made { place, made_on, is_later, said, between, actual, due_on, percent } in &week.made {
        let params: [&dyn Param; 15] = [
            &workspace,
            &product,
            &place.week_on,
            made_on,
            is_later,
            &place.subject,
            &place.item_id,
            &said.p50,
            &said.p85,
            &said.p95,
            actual,
            &between.map(|(least, _)| least),
            &between.map(|(_, most)| most),
            due_on,
            percent,
        ];
        keep(tx, Ledger::Forecast, sql, &params)?;
    }
    let sql = "
        update forecast set actual = $6
         where workspace_id = $1 and product_id = $2 and week_on = $3 and subject = $4 and item_id = $5";
    for Happened { place, actual } in &week.happened {
        let params: [&dyn Param; 6] =
            [&workspace, &product, &place.week_on, &place.subject, &place.item_id, actual];
        keep(tx, Ledger::Forecast, sql, &params)?;
    }
    Ok(())
}

/// The pace of weeks that were not put down, as it would have been forecast on their Mondays.
fn later(tx: &Tx<'_>, actor: &Actor, product: ProductId, now: Timestamp) -> Result<Vec<Made>> {
    let this_week = monday(today(now));
    let first = this_week.plus_days(-WEEK_DAYS * (LATER_WEEKS + WEEKS_BACK));
    let counted = by_week(tx, actor, product, (first, today(now)))?;
    let sql = "select week_on as value from forecast
                where workspace_id = $1 and product_id = $2 and subject = $3 and item_id = $2 and week_on >= $4";
    let known: BTreeSet<Day> =
        tx.values(sql, &[&actor.workspace, &product, &Subject::Pace, &first])?.into_iter().collect();
    let last = today(now).plus_days(WEEK_DAYS * WEEKS_AHEAD);
    let absences = absences(actor, product, (first, last));
    let (settled, absences) = tx.together((settled(actor.workspace, product, today(now)), absences))?;
    let mut settled: BTreeMap<Day, Settled> = settled.into_iter().map(|one| (one.week_on, one)).collect();
    let mut made = Vec::new();
    for nth in WEEKS_BACK as usize..(WEEKS_BACK + LATER_WEEKS) as usize {
        let week_on = first.plus_days(WEEK_DAYS * nth as i64);
        if known.contains(&week_on) {
            continue;
        }
        let before = &counted[nth - WEEKS_BACK as usize..nth];
        let first_day = week_on.plus_days(-WEEK_DAYS * WEEKS_BACK);
        let weeks = (WEEKS_BACK + WEEKS_AHEAD) as usize;
        let available = absences.availability(first_day, weeks, start(week_on));
        let (taught, _) = learned(settled.values().copied(), week_on);
        let Ok(forecast) = Pace::of(before, &available, taught).forecast() else { continue };
        let is_over = week_on.plus_days(PACE_DAYS).days_until(today(now)) >= 0;
        let ahead = counted.get(nth..nth + FOUR_WEEKS).filter(|_| is_over);
        let actual = ahead.map(|weeks| weeks.iter().map(|stories| i64::from(*stories)).sum());
        let (p90, p10) = forecast.between(PACE_DAYS);
        if let Some(actual) = actual.filter(|_| teaches(week_on)) {
            settled.insert(week_on, Settled { week_on, p90, p10, actual });
        }
        made.push(Made {
            place: Place { week_on, subject: Subject::Pace, item_id: product.0 },
            made_on: week_on,
            is_later: true,
            said: within(&forecast, PACE_DAYS),
            between: Some((p90, p10)),
            actual,
            due_on: None,
            percent: None,
        });
    }
    Ok(made)
}

/// Stories accepted in each week between two days, the first being a Monday.
fn by_week(tx: &Tx<'_>, actor: &Actor, product: ProductId, (first, last): (Day, Day)) -> Result<Vec<u32>> {
    let sql = "
        select (accepted_at - $3) / $5 as week, count(*) as stories
          from story
         where workspace_id = $1 and product_id = $2 and archived_at is null
           and accepted_at >= $3 and accepted_at < $4
         group by 1";
    let week = WEEK_DAYS * DAY_MICROS;
    let params: [&dyn Param; 5] = [&actor.workspace, &product, &start(first), &start(last), &week];
    let rows: Vec<Counted> = tx.all(sql, &params)?;
    let mut weeks = vec![0; (first.days_until(last) / WEEK_DAYS + 1) as usize];
    for row in rows {
        if let Some(place) = usize::try_from(row.week).ok().and_then(|week| weeks.get_mut(week)) {
            *place = u32::try_from(row.stories).unwrap_or(u32::MAX);
        }
    }
    Ok(weeks)
}

fn within(forecast: &Forecast, days: i64) -> Sure<Option<i64>> {
    let stories = forecast.within(days);
    Sure { p50: Some(stories.p50), p85: Some(stories.p85), p95: Some(stories.p95) }
}

pub(super) fn today(at: Timestamp) -> Day {
    Day::of(at.day_in("UTC"))
}

/// When a day begins, in UTC.
pub(super) fn start(day: Day) -> Timestamp {
    Timestamp(Day::of(jiff::civil::Date::constant(1970, 1, 1)).days_until(day) * DAY_MICROS)
}

pub(super) fn monday(day: Day) -> Day {
    day.plus_days(-i64::from(day.date().weekday().to_monday_zero_offset()))
}
