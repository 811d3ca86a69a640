//! How far the backlog comes by a day, and by when something in it is done: from what was accepted week by week, by
//! the ratios of similar situations. Over all teams of a product; in stories, since not every story has an estimate.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use database::{Query, Together, Tx};
use planner::forecast::score::quantile;
use planner::forecast::{Calibration, Draws, History, Outlook, Similar};
use serde::Serialize;

use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, SprintId};
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::sprint::availability::absences;
use crate::sprint::calibration::taught::taught;
use crate::sprint::order::{Order, early, order_unless};

/// Weeks that are looked back.
pub const WEEKS_BACK: i64 = 26;
/// Weeks whose absences are looked at.
pub(super) const WEEKS_AHEAD: i64 = 52;
const WEEK_MICROS: i64 = 7 * 24 * 3_600 * 1_000_000;
/// Drawn for each answer; more would not move a date by a week.
const PATHS: usize = 2_000;
/// Products whose answers are kept, so that a page that is read often is not drawn again, and answers of one sort of each.
const KEPT_MAX: usize = 256;
const ANSWERS_MAX: usize = 1_024;

/// What the next weeks are forecast from.
#[derive(Clone, Debug, PartialEq)]
pub struct Pace {
    /// Stories accepted in each past week, the oldest first, from the first week in which one was.
    pub accepted_by_week: Vec<u32>,
    /// The share of the usual working time in each of these weeks, 0 to 1: less where people of the teams were away.
    pub available_by_week: Vec<f64>,
    /// The same of the coming weeks; 1 after the last.
    pub available_ahead: Vec<f64>,
    /// What earlier forecasts have taught.
    pub taught: Calibration,
}

/// Until when the backlog is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Until {
    /// The sprint that ends then.
    pub sprint: Option<i64>,
    #[serde(skip)]
    pub sprint_id: Option<SprintId>,
    pub ends_on: Day,
}

/// A number for three degrees of sureness.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Sure<T> {
    /// As likely as not.
    pub p50: T,
    pub p85: T,
    pub p95: T,
}

database::row! {
    struct Accepted { week: i64, stories: i64 }
}

database::row! {
    struct SprintEnd { id: SprintId, number: i64, ends_on: Day }
}

/// What a product's teams finished, counted in weeks back from now.
pub fn pace(tx: &Tx<'_>, actor: &Actor, product: ProductId, now: Timestamp) -> Result<Pace> {
    actor.must(Permission::Read, product)?;
    let from = now.plus_days(-7 * WEEKS_BACK);
    let sql = "
        select (accepted_at - $3) / $5 as week, count(*) as stories
          from story
         where workspace_id = $1 and product_id = $2 and archived_at is null
           and accepted_at >= $3 and accepted_at < $4
         group by 1";
    let params = vec![actor.workspace.into(), product.into(), from.into(), now.into(), WEEK_MICROS.into()];
    let today = Day::of(now.day_in("UTC"));
    let first_day = today.plus_days(-7 * WEEKS_BACK);
    let taught = taught(actor.workspace, product, today);
    let absences = absences(actor, product, (first_day, today.plus_days(7 * WEEKS_AHEAD)));
    let (counted, (taught, _), absences) =
        tx.together((Query::<Accepted>::new(sql, params), taught, absences))?;
    let mut weeks = vec![0; WEEKS_BACK as usize];
    for row in counted {
        let place = usize::try_from(row.week).ok().and_then(|week| weeks.get_mut(week));
        if let Some(place) = place {
            *place = u32::try_from(row.stories).unwrap_or(u32::MAX);
        }
    }
    let available = absences.availability(first_day, (WEEKS_BACK + WEEKS_AHEAD) as usize, now);
    Ok(Pace::of(&weeks, &available, taught))
}

