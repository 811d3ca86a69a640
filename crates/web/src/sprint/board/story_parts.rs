//! What the page of a story shows of the work on it: tasks, and what is in the way.

use domain::backlog::{State, Story};
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use domain::sprint::board::queries::{impediments, tasks};
use domain::sprint::{Impediment, Task};

use crate::visit::Visit;

/// The nouns that renew these parts.
pub const SHOWS: [&str; 2] = ["task", "impediment"];

pub struct WorkParts {
    pub tasks: Vec<Task>,
    pub impediments: Vec<Impediment>,
    pub back: String,
    pub may_work: bool,
    pub may_block: bool,
    now: Timestamp,
    time_zone: String,
}

pub fn load(visit: &Visit<'_>, story: &Story, back: &str) -> Result<WorkParts> {
    let may_work = visit.actor.may(Permission::WorkOnBoard, story.product_id) && story.archived_at.is_none();
    let product = visit.products().iter().find(|product| product.id == story.product_id);
    Ok(WorkParts {
        tasks: tasks(visit.tx, &visit.actor, story)?,
        impediments: impediments(visit.tx, &visit.actor, story)?,
        back: back.to_owned(),
        may_work,
        may_block: may_work && story.state != State::Accepted,
        now: visit.now,
        time_zone: product.map(|product| product.time_zone.clone()).unwrap_or_default(),
    })
}

impl WorkParts {
    /// Whether there is something to show or to do.
    pub fn is_there(&self) -> bool {
        self.may_work || !self.tasks.is_empty() || !self.impediments.is_empty()
    }

    /// "2 of 3 done".
    pub fn summary(&self) -> String {
        match self.tasks.len() {
            0 => "no tasks yet".into(),
            all => {
                format!("{} of {all} done", self.tasks.iter().filter(|task| task.done_at.is_some()).count())
            }
        }
    }

    /// "since Monday".
    pub fn since(&self, at: &Timestamp) -> String {
        since(*at, self.now, &self.time_zone)
    }
}

/// "today", "since yesterday", "since Monday", "since 3 Nov".
pub fn since(at: Timestamp, now: Timestamp, time_zone: &str) -> String {
    let (then, today) = (at.day_in(time_zone), now.day_in(time_zone));
    match (today - then).get_days() {
        ..=0 => "since today".into(),
        1 => "since yesterday".into(),
        2..=6 => then.strftime("since %A").to_string(),
        _ => then.strftime("since %-d %b").to_string(),
    }
}
