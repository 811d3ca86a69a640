//! The public page behind the link of a question: did it help?

use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use domain::communication::Answer;
use domain::communication::give_response::GiveResponse;
use domain::communication::responses::{self, OwnWords, Question};
use domain::communication::stop_writing::StopWriting;
use domain::spine::actor::{Actor, Door};
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Refusal, Result};
use domain::spine::run::run;
use serde::Deserialize;

use super::portal_page::refuse_public;
use crate::answer;
use crate::caller::Caller;
use crate::commands::pairs;
use crate::words::{Language, filters};

#[derive(Template)]
#[template(path = "communication/respond.html")]
struct RespondPage {
    assets: String,
    theme: String,
    question: Question,
    /// What they said that led here.
    words: Option<OwnWords>,
}

impl RespondPage {
    /// "You asked for this in February. It is in Invoicing since 3 November."
    fn lead(&self) -> String {
        let asked = self.words.as_ref().map(|words| self.told(&words.said_at, "%B %Y"));
        let asked = asked.map_or(String::new(), |month| format!("You asked for this in {month}. "));
        let since = self.question.released_at.map(|at| self.told(&at, "%-d %B"));
        let since = since.map_or("now".into(), |day| format!("since {day}"));
        format!("{asked}It is in {} {since}.", self.question.product)
    }

    fn told(&self, at: &Timestamp, form: &str) -> String {
        at.day_in(&self.question.time_zone).strftime(form).to_string()
    }

    fn is(&self, word: &str) -> bool {
        self.question.answer.is_some_and(|answer| answer.as_str() == word)
    }

    fn said(&self) -> &'static str {
        match self.question.answer {
            Some(Answer::Yes) => "yes",
            Some(Answer::Partly) => "partly",
            Some(Answer::No) => "no",
            None => "",
        }
    }
}

/// Shows the question, and the answer once there is one. Opening it writes nothing: mail programs open links, too.
pub async fn show(caller: Caller, Path((slug, token)): Path<(String, String)>) -> Response {
    let now = caller.house.clock.now();
    let found = caller
        .read(move |tx| {
            let question = responses::question(tx, &slug, &token, now)?;
            let words = responses::said_before(tx, &question)?;
            Ok((question, words))
        })
        .await;
    let rendered = found.and_then(|(question, words)| {
        let page = RespondPage {
            assets: caller.house.assets.root.clone(),
            theme: caller.cookies.theme.clone().unwrap_or_default(),
            question,
            words,
        };
        answer::render(&page, Language::default())
    });
    answer::page(&caller, rendered)
}

#[derive(Clone, Default, Deserialize)]
struct Answered {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    body: String,
    /// Anything: they do not wish to be written to again.
    #[serde(default)]
    stop: String,
}

/// Keeps the answer of whoever holds the link.
pub async fn answer(caller: Caller, Path((slug, token)): Path<(String, String)>, body: Bytes) -> Response {
    let answered: Answered = serde_html_form::from_bytes(&body).unwrap_or_default();
    let place = format!("/{slug}/respond/{token}");
    match keep(&caller, slug, token, answered).await {
        Ok(()) => answer::see_other(&place),
        Err(failure) => answer::refuse(&caller, &failure, &pairs(&body)),
    }
}

async fn keep(caller: &Caller, slug: String, token: String, answered: Answered) -> Result<()> {
    let (now, moment) = (caller.house.clock.now(), caller.house.moment());
    let (wanted, place) = (token.clone(), slug.clone());
    let question = caller.read(move |tx| responses::question(tx, &place, &wanted, now)).await?;
    refuse_public(caller, question.workspace_id).await?;
    let (workspace, program) = (question.workspace_id.0, Actor::program(question.workspace_id, Door::Form));
    if !answered.stop.is_empty() {
        let command = StopWriting { contact: question.contact_id };
        return caller
            .write(workspace, move |tx| run(tx, &program, &moment.again(), &command).map(drop))
            .await;
    }
    let Some(answer) = Answer::parse(&answered.answer) else {
        return Refusal::invalid("answer", "Choose yes, partly or no.");
    };
    caller
        .write(workspace, move |tx| {
            // Opened again inside the write: the link may have run out, or the answer been given, meanwhile.
            let response = responses::question(tx, &slug, &token, now)?.response_id;
            let command = GiveResponse { response, answer, body: answered.body.clone() };
            run(tx, &program, &moment.again(), &command).map(drop)
        })
        .await
}
