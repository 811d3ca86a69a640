//! What was heard twice: two feedbacks that are one by now, and doubles that wait to be merged.

use super::{Cast, Teller};
use crate::discovery::add_feedback::AddFeedback;
use crate::discovery::link_quote::LinkQuote;
use crate::discovery::put_feedback_aside::PutFeedbackAside;
use crate::discovery::queries::needs;
use crate::discovery::quotes::{askers_of_need, quotes_of_need};
use crate::discovery::{Channel, Feedback, FeedbackId, NeedId};
use crate::line::merging::merge_feedback::MergeFeedback;
use crate::market::add_contact::AddContact;
use crate::market::add_customer::AddCustomer;
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};

pub(super) fn merge(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let (first, need) = first_said(teller, cast)?;
    // The one customer said it by telephone, too: both are read as one.
    let again = says(
        teller,
        cast,
        &first,
        "On the telephone she said once more that the letters sound like a threat.",
    )?;
    let passage = "the letters sound like a threat".into();
    let command =
        LinkQuote { feedback: again, passage, need: Some(need), new_need: String::new(), importance: None };
    teller.does(cast, "Ines", 3, &command)?;
    teller.does(cast, "Ines", 3, &MergeFeedback { feedback: again, into: first.id, seen: None })?;
    // And this is likely the same, for whoever wants to try.
    let body = "We would send our reminders in German, too, if we could.";
    let double = says(teller, cast, &first, body)?;
    teller.does(cast, "Ines", 2, &PutFeedbackAside { feedback: double })?;
    let customer = AddCustomer {
        name: "Quillmere Press Ltd".into(),
        tags: "services".into(),
        plan: "Starter".into(),
        currency: "EUR".into(),
        ..AddCustomer::default()
    };
    let customer = teller.does(cast, "Ines", 2, &customer)?.id;
    let contact = AddContact {
        customer,
        name: "Anna Quill".into(),
        email: "a.quill@quillmere-press.example".into(),
        may_contact: false,
        may_contact_source: String::new(),
    };
    teller.does(cast, "Ines", 2, &contact)?;
    Ok(())
}

/// The first feedback that led to the first need.
fn first_said(teller: &Teller<'_>, cast: &Cast) -> Result<(Feedback, NeedId)> {
    let (tx, ines) = (teller.tx, teller.actor(cast, "Ines")?);
    let need = needs(tx, &ines, cast.firm.product)?.into_iter().next().found("need")?.id;
    let whole = crate::discovery::Need::load(tx, cast.firm.workspace, need.0)?.found("need")?;
    let askers = tx.together(askers_of_need(&ines, &whole, 1)?)?;
    let quote = tx.together(quotes_of_need(&ines, &whole, &askers, 1)?)?.into_iter().next().found("quote")?;
    let feedback = Feedback::load(tx, cast.firm.workspace, quote.said_in_id.0)?.found("feedback")?;
    Ok((feedback, need))
}

fn says(teller: &mut Teller<'_>, cast: &Cast, like: &Feedback, body: &str) -> Result<FeedbackId> {
    let command = AddFeedback {
        product: cast.firm.product,
        body: body.into(),
        channel: Some(Channel::Call),
        contact: like.contact_id,
        customer: None,
        said_as: String::new(),
        tags: "reminders".into(),
        said_at: None,
    };
    Ok(teller.does(cast, "Lena", 3, &command)?.id)
}
