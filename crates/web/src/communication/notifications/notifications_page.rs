//! What is new for somebody, over all products: a row for each item, read, put off and done by key.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::communication::deeds::short;
use domain::communication::notifications::Reason;
use domain::communication::notifications::jobs::address;
use domain::communication::notifications::mark::{Mark, Marking, mark};
use domain::communication::notifications::queries::{NotificationRow, PAGE, Which, notifications};
use domain::communication::talk::rules::beginning;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Failure, Refusal, Result};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::answer;
use crate::caller::{Caller, Wants};
use crate::commands::{pairs, tell};
use crate::communication::talk::talk_part::day;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// What renews the page, of any product.
const SHOWS: [&str; 12] = [
    "comment",
    "mention",
    "story",
    "feature",
    "need",
    "goal",
    "release",
    "sprint",
    "feedback",
    "agreement_entry",
    "impediment",
    "check_in",
];
const TITLE_MAX: usize = 120;
const COMMENT_MAX: usize = 240;

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    show: String,
    /// Only those before this: microseconds and the item, joined by a dot.
    #[serde(default)]
    before: String,
}

impl Asked {
    fn before(&self) -> Option<(Timestamp, Uuid)> {
        let (at, item) = self.before.split_once('.')?;
        Some((Timestamp(at.parse().ok()?), item.parse().ok()?))
    }
}

#[derive(Template)]
#[template(path = "communication/notifications/notifications.html")]
struct NotificationsPage {
    frame: Frame,
    which: Which,
    rows: Vec<NotificationRow>,
    /// Where the earlier ones are.
    earlier: Option<String>,
    now: Timestamp,
    time_zone: String,
}

impl NotificationsPage {
    fn load(visit: &Visit<'_>, asked: &Asked) -> Result<Self> {
        let which = Which::parse(&asked.show);
        let (rows, earlier) = page(visit, asked)?;
        let products = visit.products();
        Ok(Self {
            frame: Frame::of_workspace(visit, Here::Notifications, &SHOWS)?,
            which,
            rows,
            earlier,
            now: visit.now,
            time_zone: products.first().map_or_else(|| "UTC".into(), |product| product.time_zone.clone()),
        })
    }

    fn tabs(&self) -> [(Which, &'static str); 4] {
        [(Which::Open, "All"), (Which::Unread, "Unread"), (Which::Snoozed, "Put off"), (Which::Done, "Done")]
    }

    fn is(&self, which: Which) -> bool {
        self.which == which
    }

    fn is_at(&self, which: &Which) -> bool {
        self.which == *which
    }

    fn url(&self, row: &NotificationRow) -> String {
        format!("/{}/{}", self.frame.slug, address(row))
    }

    fn key(&self, row: &NotificationRow) -> String {
        row.key.clone().unwrap_or_default()
    }

    fn title(&self, row: &NotificationRow) -> String {
        match (row.sprint, &row.title) {
            (Some(number), _) => format!("Sprint {number}"),
            (None, Some(title)) => beginning(title, TITLE_MAX),
            (None, None) => "(archived)".into(),
        }
    }

    /// The mark of a kind that has one.
    fn mark(&self, row: &NotificationRow) -> &'static str {
        match row.noun.as_str() {
            "story" | "sprint" => "story",
            "feature" => "feature",
            "goal" => "goal",
            "release" => "release",
            _ => "need",
        }
    }

    fn reason(&self, row: &NotificationRow) -> &'static str {
        match row.reason {
            Reason::Assigned => "given to you",
            Reason::Mentioned => "you are named",
            Reason::YourFeedback => "your feedback",
            Reason::Following => "you follow it",
            Reason::YourTeam => "your team",
        }
    }

    /// "Lena commented, and two more changes".
    fn words(&self, row: &NotificationRow) -> String {
        let by = row.by_name.as_deref().unwrap_or("Throughline");
        let more = match row.news {
            ..=1 => String::new(),
            2 => ", and one more change".into(),
            news => format!(", and {} more changes", news - 1),
        };
        format!("{by} {}{more}", short(&row.command))
    }

    fn said(&self, row: &NotificationRow) -> Option<String> {
        row.comment.as_ref().map(|words| beginning(words, COMMENT_MAX))
    }

    fn when(&self, row: &NotificationRow) -> String {
        day(&row.at, self.now, &self.time_zone)
    }

    fn until(&self, row: &NotificationRow) -> String {
        let until = row.snoozed_until.map(|at| at.day_in(&self.time_zone).strftime("%A %-d %B").to_string());
        until.unwrap_or_default()
    }

    fn is_unread(&self, row: &NotificationRow) -> bool {
        row.read_at.is_none() && row.done_at.is_none()
    }
}

