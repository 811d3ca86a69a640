//! Groups of customers: by a rule or by hand, how many are in each now, and what one of them asks for.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::market::queries::{CustomerRow, customers};
use domain::market::segments::members::{self, Word};
use domain::market::segments::membership::Ruled;
use domain::market::segments::queries::{self, Counted, Known, Member, NeedOfSegment};
use domain::market::segments::rules::terms;
use domain::market::segments::{Basis, ConditionKind, Segment, SegmentCondition, SegmentConditionId};
use domain::people::Product;
use domain::spine::refusal::{Failure, Found, Result};
use domain::spine::rights::Permission;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::rule_words::{kind_word, sentence, told, words};
use super::tabs::Tabs;
use crate::answer;
use crate::caller::Caller;
use crate::line::history::{Entry, of_item};
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;
/// What renews the page, beside what belongs to the product.
const SHOWS: &str = " segment segment_condition segment_customer customer";

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// The number of the segment that is shown in whole; the first one, if left out.
    #[serde(default)]
    open: Option<i64>,
    /// A condition that is only tried.
    #[serde(default)]
    kind: String,
    #[serde(default)]
    value: String,
    #[serde(default)]
    most: String,
}

/// What a condition would do to a segment.
struct Tried {
    /// Who would be in it; or why the condition cannot be read.
    told: String,
    is_wrong: bool,
}

#[derive(Template)]
#[template(path = "market/segments.html")]
struct SegmentsPage {
    frame: Frame,
    tabs: Tabs,
    asked: Asked,
    segments: Vec<Known>,
    counted: Vec<Counted>,
    open: Option<Segment>,
    /// The rule of the one that is open, unless it is archived.
    rule: Option<Ruled>,
    members: Vec<Member>,
    needs: Vec<NeedOfSegment>,
    tried: Option<Tried>,
    words: Vec<Word>,
    customers: Vec<CustomerRow>,
    history: Vec<Entry>,
    may_manage: bool,
}

impl SegmentsPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let (tx, actor) = (visit.tx, &visit.actor);
        let segments = tx.together(queries::segments(actor)?)?;
        let number = asked.open.or(segments.first().map(|known| known.number));
        let open = number.map(|number| queries::segment(tx, actor, number)).transpose()?;
        let known = segments.iter().find(|known| Some(known.number) == number);
        let rule = known.map(|known| known.rule.clone());
        let may_manage = actor.may_in_workspace(Permission::ManageCustomers);
        let rules: Vec<Ruled> = segments.iter().map(|known| known.rule.clone()).collect();
        let (mut members, mut needs, mut tried) = (Vec::new(), Vec::new(), None);
        if let Some(rule) = &rule {
            members = queries::members(tx, actor, rule)?;
            needs = queries::needs(tx, actor, product.id, rule)?;
            tried = try_condition(visit, asked, rule)?;
        }
        let by_hand = may_manage && rule.as_ref().is_some_and(|rule| rule.basis == Basis::Hand);
        let history = match &open {
            Some(segment) => of_item(visit, segment.id.0, HISTORY_SHOWN)?,
            None => Vec::new(),
        };
        let mut others = if by_hand { customers(tx, actor)? } else { Vec::new() };
        others.retain(|other| members.iter().all(|member| member.id != other.id));
        let mut frame = Frame::of_product(visit, &product, Here::Market, &["quote", "need"])?;
        frame.shows.push_str(SHOWS);
        Ok(Self {
            frame,
            tabs: Tabs::read(visit)?,
            asked: asked.clone(),
            counted: queries::counted(tx, actor, &rules)?,
            words: if may_manage && !by_hand { members::words(tx, actor)? } else { Vec::new() },
            customers: others,
            segments,
            open,
            rule,
            members,
            needs,
            tried,
            history,
            may_manage,
        })
    }

    fn item(&self, number: &i64) -> String {
        let prefix = self.frame.product.as_ref().map_or("", |product| product.prefix.as_str());
        format!("/{}/items/{prefix}-{number}", self.frame.slug)
    }

    fn url(&self, number: &i64) -> String {
        format!("{}/market/segments?open={number}", self.frame.base())
    }

    fn is_open(&self, number: &i64) -> bool {
        self.open.as_ref().is_some_and(|open| open.number == *number)
    }

    fn is_opened(&self) -> bool {
        self.asked.open.is_some()
    }

    fn count(&self, known: &Known) -> Counted {
        let found = self.counted.iter().find(|one| one.segment_id == known.rule.id).copied();
        found.unwrap_or(Counted { segment_id: known.rule.id, accounts: 0, revenue_minor: 0 })
    }

    /// `4 customers, €98.2k a year`.
    fn filled(&self, known: &Known) -> String {
        told(&self.count(known))
    }

    fn rule_of(&self, known: &Known) -> String {
        sentence(&known.rule)
    }

    fn is_by_hand(&self) -> bool {
        self.rule.as_ref().is_some_and(|rule| rule.basis == Basis::Hand)
    }

    fn is_any(&self) -> bool {
        self.rule.as_ref().is_some_and(|rule| rule.basis == Basis::Any)
    }

    fn pays(&self) -> String {
        money(self.members.iter().map(|member| member.revenue_minor).sum(), "EUR")
    }

    fn revenue(&self, member: &Member) -> String {
        money(member.revenue_minor, &member.currency)
    }

    fn demand(&self, need: &NeedOfSegment) -> String {
        money(need.revenue_minor, "EUR")
    }

    fn is_kind(&self, kind: &ConditionKind) -> bool {
        self.asked.kind == kind.as_str()
    }
}

