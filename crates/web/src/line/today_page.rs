//! Where signing in lands: what waits for me, what changed, what hangs loose.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use database::Tx;
use domain::line::ahead::{Ahead, Happens, Told, ahead, line_to_walk};
use domain::line::called::called_in_words;
use domain::line::last_visit::{LastVisit, last_visit, note_visit};
use domain::line::queries::{LooseEnds, loose_ends};
use domain::line::today::{Waiting, waiting};
use domain::people::Product;
use domain::roadmap::Outcome;
use domain::spine::change::{self, After, Change, LookedAt, OTHERS_MAX};
use domain::spine::moment::{Day, Timestamp};
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use domain::sprint::reports::queries::newest;
use domain::sprint::{Sprint, SprintState};
use serde::Serialize;

use super::history::in_words;
use super::since::{About, grouped};
use super::so_many_loose;
use super::tries::{self, Try};
use super::waits::{self, Group};
use crate::answer;
use crate::caller::Caller;
use crate::communication::talk::talk_part::day;
use crate::shell::{Frame, Here, thousands};
use crate::sprint::reports::burn_chart::{BurnChart, of_sprint};
use crate::visit::Visit;
use crate::words::filters;

/// On a first visit the changes of so many days are told.
const FIRST_DAYS: i64 = 7;
const DAY_MICROS: i64 = 24 * 3_600 * 1_000_000;
/// What renews the page: what waits, what is told, what comes next. And of the workspace, [`OF_WORKSPACE`].
const SHOWS: [&str; 26] = [
    "acceptance",
    "agreement_entry",
    "assumption",
    "attachment",
    "comment",
    "criterion",
    "decision",
    "experiment",
    "feature",
    "feature_need",
    "feedback",
    "impediment",
    "interview",
    "launch_step",
    "need",
    "need_goal",
    "quote",
    "release",
    "response",
    "scenario",
    "sprint",
    "status_update",
    "story",
    "study",
    "task",
    "verdict",
];
/// What belongs to the firm, and is told to whoever reads one of its products.
const OF_WORKSPACE: [&str; 12] = [
    "check_in",
    "competitor",
    "competitor_note",
    "customer",
    "goal",
    "key_result",
    "persona",
    "persona_entry",
    "persona_quote",
    "segment",
    "segment_condition",
    "trend",
];

/// What others changed since the person was last here.
struct Since {
    /// "yesterday, 17:40"; none on a first visit.
    day: Option<String>,
    changes: usize,
    groups: Vec<About>,
    /// Whether more was changed than is told.
    is_cut: bool,
}

#[derive(Template)]
#[template(path = "line/today.html")]
struct TodayPage {
    frame: Frame,
    product: Product,
    day: String,
    groups: Vec<Group>,
    since: Since,
    loose: LooseEnds,
    ahead: Vec<Ahead>,
    walk: Option<Told>,
    reads_inbox: bool,
    /// The sprint that runs, and how it burns down.
    burn: Option<(Sprint, BurnChart)>,
    /// In the demo: three things to try.
    tries: Vec<Try>,
}

impl TodayPage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        let mut frame = Frame::of_product(visit, &product, Here::Today, &SHOWS)?;
        frame.shows.push_str(&format!(" {}", OF_WORKSPACE.join(" ")));
        let (actor, id, zone) = (&visit.actor, product.id, product.time_zone.as_str());
        let today = visit.now.day_in(zone);
        let before = visit.tx.together(last_visit(actor, id))?.first().copied();
        let looked = LastVisit::at(before, visit.now, visit.workspace.seq);
        let after = after(visit, &looked);
        let ((waiting, loose), (sprint, ahead, walk), told) = visit.tx.together((
            (waiting(actor, id, visit.now)?, loose_ends(actor, id)?),
            (newest(actor, id)?, ahead(actor, id, Day::of(today))?, line_to_walk(actor, id)?),
            (
                change::of_others(actor.workspace, id, after),
                change::of_others_in_workspace(actor.workspace, &OF_WORKSPACE, after),
                change::looked_at(actor.workspace, id, after),
            ),
        ))?;
        Ok(Self {
            tries: tries::of(visit, &product, walk.as_ref())?,
            frame,
            day: today.strftime("%A %-d %B").to_string(),
            groups: waits::grouped(visit, &product, waiting),
            since: Since::of(visit, zone, (&looked, after), told)?,
            loose,
            ahead,
            walk,
            burn: burning(visit, sprint, zone)?,
            reads_inbox: actor.may(Permission::DiscoverNeeds, id),
            product,
        })
    }

    fn count(&self) -> usize {
        self.groups.iter().map(|group| group.items.len()).sum()
    }

    /// "24 Nov", what happens then, where to look.
    fn next(&self, ahead: &Ahead) -> (String, String, String) {
        let base = self.frame.base();
        let (words, url) = match ahead.happens {
            Happens::SprintStarts => ("starts", format!("{base}/sprints/{}", ahead.number)),
            Happens::SprintEnds => ("ends", format!("{base}/sprints/{}", ahead.number)),
            Happens::Release => {
                let key = format!("/{}/items/{}-{}", self.frame.slug, self.product.prefix, ahead.number);
                return (told(ahead.on_day), format!("{} planned", ahead.version), key);
            }
        };
        (told(ahead.on_day), format!("Sprint {} {words}", ahead.number), url)
    }

    /// "3 February 2026".
    fn said(&self, walk: &Told) -> String {
        walk.said_at.day_in(&self.product.time_zone).strftime("%-d %B %Y").to_string()
    }

    /// What customers say of it, as far as they were asked.
    fn helped(&self, walk: &Told) -> String {
        let heard = match walk.answers {
            0 => "Nobody has said yet whether it helps.".to_owned(),
            n => format!("{} of {n} who answered say that it helps.", walk.helped),
        };
        match walk.outcome {
            Outcome::Unknown => format!("{heard} The outcome is not concluded yet."),
            Outcome::Helped => format!("{heard} Concluded: it helped."),
            Outcome::Partly => format!("{heard} Concluded: it helped in part."),
            Outcome::Not => format!("{heard} Concluded: it did not help."),
        }
    }

    /// Where an item of the product is.
    fn item(&self, number: &i64) -> String {
        format!("/{}/items/{}-{number}", self.frame.slug, self.product.prefix)
    }

    /// What hangs loose: in which words, how many, where to look.
    fn loose(&self) -> Vec<(&'static str, i64, String)> {
        let base = self.frame.base();
        let all = [
            ("Needs without a feature", self.loose.needs_without_feature, format!("{base}/needs")),
            ("Features without a need", self.loose.features_without_need, format!("{base}/roadmap")),
            ("Stories without a purpose", self.loose.stories_without_purpose, format!("{base}/backlog")),
            ("Goals that nothing serves", self.loose.goals_without_need, format!("{base}/vision#goals")),
        ];
        all.into_iter().filter(|(_, n, _)| *n > 0).collect()
    }
}

