//! The line bar of an item's page: its own ancestors and heirs, and where the line has a gap.

use database::{Query, Together};
use domain::line::queries::Stop;
use domain::line::serving::{Serving, serving};
use domain::line::stops::{OnLine, stops, vision};
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::strategy::GoalId;
use uuid::Uuid;

use crate::shell::{self, Frame, thousands};
use crate::visit::Visit;

/// The item that a page shows.
pub struct Shown<'a> {
    pub stop: Stop,
    pub id: Uuid,
    pub key: &'a str,
    /// Above the title in the bar: the key, or the version of a release.
    pub above: &'a str,
    pub title: &'a str,
}

impl<'a> Shown<'a> {
    pub fn new(stop: Stop, id: Uuid, key: &'a str, title: &'a str) -> Self {
        Self { stop, id, key, above: key, title }
    }
}

/// Puts the line through the item into the bar. The stop of the item itself leads back to the list.
pub fn through(visit: &Visit<'_>, frame: &mut Frame, shown: &Shown<'_>) -> Result<()> {
    let known = match shown.stop {
        Stop::Goal => {
            let serving = serving(&visit.actor, GoalId(shown.id))?;
            let (vision, serving) = visit.tx.together((ask_vision(visit, frame)?, serving))?;
            of_goal(visit, vision, &serving)
        }
        _ => visit.tx.together(ask(visit, frame, shown)?)?,
    };
    put(frame, shown, &known);
    Ok(())
}

/// What stands on the line through a goal, whose page has read what serves it.
pub fn of_goal(visit: &Visit<'_>, vision: Vec<OnLine>, serving: &Serving) -> Vec<OnLine> {
    let products: Vec<_> = visit.products().iter().map(|product| product.id).collect();
    [vision, serving.on_line(&products)].concat()
}

/// What is to be asked of an item that is no goal, by itself or together with the rest of a page, for [`put`].
pub fn ask(
    visit: &Visit<'_>,
    frame: &Frame,
    shown: &Shown<'_>,
) -> Result<impl Together<Rows = Vec<OnLine>> + use<>> {
    let of = |product: &Product| stops(&visit.actor, product.id, (shown.stop, shown.id));
    frame.product.as_ref().map(of).transpose()
}

/// The vision behind the goal of a page, to be asked.
pub fn ask_vision(visit: &Visit<'_>, frame: &Frame) -> Result<Option<Query<'static, OnLine>>> {
    frame.product.as_ref().map(|product| vision(&visit.actor, product.id)).transpose()
}

/// Puts the line through the item into the bar.
pub fn put(frame: &mut Frame, shown: &Shown<'_>, known: &[OnLine]) {
    let lists = std::mem::take(&mut frame.stops);
    let here = Stop::ALL.iter().position(|stop| *stop == shown.stop).unwrap_or(0);
    let mut stops = Vec::with_capacity(lists.len());
    for (nth, (list, stop)) in lists.into_iter().zip(Stop::ALL).enumerate() {
        stops.push(match known.iter().find(|known| known.stop == *stop) {
            Some(known) => on_line(frame, shown, known),
            None if nth == here => itself(shown, list),
            None => {
                let beside = nth.abs_diff(here) == 1;
                gap(*stop, list, beside.then(|| format!("/{}/items/{}", frame.slug, shown.key)))
            }
        });
    }
    // The thread runs back from here until it is broken.
    for stop in stops.iter_mut().take(here).rev().take_while(|stop| !stop.gap) {
        stop.passed = true;
    }
    frame.stops = stops;
}

fn itself(shown: &Shown<'_>, list: shell::Stop) -> shell::Stop {
    let (key, label) = (Some(shown.above.to_owned()), shown.title.to_owned());
    shell::Stop { key, label, count: None, here: true, passed: false, ..list }
}

fn on_line(frame: &Frame, shown: &Shown<'_>, known: &OnLine) -> shell::Stop {
    let key = format!("{}-{}", known.prefix, known.number);
    let more = if known.many > 1 { format!(" +{}", known.many - 1) } else { String::new() };
    let name = if known.version.is_empty() { key.clone() } else { known.version.clone() };
    let item = format!("/{}/items/{key}", frame.slug);
    let mut drawn = shell::Stop {
        kind: known.stop.as_str(),
        key: Some(format!("{name}{more}")),
        label: known.title.clone(),
        url: Some(item),
        ..shell::Stop::default()
    };
    if known.stop == Stop::Vision {
        drawn.url = Some(format!("{}/vision", frame.base()));
    }
    if known.stop == Stop::Story && (known.many > 1 || shown.stop == Stop::Goal) {
        drawn.key = Some(format!("{} of {}", thousands(&known.accepted), thousands(&known.many)));
        drawn.label = "Stories accepted".to_owned();
        drawn.url = Some(format!("{}/line?item={}", frame.base(), shown.key));
    }
    drawn
}

/// Nothing stands here yet. Beside an item the stop leads to the part of its page that joins it, further off to the list.
fn gap(stop: Stop, list: shell::Stop, beside: Option<String>) -> shell::Stop {
    let label = match stop {
        Stop::Vision => "No vision yet",
        Stop::Goal => "No goal yet",
        Stop::Need => "No need yet",
        Stop::Feature => "No feature yet",
        Stop::Story => "No story yet",
        Stop::Release => "No release yet",
    };
    // The vision and releases have no form on an item: they are joined on their own pages.
    let joined_there = beside.filter(|_| stop != Stop::Vision && stop != Stop::Release);
    let url = joined_there.map(|item| format!("{item}#to-{}", stop.as_str())).or(list.url.clone());
    shell::Stop { label: label.to_owned(), count: None, url, gap: true, here: false, passed: false, ..list }
}
