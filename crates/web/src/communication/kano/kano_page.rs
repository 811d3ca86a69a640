//! The public page behind the link of a survey: how somebody would feel with something, and without it.

use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::communication::kano::Feeling;
use domain::communication::kano::give_kano_answer::GiveKanoAnswer;
use domain::communication::kano::queries::{KanoQuestion, question};
use domain::communication::stop_writing::StopWriting;
use domain::spine::actor::{Actor, Door};
use domain::spine::refusal::{Failure, Refusal, Result};
use domain::spine::run::run;
use serde::Deserialize;

use crate::answer;
use crate::caller::{Caller, Wants};
use crate::commands::pairs;
use crate::communication::too_often::{Measure, refuse_too_often};
use crate::words::{Language, filters};

/// How often answers come in within an hour: a firm may sit behind one address.
const MEASURE: Measure = Measure { by_address: 60, in_all: 3_000 };

/// One of the two questions.
struct Asked {
    /// As the form names it.
    field: &'static str,
    words: &'static str,
    chosen: Option<Feeling>,
    /// Why it was not taken.
    refused: Option<String>,
}

#[derive(Template)]
#[template(path = "communication/kano/kano.html")]
struct KanoPage {
    assets: String,
    theme: String,
    question: KanoQuestion,
    asked: [Asked; 2],
}

impl KanoPage {
    /// What was typed stands in the place of what was answered, where it is refused.
    fn of(caller: &Caller, question: KanoQuestion, typed: Option<(&Answered, &Refusal)>) -> Self {
        let asked = |field: &'static str, words, stands, typed: Option<(&str, &Refusal)>| Asked {
            field,
            words,
            chosen: typed.map_or(stands, |(word, _)| Feeling::parse(word)),
            refused: typed
                .filter(|(_, refusal)| refusal.field() == Some(field))
                .map(|(_, refusal)| refusal.to_string()),
        };
        let (with_it, without_it) = (
            typed.map(|(typed, refusal)| (typed.with_it.as_str(), refusal)),
            typed.map(|(typed, refusal)| (typed.without_it.as_str(), refusal)),
        );
        Self {
            assets: caller.house.assets.root.clone(),
            theme: caller.cookies.theme.clone().unwrap_or_default(),
            asked: [
                asked("with_it", "If you had this, how would you feel?", question.with_it, with_it),
                asked(
                    "without_it",
                    "If you did not have it, how would you feel?",
                    question.without_it,
                    without_it,
                ),
            ],
            question,
        }
    }

    fn is_open(&self) -> bool {
        self.question.ended_at.is_none()
    }

    /// What they said to both questions, once they did.
    fn said(&self) -> Option<(&'static str, &'static str)> {
        Some((self.question.with_it?.said(), self.question.without_it?.said()))
    }
}

impl Asked {
    fn is(&self, feeling: &Feeling) -> bool {
        self.chosen == Some(*feeling)
    }
}

/// Shows both questions, and the answer once there is one. Opening it writes nothing: mail programs open links, too.
pub async fn show(caller: Caller, Path((slug, token)): Path<(String, String)>) -> Response {
    let now = caller.house.clock.now();
    let found = caller.read(move |tx| question(tx, &slug, &token, now)).await;
    let rendered = found
        .and_then(|question| answer::render(&KanoPage::of(&caller, question, None), Language::default()));
    answer::page(&caller, rendered)
}

#[derive(Clone, Default, Deserialize)]
struct Answered {
    #[serde(default)]
    with_it: String,
    #[serde(default)]
    without_it: String,
    /// Anything: they do not wish to be written to again.
    #[serde(default)]
    stop: String,
}

/// Keeps the answer of whoever holds the link.
pub async fn answer(caller: Caller, Path((slug, token)): Path<(String, String)>, body: Bytes) -> Response {
    let answered: Answered = serde_html_form::from_bytes(&body).unwrap_or_default();
    let (place, now) = (format!("/{slug}/kano/{token}"), caller.house.clock.now());
    let (asked, by) = (slug.clone(), token.clone());
    let question = match caller.read(move |tx| question(tx, &asked, &by, now)).await {
        Ok(question) => question,
        Err(failure) => return answer::refuse(&caller, &failure, &pairs(&body)),
    };
    match keep(&caller, (slug, token), &question, &answered).await {
        // On a phone the thanks stand below both questions.
        Ok(()) if answered.stop.is_empty() => answer::see_other(&format!("{place}#thanks")),
        Ok(()) => answer::see_other(&place),
        Err(Failure::Refused(refusal @ Refusal::Invalid { .. })) if caller.wants == Wants::Page => {
            let page = KanoPage::of(&caller, question, Some((&answered, &refusal)));
            let rendered = answer::render(&page, Language::default());
            (StatusCode::UNPROCESSABLE_ENTITY, answer::page(&caller, rendered)).into_response()
        }
        Err(failure) => answer::refuse(&caller, &failure, &pairs(&body)),
    }
}

async fn keep(
    caller: &Caller,
    (slug, token): (String, String),
    asked: &KanoQuestion,
    answered: &Answered,
) -> Result<()> {
    let (workspace, moment, now) = (asked.workspace_id, caller.house.moment(), caller.house.clock.now());
    refuse_too_often(caller, workspace, &format!("kano {workspace}"), MEASURE).await?;
    let program = Actor::program(workspace, Door::Form);
    if !answered.stop.is_empty() {
        let command = StopWriting { contact: asked.contact_id };
        return caller
            .write(workspace.0, move |tx| run(tx, &program, &moment.again(), &command).map(drop))
            .await;
    }
    let with_it = feeling("with_it", &answered.with_it)?;
    let without_it = feeling("without_it", &answered.without_it)?;
    caller
        .write(workspace.0, move |tx| {
            // Opened again inside the write: the link may have run out meanwhile.
            let answer = question(tx, &slug, &token, now)?.answer_id;
            let command = GiveKanoAnswer { answer, with_it, without_it };
            run(tx, &program, &moment.again(), &command).map(drop)
        })
        .await
}

fn feeling(field: &'static str, word: &str) -> Result<Feeling> {
    match Feeling::parse(word) {
        Some(feeling) => Ok(feeling),
        None => Refusal::invalid(field, "Choose one of the five answers."),
    }
}
