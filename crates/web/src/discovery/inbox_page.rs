//! The inbox: what customers said, one of it open, its passages linked to needs.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::discovery::queries::{self, FeedbackRow, NeedRow, TagCount};
use domain::discovery::{FeedbackId, FeedbackState};
use domain::market::CustomerId;
use domain::market::queries::{CustomerRow, customers};
use domain::people::Product;
use domain::spine::item::Item;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Found, Refusal, Result};
use domain::spine::rights::Permission;
use serde::Deserialize;

use super::letter::{Letter, likely};
use super::similar::{SaidBefore, said_before_of};
use crate::answer::{self, percent};
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, thousands};
use crate::visit::Visit;
use crate::words::filters;

const ROWS: i64 = 30;
const TAGS: i64 = 40;

/// What the address asks for. Every view is an address.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    tag: String,
    #[serde(default)]
    customer: String,
    #[serde(default)]
    words: String,
    /// Microseconds and id of the last row of the page before.
    #[serde(default)]
    before: String,
    /// The number of the feedback that is open.
    #[serde(default)]
    open: Option<i64>,
    #[serde(default)]
    limit: Option<i64>,
}

impl Asked {
    pub fn filter(&self) -> Result<queries::Filter> {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let state = match self.state.as_str() {
            "" => None,
            word => match FeedbackState::parse(word) {
                Some(state) => Some(state),
                None => return Refusal::invalid("state", format!("“{word}” is no state of a feedback.")),
            },
        };
        let customer = match self.customer.as_str() {
            "" => None,
            id => Some(CustomerId(id.parse().ok().found("customer")?)),
        };
        Ok(queries::Filter {
            state,
            tag: some(&self.tag).map(|tag| tag.to_lowercase()),
            customer,
            words: some(&self.words),
            before: self.before()?,
            limit: self.limit.unwrap_or(ROWS),
        })
    }

    /// Whether one was chosen: on a phone the list gives way to it.
    fn is_opened(&self) -> bool {
        self.open.is_some()
    }

    fn before(&self) -> Result<Option<(Timestamp, FeedbackId)>> {
        if self.before.is_empty() {
            return Ok(None);
        }
        let read = self
            .before
            .split_once('~')
            .and_then(|(at, id)| Some((Timestamp(at.parse().ok()?), FeedbackId(id.parse().ok()?))));
        match read {
            Some(before) => Ok(Some(before)),
            None => {
                Refusal::invalid("before", "This address is incomplete; open the inbox from its beginning.")
            }
        }
    }

    /// The same view with one part set, or left out where it is empty; another page starts from the top.
    fn with(&self, part: &str, value: &str) -> String {
        let parts = [
            ("state", &self.state),
            ("tag", &self.tag),
            ("customer", &self.customer),
            ("words", &self.words),
        ];
        let mut kept: Vec<String> = Vec::new();
        for (name, own) in parts {
            let value = if name == part { value } else { own };
            if !value.is_empty() {
                kept.push(format!("{name}={}", percent(value)));
            }
        }
        if !parts.iter().any(|(name, _)| *name == part) {
            if part != "before" && !self.before.is_empty() {
                kept.push(format!("before={}", percent(&self.before)));
            }
            kept.push(format!("{part}={}", percent(value)));
        }
        format!("?{}", kept.join("&"))
    }
}

#[derive(Template)]
#[template(path = "discovery/inbox.html")]
struct InboxPage {
    frame: Frame,
    product: Product,
    asked: Asked,
    rows: Vec<FeedbackRow>,
    tags: Vec<TagCount>,
    needs: Vec<NeedRow>,
    letter: Option<Letter>,
    /// Which of the needs the open feedback is likely about.
    likely: Vec<NeedRow>,
    /// What was said before in like words; none while that is being read.
    said_before: Option<Vec<SaidBefore>>,
    /// The page that follows.
    next: Option<String>,
    now: Timestamp,
    may_discover: bool,
    may_give: bool,
    may_erase: bool,
    /// Of whom an unknown sender may be: only where somebody may say so.
    customers: Vec<CustomerRow>,
}

