//! What was decided: a list, and one decision in whole beside it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::communication::decisions::queries::{
    self, AboutRow, DECISIONS_MAX, DecisionNamed, DecisionRow, decisions,
};
use domain::communication::decisions::{Decision, DecisionState};
use domain::people::Product;
use domain::people::queries::names;
use domain::spine::id::PersonId;
use domain::spine::moment::{Day, Timestamp};
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use serde::{Deserialize, Serialize};

use crate::answer;
use crate::caller::Caller;
use crate::line::history::{Entry, of_item};
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;
const SHOWS: [&str; 2] = ["decision", "decision_item"];

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// The number of the decision that is shown in whole; the newest one, if left out.
    #[serde(default)]
    open: Option<i64>,
    /// Only decisions before this number.
    #[serde(default)]
    before: Option<i64>,
    /// The key of what a new decision is about: its form stands open.
    #[serde(default)]
    about: String,
}

#[derive(Template)]
#[template(path = "communication/decisions/decisions.html")]
struct DecisionsPage {
    frame: Frame,
    product: Product,
    rows: Vec<DecisionRow>,
    /// Where the earlier ones are.
    earlier: Option<i64>,
    open: Option<Whole>,
    /// What a new decision is about.
    about: String,
    people: HashMap<PersonId, String>,
    history: Vec<Entry>,
    today: Day,
    may_record: bool,
}

/// A decision with everything that belongs to it.
#[derive(Serialize)]
struct Whole {
    decision: Decision,
    about: Vec<AboutRow>,
    /// What stands in its place.
    by: Option<DecisionNamed>,
    /// In whose place it stands.
    instead_of: Vec<DecisionNamed>,
}

impl Whole {
    fn read(visit: &Visit<'_>, product: &Product, number: i64) -> Result<Self> {
        let decision = queries::decision(visit.tx, &visit.actor, product.id, number)?;
        let about = queries::about(visit.tx, &visit.actor, &decision)?;
        let (by, instead_of) = queries::chain(visit.tx, &visit.actor, &decision)?;
        Ok(Self { decision, about, by, instead_of })
    }
}

impl DecisionsPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let rows = decisions(visit.tx, &visit.actor, product.id, asked.before)?;
        let open = match asked.open.or_else(|| rows.first().map(|row| row.number)) {
            Some(number) => Some(Whole::read(visit, &product, number)?),
            None => None,
        };
        let (history, who) = match &open {
            Some(open) => (
                of_item(visit, open.decision.id.0, HISTORY_SHOWN)?,
                open.decision.decided_by.into_iter().collect::<Vec<_>>(),
            ),
            None => (Vec::new(), Vec::new()),
        };
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Decisions, &SHOWS)?,
            earlier: rows.last().filter(|_| rows.len() as i64 == DECISIONS_MAX).map(|last| last.number),
            rows,
            open,
            about: asked.about.chars().take(40).collect(),
            people: names(visit.tx, visit.actor.workspace, &who)?,
            history,
            today: Day::of(visit.now.day_in(&product.time_zone)),
            may_record: visit.actor.may(Permission::RecordDecisions, product.id),
            product,
        })
    }

    fn url(&self, number: &i64) -> String {
        format!("{}/decisions?open={number}", self.frame.base())
    }

    fn is_open(&self, number: &i64) -> bool {
        self.open.as_ref().is_some_and(|open| open.decision.number == *number)
    }

    fn is_due(&self, review_on: &Option<Day>, state: &DecisionState) -> bool {
        *state == DecisionState::Decided && review_on.is_some_and(|day| day <= self.today)
    }

    fn due(&self) -> usize {
        self.rows.iter().filter(|row| self.is_due(&row.review_on, &row.state)).count()
    }

    fn may_write(&self, decision: &Decision) -> bool {
        self.may_record && decision.archived_at.is_none()
    }

    fn moment(&self, at: &Timestamp) -> String {
        self.day(&Day::of(at.day_in(&self.product.time_zone)))
    }

    fn day(&self, day: &Day) -> String {
        let this_year = day.date().year() == self.today.date().year();
        day.date().strftime(if this_year { "%-d %b" } else { "%-d %b %Y" }).to_string()
    }

    /// "14 Nov", or that nothing is decided yet.
    fn when(&self, row: &DecisionRow) -> String {
        row.decided_at.map_or_else(|| "open".into(), |at| self.moment(&at))
    }

    /// The choice, in one line; what is open says so.
    fn told(&self, row: &DecisionRow) -> String {
        let line = row.choice.lines().next().unwrap_or_default();
        match row.state {
            DecisionState::Open => "Not decided yet.".into(),
            DecisionState::Superseded => format!("Superseded. {line}"),
            DecisionState::Decided => line.to_owned(),
        }
    }

    fn decided_by(&self, decision: &Decision) -> &str {
        decision.decided_by.and_then(|person| self.people.get(&person)).map_or("Somebody", String::as_str)
    }

    /// The texts of a decision: the field, what it is called, and what it says.
    /// While it is open the question comes first, and the answer once there is one.
    fn texts<'a>(&self, decision: &'a Decision) -> [(&'static str, &'static str, &'a String); 4] {
        let mut texts = [
            ("choice", "Choice", &decision.choice),
            ("reasons", "Reasons", &decision.reasons),
            ("context", "Context", &decision.context),
            ("options", "Options", &decision.options),
        ];
        if decision.state == DecisionState::Open {
            texts.rotate_left(2);
        }
        texts
    }

    /// Decisions that could stand in the place of the open one.
    fn others(&self) -> Vec<&DecisionRow> {
        let may = |row: &&DecisionRow| row.state == DecisionState::Decided && !self.is_open(&row.number);
        self.rows.iter().filter(may).collect()
    }

    fn has_mark(&self, noun: &str) -> bool {
        ["goal", "need", "feature", "story", "release"].contains(&noun)
    }

    fn tomorrow(&self) -> Day {
        self.today.plus_days(1)
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&DecisionsPage::load(visit, &prefix, &asked)?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}

/// Where a decision is shown.
pub fn place_of(visit: &Visit<'_>, prefix: &str, number: i64) -> String {
    format!("/{}/{prefix}/decisions?open={number}", visit.workspace.slug)
}

#[derive(Serialize)]
struct Told {
    key: String,
    #[serde(flatten)]
    whole: Whole,
}

#[derive(Serialize)]
struct Listed {
    decisions: Vec<DecisionRow>,
    /// The one that was asked for with `open`.
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<Told>,
}

pub async fn api(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            let open = match asked.open {
                Some(number) => {
                    let key = format!("{prefix}-{number}");
                    Some(Told { key, whole: Whole::read(visit, &product, number)? })
                }
                None => None,
            };
            Ok(Listed { decisions: decisions(visit.tx, &visit.actor, product.id, asked.before)?, open })
        })
        .await;
    answer::found(&caller, found)
}