/// Who would be in a segment with one more condition. Nothing is stored.
fn try_condition(visit: &Visit<'_>, asked: &Asked, rule: &Ruled) -> Result<Option<Tried>> {
    let Some(kind) = ConditionKind::parse(&asked.kind).filter(|_| rule.basis != Basis::Hand) else {
        return Ok(None);
    };
    let terms = match terms(kind, &asked.value, &asked.most) {
        Ok(terms) => terms,
        Err(Failure::Refused(refusal)) => {
            return Ok(Some(Tried { told: refusal.to_string(), is_wrong: true }));
        }
        Err(fault) => return Err(fault),
    };
    let mut tried = rule.clone();
    tried.conditions.push(SegmentCondition {
        id: SegmentConditionId(Uuid::nil()),
        segment_id: rule.id,
        kind,
        word: terms.word,
        least: terms.least,
        most: terms.most,
        created_at: visit.now,
        archived_at: None,
    });
    let counted = queries::counted(visit.tx, &visit.actor, &[tried])?;
    let would = counted.first().map_or_else(|| "nobody".into(), told);
    Ok(Some(Tried { told: format!("With it: {would}."), is_wrong: false }))
}

/// Where a segment is shown: in the market of the first product.
pub fn place_of(visit: &Visit<'_>, number: i64) -> Result<String> {
    let product: &Product = visit.products().first().found("product")?;
    Ok(format!("/{}/{}/market/segments?open={number}", visit.workspace.slug, product.prefix))
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&SegmentsPage::load(visit, &prefix, &asked)?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}

#[derive(Serialize)]
struct Told {
    key: String,
    name: String,
    basis: Basis,
    rule: String,
    conditions: Vec<SegmentCondition>,
    accounts: i64,
    revenue_minor: i64,
}

pub async fn api(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller
        .visit(slug, |visit| {
            let segments = visit.tx.together(queries::segments(&visit.actor)?)?;
            let rules: Vec<Ruled> = segments.iter().map(|known| known.rule.clone()).collect();
            let counted = queries::counted(visit.tx, &visit.actor, &rules)?;
            let told = |known: Known| {
                let count = counted.iter().find(|one| one.segment_id == known.rule.id);
                Told {
                    key: format!("{}-{}", visit.workspace.prefix, known.number),
                    rule: sentence(&known.rule),
                    basis: known.rule.basis,
                    accounts: count.map_or(0, |one| one.accounts),
                    revenue_minor: count.map_or(0, |one| one.revenue_minor),
                    name: known.name,
                    conditions: known.rule.conditions,
                }
            };
            Ok(segments.into_iter().map(told).collect::<Vec<_>>())
        })
        .await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct Whole {
    name: String,
    rule: String,
    members: Vec<Member>,
    needs: Vec<NeedOfSegment>,
}

pub async fn api_one(caller: Caller, Path((slug, prefix, number)): Path<(String, String, i64)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            let segments = visit.tx.together(queries::segments(&visit.actor)?)?;
            let known = segments.into_iter().find(|known| known.number == number).found("segment")?;
            Ok(Whole {
                rule: sentence(&known.rule),
                members: queries::members(visit.tx, &visit.actor, &known.rule)?,
                needs: queries::needs(visit.tx, &visit.actor, product.id, &known.rule)?,
                name: known.name,
            })
        })
        .await;
    answer::found(&caller, found)
}