/// The end of the next sprint to end; four weeks from today where none is planned.
pub fn until(tx: &Tx<'_>, actor: &Actor, product: ProductId, today: Day) -> Result<Until> {
    actor.must(Permission::Read, product)?;
    Ok(tx.together(until_asked(actor, product, today))?)
}

/// The same with the order in which stories are built, asked at once.
pub fn until_and_order(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    today: Day,
) -> Result<(Until, Option<Order>)> {
    actor.must(Permission::Read, product)?;
    let (until, early) = tx.together((until_asked(actor, product, today), early(actor, product)))?;
    Ok((until, order_unless(early.is_empty(), (tx, actor), product)?))
}

fn until_asked(actor: &Actor, product: ProductId, today: Day) -> impl Together<Rows = Until> + use<> {
    let sql = "
        select id, number, ends_on from sprint
         where workspace_id = $1 and product_id = $2 and archived_at is null
           and state <> 'closed' and ends_on > $3
         order by ends_on, number
         limit 1";
    let params = vec![actor.workspace.into(), product.into(), today.into()];
    Query::<SprintEnd>::new(sql, params).then(move |next| match next.first() {
        Some(next) => Until { sprint: Some(next.number), sprint_id: Some(next.id), ends_on: next.ends_on },
        None => Until { sprint: None, sprint_id: None, ends_on: today.plus_days(28) },
    })
}

/// What may have been accepted after so many weeks.
#[derive(Clone)]
pub struct Forecast {
    outlook: Arc<Outlook>,
    from: Arc<DrawnFrom>,
}

/// What paths are drawn from: stories by weeks, and the bits of the working time, past and ahead, and of the two widths.
#[derive(PartialEq, Eq, Hash)]
struct DrawnFrom {
    weeks: Vec<u32>,
    available: (Vec<u64>, Vec<u64>),
    widths: (u64, u64),
}

/// What was asked of some paths by now.
#[derive(Default)]
struct Answers {
    /// Stories, by days.
    within: HashMap<i64, Sure<i64>>,
    /// Between how many, by days.
    between: HashMap<i64, (i64, i64)>,
    /// Weeks, by stories.
    when: HashMap<i64, Sure<Option<i64>>>,
}

/// By what they were drawn from: the paths and the answers.
type Kept = HashMap<Arc<DrawnFrom>, (Arc<Outlook>, Answers)>;

static KEPT: LazyLock<Mutex<Kept>> = LazyLock::new(Mutex::default);

impl Pace {
    /// Of past weeks, and of the working time in these and in those that come.
    pub(super) fn of(accepted: &[u32], available: &[f64], taught: Calibration) -> Self {
        let first = accepted.iter().position(|stories| *stories > 0).unwrap_or(accepted.len());
        let (past, ahead) = available.split_at(accepted.len());
        let named = ahead.iter().rposition(|share| *share < 1.0).map_or(0, |last| last + 1);
        Self {
            accepted_by_week: accepted[first..].to_vec(),
            available_by_week: past[first..].to_vec(),
            available_ahead: ahead[..named].to_vec(),
            taught,
        }
    }

    /// Weeks of the usual working time that absences take until a day; in all where no day is given.
    pub fn weeks_away(&self, today: Day, until: Option<Day>) -> f64 {
        let days = until.map_or(i64::MAX, |day| today.days_until(day));
        let weeks = usize::try_from(days / 7).unwrap_or(0);
        self.available_ahead.iter().take(weeks).map(|share| 1.0 - share).sum()
    }

