//! What goes with whom: planned from one reading, so that what is shown before is what is done.

use database::{Param, Query, Tx, Value};
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::rules;
use crate::attachments::erasing::{ERASED_MAX, erase_of_items};
use crate::attachments::queries::hanging;
use crate::communication::Response;
use crate::communication::kano::KanoAnswer;
use crate::communication::talk::Comment;
use crate::discovery::{Feedback, Quote};
use crate::market::{Contact, Customer};
use crate::spine::desk::Desk;
use crate::spine::id::WorkspaceId;
use crate::spine::item::{Item, referring};
use crate::spine::keep::{Ledger, keep};
use crate::spine::refusal::Result;
use crate::spine::search;
use crate::spine::text::ERASED;

/// Items that one statement names.
const NAMED: usize = 200;

/// What is erased with an item.
#[derive(Default)]
pub struct Plan {
    customers: Vec<Customer>,
    contacts: Vec<Contact>,
    feedback: Vec<Feedback>,
    /// Mails of the same conversations, which may quote what is erased.
    answering: Vec<Feedback>,
    quotes: Vec<Quote>,
    responses: Vec<Response>,
    kano: Vec<KanoAnswer>,
    comments: Vec<Comment>,
    files: i64,
}

/// How much is erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Erased {
    pub customers: usize,
    pub contacts: usize,
    pub feedback: usize,
    pub quotes: usize,
    /// Words that were written beside the answer to "did it help?".
    pub answers: usize,
    pub comments: usize,
    pub files: usize,
}

impl Erased {
    /// `1 contact, 3 feedbacks`: what there is.
    pub fn words(&self) -> String {
        let told = [
            (self.customers, "customer"),
            (self.contacts, "contact"),
            (self.feedback, "feedback"),
            (self.quotes, "quote"),
            (self.answers, "answer"),
            (self.comments, "comment"),
            (self.files, "file"),
        ];
        let word =
            |(count, noun): (usize, &str)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
        told.into_iter().filter(|(count, _)| *count > 0).map(word).collect::<Vec<_>>().join(", ")
    }
}

impl Plan {
    pub fn of_customer(tx: &Tx<'_>, workspace: WorkspaceId, one: &Customer) -> Result<Self> {
        let mut customers = vec![one.clone()];
        customers.extend(referring::<Customer>(tx, workspace, "merged_into_id", &ids(&customers))?);
        let contacts = referring(tx, workspace, "customer_id", &ids(&customers))?;
        let plan = Self { customers, contacts, ..Self::default() };
        plan.with_people(tx, workspace)
    }

    pub fn of_contact(tx: &Tx<'_>, workspace: WorkspaceId, one: &Contact) -> Result<Self> {
        Self { contacts: vec![one.clone()], ..Self::default() }.with_people(tx, workspace)
    }

    /// With what was merged into it.
    pub fn of_feedback(tx: &Tx<'_>, workspace: WorkspaceId, one: &Feedback) -> Result<Self> {
        let mut feedback = vec![one.clone()];
        feedback.extend(referring::<Feedback>(tx, workspace, "merged_into_id", &[one.id.0])?);
        Self { feedback, ..Self::default() }.with_words(tx, workspace)
    }

    /// With what its people and accounts said, and with whom they were before they were merged.
    fn with_people(mut self, tx: &Tx<'_>, workspace: WorkspaceId) -> Result<Self> {
        let before: Vec<Contact> = referring(tx, workspace, "merged_into_id", &ids(&self.contacts))?;
        join(&mut self.contacts, before);
        let (contacts, customers) = (ids(&self.contacts), ids(&self.customers));
        for (column, ids) in [("contact_id", &contacts), ("customer_id", &customers)] {
            join(&mut self.feedback, referring(tx, workspace, column, ids)?);
            join(&mut self.responses, referring(tx, workspace, column, ids)?);
        }
        let sent = self.sent(tx, workspace)?;
        join(&mut self.feedback, sent);
        self.kano = referring(tx, workspace, "contact_id", &contacts)?;
        self.with_words(tx, workspace)
    }

    /// What came from their addresses, also before anybody knew whose they are.
    fn sent(&self, tx: &Tx<'_>, workspace: WorkspaceId) -> Result<Vec<Feedback>> {
        let addresses: Vec<&str> = self.contacts.iter().map(|contact| contact.email.as_str()).collect();
        let sql = format!(
            "{} where workspace_id = $1 and sender_email in ({{list}}) and sender_email <> '' order by id",
            Feedback::select()
        );
        let known = addresses.into_iter().filter(|address| !address.is_empty());
        Ok(Query::with_list(&sql, vec![workspace.into()], known.map(Value::Text)).all(tx)?)
    }

