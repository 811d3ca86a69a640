//! The forecasts of a product, each with what became of it.

use database::{Query, Together};
use serde::Serialize;
use uuid::Uuid;

use super::Subject;
use super::chances::{Band, Chance, bands};
use super::rules::{Held, Judged, Kept, calibration};
use super::taught::{Taught, taught};
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::sprint::forecast::Sure;

/// Forecasts of the last so many weeks are counted: as many of them as a large product makes.
const COUNTED_WEEKS: i64 = 53;
const COUNTED_MAX: i64 = 40_000;
/// Forecasts of one sort that are listed at once: more than are made of it in one week, so that a list ends with a whole week.
const LISTED_MAX: i64 = 300;

database::row! {
    /// A forecast and what became of it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Forecasted {
        #[serde(skip)]
        pub week_on: Day,
        pub made_on: Day,
        /// Whether it was worked out later, from what was known then.
        pub is_later: bool,
        pub subject: Subject,
        pub item_id: Uuid,
        /// The number of the feature, release or sprint; none for the pace.
        pub number: Option<i64>,
        pub title: Option<String>,
        pub p50: Option<i64>,
        pub p85: Option<i64>,
        pub p95: Option<i64>,
        /// How likely it was said to be.
        pub percent: Option<i64>,
        /// The last day of what was said.
        pub due_on: Option<Day>,
        /// What happened, in the same unit: stories, or days; of a chance 1 if it was kept and else 0.
        pub actual: Option<i64>,
    }
}

database::row! {
    /// What is counted of a forecast.
    struct Counted {
        subject: Subject,
        made_on: Day,
        due_on: Option<Day>,
        p50: Option<i64>,
        p85: Option<i64>,
        p95: Option<i64>,
        percent: Option<i64>,
        actual: Option<i64>,
    }
}

/// How often the forecasts of a product came true, and the newest of them.
pub struct Forecasts {
    /// Of 50, 85 and 95 %.
    pub of_pace: [Held; 3],
    pub of_sprints: [Held; 3],
    pub of_items: [Held; 3],
    /// Of chances in percent.
    pub of_promises: Vec<Band>,
    pub of_fits: Vec<Band>,
    /// What the next one has learned.
    pub taught: Taught,
    /// The newest first.
    pub pace: Vec<Forecasted>,
    pub sprints: Vec<Forecasted>,
    pub items: Vec<Forecasted>,
    pub chances: Vec<Forecasted>,
    /// Before which week there are more of any sort.
    pub earlier: Option<Day>,
}

impl Forecasted {
    pub fn kept(&self, today: Day) -> Sure<Kept> {
        let said = Sure { p50: self.p50, p85: self.p85, p95: self.p95 };
        let Self { subject, made_on, due_on, actual, .. } = *self;
        Judged { subject, made_on, due_on, said, actual }.kept(today)
    }

    /// What became of a chance; none where it is not due, or no chance.
    pub fn happened(&self, today: Day) -> Option<bool> {
        let kept = self.actual.map(|actual| actual > 0);
        Chance { percent: self.percent?, due_on: self.due_on, kept }.kept(today)
    }
}

impl Counted {
    fn judged(&self) -> Judged {
        let said = Sure { p50: self.p50, p85: self.p85, p95: self.p95 };
        Judged {
            subject: self.subject,
            made_on: self.made_on,
            due_on: self.due_on,
            said,
            actual: self.actual,
        }
    }

    fn chance(&self) -> Option<Chance> {
        let kept = self.actual.map(|actual| actual > 0);
        Some(Chance { percent: self.percent?, due_on: self.due_on, kept })
    }
}

/// Features, releases and sprints that are still there: what was archived is not late, it is given up. A sprint that was put
/// back after its start fits nothing.
const ITEMS: &str = "
      left join feature f on f.workspace_id = $1 and f.id = c.item_id and c.subject in ('feature', 'promise')
                         and f.archived_at is null
      left join release r on r.workspace_id = $1 and r.id = c.item_id and c.subject in ('release', 'promise')
                         and r.archived_at is null
      left join sprint s on s.workspace_id = $1 and s.id = c.item_id and c.subject in ('sprint', 'fit')
                        and s.archived_at is null and (c.subject = 'sprint' or s.state <> 'planned')
     where c.workspace_id = $1 and c.product_id = $2
       and (c.subject = 'pace' or f.id is not null or r.id is not null or s.id is not null)";