/// A page of them, and where the next one begins.
fn page(visit: &Visit<'_>, asked: &Asked) -> Result<(Vec<NotificationRow>, Option<String>)> {
    let which = Which::parse(&asked.show);
    let mut rows = notifications(visit.tx, &visit.actor, which, asked.before(), visit.now)?;
    let more = rows.len() as i64 > PAGE;
    rows.truncate(PAGE as usize);
    let earlier = rows.last().filter(|_| more).map(|last| format!("{}.{}", last.at.0, last.item_id));
    Ok((rows, earlier))
}

pub async fn show(caller: Caller, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&NotificationsPage::load(visit, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}

#[derive(Serialize)]
struct Told {
    notifications: Vec<NotificationRow>,
    /// What `before` takes for the next page.
    before: Option<String>,
}

pub async fn query(caller: Caller, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (notifications, before) = page(visit, &asked)?;
            Ok(Told { notifications, before })
        })
        .await;
    answer::found(&caller, found)
}

/// What is to be marked, and as what.
#[derive(Clone, Deserialize)]
struct AskedMark {
    /// Left out: all that are open.
    #[serde(default)]
    item: String,
    #[serde(rename = "as")]
    mark: Mark,
    /// For how long it is put off; a day, if left out.
    #[serde(default)]
    days: String,
    /// The newest change that the person has seen; empty: whatever there is.
    #[serde(default)]
    seen: String,
    #[serde(default)]
    back: String,
}

pub async fn mark_by_form(caller: Caller, Path(slug): Path<String>, body: Bytes) -> Response {
    let marking: Result<AskedMark> = serde_html_form::from_bytes(&body).map_err(|error| unreadable(&error));
    let back = marking.as_ref().map(|marking| marking.back.clone()).unwrap_or_default();
    match carry_out(&caller, slug.clone(), marking).await {
        Ok(marked) if caller.wants == Wants::Json => answer::json(&serde_json::json!({ "marked": marked.0 })),
        Ok((_, sentence)) => {
            let back = if back.is_empty() { format!("/{slug}/notifications") } else { back };
            let mut response = answer::see_other(&back);
            if let Some(sentence) = sentence {
                tell(response.headers_mut(), &slug, None, sentence);
            }
            response
        }
        Err(failure) => answer::refuse(&caller, &failure, &pairs(&body)),
    }
}

pub async fn mark_by_json(caller: Caller, Path(slug): Path<String>, body: Bytes) -> Response {
    let marking = serde_json::from_slice(&body).map_err(|error| unreadable(&error));
    match carry_out(&caller, slug, marking).await {
        Ok((marked, _)) => answer::json(&serde_json::json!({ "marked": marked })),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

fn unreadable(error: &dyn std::fmt::Display) -> Failure {
    let sentence = format!("This cannot be read: {error}.");
    Failure::Refused(Refusal::Invalid { field: "as", sentence })
}

/// How many were marked, and what the person is told of it.
async fn carry_out(
    caller: &Caller,
    slug: String,
    marking: Result<AskedMark>,
) -> Result<(u64, Option<&'static str>)> {
    let asked = marking?;
    let item = match asked.item.as_str() {
        "" => None,
        text => match text.parse::<Uuid>() {
            Ok(item) => Some(item),
            Err(_) => return Refusal::not_found("notification"),
        },
    };
    let days = match asked.days.as_str() {
        "" => 1,
        text => text.parse().unwrap_or(0),
    };
    let seen = asked.seen.parse().ok();
    let (who, lane) = (caller.clone(), caller.lane(&slug).await?);
    let marked = caller
        .write(lane, move |tx| {
            let visit = Visit::open(tx, &who, &slug)?;
            mark(tx, &visit.actor, Marking { item, mark: asked.mark, days, seen }, visit.now)
        })
        .await?;
    let sentence = match (asked.mark, item) {
        (Mark::Done, None) => Some("All of it is done."),
        (Mark::Read, None) => Some("All of it is read."),
        (Mark::Snooze, _) => Some("It comes back as unread."),
        _ => None,
    };
    Ok((marked, sentence))
}
