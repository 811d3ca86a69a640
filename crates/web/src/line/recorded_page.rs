//! What became of what somebody recorded for customers.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::communication::talk::rules::beginning;
use domain::discovery::FeedbackId;
use domain::line::recorded::{Became, PAGE, Recorded, recorded};
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;
use serde::{Deserialize, Serialize};

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 7] = ["feedback", "quote", "need", "feature", "feature_need", "story", "release"];
const WORDS_SHOWN: usize = 160;

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// Only those before this: microseconds and the id, joined by a dot.
    #[serde(default)]
    before: String,
}

impl Asked {
    fn before(&self) -> Option<(Timestamp, FeedbackId)> {
        let (at, id) = self.before.split_once('.')?;
        Some((Timestamp(at.parse().ok()?), FeedbackId(id.parse().ok()?)))
    }
}

#[derive(Template)]
#[template(path = "line/recorded.html")]
struct RecordedPage {
    frame: Frame,
    rows: Vec<Recorded>,
    earlier: Option<String>,
}

/// A page of them, and where the next one begins.
fn page(visit: &Visit<'_>, asked: &Asked) -> Result<(Vec<Recorded>, Option<String>)> {
    let mut rows = recorded(visit.tx, &visit.actor, asked.before())?;
    let more = rows.len() as i64 > PAGE;
    rows.truncate(PAGE as usize);
    let earlier =
        rows.last().filter(|_| more).map(|last| format!("{}.{}", last.said.said_at.0, last.said.id));
    Ok((rows, earlier))
}

impl RecordedPage {
    fn load(visit: &Visit<'_>, asked: &Asked) -> Result<Self> {
        let (rows, earlier) = page(visit, asked)?;
        Ok(Self { frame: Frame::of_workspace(visit, Here::Inbox, &SHOWS)?, rows, earlier })
    }

    fn key(&self, row: &Recorded) -> String {
        format!("{}-{}", self.frame.workspace_prefix, row.said.number)
    }

    fn words(&self, row: &Recorded) -> String {
        beginning(&row.said.body, WORDS_SHOWN)
    }

    fn who<'r>(&self, row: &'r Recorded) -> &'r str {
        row.said.customer.as_deref().unwrap_or("Customer not known")
    }

    fn day(&self, row: &Recorded) -> String {
        row.said.said_at.day_in("UTC").strftime("%-d %b %Y").to_string()
    }

    fn is_out(&self, row: &Recorded) -> bool {
        row.became == Became::Released
    }

    /// "It is out in 4.8."
    fn told(&self, row: &Recorded) -> String {
        let version = row.answers.first().and_then(|answer| answer.version.as_deref()).unwrap_or("a release");
        match row.became {
            Became::Waits => "It waits in the inbox.".into(),
            Became::Aside => "It was read and put aside.".into(),
            Became::Need => "It leads to a need.".into(),
            Became::Feature => "A feature is thought of that answers it.".into(),
            Became::Taken => "It is being built.".into(),
            Became::Planned => format!("It is planned for {version}."),
            Became::Released => format!("It is out in {version}."),
        }
    }

    /// Where it came: what it is, its key, what it is called.
    fn stops(&self, row: &Recorded) -> Vec<(&'static str, String, String)> {
        let needs = row
            .needs
            .iter()
            .map(|need| ("need", format!("{}-{}", need.prefix, need.number), need.title.clone()));
        let mut stops: Vec<_> = needs.collect();
        for answer in &row.answers {
            let feature = ("feature", format!("{}-{}", answer.prefix, answer.number), answer.title.clone());
            if !stops.contains(&feature) {
                stops.push(feature);
            }
        }
        if let Some((number, version)) =
            row.answers.first().and_then(|answer| answer.release_number.zip(answer.version.clone()))
        {
            stops.push(("release", format!("{}-{number}", row.answers[0].prefix), version));
        }
        stops
    }
}

pub async fn show(caller: Caller, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&RecordedPage::load(visit, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}

#[derive(Serialize)]
struct Told {
    recorded: Vec<Recorded>,
    /// What `before` takes for the next page.
    before: Option<String>,
}

pub async fn query(caller: Caller, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (recorded, before) = page(visit, &asked)?;
            Ok(Told { recorded, before })
        })
        .await;
    answer::found(&caller, found)
}