    /// With what hangs on what was said.
    fn with_words(mut self, tx: &Tx<'_>, workspace: WorkspaceId) -> Result<Self> {
        let said = ids(&self.feedback);
        self.quotes = referring(tx, workspace, "said_in_id", &said)?;
        let mut talk = said.clone();
        talk.extend(self.feedback.iter().filter_map(|feedback| feedback.follows_id).map(|first| first.0));
        talk.sort_unstable();
        talk.dedup();
        let mut answering: Vec<Feedback> = referring(tx, workspace, "follows_id", &talk)?;
        answering.extend(referring::<Feedback>(tx, workspace, "id", &talk)?);
        answering.retain(|feedback| !feedback.quoted.is_empty() && !said.contains(&feedback.id.0));
        join(&mut self.answering, answering);
        self.comments = referring(tx, workspace, "item_id", &self.carriers())?;
        self.files = hanging(tx, workspace, &self.carriers())?.files;
        Ok(self)
    }

    /// Whatever of it can be found by words, be talked about and carry files.
    pub(super) fn carriers(&self) -> Vec<Uuid> {
        ids(&self.customers).into_iter().chain(ids(&self.feedback)).collect()
    }

    pub fn erased(&self) -> Erased {
        Erased {
            customers: standing(&self.customers),
            contacts: standing(&self.contacts),
            feedback: standing(&self.feedback),
            quotes: self.quotes.iter().filter(|one| one.passage != ERASED).count(),
            answers: self.responses.iter().filter(|one| !one.body.is_empty()).count(),
            comments: self.comments.iter().filter(|one| one.body != ERASED).count(),
            files: usize::try_from(self.files).unwrap_or_default(),
        }
    }

    /// Names, addresses and passages that go, as they could stand in texts of others.
    pub(super) fn traces(&self) -> impl Iterator<Item = &str> {
        let accounts = self.customers.iter().map(|one| one.name.as_str());
        let people = self.contacts.iter().flat_map(|one| [one.name.as_str(), one.email.as_str()]);
        let senders = self.feedback.iter().map(|one| one.sender_name.as_str());
        let passages = self.quotes.iter().map(|one| one.passage.as_str());
        accounts.chain(people).chain(senders).chain(passages.filter(|words| words.contains(' ')))
    }

    pub(super) fn store(&self, desk: &Desk<'_>) -> Result<()> {
        let now = desk.now();
        search::forgets(desk, true)?;
        changed(desk, &self.customers, |one| rules::customer(one, now))?;
        changed(desk, &self.contacts, |one| rules::contact(one, now))?;
        changed(desk, &self.quotes, rules::quote)?;
        changed(desk, &self.feedback, |one| rules::feedback(one, now))?;
        desk.change_all(&pairs(&self.answering, rules::answering))?;
        desk.blank_field(&ids(&self.answering), "quoted")?;
        changed(desk, &self.responses, rules::response)?;
        changed(desk, &self.comments, rules::comment)?;
        search::forgets(desk, false)?;
        while erase_of_items(desk, &self.carriers())? == ERASED_MAX as usize {}
        self.forget(desk)
    }

    /// Links by which they could still answer, and the names by which an import knows them.
    fn forget(&self, desk: &Desk<'_>) -> Result<()> {
        let workspace = desk.workspace();
        let people: Vec<Uuid> = ids(&self.customers).into_iter().chain(ids(&self.contacts)).collect();
        for (ledger, named, items) in [
            (Ledger::ResponseLink, "response_id", ids(&self.responses)),
            (Ledger::KanoLink, "answer_id", ids(&self.kano)),
            (Ledger::ImportRow, "item_id", people),
        ] {
            for items in items.chunks(NAMED) {
                let mut params: Vec<&dyn Param> = vec![&workspace];
                params.extend(items.iter().map(|item| item as &dyn Param));
                let places: Vec<String> = (2..=params.len()).map(|n| format!("${n}")).collect();
                let table = ledger.table();
                let sql = format!(
                    "delete from {table} where workspace_id = $1 and {named} in ({})",
                    places.join(", ")
                );
                keep(desk.tx, ledger, &sql, &params)?;
            }
        }
        Ok(())
    }
}

/// Changes all of them, and blanks what the log holds of them, also of what they said before.
fn changed<T: Item>(desk: &Desk<'_>, items: &[T], after: impl Fn(&T) -> T) -> Result<()> {
    desk.change_all(&pairs(items, after))?;
    desk.blank(&ids(items))
}

fn pairs<T: Item>(items: &[T], after: impl Fn(&T) -> T) -> Vec<(T, T)> {
    items.iter().map(|one| (one.clone(), after(one))).collect()
}

fn standing<T: Item>(items: &[T]) -> usize {
    items.iter().filter(|one| !one.is_erased()).count()
}

fn ids<T: Item>(items: &[T]) -> Vec<Uuid> {
    items.iter().map(Item::id).collect()
}

/// Adds those that are not there yet.
fn join<T: Item>(all: &mut Vec<T>, more: Vec<T>) {
    let mut known: std::collections::HashSet<Uuid> = all.iter().map(Item::id).collect();
    all.extend(more.into_iter().filter(|one| known.insert(one.id())));
}
