//! What is answered when files came in: each that is attached, and each that is not, with the reason.
//!
//! One that is refused takes none of the others along: whoever sent them is told of both.

use axum::response::Response;
use domain::attachments::add_attachment::AttachmentDone;
use domain::spine::refusal::{Failure, Refusal, Result};
use domain::spine::run::Ran;
use serde::Serialize;

use crate::answer;
use crate::commands::tell;

/// Reasons that the note on the next page tells: it is kept in a cookie.
const REASONS_NOTED_MAX: usize = 2;

/// What came in.
#[derive(Default)]
pub struct Taken {
    ran: Vec<Ran<AttachmentDone>>,
    /// What was not attached: its name, and why.
    left: Vec<(String, Failure)>,
    /// Where to go on.
    pub back: String,
}

/// What is told of each file to a program.
#[derive(Serialize)]
struct Attached {
    /// The number of the change, with which it can be taken back.
    seq: Option<i64>,
    #[serde(flatten)]
    done: AttachmentDone,
    sentence: String,
}

/// A file of several that was not attached.
#[derive(Serialize)]
struct NotAttached {
    /// As it was sent; empty where the form broke off.
    name: String,
    sentence: String,
}

#[derive(Serialize)]
pub struct Answered {
    files: Vec<Attached>,
    /// Only where there are some.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_attached: Vec<NotAttached>,
}

impl Taken {
    pub fn add(&mut self, name: &str, done: Result<Ran<AttachmentDone>>) {
        match done {
            Ok(ran) => self.ran.push(ran),
            Err(failure) => self.leave(name, failure),
        }
    }

    pub fn leave(&mut self, name: &str, failure: Failure) {
        if let Failure::Fault(fault) = &failure {
            tracing::error!(%fault, "a file could not be attached");
        }
        self.left.push((name.to_owned(), failure));
    }

    /// How many files were looked at.
    pub fn seen(&self) -> usize {
        self.ran.len() + self.left.len()
    }

    /// Whether something was left out.
    pub fn is_told(&self) -> bool {
        !self.left.is_empty()
    }

    /// The same, where something is attached. Where nothing is, every reason.
    pub fn or_refused(mut self) -> Result<Self> {
        if !self.ran.is_empty() {
            return Ok(self);
        }
        if let Some(fault) = self.left.iter().position(|(_, left)| matches!(left, Failure::Fault(_))) {
            return Err(self.left.swap_remove(fault).1);
        }
        match self.left.as_slice() {
            [] => Refusal::invalid("file", "Choose a file."),
            [_] => Err(self.left.swap_remove(0).1),
            many => Refusal::invalid("file", reasons(many, many.len())),
        }
    }

    pub fn told(self) -> Answered {
        let attached =
            |ran: Ran<AttachmentDone>| Attached { seq: ran.seq, done: ran.done, sentence: ran.sentence };
        let left = |(name, failure)| NotAttached { name, sentence: reason(&failure) };
        Answered {
            files: self.ran.into_iter().map(attached).collect(),
            not_attached: self.left.into_iter().map(left).collect(),
        }
    }

    /// Back to the page, with a note of what was done. Several files are several changes, of which a note can undo none.
    pub fn go_on(&self, slug: &str) -> Response {
        let place = if self.back.is_empty() { format!("/{slug}") } else { self.back.clone() };
        let mut response = answer::see_other(&place);
        let (seq, done) = match self.ran.as_slice() {
            [one] => (one.seq, one.sentence.clone()),
            many => {
                let key = many.first().map_or("", |one| one.done.key.as_str());
                (None, format!("{} files are attached to {key}.", many.len()))
            }
        };
        let note = match self.left.len() {
            0 => done,
            count => {
                let told = reasons(&self.left, REASONS_NOTED_MAX);
                let is = if count == 1 { "1 file is".to_owned() } else { format!("{count} files are") };
                format!("{done} {is} not: {told}")
            }
        };
        tell(response.headers_mut(), slug, seq, &note);
        response
    }
}

fn reasons(left: &[(String, Failure)], most: usize) -> String {
    let told: Vec<String> = left.iter().take(most).map(|(_, failure)| reason(failure)).collect();
    told.join(" ")
}

fn reason(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => refusal.to_string(),
        Failure::Fault(fault) => fault.sentence.to_string(),
    }
}
