//! What is read of the ways in.

use database::{Param, Tx};
use serde::Serialize;

use super::{FormOrigin, Mailbox, MailboxId};
use crate::discovery::{Feedback, FeedbackId, Quote};
use crate::people::Product;
use crate::people::queries::{WorkspaceHead, workspace_by_slug};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// What came from one address and is told as theirs at once, at most.
const OF_SENDER_MAX: i64 = 500;
/// Ids that one statement asks for.
const IDS: usize = 200;
/// Feedback of one conversation at most.
const CONVERSATION_MAX: i64 = 100;

/// The ways in of a product that the actor may read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WaysIn {
    /// None: it was never opened.
    pub mailbox: Option<Mailbox>,
    /// The sites on which the form may stand, by name.
    pub origins: Vec<FormOrigin>,
}

pub fn ways_in(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<WaysIn> {
    actor.must(Permission::Read, product)?;
    Ok(WaysIn {
        mailbox: mailbox_of(tx, actor.workspace, product)?,
        origins: origins(tx, actor.workspace, product)?,
    })
}

/// The address of a product, also where it is closed.
pub(super) fn mailbox_of(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId) -> Result<Option<Mailbox>> {
    let sql = format!("{} where workspace_id = $1 and product_id = $2", Mailbox::select());
    Ok(tx.maybe(&sql, &[&workspace, &product])?)
}

/// What stands before the at sign of the address to which answers for a product come, while that is open.
pub fn answers_to(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId) -> Result<Option<String>> {
    let open = mailbox_of(tx, workspace, product)?.filter(|mailbox| mailbox.archived_at.is_none());
    Ok(open.map(|mailbox| mailbox.local_part))
}

database::row! {
    /// Where a mail for an address goes.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Addressed {
        pub workspace_id: WorkspaceId,
        pub id: MailboxId,
    }
}

/// The open address that begins so, in whichever workspace.
pub fn addressed(tx: &Tx<'_>, local_part: &str) -> Result<Option<Addressed>> {
    let sql = "
        select m.workspace_id, m.id
          from mailbox m
          join product p on p.workspace_id = m.workspace_id and p.id = m.product_id and p.archived_at is null
         where m.local_part = $1 and m.archived_at is null";
    Ok(tx.maybe(sql, &[&local_part])?)
}

/// The sites on which the form of a product may stand, by name.
pub(super) fn origins(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId) -> Result<Vec<FormOrigin>> {
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and archived_at is null order by origin limit 100",
        FormOrigin::select()
    );
    Ok(tx.all(&sql, &[&workspace, &product])?)
}

/// A site that was named once, also where it is not allowed any more.
pub(super) fn origin(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    product: ProductId,
    origin: &str,
) -> Result<Option<FormOrigin>> {
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and origin = $3", FormOrigin::select());
    Ok(tx.maybe(&sql, &[&workspace, &product, &origin])?)
}

/// A form that is open. Having one is the right to fill it in: it is made by [`form`] alone.
#[derive(Clone, Debug)]
pub struct OpenForm {
    pub workspace: WorkspaceHead,
    pub product: Product,
    /// The sites on which it may stand.
    pub origins: Vec<String>,
}

/// The form of a product. One for which no site is named is not found, like one that is not there.
pub fn form(tx: &Tx<'_>, slug: &str, prefix: &str) -> Result<OpenForm> {
    let workspace = workspace_by_slug(tx, slug)?.found("form")?;
    let sql =
        format!("{} where workspace_id = $1 and prefix = $2 and archived_at is null", Product::select());
    let product: Product = tx.maybe(&sql, &[&workspace.id, &prefix])?.found("form")?;
    let origins = origins(tx, workspace.id, product.id)?;
    let origins: Vec<String> = origins.into_iter().map(|allowed| allowed.origin).collect();
    Some(origins).filter(|origins| !origins.is_empty()).found("form").map(|origins| OpenForm {
        workspace,
        product,
        origins,
    })
}

/// What came from an address of which we did not know whose it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Unknown {
    /// What came last first, [`OF_SENDER_MAX`] at most.
    pub newest: Vec<Feedback>,
    /// How many there are beside these.
    pub left: i64,
}

/// What came from an address while we did not know whose it is, to products in which the actor manages customers. What was merged is
/// part of another.
pub(super) fn unknown_of(tx: &Tx<'_>, actor: &Actor, email: &str) -> Result<Unknown> {
    const UNKNOWN: &str = "
        where workspace_id = $1 and sender_email = $2 and sender_email <> '' and contact_id is null
          and merged_into_id is null";
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &email];
    let sql = format!("select distinct product_id as value from feedback {UNKNOWN}");
    let mut products: Vec<ProductId> = tx.values(&sql, &params)?;
    products.retain(|product| actor.may(Permission::ManageCustomers, *product));
    if products.is_empty() {
        return Ok(Unknown::default());
    }
    let which = format!("{UNKNOWN} and product_id in ({})", places(&mut params, &products));
    let sql = format!("{} {which} order by said_at desc, id desc limit {OF_SENDER_MAX}", Feedback::select());
    let newest: Vec<Feedback> = tx.all(&sql, &params)?;
    let sql = format!("select count(*) as value from feedback {which}");
    let all: i64 = tx.value(&sql, &params)?.unwrap_or(0);
    Ok(Unknown { left: all - newest.len() as i64, newest })
}

/// What was quoted of some feedback, in words that came from an address, while nobody knew whose words they were.
pub(super) fn quoted_of(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    email: &str,
    feedback: &[FeedbackId],
) -> Result<Vec<Quote>> {
    let mut found = Vec::new();
    for ids in feedback.chunks(IDS) {
        let mut params: Vec<&dyn Param> = vec![&workspace, &email];
        // Of what was merged into it others may have said a part.
        let sql = format!(
            "{} where workspace_id = $1 and feedback_id in ({}) and archived_at is null and customer_id is null
                and said_in_id in (select id from feedback where workspace_id = $1 and sender_email = $2 and sender_email <> '')
              order by id",
            Quote::select(),
            places(&mut params, ids)
        );
        found.extend(tx.all::<Quote>(&sql, &params)?);
    }
    Ok(found)
}

/// `$3, $4, …` for these ids, which are added to the values.
fn places<'p>(params: &mut Vec<&'p dyn Param>, ids: &'p [impl Param]) -> String {
    let first = params.len() + 1;
    params.extend(ids.iter().map(|id| id as &dyn Param));
    (first..=params.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

database::row! {
    /// Another feedback of the same conversation.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Beside {
        pub number: i64,
        pub body: String,
        pub said_at: Timestamp,
    }
}

/// The other feedback of the conversation that a feedback belongs to, oldest first.
pub fn conversation(tx: &Tx<'_>, actor: &Actor, feedback: &Feedback) -> Result<Vec<Beside>> {
    actor.must(Permission::Read, feedback.product_id)?;
    let first = feedback.follows_id.unwrap_or(feedback.id);
    let sql = "
        select number, body, said_at from (
            select number, substr(body, 1, 120) as body, said_at, id from feedback
             where workspace_id = $1 and follows_id = $2 and archived_at is null
            union all
            select number, substr(body, 1, 120) as body, said_at, id from feedback
             where workspace_id = $1 and id = $2 and archived_at is null) beside
         where id <> $3
         order by said_at, id
         limit $4";
    Ok(tx.all(sql, &[&actor.workspace, &first, &feedback.id, &CONVERSATION_MAX])?)
}
