//! What remains of each noun when it is erased.

use crate::communication::Response;
use crate::communication::talk::Comment;
use crate::discovery::{Feedback, FeedbackState, Quote};
use crate::market::{Contact, Customer};
use crate::spine::moment::Timestamp;
use crate::spine::text::{self, ERASED};

const NOBODY: &str = "Erased contact";
const NO_ACCOUNT: &str = "Erased customer";

pub fn customer(one: &Customer, now: Timestamp) -> Customer {
    Customer {
        name: NO_ACCOUNT.into(),
        sort_key: text::sort_key(NO_ACCOUNT),
        erased_at: one.erased_at.or(Some(now)),
        ..one.clone()
    }
}

/// Nobody writes to them any more.
pub fn contact(one: &Contact, now: Timestamp) -> Contact {
    Contact {
        name: NOBODY.into(),
        sort_key: text::sort_key(NOBODY),
        email: String::new(),
        may_contact: false,
        may_contact_source: String::new(),
        erased_at: one.erased_at.or(Some(now)),
        ..one.clone()
    }
}

/// It waits for nobody any more.
pub fn feedback(one: &Feedback, now: Timestamp) -> Feedback {
    let state = if one.state == FeedbackState::New { FeedbackState::Aside } else { one.state };
    Feedback {
        body: ERASED.into(),
        sender_name: String::new(),
        sender_email: String::new(),
        subject: String::new(),
        quoted: String::new(),
        state,
        erased_at: one.erased_at.or(Some(now)),
        ..one.clone()
    }
}

/// A mail of the same conversation, without what it quotes.
pub fn answering(one: &Feedback) -> Feedback {
    Feedback { quoted: String::new(), ..one.clone() }
}

/// It goes on to count for its need.
pub fn quote(one: &Quote) -> Quote {
    Quote { passage: ERASED.into(), passage_start: 0, ..one.clone() }
}

/// What they answered is counted; what they wrote beside it is gone.
pub fn response(one: &Response) -> Response {
    Response { body: String::new(), ..one.clone() }
}

pub fn comment(one: &Comment) -> Comment {
    Comment { body: ERASED.into(), ..one.clone() }
}