    /// Refused with a sentence where less than two weeks are known.
    pub fn forecast(&self) -> std::result::Result<Forecast, String> {
        let (below, above) = self.taught.widths();
        let widths = (below.to_bits(), above.to_bits());
        let bits = |shares: &[f64]| shares.iter().map(|share| share.to_bits()).collect();
        let available = (bits(&self.available_by_week), bits(&self.available_ahead));
        let from = Arc::new(DrawnFrom { weeks: self.accepted_by_week.clone(), available, widths });
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((outlook, _)) = kept.get(&from) {
            return Ok(Forecast { outlook: outlook.clone(), from });
        }
        let counts = self.accepted_by_week.iter().map(|stories| f64::from(*stories));
        let weeks: Vec<(f64, f64)> = counts.zip(self.available_by_week.iter().copied()).collect();
        let similar = Similar { calibration: self.taught, ..Similar::default() };
        let draws = Draws { paths: PATHS, ..Draws::default() };
        let drawn = History::weekly_with_holidays(&weeks)
            .and_then(|history| Outlook::similar(&history, &similar, draws))
            .and_then(|outlook| outlook.with_holidays(&self.available_ahead));
        let outlook = Arc::new(drawn.map_err(|refused| refused.sentence)?);
        if kept.len() >= KEPT_MAX {
            kept.clear();
        }
        kept.insert(from.clone(), (outlook.clone(), Answers::default()));
        Ok(Forecast { outlook, from })
    }
}

impl Forecast {
    /// What it is drawn from.
    pub(super) fn outlook(&self) -> &Outlook {
        &self.outlook
    }

    /// At least how many stories are accepted within so many days.
    pub fn within(&self, days: i64) -> Sure<i64> {
        self.known(
            days,
            |answers| &mut answers.within,
            |outlook| {
                let items = outlook.how_many(weeks_of(days));
                Sure { p50: items.p50 as i64, p85: items.p85 as i64, p95: items.p95 as i64 }
            },
        )
    }

    /// Fewer stories than the first or more than the second are accepted within so many days two times of ten.
    pub fn between(&self, days: i64) -> (i64, i64) {
        self.known(
            days,
            |answers| &mut answers.between,
            |outlook| {
                let sample = outlook.sample(weeks_of(days));
                (quantile(&sample, 0.1).ceil() as i64, quantile(&sample, 0.9).floor() as i64)
            },
        )
    }

    /// The day by which so many stories are accepted, counted in whole weeks; none later than in five years.
    pub fn when(&self, stories: i64, today: Day) -> Sure<Option<Day>> {
        let weeks = self.known(
            stories,
            |answers| &mut answers.when,
            |outlook| {
                let weeks = outlook.when(stories as f64);
                let whole = |weeks: Option<usize>| weeks.map(|weeks| weeks as i64);
                Sure { p50: whole(weeks.p50), p85: whole(weeks.p85), p95: whole(weeks.p95) }
            },
        );
        let day = |week: Option<i64>| week.map(|week| today.plus_days(7 * week));
        Sure { p50: day(weeks.p50), p85: day(weeks.p85), p95: day(weeks.p95) }
    }

    /// The answer that was given before, or else the one that is drawn now.
    fn known<T: Copy>(
        &self,
        asked: i64,
        among: fn(&mut Answers) -> &mut HashMap<i64, T>,
        drawn: impl FnOnce(&Outlook) -> T,
    ) -> T {
        let lock = || KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lock().get_mut(&self.from).and_then(|(_, answers)| among(answers).get(&asked).copied());
        if let Some(answer) = known {
            return answer;
        }
        let answer = drawn(&self.outlook);
        if let Some((_, answers)) = lock().get_mut(&self.from) {
            let answers = among(answers);
            if answers.len() >= ANSWERS_MAX {
                answers.clear();
            }
            answers.insert(asked, answer);
        }
        answer
    }

    /// How likely so many stories are accepted within so many days, in percent.
    pub fn chance(&self, stories: i64, days: i64) -> i64 {
        if days <= 0 {
            return i64::from(stories <= 0) * 100;
        }
        // Whole percents downwards: a little more than what the division lost.
        (self.outlook.chance(stories as f64, weeks_of(days)) * 100.0 + 1e-9) as i64
    }
}

fn weeks_of(days: i64) -> f64 {
    days.max(0) as f64 / 7.0
}
