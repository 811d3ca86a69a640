//! To whom we speak: a list, and one audience in whole beside it.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::communication::audiences::queries;
use domain::communication::audiences::{Audience, Dates, DeliveryStage};
use domain::communication::publications::issue_audience_link::IssueAudienceLink;
use domain::communication::publications::queries::LinkRow;
use domain::people::Product;
use domain::people::queries::{PersonListed, people};
use domain::people::sessions::token_hash;
use domain::roadmap::{Decision, Horizon};
use domain::spine::actor::Door;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;
use domain::spine::rights::{Permission, Role};
use serde::{Deserialize, Serialize};

use super::whole::Whole;
use crate::answer;
use crate::caller::Caller;
use crate::commands::pairs;
use crate::communication::publications::shown::{horizon_word, stage_word};
use crate::house::secret;
use crate::roadmap::facts::decision;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 5] = ["audience", "audience_person", "audience_item", "audience_link", "publication"];

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// The number of the audience that is shown in whole; the first one, if left out.
    #[serde(default)]
    open: Option<i64>,
}

#[derive(Template)]
#[template(path = "communication/audiences/audiences.html")]
struct AudiencesPage {
    frame: Frame,
    product: Product,
    rows: Vec<Audience>,
    open: Option<Whole>,
    /// Who could be added by name.
    people: Vec<PersonListed>,
    segments: Vec<String>,
    now: Timestamp,
    /// A link that was just made: shown this once.
    fresh: Option<String>,
    may_tell: bool,
}

impl AudiencesPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked, fresh: Option<String>) -> Result<Self> {
        let product = visit.product(prefix)?;
        let rows = queries::audiences(visit.tx, &visit.actor, product.id)?;
        let may_tell = visit.actor.may(Permission::TellAudiences, product.id);
        let open = match asked.open.or_else(|| rows.first().map(|row| row.number)) {
            Some(number) => {
                let audience = queries::audience(visit.tx, &visit.actor, product.id, number)?;
                Some(Whole::read(visit, &product, audience, may_tell)?)
            }
            None => None,
        };
        let (people, segments) = if may_tell {
            (
                visit.tx.together(people(&visit.actor, product.id)?)?,
                queries::segments_known(visit.tx, &visit.actor)?,
            )
        } else {
            (Vec::new(), Vec::new())
        };
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Updates, &SHOWS)?,
            rows,
            open,
            people,
            segments,
            now: visit.now,
            fresh,
            may_tell,
            product,
        })
    }

    fn url(&self, number: &i64) -> String {
        format!("{}/audiences?open={number}", self.frame.base())
    }

    fn is_open(&self, number: &i64) -> bool {
        self.open.as_ref().is_some_and(|open| open.audience.number == *number)
    }

    fn may_write(&self, audience: &Audience) -> bool {
        self.may_tell && audience.archived_at.is_none()
    }

    /// "stakeholders, owners; customers in Craft; everybody".
    fn belongs(&self, audience: &Audience) -> String {
        let mut told: Vec<String> = Vec::new();
        if audience.is_public {
            told.push("everybody".into());
        }
        told.extend(audience.roles().into_iter().map(|role| role_word(&role).to_lowercase()));
        told.extend(audience.segments().into_iter().map(|segment| format!("customers in {segment}")));
        if told.is_empty() { "only who is added by name".into() } else { told.join(", ") }
    }

    /// "dates to the month, goals, no demand".
    fn sees(&self, audience: &Audience) -> String {
        let horizons: Vec<&str> = audience.horizons().iter().map(|horizon| horizon.as_str()).collect();
        let horizons =
            if horizons.is_empty() { "nothing of the roadmap".into() } else { horizons.join(", ") };
        let goals = if audience.shows_goals { "goals" } else { "no goals" };
        let demand = if audience.shows_demand { "demand" } else { "no demand" };
        format!("{horizons}; {}; {goals}; {demand}", dates_word(&audience.dates).to_lowercase())
    }

    fn could_add(&self, open: &Whole) -> Vec<&PersonListed> {
        let is_in =
            |person: &&PersonListed| !open.reached.iter().any(|one| one.id == person.id && one.by_name);
        self.people.iter().filter(is_in).collect()
    }

    fn segments_left(&self, audience: &Audience) -> Vec<&String> {
        self.segments.iter().filter(|known| !audience.segments().contains(&known.as_str())).collect()
    }

    fn holds(&self, audience: &Audience, role: &Role) -> bool {
        audience.roles().contains(role)
    }

    fn sees_horizon(&self, audience: &Audience, horizon: &Horizon) -> bool {
        audience.horizons().contains(horizon)
    }

    fn sees_decision(&self, audience: &Audience, decision: &Decision) -> bool {
        audience.decisions().contains(decision)
    }

    fn sees_stage(&self, audience: &Audience, stage: &DeliveryStage) -> bool {
        audience.stages().contains(stage)
    }

    /// "until 3 Mar 2027", "ran out", "revoked".
    fn holds_until(&self, link: &LinkRow) -> String {
        let day = |at: Timestamp| at.day_in(&self.product.time_zone).strftime("%-d %b %Y").to_string();
        match link.archived_at {
            Some(at) => format!("revoked {}", day(at)),
            None if link.expires_at <= self.now => format!("ran out {}", day(link.expires_at)),
            None => format!("opens until {}", day(link.expires_at)),
        }
    }

    fn still_opens(&self, link: &LinkRow) -> bool {
        link.archived_at.is_none() && link.expires_at > self.now
    }
}

