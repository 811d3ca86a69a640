//! A firm in which two of everything can be merged, and every row of its database as text.

use std::collections::BTreeMap;

use database::Tx;
use domain::communication::talk::add_comment::AddComment;
use domain::communication::talk::follow_item::FollowItem;
use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::add_need::AddNeed;
use domain::discovery::demand::{Demand, demand_of_need};
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::{Feedback, FeedbackId, Need, NeedId, QuoteId};
use domain::line::undo_change::UndoChange;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::market::{ContactId, CustomerId};
use domain::spine::item::Item;
use domain::spine::refusal::Result;
use domain::spine::run::{Command, Ran};
use domain::spine::search::keys;
use domain::testing::Office;
use uuid::Uuid;

pub fn customer(office: &Office, name: &str, revenue: &str) -> CustomerId {
    let command = AddCustomer { name: name.into(), revenue: revenue.into(), ..AddCustomer::default() };
    office.does(&office.ines(), command).unwrap().done.id
}

pub fn contact(office: &Office, customer: CustomerId, name: &str, email: &str) -> ContactId {
    let command = AddContact {
        customer,
        name: name.into(),
        email: email.into(),
        may_contact: !email.is_empty(),
        may_contact_source: "a form".into(),
    };
    office.does(&office.ines(), command).unwrap().done.id
}

pub fn says(
    office: &Office,
    contact: Option<ContactId>,
    customer: Option<CustomerId>,
    body: &str,
) -> FeedbackId {
    let command = AddFeedback {
        product: office.product,
        body: body.into(),
        channel: None,
        contact,
        customer,
        said_as: String::new(),
        tags: "reminders".into(),
        said_at: None,
    };
    office.does(&office.lena(), command).unwrap().done.id
}

pub fn need(office: &Office, title: &str) -> NeedId {
    need_below(office, title, None)
}

pub fn need_below(office: &Office, title: &str, parent: Option<NeedId>) -> NeedId {
    let command = AddNeed {
        product: office.product,
        title: title.into(),
        description: String::new(),
        parent,
        capability: None,
    };
    office.does(&office.ines(), command).unwrap().done.id
}

pub fn quotes(office: &Office, feedback: FeedbackId, passage: &str, need: NeedId) -> QuoteId {
    let command = LinkQuote {
        feedback,
        passage: passage.into(),
        need: Some(need),
        new_need: String::new(),
        importance: None,
    };
    office.does(&office.ines(), command).unwrap().done.id
}

pub fn key(office: &Office, item: impl Into<Uuid>) -> String {
    let (workspace, item) = (office.workspace, item.into());
    office.reads(move |tx| keys(tx, workspace, &[item])).remove(&item).unwrap()
}

pub fn comments(office: &Office, item: impl Into<Uuid>, body: &str) {
    let item = key(office, item);
    office.does(&office.aoife(), AddComment { item, body: body.into() }).unwrap();
}

pub fn follows(office: &Office, item: impl Into<Uuid>) {
    let item = key(office, item);
    office.does(&office.mira(), FollowItem { item }).unwrap();
}

pub fn demand(office: &Office, need: NeedId) -> Demand {
    let (ines, workspace) = (office.ines(), office.workspace);
    office.reads(move |tx| {
        let need = Need::load(tx, workspace, need.0)?.unwrap();
        Ok(tx.together(demand_of_need(&ines, &need)?)?)
    })
}

pub fn feedback(office: &Office, id: FeedbackId) -> Feedback {
    load(office, id)
}

pub fn load<T: Item + Send + 'static>(office: &Office, id: impl Into<Uuid>) -> T {
    let (workspace, id) = (office.workspace, id.into());
    office.reads(move |tx| T::load(tx, workspace, id)).unwrap()
}

/// Takes back what was just done.
pub fn undo<D>(office: &Office, ran: &Ran<D>) {
    let change = ran.seq.unwrap();
    office.does(&office.ines(), UndoChange { change }).unwrap();
}

/// Does something, takes it back, and finds every row as it was.
pub fn comes_back<C: Command>(office: &Office, command: C) {
    let before = rows(office);
    let ran = office.does(&office.ines(), command).unwrap();
    assert_ne!(rows(office), before, "it did something");
    undo(office, &ran);
    let after = rows(office);
    for (table, rows) in &before {
        assert_eq!(after.get(table), Some(rows), "{table}");
    }
}

/// What only grows, and what says when something is due.
const GROWS: [&str; 6] = ["change", "held_value", "workspace", "job", "digest_due", "schema_step"];

/// Every row of every table as text.
pub fn rows(office: &Office) -> BTreeMap<String, Vec<String>> {
    office.reads(|tx| {
        let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (table, column) in columns(tx)? {
            // Rows of nothing are not counted, and words are entered under a new number when they come back.
            let counts_nothing =
                table.starts_with("search_text") || (table == "search_entry" && column == "entry");
            if !GROWS.contains(&table.as_str()) && !counts_nothing {
                tables.entry(table).or_default().push(column);
            }
        }
        let mut rows = BTreeMap::new();
        for (table, columns) in tables {
            let text = |column: &String| match tx.is_embedded() {
                true => format!("quote({column})"),
                false => format!("coalesce(cast({column} as text), 'null')"),
            };
            let text = columns.iter().map(text).collect::<Vec<_>>().join(" || '|' || ");
            let sql = match table.as_str() {
                "tally" | "item_tally" => format!("select {text} as value from {table} where n <> 0"),
                _ => format!("select {text} as value from {table}"),
            };
            let mut found: Vec<String> = tx.values(&sql, &[])?;
            found.sort();
            rows.insert(table, found);
        }
        Ok(rows)
    })
}

/// Every table with each of its columns.
pub fn columns(tx: &Tx<'_>) -> Result<Vec<(String, String)>> {
    let sql = match tx.is_embedded() {
        true => {
            "select m.name || ' ' || c.name as value
               from sqlite_master m, pragma_table_info(m.name) c
              where m.type = 'table' and m.name not like 'sqlite%'"
        }
        false => {
            "select cast(table_name as text) || ' ' || cast(column_name as text) as value
               from information_schema.columns
              where table_schema = current_schema() and is_generated = 'NEVER'"
        }
    };
    let found: Vec<String> = tx.values(sql, &[])?;
    Ok(found.iter().filter_map(|line| line.split_once(' ')).map(|(a, b)| (a.into(), b.into())).collect())
}
