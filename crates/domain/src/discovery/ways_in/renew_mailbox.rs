//! Another address for a product.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::open_mailbox::MailboxDone;
use super::{Mailbox, queries, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Give a product another address: mails to the old one are refused at once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RenewMailbox {
    pub product: ProductId,
}

impl Command for RenewMailbox {
    const NAME: &'static str = "renew_mailbox";
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
            return Refusal::conflict("The address is closed. Open it first, then renew it.");
        };
        let local_part = rules::local_part(&product.prefix, desk.moment.id());
        desk.change(&known, &Mailbox { local_part: local_part.clone(), ..known.clone() })?;
        Ok(MailboxDone { id: known.id, local_part })
    }

    fn sentence(&self, done: &MailboxDone) -> String {
        format!("The address begins with {} now. Mails to the old one are refused.", done.local_part)
    }
}
