//! The forecasts of a product, each with what became of it.

use database::{Query, Together};
use serde::Serialize;
use uuid::Uuid;

use super::Subject;
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
const COUNTED_MAX: i64 = 20_000;
/// Forecasts of one sort that are listed, the newest.
const LISTED_MAX: i64 = 120;

database::row! {
    /// A forecast and what became of it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Forecasted {
        pub made_on: Day,
        /// Whether it was worked out later, from what was known then.
        pub is_later: bool,
        pub subject: Subject,
        pub item_id: Uuid,
        /// The number of the feature or release; none for the pace.
        pub number: Option<i64>,
        pub title: Option<String>,
        pub p50: Option<i64>,
        pub p85: Option<i64>,
        pub p95: Option<i64>,
        /// What happened, in the same unit: stories, or days.
        pub actual: Option<i64>,
    }
}

database::row! {
    /// What is counted of a forecast.
    struct Counted {
        subject: Subject,
        made_on: Day,
        p50: Option<i64>,
        p85: Option<i64>,
        p95: Option<i64>,
        actual: Option<i64>,
    }
}

/// How often the forecasts of a product came true, and the newest of them.
pub struct Forecasts {
    /// Of 50, 85 and 95 %.
    pub of_pace: [Held; 3],
    pub of_items: [Held; 3],
    /// What the next one has learned.
    pub taught: Taught,
    /// The newest first.
    pub pace: Vec<Forecasted>,
    pub items: Vec<Forecasted>,
}

impl Forecasted {
    pub fn kept(&self, today: Day) -> Sure<Kept> {
        let said = Sure { p50: self.p50, p85: self.p85, p95: self.p95 };
        Judged { subject: self.subject, made_on: self.made_on, said, actual: self.actual }.kept(today)
    }
}

impl Counted {
    fn judged(&self) -> Judged {
        let said = Sure { p50: self.p50, p85: self.p85, p95: self.p95 };
        Judged { subject: self.subject, made_on: self.made_on, said, actual: self.actual }
    }
}

/// Features and releases that are still there: what was archived is not late, it is given up.
const ITEMS: &str = "
      left join feature f on f.workspace_id = $1 and f.id = c.item_id and c.subject = 'feature'
                         and f.archived_at is null
      left join release r on r.workspace_id = $1 and r.id = c.item_id and c.subject = 'release'
                         and r.archived_at is null
     where c.workspace_id = $1 and c.product_id = $2";

/// The forecasts of a product, as they are judged on a day.
pub fn forecasts(
    actor: &Actor,
    product: ProductId,
    today: Day,
) -> Result<impl Together<Rows = Forecasts> + use<>> {
    actor.must(Permission::Read, product)?;
    let since = today.plus_days(-7 * COUNTED_WEEKS);
    let counted = |subjects: &str, given_up: &str| {
        let sql = format!(
            "select c.subject, c.made_on, c.p50, c.p85, c.p95, c.actual from forecast c {ITEMS}
                and c.subject in ({subjects}) and c.week_on >= $3 {given_up} limit {COUNTED_MAX}"
        );
        Query::<Counted>::new(sql, vec![actor.workspace.into(), product.into(), since.into()])
    };
    let listed = |subjects: &str, given_up: &str| {
        let sql = format!(
            "select c.made_on, c.is_later, c.subject, c.item_id, coalesce(f.number, r.number) as number,
                    coalesce(f.title, r.version) as title, c.p50, c.p85, c.p95, c.actual
               from forecast c {ITEMS} and c.subject in ({subjects}) {given_up}
              order by c.week_on desc, c.subject desc, number limit {LISTED_MAX}"
        );
        Query::<Forecasted>::new(sql, vec![actor.workspace.into(), product.into()])
    };
    let (pace, items) =
        (("'pace'", ""), ("'feature', 'release'", "and (f.id is not null or r.id is not null)"));
    let asked = (
        counted(pace.0, pace.1),
        counted(items.0, items.1),
        listed(pace.0, pace.1),
        listed(items.0, items.1),
        taught(actor.workspace, product, today),
    );
    let held =
        move |rows: Vec<Counted>| calibration(&rows.iter().map(Counted::judged).collect::<Vec<_>>(), today);
    Ok(asked.then(move |(of_pace, of_items, pace, items, learned)| Forecasts {
        of_pace: held(of_pace),
        of_items: held(of_items),
        taught: Taught::of(learned),
        pace,
        items,
    }))
}
