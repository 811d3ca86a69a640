//! The ways in of a product: where they are opened and closed, and what to copy from there.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::discovery::ways_in::queries::{WaysIn, ways_in};
use domain::discovery::ways_in::{Mailbox, rules};
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "discovery/ways_in/ways_in.html")]
struct WaysInPage {
    frame: Frame,
    product: Product,
    ways: WaysIn,
    /// Where mails go to.
    address: Option<String>,
    /// Whether this server says where mails come in.
    takes_mails: bool,
    /// The whole address of the form.
    form: String,
    may_open: bool,
}

impl WaysInPage {
    fn load(visit: &Visit<'_>, prefix: &str) -> Result<Self> {
        let product = visit.product(prefix)?;
        let ways = ways_in(visit.tx, &visit.actor, product.id)?;
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Inbox, &["mailbox", "form_origin", "product"])?,
            address: address(visit, ways.mailbox.as_ref()),
            takes_mails: visit.caller.house.outside.mail_domain.is_some(),
            form: format!("{}/{}/form/{}", visit.caller.origin, visit.workspace.slug, product.prefix),
            may_open: visit.actor.may(Permission::OpenWaysIn, product.id),
            product,
            ways,
        })
    }

    fn mailbox_is_open(&self) -> bool {
        self.ways.mailbox.as_ref().is_some_and(|mailbox| mailbox.archived_at.is_none())
    }

    /// What shows the form within a page, without any script.
    fn frame_snippet(&self) -> String {
        format!(
            "<iframe src=\"{}\" title=\"Tell us what you need\" width=\"100%\" height=\"620\" loading=\"lazy\"></iframe>",
            self.form
        )
    }

    /// What does the same, and is always as high as the form.
    fn script_snippet(&self) -> String {
        format!("<script async src=\"{}/embed.js\"></script>", self.form)
    }
}

/// The address of an open mailbox, where the server takes mails.
pub fn address(visit: &Visit<'_>, mailbox: Option<&Mailbox>) -> Option<String> {
    let domain = visit.caller.house.outside.mail_domain.as_ref()?;
    let open = mailbox.filter(|mailbox| mailbox.archived_at.is_none())?;
    Some(format!("{}@{domain}", open.local_part))
}

pub async fn show(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&WaysInPage::load(visit, &prefix)?, visit.language))
        .await;
    answer::page(&caller, done)
}
