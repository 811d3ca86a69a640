//! Studies and interviews: what we set out to learn, whom we talked to, and what they said.

mod api;
pub mod interview_page;
pub mod studies_page;

use axum::routing::get;
use domain::discovery::research::add_interview::AddInterview;
use domain::discovery::research::add_study::AddStudy;
use domain::discovery::research::answer_consent::AnswerConsent;
use domain::discovery::research::archive_interview::ArchiveInterview;
use domain::discovery::research::archive_study::ArchiveStudy;
use domain::discovery::research::edit_interview::EditInterview;
use domain::discovery::research::edit_study::EditStudy;
use domain::discovery::research::restore_interview::RestoreInterview;
use domain::discovery::research::restore_study::RestoreStudy;
use domain::discovery::research::set_method::SetMethod;
use domain::discovery::research::settle_study::SettleStudy;
use domain::discovery::research::write_notes::WriteNotes;
use domain::discovery::research::{Consent, queries::InterviewRow};
use domain::spine::moment::Day;

use crate::routes::Routes;

pub fn routes(routes: Routes) -> Routes {
    routes
        .at("/{workspace}/{product}/research", get(studies_page::show))
        .query(
            "/api/v1/{workspace}/{product}/studies",
            "The studies of a product, the newest first.",
            api::studies,
        )
        .query(
            "/api/v1/{workspace}/studies/{key}",
            "A study with its interviews and the quotes that they yielded, by its key.",
            api::study,
        )
        .query(
            "/api/v1/{workspace}/interviews/{key}",
            "An interview with its notes and where they lead, by its key.",
            api::interview,
        )
        .command::<AddStudy>()
        .command::<EditStudy>()
        .command::<SetMethod>()
        .command::<SettleStudy>()
        .command::<ArchiveStudy>()
        .command::<RestoreStudy>()
        .command::<AddInterview>()
        .command::<EditInterview>()
        .command::<AnswerConsent>()
        .command::<WriteNotes>()
        .command::<ArchiveInterview>()
        .command::<RestoreInterview>()
}

/// `12 Nov 2026`.
fn day(day: Day) -> String {
    day.date().strftime("%-d %b %Y").to_string()
}

/// What is known of the consent, in a few words.
fn consent_word(consent: &Option<Consent>) -> &'static str {
    match consent {
        None => "consent not asked yet",
        Some(Consent::Given) => "they agree",
        Some(Consent::Refused) => "they do not agree: nobody is named",
    }
}

/// With whom it was: the contact, the customer, or as what they spoke.
fn with_whom(row: &InterviewRow) -> String {
    match (&row.contact, &row.customer) {
        (Some(contact), Some(customer)) => format!("{contact}, {customer}"),
        (None, Some(customer)) => customer.clone(),
        _ if row.said_as.is_empty() => "Somebody".into(),
        _ => row.said_as.clone(),
    }
}
