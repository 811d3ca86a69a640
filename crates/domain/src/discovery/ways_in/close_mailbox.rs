//! Closing the address of a product.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::open_mailbox::MailboxDone;
use super::{Mailbox, queries};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Close the address of a product: mails to it are refused. What came in stays.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CloseMailbox {
    pub product: ProductId,
}

impl Command for CloseMailbox {
    const NAME: &'static str = "close_mailbox";
    type Subject = Product;
    type Done = MailboxDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::OpenWaysIn, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<MailboxDone> {
        let known = queries::mailbox_of(desk.tx, desk.workspace(), product.id)?;
        let Some(known) = known.filter(|known| known.archived_at.is_none()) else {
            return Refusal::conflict("The address is closed already.");
        };
        desk.change(&known, &Mailbox { archived_at: Some(desk.now()), ..known.clone() })?;
        Ok(MailboxDone { id: known.id, local_part: known.local_part })
    }

    fn sentence(&self, done: &MailboxDone) -> String {
        format!("Mails to {} are refused from now on.", done.local_part)
    }
}
