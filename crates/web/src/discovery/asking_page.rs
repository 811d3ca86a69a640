//! Who may ask for a need as well: what was said in its words, each passage to be linked with one key.

use std::sync::PoisonError;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::discovery::asking::{Found, Offered, asking};
use domain::discovery::{FeedbackState, Need};
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use serde::{Deserialize, Serialize};

use super::need_page::by_key;
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// Characters that are asked for at most.
const WORDS_MAX: usize = 200;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// Other words than those of the need's title.
    #[serde(default)]
    words: String,
}

impl Asked {
    fn words(&self) -> Option<String> {
        Some(self.words.trim().chars().take(WORDS_MAX).collect()).filter(|own: &String| !own.is_empty())
    }
}

#[derive(Template)]
#[template(path = "discovery/asking.html")]
struct AskingPage {
    frame: Frame,
    key: String,
    need: Need,
    /// Words of one's own.
    words: Option<String>,
    /// None while what was said is being read.
    found: Option<Found>,
    may_discover: bool,
}

fn found(visit: &Visit<'_>, need: &Need, words: Option<&str>) -> Result<Option<Found>> {
    let Some(said) = visit.caller.house.similar_kept.of(visit, need.product_id)? else { return Ok(None) };
    let said = said.read().unwrap_or_else(PoisonError::into_inner);
    asking(visit.tx, &visit.actor, need, (words, &said)).map(Some)
}

impl AskingPage {
    fn load(visit: &Visit<'_>, key: &str, asked: &Asked) -> Result<Self> {
        let (product, need) = by_key(visit, key)?;
        let words = asked.words();
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Needs, &["need", "quote", "feedback"])?,
            key: key.to_owned(),
            found: found(visit, &need, words.as_deref())?,
            may_discover: visit.actor.may(Permission::DiscoverNeeds, product.id)
                && need.archived_at.is_none(),
            words,
            need,
        })
    }

    fn day(&self, one: &Offered) -> String {
        one.feedback.said_at.day_in("UTC").strftime("%-d %b %Y").to_string()
    }

    fn revenue(&self, one: &Offered) -> String {
        one.feedback.revenue_minor.map(|minor| format!("{} a year", money(minor, "EUR"))).unwrap_or_default()
    }

    fn says_more(&self, one: &Offered) -> bool {
        one.feedback.body.trim() != one.passage
    }

    /// The first of all: one key links it.
    fn is_first(&self, one: &Offered) -> bool {
        let all = self.found.iter().flat_map(|found| found.in_words.iter().chain(&found.like_passages));
        all.take(1).any(|first| first.feedback.id == one.feedback.id)
    }

    /// What became of it so far.
    fn became(&self, one: &Offered) -> &'static str {
        match one.feedback.state {
            FeedbackState::New => "",
            FeedbackState::Linked => "leads to another need",
            _ => "put aside",
        }
    }
}

/// `GET /{workspace}/asking/{key}`
pub async fn show(
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let load =
        move |visit: &Visit<'_>| answer::render(&AskingPage::load(visit, &key, &asked)?, visit.language);
    answer::page(&caller, caller.visit(slug, load).await)
}

#[derive(Serialize)]
struct Told {
    key: String,
    /// Whether what was said is being read for the first time: then nothing is told yet.
    is_being_read: bool,
    #[serde(flatten)]
    found: Found,
}

/// `GET /api/v1/{workspace}/needs/{key}/asking`
pub async fn told(
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let load = move |visit: &Visit<'_>| {
        let (_, need) = by_key(visit, &key)?;
        let found = found(visit, &need, asked.words().as_deref())?;
        let is_being_read = found.is_none();
        Ok(Told { key: key.clone(), is_being_read, found: found.unwrap_or_default() })
    };
    answer::found(&caller, caller.visit(slug, load).await)
}
