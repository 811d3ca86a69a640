//! One status update: what is written beside what its audience will see, and what should not be read in it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::communication::audiences::queries::{contacts_reached, people_reached};
use domain::communication::publications::leaks::Leak;
use domain::communication::publications::queries::{RevisionRow, revisions};
use domain::communication::publications::{PublicationKind, Shown};
use domain::communication::rules::HOLD_SECONDS;
use domain::communication::updates::queries::{self, GoalStands};
use domain::communication::updates::{Addressed, Standing, StatusUpdate, UpdateState};
use domain::people::queries::names;
use domain::spine::change;
use domain::spine::id::PersonId;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use serde::Serialize;

use crate::answer;
use crate::caller::Caller;
use crate::communication::publications::shown::{Paper, mark, standing};
use crate::line::history::{Entry, of_item};
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;
const SHOWS: [&str; 5] = ["status_update", "update_goal", "publication", "audience", "audience_item"];

#[derive(Template)]
#[template(path = "communication/updates/update.html")]
struct UpdatePage {
    frame: Frame,
    key: String,
    addressed: Addressed,
    goals: Vec<GoalStands>,
    shown: Shown,
    leaks: Vec<Leak>,
    revisions: Vec<RevisionRow>,
    /// How many would be mailed.
    people: usize,
    contacts: usize,
    names: HashMap<PersonId, String>,
    /// The number of the change that can still be taken back whole.
    to_take_back: Option<i64>,
    history: Vec<Entry>,
    may_tell: bool,
}

/// The update with a key such as `INV-70`.
pub fn by_key(visit: &Visit<'_>, key: &str) -> Result<Addressed> {
    let (prefix, number) = key.rsplit_once('-').found("status_update")?;
    let product = visit.product(prefix)?;
    queries::update(visit.tx, &visit.actor, &product, number.parse().ok().found("status_update")?)
}

/// The page of the update with this key.
pub fn render(visit: &Visit<'_>, key: &str) -> Result<Vec<u8>> {
    let addressed = by_key(visit, key)?;
    let (tx, actor) = (visit.tx, &visit.actor);
    let Addressed { update, product, audience } = &addressed;
    let (shown, leaks) = queries::shown(tx, actor, &addressed)?;
    let of = (update.id.0, PublicationKind::StatusUpdate);
    let page = UpdatePage {
        frame: Frame::of_product(visit, product, Here::Updates, &SHOWS)?,
        key: key.to_owned(),
        goals: if audience.shows_goals { queries::standings(tx, actor, update)? } else { Vec::new() },
        shown,
        leaks,
        revisions: revisions(tx, actor, audience, of)?,
        people: people_reached(tx, actor, audience)?.len(),
        contacts: contacts_reached(tx, actor, audience)?.len(),
        names: names(tx, actor.workspace, &update.created_by.into_iter().collect::<Vec<_>>())?,
        to_take_back: to_take_back(visit, update)?,
        history: of_item(visit, update.id.0, HISTORY_SHOWN)?,
        may_tell: actor.may(Permission::TellAudiences, product.id),
        addressed,
    };
    answer::render(&page, visit.language)
}

/// The change by which this visitor published it, as long as nothing has left.
fn to_take_back(visit: &Visit<'_>, update: &StatusUpdate) -> Result<Option<i64>> {
    let changes =
        change::of_item(visit.actor.workspace, update.id.0, i64::MAX, HISTORY_SHOWN).all(visit.tx)?;
    let newest = changes.into_iter().next().filter(|change| change.command == "publish_update");
    let held = |at: Timestamp| at.plus_seconds(HOLD_SECONDS) > visit.now;
    Ok(newest
        .filter(|change| held(change.at) && change.person_id == visit.actor.person)
        .map(|change| change.seq))
}

impl UpdatePage {
    fn update(&self) -> &StatusUpdate {
        &self.addressed.update
    }

    fn paper(&self) -> Paper<'_> {
        let items_at = format!("/{}/items/", self.frame.slug);
        let items_at = (!self.addressed.audience.is_outside()).then_some(items_at);
        Paper { shown: &self.shown, assets: &self.frame.assets, items_at }
    }

    fn day(&self, at: &Timestamp) -> String {
        at.day_in(&self.addressed.product.time_zone).strftime("%-d %B").to_string()
    }

    /// "5 to 18 November".
    fn told(&self) -> String {
        let to = self.update().published_at.unwrap_or(self.update().created_at);
        format!("{} to {}", self.day(&self.update().since), self.day(&to))
    }

    fn by(&self) -> &str {
        let name = self.update().created_by.and_then(|person| self.names.get(&person));
        name.map_or("Throughline", String::as_str)
    }

    fn is_published(&self) -> bool {
        self.update().state == UpdateState::Published
    }

    fn may_write(&self) -> bool {
        self.may_tell && self.update().archived_at.is_none()
    }

    /// "2 on track, 1 at risk".
    fn standings(&self) -> String {
        let count = |standing| {
            self.goals.iter().filter(|goal| !goal.is_left_out && goal.standing == standing).count()
        };
        let told: Vec<String> = Standing::ALL
            .iter()
            .filter(|standing| count(**standing) > 0)
            .map(|one| format!("{} {}", count(*one), standing(one).to_lowercase()))
            .collect();
        told.join(", ")
    }

    /// "6 people by mail, 3 contacts".
    fn reached(&self) -> String {
        let people = if self.people == 1 { "1 person".into() } else { format!("{} people", self.people) };
        match self.contacts {
            0 => people,
            1 => format!("{people} and 1 contact"),
            n => format!("{people} and {n} contacts"),
        }
    }

    fn nobody_is_mailed(&self) -> bool {
        self.people + self.contacts == 0
    }
}

#[derive(Serialize)]
struct Told {
    key: String,
    #[serde(flatten)]
    update: StatusUpdate,
    audience: String,
    goals: Vec<GoalStands>,
    leaks: Vec<Leak>,
    revisions: Vec<RevisionRow>,
}

pub async fn api(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let addressed = by_key(visit, &key)?;
            let (_, leaks) = queries::shown(visit.tx, &visit.actor, &addressed)?;
            let Addressed { update, audience, .. } = addressed;
            let of = (update.id.0, PublicationKind::StatusUpdate);
            Ok(Told {
                key: key.clone(),
                goals: queries::standings(visit.tx, &visit.actor, &update)?,
                leaks,
                revisions: revisions(visit.tx, &visit.actor, &audience, of)?,
                audience: audience.name,
                update,
            })
        })
        .await;
    answer::found(&caller, found)
}
