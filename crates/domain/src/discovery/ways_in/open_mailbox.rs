//! Opening the address of a product.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Mailbox, MailboxId, queries, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Open the address of a product: mails to it come into its inbox. One that was closed opens as it was.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OpenMailbox {
    pub product: ProductId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MailboxDone {
    pub id: MailboxId,
    /// Before the at sign.
    pub local_part: String,
}

impl Command for OpenMailbox {
    const NAME: &'static str = "open_mailbox";
    type Subject = Product;
    type Done = MailboxDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::OpenWaysIn, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<MailboxDone> {
        if let Some(known) = queries::mailbox_of(desk.tx, desk.workspace(), product.id)? {
            desk.change(&known, &Mailbox { archived_at: None, ..known.clone() })?;
            return Ok(MailboxDone { id: known.id, local_part: known.local_part });
        }
        let mailbox = Mailbox {
            id: desk.moment.id(),
            product_id: product.id,
            local_part: rules::local_part(&product.prefix, desk.moment.id()),
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&mailbox)?;
        Ok(MailboxDone { id: mailbox.id, local_part: mailbox.local_part })
    }

    fn sentence(&self, done: &MailboxDone) -> String {
        format!("Mails to {} come into the inbox.", done.local_part)
    }
}
