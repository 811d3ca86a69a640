//! Why a story stands where it stands. The backlog shows the same in a card.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::backlog::waiting::Linked;
use domain::backlog::{Purpose, State, Story};
use domain::discovery::demand::Demand;
use domain::people::Product;
use domain::roadmap::Feature;
use domain::roadmap::queries::demand_of_feature;
use domain::spine::item::Item;
use domain::spine::moment::Day;
use domain::spine::refusal::Result;
use domain::sprint::before::AHEAD_MAX;
use domain::sprint::plan::queries::{self, Inputs};
use domain::sprint::reasons::{Done, Place, Reasons, reasons};
use serde::Serialize;

use crate::answer;
use crate::backlog::by_key;
use crate::caller::Caller;
use crate::roadmap::score::{Score, amount};
use crate::shell::{Frame, Here, money, thousands};
use crate::sprint::forecast::{away_told, day_told};
use crate::sprint::plan::parts;
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 12] = [
    "story",
    "sprint",
    "dependency",
    "sprint_pin",
    "plan_search",
    "feature",
    "feature_need",
    "score_amount",
    "quote",
    "customer",
    "team_member",
    "absence",
];

/// The feature that a story builds or mends.
#[derive(Serialize)]
struct Worth {
    number: i64,
    title: String,
    score: Score,
    demand: Demand,
}

/// What the best plan of the next sprint says of a story.
#[derive(Serialize)]
struct InNext {
    sprint: i64,
    planned: bool,
    reason: String,
}

/// Everything that is told of a story.
#[derive(Serialize)]
struct Told {
    key: String,
    #[serde(flatten)]
    reasons: Reasons,
    /// None where it belongs to no feature.
    feature: Option<Worth>,
    /// None where a plan over several sprints says it, no sprint is planned, or the story is not to choose from.
    next_sprint: Option<InNext>,
}

/// What is read in one transaction, and what is still to be asked of the planner.
struct Read {
    story: Story,
    product: Product,
    told: Told,
    next: Option<(i64, Inputs)>,
}

impl Read {
    fn of(visit: &Visit<'_>, key: &str) -> Result<Self> {
        let story = by_key(visit, key)?;
        let product = visit.product(key.rsplit_once('-').map_or("", |(prefix, _)| prefix))?;
        let reasons = reasons(visit.tx, &visit.actor, (&product, &story), visit.now)?;
        let asks = reasons.plan.is_none() && reasons.place.is_some();
        let next = if asks { next(visit, &product)? } else { None };
        let feature = worth(visit, &product, &story)?;
        let told = Told { key: key.to_owned(), reasons, feature, next_sprint: None };
        Ok(Self { story, product, told, next })
    }

    /// Asked off the async threads and outside of any transaction.
    async fn finished(mut self) -> Self {
        if let Some((sprint, inputs)) = self.next.take()
            && let Some(found) = parts::reason_of(inputs, self.story.id).await
        {
            self.told.next_sprint = Some(InNext { sprint, planned: found.planned, reason: found.reason });
        }
        self
    }
}

fn worth(visit: &Visit<'_>, product: &Product, story: &Story) -> Result<Option<Worth>> {
    let feature = story.feature_id.map(|id| Feature::load(visit.tx, visit.actor.workspace, id.0));
    let Some(feature) = feature.transpose()?.flatten().filter(|feature| feature.archived_at.is_none()) else {
        return Ok(None);
    };
    Ok(Some(Worth {
        score: Score::of(visit, product, &feature)?,
        demand: demand_of_feature(visit.tx, &visit.actor, &feature)?,
        number: feature.number,
        title: feature.title,
    }))
}

/// The next sprint to plan, and what its plan is made from.
fn next(visit: &Visit<'_>, product: &Product) -> Result<Option<(i64, Inputs)>> {
    let Some(sprint) = queries::planned(visit.tx, &visit.actor, product.id)? else { return Ok(None) };
    let inputs = queries::inputs(visit.tx, &visit.actor, &sprint, &product.prefix)?;
    Ok(Some((sprint.number, inputs)))
}

impl Worth {
    /// "9 customers, €186k a year, each counted once, the largest pays 62% of it".
    fn asked(&self) -> String {
        let Demand { accounts, revenue_minor, .. } = self.demand;
        let customers = match accounts {
            0 => return "Nobody whom we know asks for it yet.".into(),
            1 => "One customer asks for it".to_owned(),
            several => format!("{several} customers ask for it, each counted once"),
        };
        let top = self.demand.top_percent();
        let top = top.map(|percent| format!(", the largest {percent}% of it")).unwrap_or_default();
        format!("{customers}: {} a year{top}.", money(revenue_minor, "EUR"))
    }

