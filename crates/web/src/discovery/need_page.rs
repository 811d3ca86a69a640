//! The page of one need: what it is, who asked for it in which words.

use askama::Template;
use database::Together;
use domain::attachments::queries::attachments;
use domain::communication::decisions::queries::about_item;
use domain::discovery::demand::{self, Demand};
use domain::discovery::merged::needs_merged_into;
use domain::discovery::queries::{self, GoalOfNeed};
use domain::discovery::quotes::{self, Asker, Heard, QuoteRow};
use domain::discovery::{Need, NeedState};
use domain::line::called::called;
use domain::line::queries::Stop;
use domain::market::Trend;
use domain::market::segments::queries::{Counted, Known, demand_of_need, segments};
use domain::people::Product;
use domain::roadmap::queries::{FeatureAnswering, features_of_need};
use domain::roadmap::rules::decision_word;
use domain::spine::id::ProductId;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;

use crate::answer;
use crate::attachments::attached_part::{self, Attached};
use crate::communication::decisions::about::{self, Decided};
use crate::communication::talk::talk_part::{self, About, Talk};
use crate::line::history::{Entry, of_item_asked, of_one};
use crate::line::stops::{self, Shown};
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 30;
/// Passages that are shown at first.
const QUOTES_SHOWN: i64 = 50;

/// A segment whose customers ask for the need, each of them once.
struct SegmentAsking {
    number: i64,
    name: String,
    accounts: i64,
    revenue_minor: i64,
}

#[derive(Template)]
#[template(path = "discovery/need.html")]
struct NeedPage {
    frame: Frame,
    key: String,
    need: Need,
    demand: Demand,
    quotes: Vec<QuoteRow>,
    heard: Heard,
    goals: Vec<GoalOfNeed>,
    /// Goals that it could serve as well.
    other_goals: Vec<GoalOfNeed>,
    features: Vec<FeatureAnswering>,
    trends: Vec<Trend>,
    decided: Decided,
    segments: Vec<SegmentAsking>,
    history: Vec<Entry>,
    /// What was merged into it.
    merged: Vec<Need>,
    attached: Attached,
    talk: Talk,
    workspace_prefix: String,
    product_id: ProductId,
    may_discover: bool,
    may_propose: bool,
}

/// The need with a key such as `INV-17`, and its product.
pub fn by_key(visit: &Visit<'_>, key: &str) -> Result<(Product, Need)> {
    let (prefix, number) = key.rsplit_once('-').found("need")?;
    let product = visit.product(prefix)?;
    let need = queries::need(visit.tx, &visit.actor, product.id, number.parse().ok().found("need")?)?;
    Ok((product, need))
}

/// The frame of the page, which is renewed when something of this changed.
fn frame(visit: &Visit<'_>, product: &Product) -> Result<Frame> {
    let own = ["need", "quote", "need_goal", "feature", "feature_need", "trend_need"];
    let shows = [&own[..], &talk_part::SHOWS, &attached_part::SHOWS, &about::SHOWS].concat();
    let mut frame = Frame::of_product(visit, product, Here::Needs, &shows)?;
    frame.shows.push_str(" segment segment_condition segment_customer customer");
    Ok(frame)
}

/// Who asks for it, and how often.
fn asked_for(
    visit: &Visit<'_>,
    need: &Need,
) -> Result<impl Together<Rows = (Demand, Heard, Vec<Asker>, Vec<Known>)>> {
    let actor = &visit.actor;
    Ok((
        demand::demand_of_need(actor, need)?,
        quotes::heard_of_need(actor, need)?,
        quotes::askers_of_need(actor, need, shown_of(visit))?,
        segments(actor)?,
    ))
}

/// The goals that it serves and those that it could serve, the features, the trends, and what was merged into it.
type Joined = (Vec<GoalOfNeed>, Vec<GoalOfNeed>, Vec<FeatureAnswering>, Vec<Trend>, Vec<Need>);

fn joined(visit: &Visit<'_>, need: &Need) -> Result<impl Together<Rows = Joined>> {
    let actor = &visit.actor;
    Ok((
        queries::goals_of_need(actor, need)?,
        queries::goals_to_serve(actor, need)?,
        features_of_need(actor, need.id)?,
        queries::trends_of_need(actor, need)?,
        needs_merged_into(actor, need)?,
    ))
}

/// How many passages are shown: the first ones, or all where that is asked for.
fn shown_of(visit: &Visit<'_>) -> i64 {
    if visit.caller.url.ends_with("?quotes=all") { quotes::OF_NEED_MAX } else { QUOTES_SHOWN }
}