/// The forecasts of a product, as they are judged on a day; those listed are of the weeks before one, if it is given.
pub fn forecasts(
    actor: &Actor,
    product: ProductId,
    (today, before): (Day, Option<Day>),
) -> Result<impl Together<Rows = Forecasts> + use<>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "select c.subject, c.made_on, c.due_on, c.p50, c.p85, c.p95, c.percent, c.actual from forecast c {ITEMS}
            and c.week_on >= $3 limit {COUNTED_MAX}"
    );
    let since = today.plus_days(-7 * COUNTED_WEEKS);
    let counted = Query::<Counted>::new(sql, vec![actor.workspace.into(), product.into(), since.into()]);
    let before = before.unwrap_or(today.plus_days(1));
    let listed = |subjects: &str| {
        let sql = format!(
            "select c.week_on, c.made_on, c.is_later, c.subject, c.item_id,
                    coalesce(f.number, r.number, s.number) as number, coalesce(f.title, r.version) as title,
                    c.p50, c.p85, c.p95, c.percent, c.due_on, c.actual
               from forecast c {ITEMS} and c.subject in ({subjects}) and c.week_on < $3
              order by c.week_on desc, c.subject desc, number limit {LISTED_MAX}"
        );
        Query::<Forecasted>::new(sql, vec![actor.workspace.into(), product.into(), before.into()])
    };
    let asked = (
        counted,
        listed("'pace'"),
        listed("'sprint'"),
        listed("'feature', 'release'"),
        listed("'promise', 'fit'"),
        taught(actor.workspace, product, today),
    );
    Ok(asked.then(move |(counted, pace, sprints, items, chances, learned)| {
        let found = whole_weeks([pace, sprints, items, chances]);
        let ([pace, sprints, items, chances], earlier) = found;
        Forecasts { pace, sprints, items, chances, earlier, ..counts(&counted, today, Taught::of(learned)) }
    }))
}

/// How often they came true, without a list.
fn counts(counted: &[Counted], today: Day, taught: Taught) -> Forecasts {
    let of = |subjects: &[Subject]| {
        counted.iter().filter(|row| subjects.contains(&row.subject)).collect::<Vec<_>>()
    };
    let held = |subjects: &[Subject]| {
        calibration(&of(subjects).into_iter().map(Counted::judged).collect::<Vec<_>>(), today)
    };
    let chances = |subject: Subject| {
        bands(&of(&[subject]).into_iter().filter_map(Counted::chance).collect::<Vec<_>>(), today)
    };
    Forecasts {
        of_pace: held(&[Subject::Pace]),
        of_sprints: held(&[Subject::Sprint]),
        of_items: held(&[Subject::Feature, Subject::Release]),
        of_promises: chances(Subject::Promise),
        of_fits: chances(Subject::Fit),
        taught,
        pace: Vec::new(),
        sprints: Vec::new(),
        items: Vec::new(),
        chances: Vec::new(),
        earlier: None,
    }
}

/// Lists of which those that are full end with a whole week, and the newest week before which one of them goes on. Others go
/// further back, and stand again on the page that begins there: nothing is left out in between.
fn whole_weeks<const N: usize>(mut lists: [Vec<Forecasted>; N]) -> ([Vec<Forecasted>; N], Option<Day>) {
    let mut earlier = None;
    for list in lists.iter_mut().filter(|list| list.len() >= LISTED_MAX as usize) {
        // The last week of a full list may go on.
        let Some(first) = list.last().map(|last| last.week_on.plus_days(7)) else { continue };
        list.retain(|one| first.days_until(one.week_on) >= 0);
        earlier = earlier.max(Some(first));
    }
    (lists, earlier)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(count: i64, weeks: i64) -> Vec<Forecasted> {
        let newest = Day::parse("2026-11-30").unwrap();
        let one = |nth: i64| Forecasted {
            week_on: newest.plus_days(-7 * (nth * weeks / count)),
            made_on: newest,
            is_later: false,
            subject: Subject::Pace,
            item_id: Uuid::nil(),
            number: None,
            title: None,
            p50: None,
            p85: None,
            p95: None,
            percent: None,
            due_on: None,
            actual: None,
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn a_list_that_is_full_ends_with_its_last_whole_week_and_the_others_as_they_are() {
        let (lists, earlier) = whole_weeks([list(10, 10), list(20, 2)]);
        assert_eq!((lists[0].len(), lists[1].len(), earlier), (10, 20, None));
        let (lists, earlier) = whole_weeks([list(53, 53), list(LISTED_MAX, 4)]);
        let first = Day::parse("2026-11-16").unwrap();
        assert_eq!((lists[0].len(), lists[1].len(), earlier), (53, 225, Some(first)));
        assert!(lists[1].iter().all(|one| first.days_until(one.week_on) >= 0));
        let (lists, earlier) = whole_weeks([list(LISTED_MAX, 10), list(LISTED_MAX, 4)]);
        assert_eq!((lists[0].len(), lists[1].len(), earlier), (270, 225, Some(first)), "the newer of both");
    }
}
