//! The line of a product: from any item back to the vision and forward to what customers answered.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::line::queries::{self, Knot, LooseEnds, Stop, Voice};
use domain::line::walk::Threads;
use domain::people::Product;
use domain::spine::refusal::{Found, Result};
use domain::spine::search::item_of_key;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::loom::Loom;
use super::so_many_loose;
use super::stops::{self, Shown};
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// What renews the page.
const SHOWS: [&str; 8] =
    ["vision", "need", "need_goal", "feature", "feature_need", "story", "release", "response"];

/// What is asked for in the address.
#[derive(Default, Deserialize)]
pub struct Asked {
    /// The key of the item that is walked from.
    #[serde(default)]
    item: String,
}

/// One line as it is walked from one item.
struct Walk {
    knots: Vec<Knot>,
    threads: Threads,
    on: BTreeSet<Uuid>,
    here: Option<Uuid>,
    voices: Vec<Voice>,
    answers: Vec<Voice>,
    loose: LooseEnds,
}

impl Walk {
    fn from(visit: &Visit<'_>, product: &Product, asked: &Asked) -> Result<Self> {
        let (tx, actor) = (visit.tx, &visit.actor);
        let (knots, threads) = queries::line(tx, actor, product.id)?;
        let asked = if asked.item.is_empty() { None } else { Some(start(visit, &asked.item)?) };
        let known = |id: &Uuid| knots.iter().any(|knot| knot.id == *id);
        let first = |stop| knots.iter().find(|knot| knot.stop == stop).map(|knot| knot.id);
        // Unless one is asked for, the line is shown that goes the whole way.
        let released = |knot: &&Knot| {
            let on = threads.through(knot.id);
            knots.iter().any(|other| other.stop == Stop::Release && on.contains(&other.id))
        };
        let whole = knots.iter().filter(|knot| knot.stop == Stop::Feature).find(released).map(|knot| knot.id);
        let here =
            asked.filter(known).or(whole).or_else(|| first(Stop::Feature)).or_else(|| first(Stop::Need));
        let on = here.map(|here| threads.through(here)).unwrap_or_default();
        let stands = |stop| knots.iter().find(|knot| knot.stop == stop && on.contains(&knot.id));
        let said = stands(Stop::Need).map(|need| queries::voices(tx, actor, product.id, need.id));
        let answered = stands(Stop::Feature).map(|knot| queries::answers(tx, actor, product.id, knot.id));
        Ok(Self {
            voices: said.transpose()?.unwrap_or_default(),
            answers: answered.transpose()?.unwrap_or_default(),
            loose: tx.together(queries::loose_ends(actor, product.id)?)?,
            knots,
            threads,
            on,
            here,
        })
    }

    /// The first knot of each stop on the thread, from the item back to the vision, then forward.
    fn told(&self) -> Vec<(&'static str, &Knot)> {
        let here = self.knots.iter().find(|knot| Some(knot.id) == self.here);
        let Some(here) = here else { return Vec::new() };
        let at = place(here.stop);
        let on = |knot: &&Knot| self.on.contains(&knot.id) && knot.id != here.id;
        let goals: BTreeSet<Uuid> =
            self.knots.iter().filter(on).filter(|knot| knot.stop == Stop::Goal).map(|knot| knot.id).collect();
        let pairs = self.threads.pairs();
        let whole: BTreeSet<Uuid> =
            pairs.filter(|(_, part)| goals.contains(part)).map(|(whole, _)| whole).collect();
        // Of a goal and its part, the part is what is served.
        let is_whole = |knot: &Knot| knot.stop == Stop::Goal && whole.contains(&knot.id);
        let first =
            |stop: &Stop| self.knots.iter().filter(on).find(|knot| knot.stop == *stop && !is_whole(knot));
        let back = Stop::ALL.iter().take(at).rev().filter_map(first);
        let forward = Stop::ALL.iter().skip(at + 1).filter_map(first);
        let mut told = vec![("", here)];
        told.extend(back.map(|knot| (back_words(knot.stop), knot)));
        told.extend(forward.map(|knot| (forward_words(knot.stop), knot)));
        told
    }
}

/// The item with a key; of a feedback the need that it leads to.
fn start(visit: &Visit<'_>, key: &str) -> Result<Uuid> {
    let (prefix, number) = key.rsplit_once('-').found("item")?;
    let number = number.parse().ok().found("item")?;
    let keyed = item_of_key(visit.tx, visit.actor.workspace, prefix, number)?.found("item")?;
    if keyed.noun != "feedback" {
        return Ok(keyed.item_id);
    }
    let needs = queries::needs_of_feedback(visit.tx, &visit.actor, keyed.item_id)?;
    Ok(needs.first().copied().unwrap_or(keyed.item_id))
}

