//! A sprint that runs or is over: its figures, its stories, and the form that closes it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::backlog::{Points, State};
use domain::people::Product;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use domain::sprint::plan::queries::{self, PlanRow};
use domain::sprint::{GoalMet, Sprint, SprintState};

use super::parts;
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, thousands};
use crate::sprint::reports::burn_chart::{BurnChart, of_sprint};
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 2] = ["sprint", "story"];

#[derive(Template)]
#[template(path = "sprint/plan/sprint.html")]
struct SprintPage {
    frame: Frame,
    product: Product,
    sprint: Sprint,
    stories: Vec<PlanRow>,
    /// The number of the sprint that unfinished stories can go to.
    next: Option<i64>,
    may_plan: bool,
    burn: Option<BurnChart>,
}

impl SprintPage {
    fn load(visit: &Visit<'_>, prefix: &str, number: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        let number = number.parse().ok().found("sprint")?;
        let sprint = queries::sprint(visit.tx, &visit.actor, product.id, number)?;
        let next = queries::planned(visit.tx, &visit.actor, product.id)?;
        let next = next.filter(|next| next.team_id == sprint.team_id && next.id != sprint.id);
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::SprintPlan, &SHOWS)?,
            stories: queries::stories(visit.tx, &visit.actor, &sprint)?,
            next: next.map(|next| next.number),
            burn: of_sprint(visit, &sprint, &product.time_zone)?,
            may_plan: visit.actor.may(Permission::PlanSprints, product.id),
            sprint,
            product,
        })
    }

    fn is_running(&self) -> bool {
        self.sprint.state == SprintState::Running
    }

    fn unfinished(&self) -> Vec<&PlanRow> {
        self.stories.iter().filter(|row| row.state != State::Accepted).collect()
    }

    /// Points and stories that were accepted: as written down, or so far.
    fn accepted(&self) -> (Points, i64) {
        let accepted = || self.stories.iter().filter(|row| row.state == State::Accepted);
        let points = self.sprint.accepted_tenths.unwrap_or_else(|| parts::points(accepted()));
        (points, self.sprint.accepted_items.unwrap_or(accepted().count() as i64))
    }

    fn planned(&self) -> (Points, i64) {
        let points = self.sprint.planned_tenths.unwrap_or_else(|| parts::points(self.stories.iter()));
        (points, self.sprint.planned_items.unwrap_or(self.stories.len() as i64))
    }

    fn left(&self) -> Points {
        parts::points(self.unfinished().into_iter())
    }
}

fn met_word(met: &GoalMet) -> &'static str {
    match met {
        GoalMet::Met => "Met",
        GoalMet::Partly => "Partly",
        GoalMet::Not => "Not met",
    }
}

fn mark(state: &State) -> (&'static str, &'static str) {
    match state {
        State::Proposed | State::Todo => ("todo", "To do"),
        State::Doing => ("doing", "Doing"),
        State::Done => ("done", "Done, to accept"),
        State::Accepted => ("accepted", "Accepted"),
    }
}

pub async fn show(caller: Caller, Path((slug, prefix, number)): Path<(String, String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&SprintPage::load(visit, &prefix, &number)?, visit.language))
        .await;
    answer::page(&caller, done)
}
