//! Pure rules of acceptance.

use serde::Serialize;

use crate::backlog::State;
use crate::roadmap::Decision;
use crate::spine::refusal::{Refusal, Result};

/// How the criteria of a story stand: how many are met, not met, and without a verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    pub met: i64,
    pub not_met: i64,
    pub open: i64,
}

impl Standing {
    /// The standing of as many criteria, each with whether it is met, as far as that is said.
    pub fn of(verdicts: impl IntoIterator<Item = Option<bool>>) -> Self {
        let mut standing = Self::default();
        for verdict in verdicts {
            match verdict {
                Some(true) => standing.met += 1,
                Some(false) => standing.not_met += 1,
                None => standing.open += 1,
            }
        }
        standing
    }

    pub fn criteria(self) -> i64 {
        self.met + self.not_met + self.open
    }

    /// Whether accepting asks for words: where there are no criteria, or one is not met.
    pub fn asks_for_reason(self) -> bool {
        self.not_met > 0 || self.criteria() == 0
    }
}

/// Whether a story may be accepted. The criteria decide; the owner may overrule them in writing, never pass them over.
pub fn accept(state: State, standing: Standing, reason: &str) -> Result<()> {
    refuse_unless_done(state)?;
    if standing.open > 0 {
        let which = match (standing.open, standing.criteria()) {
            (1, 1) => "Its one criterion has no verdict yet. Say whether it is met.".to_owned(),
            (1, all) => format!("1 of its {all} criteria has no verdict yet. Say whether it is met."),
            (open, all) => {
                format!("{open} of its {all} criteria have no verdict yet. Say of each whether it is met.")
            }
        };
        return Refusal::conflict(which);
    }
    match (standing.not_met, reason.is_empty()) {
        (_, false) => Ok(()),
        (0, true) if standing.criteria() > 0 => Ok(()),
        (0, true) => {
            Refusal::invalid("reason", "It has no criteria. Write in one sentence why it is accepted.")
        }
        (1, true) => Refusal::invalid(
            "reason",
            "One criterion is not met. Write why it is accepted all the same, or send it back.",
        ),
        (n, true) => Refusal::invalid(
            "reason",
            format!("{n} criteria are not met. Write why it is accepted all the same, or send it back."),
        ),
    }
}

/// Whether a story may be ruled upon: only what those who built it call done.
pub fn refuse_unless_done(state: State) -> Result<()> {
    match state {
        State::Done => Ok(()),
        State::Accepted => {
            Refusal::conflict("It is accepted already. What comes up now is a new story of its own.")
        }
        State::Proposed | State::Todo | State::Doing => {
            Refusal::conflict("It is not done yet. It can be accepted or sent back once it is.")
        }
    }
}

/// What a feature is when it is to be declared complete.
pub struct Finishing<'f> {
    pub decision: Decision,
    pub is_complete: bool,
    /// How many of its stories are accepted.
    pub accepted: usize,
    /// The keys of its other stories.
    pub open: &'f [String],
    /// Why those are left out on purpose.
    pub reason: &'f str,
}

/// Whether a feature may be declared complete: enough, not necessarily all.
pub fn complete(feature: &Finishing<'_>) -> Result<()> {
    if feature.decision != Decision::Taken {
        return Refusal::conflict("Only a feature that was taken can be complete.");
    }
    if feature.is_complete {
        return Refusal::conflict("It is declared complete already.");
    }
    if feature.accepted == 0 {
        return Refusal::conflict("None of its stories is accepted yet, so nothing of it is there.");
    }
    if feature.open.is_empty() || !feature.reason.is_empty() {
        return Ok(());
    }
    let (shown, more) = feature.open.split_at(feature.open.len().min(5));
    let (are, they) = if feature.open.len() == 1 { ("is", "it is") } else { ("are", "they are") };
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    Refusal::invalid(
        "reason",
        format!("{}{more} {are} not accepted. Write why {they} left out on purpose.", shown.join(", ")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(met: i64, not_met: i64, open: i64) -> Standing {
        Standing { met, not_met, open }
    }

    #[test]
    fn criteria_decide_and_are_overruled_only_in_writing() {
        let told = |state, standing, reason| match accept(state, standing, reason) {
            Ok(()) => String::new(),
            Err(failure) => failure.to_string(),
        };
        for (state, standing, reason, wanted) in [
            (State::Done, standing(4, 0, 0), "", ""),
            (State::Done, standing(4, 0, 0), "well done", ""),
            (State::Done, standing(3, 1, 0), "", "One criterion is not met."),
            (State::Done, standing(1, 3, 0), "", "3 criteria are not met."),
            (State::Done, standing(3, 1, 0), "Austria follows in 4.9", ""),
            (State::Done, standing(3, 0, 1), "", "1 of its 4 criteria has no verdict"),
            // No reason stands for a verdict that nobody gave.
            (State::Done, standing(2, 0, 2), "because", "2 of its 4 criteria have no verdict"),
            (State::Done, standing(0, 0, 1), "", "Its one criterion has no verdict"),
            (State::Done, standing(0, 0, 0), "", "It has no criteria."),
            (State::Done, standing(0, 0, 0), "Seen on the test account", ""),
            (State::Doing, standing(4, 0, 0), "", "It is not done yet."),
            (State::Todo, standing(4, 0, 0), "", "It is not done yet."),
            (State::Proposed, standing(0, 0, 0), "x", "It is not done yet."),
            (State::Accepted, standing(4, 0, 0), "", "It is accepted already."),
        ] {
            let told = told(state, standing, reason);
            let fits = if wanted.is_empty() { told.is_empty() } else { told.starts_with(wanted) };
            assert!(fits, "{state:?} {standing:?} {reason:?}: {told:?}");
        }
    }

    #[test]
    fn a_feature_is_complete_when_the_owner_says_what_is_left_out() {
        let keys: Vec<String> = (1..=7).map(|n| format!("INV-{n}")).collect();
        let told = |decision, is_complete, accepted, open: usize, reason| {
            let open = &keys[..open];
            match complete(&Finishing { decision, is_complete, accepted, open, reason }) {
                Ok(()) => String::new(),
                Err(failure) => failure.to_string(),
            }
        };
        assert_eq!(told(Decision::Taken, false, 2, 0, ""), "");
        assert_eq!(told(Decision::Taken, false, 2, 1, "nobody asked for it any more"), "");
        assert_eq!(
            told(Decision::Taken, false, 2, 1, ""),
            "INV-1 is not accepted. Write why it is left out on purpose."
        );
        assert_eq!(
            told(Decision::Taken, false, 2, 7, ""),
            "INV-1, INV-2, INV-3, INV-4, INV-5 and 2 more are not accepted. Write why they are left out on purpose."
        );
        assert!(told(Decision::Offered, false, 2, 0, "").contains("taken"));
        assert!(told(Decision::Taken, true, 2, 0, "").contains("already"));
        assert!(told(Decision::Taken, false, 0, 2, "x").contains("nothing of it"));
    }
}
