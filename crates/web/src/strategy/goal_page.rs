//! The page of one goal: why, how it is measured, what serves it.

use std::collections::HashMap;

use askama::Template;
use domain::line::queries::Stop;
use domain::people::queries::names;
use domain::spine::id::PersonId;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use domain::strategy::queries::{self, GoalRow, KeyResultRow, NeedServing};
use domain::strategy::rules::shown;
use domain::strategy::{CheckIn, Goal, GoalState};

use super::parts::{now, sure, told, way};
use crate::answer;
use crate::line::history::{Entry, of_item};
use crate::line::stops::{self, Shown};
use crate::shell::{Frame, Here, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 30;

#[derive(Template)]
#[template(path = "strategy/goal.html")]
struct GoalPage {
    frame: Frame,
    key: String,
    goal: Goal,
    others: Vec<GoalRow>,
    key_results: Vec<KeyResultRow>,
    check_ins: Vec<CheckIn>,
    needs: Vec<NeedServing>,
    people: HashMap<PersonId, String>,
    history: Vec<Entry>,
    may_set: bool,
}

/// The page of the goal with a key such as `LARK-12`.
pub fn render(visit: &Visit<'_>, key: &str) -> Result<Vec<u8>> {
    let number = key.rsplit_once('-').and_then(|(_, number)| number.parse().ok()).found("goal")?;
    let goal = queries::goal(visit.tx, &visit.actor, number)?;
    let mut frame =
        Frame::of_workspace(visit, Here::Goals, &["goal", "key_result", "check_in", "need_goal"])?;
    stops::through(visit, &mut frame, &Shown::new(Stop::Goal, goal.id.0, key, &goal.title))?;
    let check_ins = queries::check_ins(visit.tx, &visit.actor, goal.id)?;
    let who: Vec<PersonId> = check_ins.iter().filter_map(|check_in| check_in.created_by).collect();
    let mut others = queries::goals(visit.tx, &visit.actor)?;
    others.retain(|other| other.id != goal.id);
    let mut key_results = queries::key_results(visit.tx, &visit.actor)?;
    key_results.retain(|row| row.goal_id == goal.id);
    let page = GoalPage {
        frame,
        key: key.to_owned(),
        others,
        key_results,
        people: names(visit.tx, visit.actor.workspace, &who)?,
        check_ins,
        needs: queries::needs_of_goal(visit.tx, &visit.actor, goal.id)?,
        history: of_item(visit, goal.id.0, HISTORY_SHOWN)?,
        may_set: visit.actor.may_in_workspace(Permission::SetDirection),
        goal,
    };
    answer::render(&page, visit.language)
}

impl GoalPage {
    fn is_parent(&self, other: &GoalRow) -> bool {
        self.goal.parent_id == Some(other.id)
    }

    fn share(&self) -> String {
        self.goal.share_percent.map(|share| share.to_string()).unwrap_or_default()
    }

    fn paid(&self, need: &NeedServing) -> String {
        money(need.revenue_minor, "EUR")
    }

    fn who(&self, check_in: &CheckIn) -> &str {
        check_in.created_by.and_then(|person| self.people.get(&person)).map_or("", String::as_str)
    }

    fn measured(&self, check_in: &CheckIn) -> String {
        let of = self.key_results.iter().find(|row| row.id == check_in.key_result_id);
        of.map(|row| format!("{}: {}", row.title, shown(check_in.value_thousandths, row.unit)))
            .unwrap_or_default()
    }

    fn day(&self, check_in: &CheckIn) -> String {
        check_in.measured_on.date().strftime("%-d %b %Y").to_string()
    }
}
