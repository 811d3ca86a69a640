//! Whom we build for: personas, and one of them with its jobs, pains and gains and the words that stand behind them.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::market::personas::queries::{self, Backing, PersonaRow, QuoteChoice};
use domain::market::personas::{EntryKind, Persona, PersonaEntry};
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;
use serde::{Deserialize, Serialize};

use super::tabs::Tabs;
use crate::answer;
use crate::caller::Caller;
use crate::line::history::{Entry, of_item};
use crate::shell::{Frame, Here, hue, initials, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// The number of the persona that is shown in whole; the first one, if left out.
    #[serde(default)]
    open: Option<i64>,
}

/// The jobs, the pains or the gains of a persona.
struct Side<'e> {
    kind: EntryKind,
    heading: &'static str,
    /// What is asked for.
    hint: &'static str,
    entries: Vec<&'e PersonaEntry>,
}

#[derive(Template)]
#[template(path = "market/personas.html")]
struct PersonasPage {
    frame: Frame,
    tabs: Tabs,
    is_opened: bool,
    personas: Vec<PersonaRow>,
    open: Option<Persona>,
    entries: Vec<PersonaEntry>,
    backings: Vec<Backing>,
    choices: Vec<QuoteChoice>,
    history: Vec<Entry>,
    may_set: bool,
    may_discover: bool,
}

impl PersonasPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let (tx, actor) = (visit.tx, &visit.actor);
        let personas = queries::personas(tx, actor)?;
        let number = asked.open.or(personas.first().map(|row| row.number));
        let open = number.map(|number| queries::persona(tx, actor, number)).transpose()?;
        let (mut entries, mut backings, mut history) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(persona) = &open {
            entries = queries::entries(tx, actor, persona.id)?;
            backings = queries::backings(tx, actor, persona.id)?;
            history = of_item(visit, persona.id.0, HISTORY_SHOWN)?;
        }
        let is_open = open.as_ref().is_some_and(|persona| persona.archived_at.is_none());
        let may_discover = is_open && actor.may(Permission::DiscoverNeeds, product.id);
        let mut frame = Frame::of_product(visit, &product, Here::Market, &["quote", "persona_quote"])?;
        frame.shows.push_str(" persona persona_entry");
        Ok(Self {
            frame,
            tabs: Tabs::read(visit)?,
            is_opened: asked.open.is_some(),
            choices: if may_discover { queries::choices(tx, actor, product.id)? } else { Vec::new() },
            personas,
            open,
            entries,
            backings,
            history,
            may_set: actor.may_in_workspace(Permission::SetDirection),
            may_discover,
        })
    }

    fn url(&self, number: &i64) -> String {
        format!("{}/market/personas?open={number}", self.frame.base())
    }

    fn is_open(&self, number: &i64) -> bool {
        self.open.as_ref().is_some_and(|open| open.number == *number)
    }

    fn may_edit(&self) -> bool {
        self.may_set && self.open.as_ref().is_some_and(|persona| persona.archived_at.is_none())
    }

    fn sides(&self) -> Vec<Side<'_>> {
        let of = |kind, heading, hint| Side {
            kind,
            heading,
            hint,
            entries: self.entries.iter().filter(|entry| entry.kind == kind).collect(),
        };
        vec![
            of(EntryKind::Job, "Jobs", "What they want to get done"),
            of(EntryKind::Pain, "Pains", "What stands in their way"),
            of(EntryKind::Gain, "Gains", "What they would be glad of"),
        ]
    }

    fn behind(&self, entry: &PersonaEntry) -> Vec<&Backing> {
        self.backings.iter().filter(|backing| backing.persona_entry_id == entry.id).collect()
    }

    /// Quotes that do not stand behind the entry yet.
    fn others(&self, entry: &PersonaEntry) -> Vec<&QuoteChoice> {
        let behind = self.behind(entry);
        self.choices.iter().filter(|choice| behind.iter().all(|one| one.quote_id != choice.id)).collect()
    }

    /// `7 of 11 entries backed by what somebody said`.
    fn backed(&self) -> String {
        let backed = self.entries.iter().filter(|entry| !self.behind(entry).is_empty()).count();
        format!("{backed} of {}", self.entries.len())
    }

    fn said(&self, backing: &Backing) -> String {
        backing.customer.clone().unwrap_or_else(|| "Somebody".into())
    }

    fn said_by(&self, choice: &QuoteChoice) -> String {
        let words: String = choice.passage.chars().take(80).collect();
        let more = if choice.passage.chars().count() > 80 { "…" } else { "" };
        format!("{}: {words}{more}", choice.customer.as_deref().unwrap_or("Somebody"))
    }
}

/// Where a persona is shown: in the market of the first product.
pub fn place_of(visit: &Visit<'_>, number: i64) -> Result<String> {
    let product = visit.products().first().found("product")?;
    Ok(format!("/{}/{}/market/personas?open={number}", visit.workspace.slug, product.prefix))
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&PersonasPage::load(visit, &prefix, &asked)?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}

pub async fn api(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller.visit(slug, |visit| queries::personas(visit.tx, &visit.actor)).await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    persona: Persona,
    entries: Vec<PersonaEntry>,
    backings: Vec<Backing>,
}

pub async fn api_one(caller: Caller, Path((slug, prefix, number)): Path<(String, String, i64)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            visit.product(&prefix)?;
            let persona = queries::persona(visit.tx, &visit.actor, number)?;
            let entries = queries::entries(visit.tx, &visit.actor, persona.id)?;
            let backings = queries::backings(visit.tx, &visit.actor, persona.id)?;
            Ok(Whole { persona, entries, backings })
        })
        .await;
    answer::found(&caller, found)
}
