//! The studies of a product, and one of them in whole with its interviews and what they yielded.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::discovery::quotes::QuoteRow;
use domain::discovery::research::queries::{self, ContactChoice, InterviewRow, StudyRow};
use domain::discovery::research::{Method, Study, StudyState};
use domain::market::queries::{CustomerRow, customers};
use domain::people::Product;
use domain::spine::moment::Day;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use serde::Deserialize;

use super::{consent_word, day, with_whom};
use crate::answer;
use crate::caller::Caller;
use crate::line::history::{Entry, of_item};
use crate::shell::{Frame, Here, hue, initials, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;
const SHOWS: [&str; 5] = ["study", "interview", "feedback", "quote", "need"];

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// The number of the study that is shown in whole; the newest one, if left out.
    #[serde(default)]
    open: Option<i64>,
}

/// A need with what was said of it in the interviews of a study.
struct Yield<'q> {
    need: &'q QuoteRow,
    quotes: Vec<&'q QuoteRow>,
}

#[derive(Template)]
#[template(path = "discovery/research/studies.html")]
struct StudiesPage {
    frame: Frame,
    product: Product,
    is_opened: bool,
    studies: Vec<StudyRow>,
    open: Option<Study>,
    interviews: Vec<InterviewRow>,
    quotes: Vec<QuoteRow>,
    history: Vec<Entry>,
    contacts: Vec<ContactChoice>,
    customers: Vec<CustomerRow>,
    today: Day,
    may_discover: bool,
}

impl StudiesPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let (tx, actor) = (visit.tx, &visit.actor);
        let studies = queries::studies(tx, actor, product.id)?;
        let number = asked.open.or(studies.first().map(|study| study.number));
        let open = number.map(|number| queries::study(tx, actor, product.id, number)).transpose()?;
        let may_discover = actor.may(Permission::DiscoverNeeds, product.id);
        let (mut interviews, mut quotes, mut history) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(study) = &open {
            interviews = queries::interviews(tx, actor, study)?;
            quotes = queries::quotes_of_study(tx, actor, study)?;
            history = of_item(visit, study.id.0, HISTORY_SHOWN)?;
        }
        let asks = may_discover && open.is_some();
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Research, &SHOWS)?,
            is_opened: asked.open.is_some(),
            contacts: if asks { queries::contacts(tx, actor, product.id)? } else { Vec::new() },
            customers: if asks { customers(tx, actor)? } else { Vec::new() },
            today: Day::of(visit.now.day_in(&product.time_zone)),
            studies,
            open,
            interviews,
            quotes,
            history,
            may_discover,
            product,
        })
    }

    fn url(&self, number: &i64) -> String {
        format!("{}/research?open={number}", self.frame.base())
    }

    fn is_open(&self, number: &i64) -> bool {
        self.open.as_ref().is_some_and(|open| open.number == *number)
    }

    /// `2 interviews, 3 quotes`.
    fn held(&self, row: &StudyRow) -> String {
        format!("{}, {}", counted(row.interviews, "interview"), counted(row.quotes, "quote"))
    }

    fn yields(&self) -> Vec<Yield<'_>> {
        let needs = self.quotes.chunk_by(|one, next| one.need_id == next.need_id);
        needs
            .filter_map(|quotes| Some(Yield { need: quotes.first()?, quotes: quotes.iter().collect() }))
            .collect()
    }

    fn found(&self) -> String {
        let needs = self.yields().len() as i64;
        format!("{}, {}", counted(self.quotes.len() as i64, "quote"), counted(needs, "need"))
    }

    fn day(&self, row: &InterviewRow) -> String {
        day(row.held_on)
    }

    fn said(&self, row: &InterviewRow) -> String {
        match (row.has_notes, row.quotes) {
            (false, _) if row.held_on > self.today => "still to come".into(),
            (false, _) => "no notes yet".into(),
            (true, 0) => "notes, nothing linked yet".into(),
            (true, quotes) => counted(quotes, "quote"),
        }
    }

    fn speaker<'q>(&self, quote: &'q QuoteRow) -> &'q str {
        quote.customer.as_deref().unwrap_or("Somebody")
    }

    /// A new interview begins with nobody.
    fn is_with(&self, _: &ContactChoice) -> bool {
        false
    }

    fn is_of(&self, _: &CustomerRow) -> bool {
        false
    }

    /// The texts of the study: the field, how the page calls it, what stands there.
    fn texts<'s>(&self, study: &'s Study) -> [(&'static str, &'static str, &'s str); 3] {
        [
            ("people", "Whom we look for", &study.people),
            ("plan", "Plan", &study.plan),
            ("findings", "What was found", &study.findings),
        ]
    }
}

fn counted(n: i64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Where a study is read: among the studies of its product.
pub fn place_of(visit: &Visit<'_>, prefix: &str, number: i64) -> String {
    format!("/{}/{prefix}/research?open={number}", visit.workspace.slug)
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&StudiesPage::load(visit, &prefix, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}