impl InboxPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let filter = asked.filter()?;
        let rows = queries::inbox(visit.tx, &visit.actor, product.id, &filter)?;
        let may_discover = visit.actor.may(Permission::DiscoverNeeds, product.id);
        let letter = match asked.open.or(rows.first().map(|row| row.number)) {
            Some(number) => Some(Letter::by_number(visit, number)?),
            None => None,
        };
        let needs =
            if may_discover { queries::needs(visit.tx, &visit.actor, product.id)? } else { Vec::new() };
        let likely = match &letter {
            Some(letter) if may_discover => likely(visit, &product, letter, &needs)?,
            _ => Vec::new(),
        };
        let said_before = match &letter {
            Some(letter) if may_discover => said_before_of(visit, &letter.feedback)?,
            _ => Some(Vec::new()),
        };
        let may_know = visit.actor.may(Permission::ManageCustomers, product.id);
        let asks = letter.as_ref().is_some_and(Letter::is_unknown) && may_know;
        let customers = if asks { customers(visit.tx, &visit.actor)? } else { Vec::new() };
        let full = rows.len() as i64 >= filter.limit;
        let next = rows
            .last()
            .filter(|_| full)
            .map(|row| asked.with("before", &format!("{}~{}", row.said_at.0, row.id)));
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Inbox, &["feedback", "quote", "attachment"])?,
            tags: queries::tags(visit.tx, &visit.actor, product.id, TAGS)?,
            needs,
            likely,
            said_before,
            may_give: visit.actor.may(Permission::GiveFeedback, product.id),
            may_erase: visit.actor.may_in_workspace(Permission::ErasePeople),
            customers,
            asked: asked.clone(),
            now: visit.now,
            product,
            rows,
            letter,
            next,
            may_discover,
        })
    }

    fn is_open(&self, row: &FeedbackRow) -> bool {
        self.letter.as_ref().is_some_and(|letter| letter.feedback.number == row.number)
    }

    fn open_url(&self, row: &FeedbackRow) -> String {
        self.asked.with("open", &row.number.to_string())
    }

    /// The address of what is open, with the view around it.
    fn here(&self, letter: &Letter) -> String {
        format!("{}/inbox{}", self.frame.base(), self.asked.with("open", &letter.feedback.number.to_string()))
    }

    fn who(&self, row: &FeedbackRow) -> String {
        let sent_by = [&row.sender_name, &row.sender_email].into_iter().find(|name| !name.is_empty());
        let known = row.customer.as_ref().or(row.contact.as_ref());
        known.or(sent_by).cloned().unwrap_or_else(|| "Somebody".into())
    }

    fn day(&self, at: &Timestamp) -> String {
        let (now, then) = (self.now.day_in(&self.product.time_zone), at.day_in(&self.product.time_zone));
        if now == then {
            return "today".into();
        }
        then.strftime(if now.year() == then.year() { "%-d %b" } else { "%-d %b %Y" }).to_string()
    }

    fn is_read(&self, row: &FeedbackRow) -> bool {
        row.state != FeedbackState::New
    }
}

/// Where a feedback is read: in its inbox.
pub fn place_of(visit: &Visit<'_>, number: i64) -> Result<String> {
    let feedback = queries::feedback(visit.tx, &visit.actor, number)?;
    let product = Product::load(visit.tx, visit.actor.workspace, feedback.product_id.0)?.found("product")?;
    Ok(format!("/{}/{}/inbox?open={number}", visit.workspace.slug, product.prefix))
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&InboxPage::load(visit, &prefix, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_keeps_its_parts_and_another_page_starts_from_the_top() {
        let asked =
            Asked { state: "new".into(), words: "a b".into(), before: "1~x".into(), ..Asked::default() };
        assert_eq!(asked.with("state", ""), "?words=a%20b");
        assert_eq!(asked.with("open", "7"), "?state=new&words=a%20b&before=1%7Ex&open=7".replace("%7E", "~"));
        assert_eq!(asked.with("before", "2~y"), "?state=new&words=a%20b&before=2~y");
    }
}
