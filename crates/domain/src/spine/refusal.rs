//! Why something was not done, in business words. Everything else is a fault.

use std::fmt;

use database::Fault;

/// What was refused, why, and what to do now: one sentence for the person who meets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It does not exist, or the actor must not know that it does.
    NotFound { what: &'static str },
    /// The actor is known and may not do this.
    NotAllowed { sentence: String },
    /// The actor is not known: sign in first.
    SignIn { sentence: String },
    /// A value breaks a rule. `field` is the name of the command's field.
    Invalid { field: &'static str, sentence: String },
    /// Somebody changed it meanwhile; both texts, so that nothing is lost.
    Stale { field: &'static str, theirs: String, mine: String },
    /// Too much, too long or too often.
    OverLimit { sentence: String },
    /// The state of things does not allow it now.
    Conflict { sentence: String },
}

impl Refusal {
    pub fn invalid<T>(field: &'static str, sentence: impl Into<String>) -> Result<T> {
        Err(Failure::Refused(Self::Invalid { field, sentence: sentence.into() }))
    }

    pub fn not_found<T>(what: &'static str) -> Result<T> {
        Err(Failure::Refused(Self::NotFound { what }))
    }

    pub fn not_allowed<T>(sentence: impl Into<String>) -> Result<T> {
        Err(Failure::Refused(Self::NotAllowed { sentence: sentence.into() }))
    }

    pub fn conflict<T>(sentence: impl Into<String>) -> Result<T> {
        Err(Failure::Refused(Self::Conflict { sentence: sentence.into() }))
    }

    pub fn over_limit<T>(sentence: impl Into<String>) -> Result<T> {
        Err(Failure::Refused(Self::OverLimit { sentence: sentence.into() }))
    }

    pub fn sign_in<T>(sentence: impl Into<String>) -> Result<T> {
        Err(Failure::Refused(Self::SignIn { sentence: sentence.into() }))
    }

    /// The machine's word for the kind of refusal, the same in the API and in tests.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not_found",
            Self::NotAllowed { .. } => "not_allowed",
            Self::SignIn { .. } => "sign_in",
            Self::Invalid { .. } => "invalid",
            Self::Stale { .. } => "stale",
            Self::OverLimit { .. } => "over_limit",
            Self::Conflict { .. } => "conflict",
        }
    }

    /// The field of the command that it is about.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Invalid { field, .. } | Self::Stale { field, .. } => Some(field),
            _ => None,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { what } => {
                write!(f, "There is no such {what} here, or it is not shared with you.")
            }
            Self::Stale { .. } => f.write_str(
                "Somebody changed this text while you wrote. Both texts are shown; keep one or join them.",
            ),
            Self::NotAllowed { sentence }
            | Self::SignIn { sentence }
            | Self::Invalid { sentence, .. }
            | Self::OverLimit { sentence }
            | Self::Conflict { sentence } => f.write_str(sentence),
        }
    }
}

/// Why a command or a query did not succeed.
#[derive(Clone, Debug)]
pub enum Failure {
    Refused(Refusal),
    Fault(Fault),
}

pub type Result<T, E = Failure> = std::result::Result<T, E>;

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl std::error::Error for Failure {}

/// A broken promise of the program itself, such as a row that cannot be decoded.
pub fn broken(detail: impl fmt::Display) -> Failure {
    let sentence = "The program met stored data that it does not understand.";
    Failure::Fault(Fault::new(database::FaultKind::Other, sentence, detail))
}

/// `option.found("story")?`: what is not there is refused in the same words as what may not be seen.
pub trait Found<T> {
    fn found(self, what: &'static str) -> Result<T>;
}

impl<T> Found<T> for Option<T> {
    fn found(self, what: &'static str) -> Result<T> {
        self.ok_or(Failure::Refused(Refusal::NotFound { what }))
    }
}