/// Since when and by whom changes are told: in the first visit those of the last week.
fn after(visit: &Visit<'_>, looked: &LastVisit) -> After {
    let at = match looked.since {
        Some(_) => Timestamp(0),
        None => Timestamp(visit.now.0 - FIRST_DAYS * DAY_MICROS),
    };
    After { seq: looked.since_seq, at, but: visit.actor.person }
}

/// Changes of a product, of its firm, and among how many they were looked for.
type Found = (Vec<Change>, Vec<Change>, Vec<LookedAt>);

impl Since {
    fn of(
        visit: &Visit<'_>,
        zone: &str,
        (looked, after): (&LastVisit, After),
        (mut changes, of_workspace, looked_at): Found,
    ) -> Result<Self> {
        let is_cut = changes.len() as i64 == OTHERS_MAX || looked_at.iter().any(|one| one.is_cut(after));
        changes.extend(of_workspace);
        changes.sort_by_key(|change| std::cmp::Reverse((change.seq, change.n)));
        let called = visit.tx.together(called_in_words(visit.actor.workspace, &changes)?)?;
        let entries = in_words(visit, &changes, &called)?;
        Ok(Self {
            day: looked.since.map(|since| day(&since, visit.now, zone)),
            changes: entries.len(),
            groups: grouped(entries),
            is_cut,
        })
    }
}

fn told(day: Day) -> String {
    day.date().strftime("%-d %b").to_string()
}

/// The sprint, if it runs, with how it burns down.
fn burning(visit: &Visit<'_>, newest: Option<Sprint>, zone: &str) -> Result<Option<(Sprint, BurnChart)>> {
    let Some(sprint) = newest.filter(|sprint| sprint.state == SprintState::Running) else { return Ok(None) };
    Ok(of_sprint(visit, &sprint, zone)?.map(|burn| (sprint, burn)))
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&TodayPage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, done)
}

/// Somebody looks at the page: what changes from now on is told on their next visit.
pub async fn looked(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let reader = caller.clone();
    let noted = match caller.lane(&slug).await {
        Ok(lane) => {
            let note = move |tx: &Tx<'_>| {
                let visit = Visit::open(tx, &reader, &slug)?;
                note_visit(tx, &visit.actor, visit.product(&prefix)?.id, visit.now)
            };
            caller.write(lane, note).await
        }
        Err(failure) => Err(failure),
    };
    match noted {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

#[derive(Serialize)]
struct Today {
    waiting: Vec<Waiting>,
    loose_ends: LooseEnds,
    ahead: Vec<Ahead>,
    line_to_walk: Option<Told>,
}

pub async fn query(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (actor, product) = (&visit.actor, visit.product(&prefix)?);
            let today = Day::of(visit.now.day_in(&product.time_zone));
            let asked = (
                waiting(actor, product.id, visit.now)?,
                loose_ends(actor, product.id)?,
                ahead(actor, product.id, today)?,
                line_to_walk(actor, product.id)?,
            );
            let (waiting, loose_ends, ahead, line_to_walk) = visit.tx.together(asked)?;
            Ok(Today { waiting, loose_ends, ahead, line_to_walk })
        })
        .await;
    answer::found(&caller, found)
}
