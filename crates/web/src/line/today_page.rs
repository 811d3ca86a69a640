//! Where signing in lands: what waits for me, what changed, what hangs loose.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::line::queries::{LooseEnds, loose_ends};
use domain::line::today::{Reason, Waiting, waiting};
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use domain::sprint::reports::queries::newest;
use domain::sprint::{Sprint, SprintState};
use serde::Serialize;

use super::history::{Entry, of_product};
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::sprint::reports::burn_chart::{BurnChart, of_sprint};
use crate::visit::Visit;
use crate::words::filters;

/// Changes that are told.
const CHANGES_SHOWN: i64 = 25;
/// What renews the page.
const SHOWS: [&str; 8] =
    ["feature", "agreement_entry", "story", "feedback", "need", "feature_need", "decision", "launch_step"];

/// What waits for one reason.
struct Group {
    reason: Reason,
    items: Vec<Waiting>,
}

#[derive(Template)]
#[template(path = "line/today.html")]
struct TodayPage {
    frame: Frame,
    product: Product,
    day: String,
    groups: Vec<Group>,
    history: Vec<Entry>,
    loose: LooseEnds,
    reads_inbox: bool,
    /// The sprint that runs, and how it burns down.
    burn: Option<(Sprint, BurnChart)>,
}

impl TodayPage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        let mut frame = Frame::of_product(visit, &product, Here::Today, &SHOWS)?;
        frame.shows.push_str(&format!(" check_in trend {}:sprint", product.prefix));
        let mut groups: Vec<Group> = Vec::new();
        for item in waiting(visit.tx, &visit.actor, product.id, visit.now)? {
            match groups.last_mut().filter(|group| group.reason == item.reason) {
                Some(group) => group.items.push(item),
                None => groups.push(Group { reason: item.reason, items: vec![item] }),
            }
        }
        Ok(Self {
            frame,
            day: visit.now.day_in(&product.time_zone).strftime("%A %-d %B").to_string(),
            groups,
            history: of_product(visit, product.id, CHANGES_SHOWN)?,
            loose: loose_ends(visit.tx, &visit.actor, product.id)?,
            burn: running(visit, &product)?,
            reads_inbox: visit.actor.may(Permission::DiscoverNeeds, product.id),
            product,
        })
    }

    fn count(&self) -> usize {
        self.groups.iter().map(|group| group.items.len()).sum()
    }

    fn heading(&self, group: &Group) -> &'static str {
        match group.reason {
            Reason::Offered => "Offered to you",
            Reason::Changed => "Changed since you took it",
            Reason::SentBack => "Sent back to you",
            Reason::Asked => "Asked of you",
            Reason::ToAccept => "To accept",
            Reason::Proposed => "Proposed stories",
            Reason::Mine => "Your stories",
            Reason::CheckIn => "Key results to check in",
            Reason::Review => "Trends to review",
            Reason::Decided => "Decisions to look at again",
            Reason::Launch => "Yours before the launch",
        }
    }

    fn mark(&self, item: &Waiting) -> &'static str {
        match item.reason {
            Reason::Offered | Reason::Changed | Reason::SentBack | Reason::Asked => "feature",
            Reason::ToAccept | Reason::Proposed | Reason::Mine => "story",
            Reason::CheckIn => "goal",
            Reason::Review => "need",
            Reason::Decided => "",
            Reason::Launch => "release",
        }
    }

    fn act(&self, item: &Waiting) -> &'static str {
        match item.reason {
            Reason::Offered => "Read and take",
            Reason::Changed => "See the change",
            Reason::SentBack => "Shape it",
            Reason::Asked => "Answer",
            Reason::ToAccept => "Look at it",
            Reason::Proposed => "Take it in",
            Reason::Mine => "Open",
            Reason::CheckIn => "Check in",
            Reason::Review => "Review",
            Reason::Decided => "Keep or change",
            Reason::Launch => "Do it",
        }
    }

    fn key(&self, item: &Waiting) -> String {
        let prefix = match item.reason {
            Reason::CheckIn | Reason::Review => &self.frame.workspace_prefix,
            _ => &self.product.prefix,
        };
        format!("{prefix}-{}", item.number)
    }

    fn url(&self, item: &Waiting) -> String {
        let (slug, key) = (&self.frame.slug, self.key(item));
        match item.reason {
            Reason::Offered | Reason::Changed | Reason::Asked => format!("/{slug}/items/{key}/agreement"),
            _ => format!("/{slug}/items/{key}"),
        }
    }

    fn because(&self, item: &Waiting) -> String {
        let by = item.by_name.as_deref().unwrap_or("Somebody");
        match item.reason {
            Reason::Offered => format!("{by} offers it."),
            Reason::Changed => format!("{by} changed what you took."),
            Reason::SentBack => item.words.clone(),
            Reason::Asked => format!("{by} asks: {}", item.words),
            Reason::ToAccept => item.by_name.as_ref().map_or("Done.".into(), |by| format!("{by} made it.")),
            Reason::Proposed => format!("{by} proposes it."),
            Reason::Mine => if item.words == "doing" { "In doing." } else { "To do." }.into(),
            Reason::CheckIn => format!("{}: not measured for four weeks.", item.words),
            Reason::Launch => format!("For {}.", item.words),
            Reason::Decided => {
                format!("It was to be looked at again. {}", item.words.lines().next().unwrap_or_default())
            }
            Reason::Review => {
                format!("Nobody has looked at it since {}.", item.since.day_in("UTC").strftime("%-d %B %Y"))
            }
        }
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

/// The sprint that runs.
fn running(visit: &Visit<'_>, product: &Product) -> Result<Option<(Sprint, BurnChart)>> {
    let newest = newest(visit.tx, &visit.actor, product.id)?;
    let Some(sprint) = newest.filter(|sprint| sprint.state == SprintState::Running) else { return Ok(None) };
    Ok(of_sprint(visit, &sprint, &product.time_zone)?.map(|burn| (sprint, burn)))
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&TodayPage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, done)
}

#[derive(Serialize)]
struct Told {
    waiting: Vec<Waiting>,
    loose_ends: LooseEnds,
}

pub async fn query(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            Ok(Told {
                waiting: waiting(visit.tx, &visit.actor, product.id, visit.now)?,
                loose_ends: loose_ends(visit.tx, &visit.actor, product.id)?,
            })
        })
        .await;
    answer::found(&caller, found)
}
