//! After an older copy of the database was put back, those who were erased since are in it again: they are erased once more.

use database::{Tx, row};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::erase_contact::EraseContact;
use super::erase_customer::EraseCustomer;
use super::erase_feedback::EraseFeedback;
use crate::attachments::erase_attachment::EraseAttachment;
use crate::attachments::{Attachment, AttachmentId};
use crate::discovery::{Feedback, FeedbackId};
use crate::market::{Contact, ContactId, Customer, CustomerId};
use crate::spine::actor::{Actor, Door};
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::moment::Moment;
use crate::spine::refusal::Result;
use crate::spine::run::run;

row! {
    /// That something was erased: nothing of what it said.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Erasure {
        pub workspace_id: WorkspaceId,
        pub noun: String,
        pub item_id: Uuid,
    }
}

/// Whatever was erased, in all workspaces, the next after `after`.
pub fn erasures(tx: &Tx<'_>, after: Option<&Erasure>, limit: i64) -> Result<Vec<Erasure>> {
    let sql = "
        select workspace_id, noun, item_id
          from (select workspace_id, 'customer' as noun, id as item_id from customer where erased_at is not null
                union all
                select workspace_id, 'contact' as noun, id as item_id from contact where erased_at is not null
                union all
                select workspace_id, 'feedback' as noun, id as item_id from feedback where erased_at is not null
                union all
                select workspace_id, 'attachment' as noun, id as item_id from attachment where erased_at is not null) e
         where noun > $1 or (noun = $1 and (workspace_id > $2 or (workspace_id = $2 and item_id > $3)))
         order by noun, workspace_id, item_id
         limit $4";
    let (noun, workspace, item) = match after {
        Some(last) => (last.noun.as_str(), last.workspace_id, last.item_id),
        None => ("", WorkspaceId(Uuid::nil()), Uuid::nil()),
    };
    Ok(tx.all(sql, &[&noun, &workspace, &item, &limit])?)
}

/// Erases it once more. False: it is not there, or nothing had to be done.
pub fn again(tx: &Tx<'_>, moment: &Moment, erasure: &Erasure) -> Result<bool> {
    let (workspace, id) = (erasure.workspace_id, erasure.item_id);
    let actor = Actor::program(workspace, Door::Command);
    let seq = match erasure.noun.as_str() {
        Customer::NOUN if stands::<Customer>(tx, workspace, id)? => {
            run(tx, &actor, moment, &EraseCustomer { customer: CustomerId(id) })?.seq
        }
        Contact::NOUN if stands::<Contact>(tx, workspace, id)? => {
            run(tx, &actor, moment, &EraseContact { contact: ContactId(id) })?.seq
        }
        Feedback::NOUN if stands::<Feedback>(tx, workspace, id)? => {
            run(tx, &actor, moment, &EraseFeedback { feedback: FeedbackId(id) })?.seq
        }
        Attachment::NOUN if stands::<Attachment>(tx, workspace, id)? => {
            run(tx, &actor, moment, &EraseAttachment { attachment: AttachmentId(id) })?.seq
        }
        _ => None,
    };
    Ok(seq.is_some())
}

/// Whether it is there with its words. What was merged goes with what it was merged into.
fn stands<T: Item>(tx: &Tx<'_>, workspace: WorkspaceId, id: Uuid) -> Result<bool> {
    Ok(T::load(tx, workspace, id)?.is_some_and(|item| !item.is_erased() && item.merged_into().is_none()))
}