fn role_word(role: &Role) -> &'static str {
    match role {
        Role::Manager => "Managers",
        Role::Owner => "Owners",
        Role::Team => "The team",
        Role::Stakeholder => "Stakeholders",
    }
}

fn dates_word(dates: &Dates) -> &'static str {
    match dates {
        Dates::Day => "Dates to the day",
        Dates::Month => "Dates to the month",
        Dates::Quarter => "Dates to the quarter",
        Dates::Never => "No dates",
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    shown(&caller, slug, prefix, asked, None).await
}

async fn shown(
    caller: &Caller,
    slug: String,
    prefix: String,
    asked: Asked,
    fresh: Option<String>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            let page = AudiencesPage::load(visit, &prefix, &asked, fresh.clone())?;
            answer::render(&page, visit.language)
        })
        .await;
    answer::page(caller, done)
}

#[derive(Clone, Default, Deserialize)]
struct NewLink {
    #[serde(default)]
    name: String,
    #[serde(default)]
    days: String,
}

/// Makes a secret link and shows it, this once, on the page that answers.
pub async fn issue_link(
    caller: Caller,
    Path((slug, prefix, number)): Path<(String, String, i64)>,
    body: Bytes,
) -> Response {
    let asked: NewLink = serde_html_form::from_bytes(&body).unwrap_or_default();
    let place = prefix.clone();
    let audience = caller
        .visit(slug.clone(), move |visit| {
            let product = visit.product(&place)?;
            Ok(queries::audience(visit.tx, &visit.actor, product.id, number)?.id)
        })
        .await;
    let token = secret();
    let made = match audience {
        Ok(audience) => {
            let days = asked.days.trim().parse().unwrap_or_default();
            let command =
                IssueAudienceLink { audience, name: asked.name, days, token_hash: token_hash(&token) };
            caller.run(slug.clone(), Door::Form, command).await.map(drop)
        }
        Err(failure) => Err(failure),
    };
    match made {
        Ok(()) => {
            let fresh = format!("{}/{slug}/shared/{token}", caller.origin);
            shown(&caller, slug, prefix, Asked { open: Some(number) }, Some(fresh)).await
        }
        Err(failure) => answer::refuse(&caller, &failure, &pairs(&body)),
    }
}

#[derive(Serialize)]
struct Told {
    key: String,
    #[serde(flatten)]
    audience: Audience,
}

pub async fn api(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            let all = queries::audiences(visit.tx, &visit.actor, product.id)?.into_iter();
            let told = |audience: Audience| Told { key: format!("{prefix}-{}", audience.number), audience };
            Ok(all.map(told).collect::<Vec<_>>())
        })
        .await;
    answer::found(&caller, found)
}
