//! Pure rules of research: what may follow what, what consent allows, and what becomes of quotes when notes are edited.

use super::{Consent, Interview, Study, StudyState};
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Refusal, Result};

/// How consent was given, and as what somebody spoke, in characters at most.
pub const HOW_MAX: usize = 200;

pub fn refuse_archived_study(study: &Study) -> Result<()> {
    match study.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This study is archived. Restore it first."),
    }
}

pub fn refuse_archived_interview(interview: &Interview) -> Result<()> {
    match interview.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This interview is archived. Restore it first."),
    }
}

/// A study ends with what was found, however little it is.
pub fn may_settle_study(study: &Study, next: StudyState) -> Result<()> {
    match next {
        StudyState::Concluded if study.findings.is_empty() => {
            Refusal::conflict("Write down what was found first; “nothing” is a finding, too.")
        }
        _ => Ok(()),
    }
}

/// Somebody was talked to: a contact, a customer, or at least a description.
pub fn refuse_nobody(is_known: bool, said_as: &str) -> Result<()> {
    if is_known || !said_as.is_empty() {
        return Ok(());
    }
    Refusal::invalid(
        "said_as",
        "Say with whom: a contact, a customer, or a description such as “bookkeeper, 12 staff”.",
    )
}

/// Consent says how and when it was given; a refusal needs neither.
pub fn consent(answer: Consent, how: &str, on: Option<Day>, now: Timestamp) -> Result<(String, Option<Day>)> {
    let today = Day::of(now.day_in("UTC"));
    match on {
        // No place on earth is a whole day ahead of the clock.
        Some(day) if today.plus_days(1) < day => Refusal::invalid("on", "This day is still to come."),
        _ if answer == Consent::Refused => Ok((how.to_owned(), on)),
        _ if how.is_empty() => {
            Refusal::invalid("how", "Say how it was given, such as “in writing” or “on the recording”.")
        }
        day => Ok((how.to_owned(), day.or(Some(today)))),
    }
}

/// Notes are kept once consent is answered, and name nobody who refused; they are written when it was held.
pub fn may_keep_notes(interview: &Interview, now: Timestamp) -> Result<()> {
    if interview.consent.is_none() {
        return Refusal::conflict("Say first whether they agree that notes are kept. Until then none are.");
    }
    if Day::of(now.day_in("UTC")).plus_days(1) < interview.held_on {
        return Refusal::conflict("This interview is still to come. Set its day when it was held.");
    }
    Ok(())
}

/// Who refused is not named: neither the person nor the account stands beside what was said.
#[must_use]
pub fn unnamed(interview: Interview) -> Interview {
    match interview.consent {
        Some(Consent::Refused) => Interview { contact_id: None, customer_id: None, ..interview },
        _ => interview,
    }
}

/// Where a passage stands in edited notes, in characters: as near as possible to where it stood. None: it is gone.
pub fn place_again(body: &str, passage: &str, before: i64) -> Option<i64> {
    let places = body.match_indices(passage).map(|(at, _)| body[..at].chars().count() as i64);
    places.min_by_key(|place| (place - before).abs())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::{InterviewId, StudyId};
    use super::*;
    use crate::market::{ContactId, CustomerId};
    use crate::spine::id::ProductId;

    const NOW: Timestamp = Timestamp(1_794_992_400_000_000);

    fn interview(consent: Option<Consent>, days_ahead: i64) -> Interview {
        let id = Uuid::nil();
        Interview {
            id: InterviewId(id),
            product_id: ProductId(id),
            number: 1,
            study_id: StudyId(id),
            held_on: Day::of(NOW.day_in("UTC")).plus_days(days_ahead),
            contact_id: Some(ContactId(id)),
            customer_id: Some(CustomerId(id)),
            said_as: "bookkeeper".into(),
            consent,
            consent_how: String::new(),
            consent_on: None,
            feedback_id: None,
            created_at: NOW,
            created_by: None,
            archived_at: None,
        }
    }

    #[test]
    fn no_notes_without_an_answer_nor_before_the_day() {
        for (answer, days_ahead, kept) in [
            (None, 0, false),
            (Some(Consent::Given), 0, true),
            (Some(Consent::Refused), -3, true),
            (Some(Consent::Given), 2, false),
        ] {
            assert_eq!(may_keep_notes(&interview(answer, days_ahead), NOW).is_ok(), kept, "{answer:?}");
        }
    }

    #[test]
    fn who_refused_is_not_named() {
        for (answer, named) in [(None, true), (Some(Consent::Given), true), (Some(Consent::Refused), false)] {
            let told = unnamed(interview(answer, 0));
            assert_eq!((told.contact_id.is_some(), told.customer_id.is_some()), (named, named));
            assert_eq!(told.said_as, "bookkeeper");
        }
    }

    #[test]
    fn consent_says_how_and_when() {
        let today = Day::of(NOW.day_in("UTC"));
        assert_eq!(consent(Consent::Given, "in writing", None, NOW).unwrap().1, Some(today));
        assert!(consent(Consent::Given, "", None, NOW).is_err());
        assert_eq!(consent(Consent::Refused, "", None, NOW).unwrap(), (String::new(), None));
        assert!(consent(Consent::Refused, "", Some(today.plus_days(2)), NOW).is_err());
        assert!(refuse_nobody(false, "").is_err() && refuse_nobody(false, "a baker").is_ok());
        assert!(refuse_nobody(true, "").is_ok());
    }

    #[test]
    fn a_passage_is_found_again_nearest_to_where_it_stood() {
        for (body, passage, before, found) in [
            ("Oh. Für uns zählt der Ton.", "der Ton", 13, Some(18)),
            ("late, late, late", "late", 7, Some(6)),
            ("late, late, late", "late", 0, Some(0)),
            ("Nothing of it is left.", "der Ton", 3, None),
        ] {
            assert_eq!(place_again(body, passage, before), found, "{passage} in {body}");
        }
    }
}
