//! The page of one goal: why, how it is measured, what serves it.

use askama::Template;
use domain::attachments::queries::attachments;
use domain::communication::decisions::queries::about_item;
use domain::discovery::demand::Demand;
use domain::line::called::{Called, called};
use domain::line::queries::Stop;
use domain::line::serving::{FeatureServing, NeedServing, Serving, serving};
use domain::roadmap::Outcome;
use domain::spine::id::PersonId;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use domain::strategy::queries::{self, KeyResultRow};
use domain::strategy::rules::shown;
use domain::strategy::tree::{Placed, tree};
use domain::strategy::{CheckIn, Goal, GoalState};

use super::chart::{Chart, day};
use super::parts::{far, now, sure, told, too_much, way};
use crate::answer;
use crate::attachments::attached_part::{self, Attached};
use crate::communication::decisions::about::Decided;
use crate::communication::talk::talk_part::{self, About, Talk};
use crate::line::history::{Entry, of_item_asked, of_one};
use crate::line::stops::{self, Shown};
use crate::people::offered::{self, Offered};
use crate::roadmap::facts::decision;
use crate::shell::{Frame, Here, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 30;
/// Needs, features and releases that are listed, of each.
const LISTED_MAX: usize = 200;

#[derive(Template)]
#[template(path = "strategy/goal.html")]
struct GoalPage {
    frame: Frame,
    key: String,
    goal: Goal,
    /// Every goal, as a tree.
    tree: Vec<Placed>,
    key_results: Vec<KeyResultRow>,
    check_ins: Vec<CheckIn>,
    serving: Serving,
    offered: Offered,
    called: Called,
    decided: Decided,
    history: Vec<Entry>,
    attached: Attached,
    talk: Talk,
    may_set: bool,
}

const SHOWS: [&str; 11] = [
    "goal",
    "key_result",
    "check_in",
    "need_goal",
    "need",
    "feature_need",
    "feature",
    "story",
    "release",
    "decision",
    "decision_item",
];

/// The page of the goal with a key such as `LARK-12`.
pub fn render(visit: &Visit<'_>, key: &str) -> Result<Vec<u8>> {
    let number = key.rsplit_once('-').and_then(|(_, number)| number.parse().ok()).found("goal")?;
    let goal = queries::goal(visit.tx, &visit.actor, number)?;
    let mut frame = Frame::of_workspace(
        visit,
        Here::Goals,
        &[&SHOWS[..], &talk_part::SHOWS, &attached_part::SHOWS].concat(),
    )?;
    let (actor, id) = (&visit.actor, goal.id);
    let shown = Shown::new(Stop::Goal, id.0, key, &goal.title);
    let about = About { key, item: id.0, product: None, own: &[goal.created_by, goal.owner_id] };
    let may_set = actor.may_in_workspace(Permission::SetDirection);
    let ((goals, measured, check_ins), serving, (vision, decisions, offered), (changes, talk, files)) =
        visit.tx.together((
            (queries::goals(actor)?, queries::key_results(actor)?, queries::check_ins(actor, id)?),
            serving(actor, id)?,
            (
                stops::ask_vision(visit, &frame)?,
                about_item(actor, id.0)?,
                offered::ask(visit, goal.owner_id, may_set)?,
            ),
            (of_item_asked(visit, id.0, HISTORY_SHOWN), Talk::ask(visit, &about)?, attachments(actor, id.0)?),
        ))?;
    let who: Vec<PersonId> = check_ins.iter().filter_map(|one| one.created_by).collect();
    let called = visit.tx.together(called(actor.workspace, &changes, &who)?)?;
    stops::put(&mut frame, &shown, &stops::of_goal(visit, vision, &serving));
    let first = visit.products().first().found("product")?;
    let page = GoalPage {
        frame,
        key: key.to_owned(),
        key_results: measured.iter().filter(|row| row.goal_id == id).cloned().collect(),
        tree: tree(goals, measured),
        check_ins,
        serving,
        offered,
        decided: Decided::with(visit, first, decisions),
        history: of_one(visit, &changes, &called)?,
        attached: Attached::of(visit, key, None, files),
        talk: Talk::of(visit, &about, talk),
        called,
        may_set,
        goal,
    };
    answer::render(&page, visit.language)
}

impl GoalPage {
    /// How many stand beside those that are listed.
    fn more(&self, all: usize) -> Option<usize> {
        all.checked_sub(LISTED_MAX).filter(|more| *more > 0)
    }

    fn is_parent(&self, other: &Placed) -> bool {
        self.goal.parent_id == Some(other.goal.id)
    }

    /// What it may be a part of.
    fn others(&self) -> Vec<&Placed> {
        self.tree.iter().filter(|placed| placed.goal.id != self.goal.id).collect()
    }

    fn placed(&self) -> Option<&Placed> {
        self.tree.iter().find(|placed| placed.goal.id == self.goal.id)
    }

    fn parent(&self) -> Option<&Placed> {
        self.tree.iter().find(|placed| self.is_parent(placed))
    }

    /// The goals right below it.
    fn parts(&self) -> Vec<&Placed> {
        self.tree.iter().filter(|placed| placed.goal.parent_id == Some(self.goal.id)).collect()
    }

    fn key_of(&self, placed: &Placed) -> String {
        format!("{}-{}", self.frame.workspace_prefix, placed.goal.number)
    }

    fn chart(&self, row: &KeyResultRow) -> Option<Chart> {
        Chart::of(row, &self.check_ins)
    }

    /// `9 customers, €186k a year`.
    fn demand(&self) -> Option<String> {
        let Demand { accounts, revenue_minor, .. } = self.serving.demand;
        let customers = if accounts == 1 { "customer" } else { "customers" };
        (accounts > 0).then(|| format!("{accounts} {customers}, {} a year", money(revenue_minor, "EUR")))
    }

    /// `Taken, 5 of 7 accepted, helped`.
    fn stands(&self, feature: &FeatureServing) -> String {
        let mut words = decision(feature.decision).to_owned();
        if feature.stories > 0 {
            words.push_str(&format!(", {} of {} accepted", feature.accepted, feature.stories));
        }
        match feature.outcome {
            Outcome::Unknown => {}
            Outcome::Helped => words.push_str(", helped"),
            Outcome::Partly => words.push_str(", helped in part"),
            Outcome::Not => words.push_str(", did not help"),
        }
        words
    }

    fn share(&self) -> String {
        self.goal.share_percent.map(|share| share.to_string()).unwrap_or_default()
    }

    fn paid(&self, need: &NeedServing) -> String {
        money(need.revenue_minor, "EUR")
    }

    fn who(&self, check_in: &CheckIn) -> &str {
        check_in.created_by.and_then(|person| self.called.person(person)).unwrap_or_default()
    }

    fn measured(&self, check_in: &CheckIn) -> String {
        let of = self.key_results.iter().find(|row| row.id == check_in.key_result_id);
        of.map(|row| format!("{}: {}", row.title, shown(check_in.value_thousandths, row.unit)))
            .unwrap_or_default()
    }

    fn day(&self, check_in: &CheckIn) -> String {
        day(check_in.measured_on)
    }
}