    /// "6.4: reach 400, impact 2, confidence 80%, effort 3".
    fn scored(&self) -> Option<String> {
        let shown = self.score.shown()?;
        let percent = |is| if is { "%" } else { "" };
        let term = |one: &crate::roadmap::score::Amount| {
            let written = one.amount.as_ref().map(amount)?;
            Some(format!("{} {written}{}", one.label().to_lowercase(), percent(one.is_percent())))
        };
        let terms: Vec<String> = self.score.terms.iter().filter_map(term).collect();
        Some(format!("{shown}: {}", terms.join(", ")))
    }
}

#[derive(Template)]
#[template(path = "sprint/reasons/reasons.html")]
struct ReasonsPage {
    frame: Frame,
    story: Story,
    told: Told,
    prefix: String,
    today: Day,
}

impl ReasonsPage {
    /// "Third place of 41 to do".
    fn stands(&self, place: &Place) -> String {
        let Place { place, of, .. } = place;
        if *place >= AHEAD_MAX {
            return format!("Behind the first {} of {} to do", thousands(&AHEAD_MAX), thousands(of));
        }
        match place {
            1 => format!("First of {} to do", thousands(of)),
            place => format!("Place {} of {} to do", thousands(place), thousands(of)),
        }
    }

    fn state(&self) -> &'static str {
        match (self.story.archived_at.is_some(), self.story.state) {
            (true, _) => "It is archived and counts nowhere.",
            (_, State::Proposed) => "It is only proposed, and stands nowhere before it is taken in.",
            (_, State::Doing) => "It is being built, before whatever is still to do.",
            (_, State::Done) => "It is built and waits to be accepted.",
            (_, State::Accepted) => "It is accepted.",
            (_, State::Todo) => "",
        }
    }

    fn day(&self, day: &Option<Day>) -> String {
        day.map_or_else(|| "later than in five years".into(), |day| day_told(day, self.today))
    }

    /// "37% by the end of sprint 14".
    fn by_then(&self, done: &Done) -> String {
        let percent = done.until_percent;
        match done.until.sprint {
            Some(sprint) => format!("{percent}% by the end of sprint {sprint}"),
            None => format!("{percent}% within four weeks"),
        }
    }

    fn without_feature(&self) -> &'static str {
        match self.story.purpose {
            None => "Nobody has said what it is for.",
            Some(Purpose::Feature) => "It is to build a feature, and nobody has said which.",
            Some(Purpose::Defect) => "It mends a defect; in a plan its place is its value.",
            Some(Purpose::Upkeep) => "It is upkeep; in a plan its place is its value.",
            Some(Purpose::Obligation) => "It is an obligation; in a plan its place is its value.",
        }
    }

    fn waits(&self) -> Vec<&Linked> {
        self.told.reasons.linked.iter().filter(|other| !other.waits).collect()
    }

    fn waited_for(&self) -> Vec<&Linked> {
        self.told.reasons.linked.iter().filter(|other| other.waits).collect()
    }

    fn item(&self, number: &i64) -> String {
        format!("/{}/items/{}-{number}", self.frame.slug, self.prefix)
    }

    /// "24 November".
    fn asked_on(&self) -> String {
        let asked = self.told.reasons.plan.as_ref().map(|plan| Day::of(plan.asked_at.day_in("UTC")));
        self.day(&asked)
    }
}

/// `GET /{workspace}/reasons/{key}`
pub async fn show(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let read = caller
        .visit(slug, move |visit| {
            let read = Read::of(visit, &key)?;
            let mut frame = Frame::of_product(visit, &read.product, Here::Backlog, &SHOWS)?;
            frame.shows.push_str(" skill story_skill person_skill");
            let today = Day::of(visit.now.day_in(&read.product.time_zone));
            Ok((read, frame, today, visit.language))
        })
        .await;
    let rendered = match read {
        Ok((read, frame, today, language)) => {
            let Read { story, product, told, .. } = read.finished().await;
            let page = ReasonsPage { frame, story, told, prefix: product.prefix, today };
            answer::render(&page, language)
        }
        Err(failure) => Err(failure),
    };
    answer::page(&caller, rendered)
}

/// `GET /api/v1/{workspace}/stories/{key}/reasons`
pub async fn query(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = match caller.visit(slug, move |visit| Read::of(visit, &key)).await {
        Ok(read) => Ok(read.finished().await.told),
        Err(failure) => Err(failure),
    };
    answer::found(&caller, found)
}
