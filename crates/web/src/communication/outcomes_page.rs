//! Did it help? What was released, what those say who were asked, and what the manager concludes.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::communication::Answer;
use domain::communication::outcomes::{self, AnsweredNeed, BroughtBy, OutcomeRow};
use domain::communication::responses::{self, ResponseRow};
use domain::discovery::NeedState;
use domain::people::Product;
use domain::roadmap::{Feature, Outcome};
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use serde::Deserialize;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// The number of the feature that is open; the newest one if left out.
    #[serde(default)]
    open: Option<i64>,
}

/// The feature that is open.
struct Open {
    feature: Feature,
    responses: Vec<ResponseRow>,
    needs: Vec<AnsweredNeed>,
    brought_by: Option<BroughtBy>,
    back: String,
}

#[derive(Template)]
#[template(path = "communication/outcomes.html")]
struct OutcomesPage {
    frame: Frame,
    product: Product,
    workspace_prefix: String,
    rows: Vec<OutcomeRow>,
    open: Option<Open>,
    chosen: bool,
    may_conclude: bool,
    may_discover: bool,
}

impl OutcomesPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let rows = outcomes::outcomes(visit.tx, &visit.actor, product.id)?;
        let shows = ["feature", "response", "release", "need"];
        let frame = Frame::of_product(visit, &product, Here::Releases, &shows)?;
        let number = asked.open.filter(|open| rows.iter().any(|row| row.number == *open));
        let open = match number.or(rows.first().map(|row| row.number)) {
            Some(number) => {
                let feature = responses::feature(visit.tx, &visit.actor, product.id, number)?;
                Some(Open {
                    responses: responses::of_feature(visit.tx, &visit.actor, &feature)?,
                    needs: outcomes::needs_of(visit.tx, &visit.actor, &feature)?,
                    brought_by: outcomes::brought_by(visit.tx, &visit.actor, &feature)?,
                    back: format!("{}/outcomes?open={number}", frame.base()),
                    feature,
                })
            }
            None => None,
        };
        Ok(Self {
            workspace_prefix: visit.workspace.prefix.clone(),
            may_conclude: visit.actor.may(Permission::ConcludeOutcomes, product.id),
            may_discover: visit.actor.may(Permission::DiscoverNeeds, product.id),
            chosen: number.is_some(),
            frame,
            product,
            rows,
            open,
        })
    }

    fn is_open(&self, row: &OutcomeRow) -> bool {
        self.open.as_ref().is_some_and(|open| open.feature.id == row.id)
    }

    fn day(&self, at: &Timestamp) -> String {
        at.day_in(&self.product.time_zone).strftime("%-d %b %Y").to_string()
    }
}

impl Open {
    fn is(&self, outcome: Outcome) -> bool {
        self.feature.outcome == outcome
    }

    fn answered(&self) -> Vec<&ResponseRow> {
        self.responses.iter().filter(|response| response.answer.is_some()).collect()
    }

    fn silent(&self) -> usize {
        self.responses.len() - self.answered().len()
    }
}

/// "2 yes, 1 partly", or that nobody was asked or answered yet.
fn told(row: &OutcomeRow) -> String {
    let told: Vec<String> = [(row.yes, "yes"), (row.partly, "partly"), (row.no, "no")]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    match (told.is_empty(), row.asked) {
        (false, _) => told.join(", "),
        (true, 0) => "nobody was asked yet".into(),
        (true, asked) => format!("{asked} asked, none answered yet"),
    }
}

fn outcome_word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Unknown => "not concluded",
        Outcome::Helped => "it helped",
        Outcome::Partly => "it helped in part",
        Outcome::Not => "it did not help",
    }
}

fn answer_word(answer: &Option<Answer>) -> &'static str {
    match answer {
        Some(Answer::Yes) => "Yes",
        Some(Answer::Partly) => "Partly",
        Some(Answer::No) => "No",
        None => "",
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&OutcomesPage::load(visit, &prefix, &asked)?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}