fn place(stop: Stop) -> usize {
    Stop::ALL.iter().position(|known| *known == stop).unwrap_or(0)
}

fn back_words(stop: Stop) -> &'static str {
    match stop {
        Stop::Story => ". It holds ",
        Stop::Feature => ". It is part of ",
        Stop::Need => ", which answers ",
        Stop::Goal => " and serves ",
        Stop::Vision => ", towards ",
        Stop::Release => "",
    }
}

fn forward_words(stop: Stop) -> &'static str {
    match stop {
        Stop::Goal => ". It is measured by ",
        Stop::Need => ". What serves it first is ",
        Stop::Feature => ". It is answered by ",
        Stop::Story => ". It is built by ",
        Stop::Release => ". It ships in ",
        Stop::Vision => "",
    }
}

#[derive(Template)]
#[template(path = "line/line.html")]
struct LinePage {
    frame: Frame,
    product: Product,
    walk: Walk,
    loom: Loom,
    here_key: String,
}

impl LinePage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let mut frame = Frame::of_product(visit, &product, Here::Line, &SHOWS)?;
        frame.shows.push_str(" goal");
        let walk = Walk::from(visit, &product, asked)?;
        let here = walk.knots.iter().find(|knot| Some(knot.id) == walk.here);
        let here_key = here.map(key).unwrap_or_default();
        if let Some(here) = here.filter(|here| here.stop != Stop::Vision) {
            stops::through(visit, &mut frame, &Shown::new(here.stop, here.id, &here_key, &here.title))?;
        }
        let loom = Loom::of(&walk.knots, &walk.threads, &walk.on, walk.here);
        Ok(Self { frame, product, walk, loom, here_key })
    }

    fn url(&self, knot: &Knot) -> String {
        match knot.stop {
            Stop::Vision => format!("{}/vision", self.frame.base()),
            _ => format!("/{}/items/{}", self.frame.slug, key(knot)),
        }
    }

    fn inbox(&self, voice: &Voice) -> Option<String> {
        let number = voice.number?;
        Some(format!("/{}/items/{}-{number}", self.frame.slug, self.frame.workspace_prefix))
    }

    fn who<'v>(&self, voice: &'v Voice) -> &'v str {
        voice.customer.as_deref().unwrap_or("Somebody")
    }

    fn day(&self, voice: &Voice) -> String {
        voice.said_at.day_in(&self.product.time_zone).strftime("%-d %b %Y").to_string()
    }

    /// How a stop is headed: the word, and how many there are.
    fn heading(&self, stop: &Stop) -> &'static str {
        match stop {
            Stop::Vision => "Vision",
            Stop::Goal => "Goals",
            Stop::Need => "Needs",
            Stop::Feature => "Features",
            Stop::Story => "Stories",
            Stop::Release => "Releases",
        }
    }

    /// What hangs loose: how many, in which words, and where to look.
    fn loose(&self) -> Vec<(i64, &'static str, String)> {
        let (loose, base) = (&self.walk.loose, self.frame.base());
        let all = [
            (loose.stories_without_purpose, "stories without a purpose", format!("{base}/backlog")),
            (loose.needs_without_feature, "needs without a feature", format!("{base}/needs")),
            (loose.features_without_need, "features without a need", format!("{base}/roadmap")),
            (loose.goals_without_need, "goals that nothing serves", format!("{base}/vision#goals")),
        ];
        all.into_iter().filter(|(n, _, _)| *n > 0).collect()
    }
}

/// As it is read: a state, a decision or a version.
fn state_word(state: &str) -> &str {
    if state == "todo" { "to do" } else { state }
}

fn key(knot: &Knot) -> String {
    format!("{}-{}", knot.prefix, knot.number)
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&LinePage::load(visit, &prefix, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}

/// The line as JSON.
#[derive(Serialize)]
struct Told {
    /// Every knot with whether the walk passes it.
    knots: Vec<Passed>,
    /// Pairs of ids, in the direction from the vision to the release.
    threads: Vec<(Uuid, Uuid)>,
    voices: Vec<Voice>,
    answers: Vec<Voice>,
    loose_ends: LooseEnds,
}

#[derive(Serialize)]
struct Passed {
    #[serde(flatten)]
    knot: Knot,
    on: bool,
}

pub async fn query(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let walk = Walk::from(visit, &visit.product(&prefix)?, &asked)?;
            let passed = |knot: Knot| Passed { on: walk.on.contains(&knot.id), knot };
            Ok(Told {
                knots: walk.knots.into_iter().map(passed).collect(),
                threads: walk.threads.pairs().collect(),
                voices: walk.voices,
                answers: walk.answers,
                loose_ends: walk.loose,
            })
        })
        .await;
    answer::found(&caller, found)
}