/// The page of the need with this key.
pub fn render(visit: &Visit<'_>, key: &str) -> Result<Vec<u8>> {
    let (product, need) = by_key(visit, key)?;
    let mut frame = frame(visit, &product)?;
    let (actor, id) = (&visit.actor, need.id);
    let shown = Shown::new(Stop::Need, id.0, key, &need.title);
    let about = About { key, item: id.0, product: Some(product.id), own: &[need.created_by] };
    let (
        (goals, other_goals, features, trends, merged),
        (demand, heard, askers, known),
        (stops, decisions),
        (changes, talk, files),
    ) = visit.tx.together((
        joined(visit, &need)?,
        asked_for(visit, &need)?,
        (stops::ask(visit, &frame, &shown)?, about_item(actor, id.0)?),
        (of_item_asked(visit, id.0, HISTORY_SHOWN), Talk::ask(visit, &about)?, attachments(actor, id.0)?),
    ))?;
    let quotes = quotes::quotes_of_need(actor, &need, &askers, shown_of(visit))?;
    let asked = (called(actor.workspace, &changes, &[])?, demand_of_need(actor, &id, &known)?, quotes);
    let (called, asking, quotes) = visit.tx.together(asked)?;
    stops::put(&mut frame, &shown, &stops);
    let page = NeedPage {
        other_goals,
        goals,
        product_id: product.id,
        may_propose: actor.may(Permission::ProposeFeatures, product.id),
        frame,
        key: key.to_owned(),
        demand,
        quotes,
        heard,
        features,
        trends,
        decided: Decided::with(visit, &product, decisions),
        segments: asking.iter().filter_map(|counted| SegmentAsking::of(counted, &known)).collect(),
        history: of_one(visit, &changes, &called)?,
        merged,
        attached: Attached::of(visit, key, Some(product.id), files),
        talk: Talk::of(visit, &about, talk),
        workspace_prefix: visit.workspace.prefix.clone(),
        may_discover: actor.may(Permission::DiscoverNeeds, product.id),
        need,
    };
    answer::render(&page, visit.language)
}

impl SegmentAsking {
    fn of(counted: &Counted, known: &[Known]) -> Option<Self> {
        let known = known.iter().find(|known| known.rule.id == counted.segment_id)?;
        let (number, name) = (known.number, known.name.clone());
        Some(Self { number, name, accounts: counted.accounts, revenue_minor: counted.revenue_minor })
    }
}

impl NeedPage {
    /// The key of another need of this product.
    fn own_key(&self, other: &Need) -> String {
        let prefix = self.key.rsplit_once('-').map_or("", |(prefix, _)| prefix);
        format!("{prefix}-{}", other.number)
    }

    fn pays(&self, segment: &SegmentAsking) -> String {
        money(segment.revenue_minor, "EUR")
    }

    fn answered(&self) -> &'static str {
        if self.features.is_empty() { "no feature answers it yet" } else { "a feature answers it" }
    }

    fn decided(&self, feature: &FeatureAnswering) -> &'static str {
        decision_word(feature.decision)
    }

    fn paid(&self) -> String {
        money(self.demand.revenue_minor, "EUR")
    }

    /// What the speaker's account pays a year; empty where the account is not known.
    fn revenue(&self, quote: &QuoteRow) -> String {
        quote.revenue_minor.map(|minor| format!("{} a year", money(minor, "EUR"))).unwrap_or_default()
    }

    fn speaker<'q>(&self, quote: &'q QuoteRow) -> &'q str {
        quote.customer.as_deref().unwrap_or("Somebody")
    }

    fn day(&self, quote: &QuoteRow) -> String {
        quote.said_at.day_in("UTC").strftime("%-d %b %Y").to_string()
    }

    fn weight(&self, quote: &QuoteRow) -> &'static str {
        match quote.importance {
            1 => "nice to have",
            3 => "critical",
            _ => "important",
        }
    }

    /// "These are 100 of 1014: of those who pay most."
    fn left_out(&self) -> Option<String> {
        let shown = self.quotes.len() as i64;
        (shown < self.heard.quotes)
            .then(|| format!("These are {shown} of {}: of those who pay most.", self.heard.quotes))
    }

    fn may_show_more(&self) -> bool {
        (self.quotes.len() as i64) < self.heard.quotes.min(quotes::OF_NEED_MAX)
    }

    /// "first on 12 February 2016, last on 3 March 2016".
    fn heard(&self) -> String {
        match (self.heard.first_at, self.heard.last_at) {
            (Some(first), Some(last)) if first != last => {
                let told =
                    |at: domain::spine::moment::Timestamp| at.day_in("UTC").strftime("%-d %B %Y").to_string();
                format!("first on {}, last on {}", told(first), told(last))
            }
            (Some(only), _) => only.day_in("UTC").strftime("on %-d %B %Y").to_string(),
            _ => "nobody has said it yet".into(),
        }
    }
}
