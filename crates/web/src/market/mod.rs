//! The market: who our customers are, and where it goes.

pub mod comparison_page;
mod comparison_told;
pub mod competitors_page;
pub mod customer_page;
mod customers_page;
mod gap;
pub mod personas_page;
mod radar;
mod rule_words;
pub mod segments_page;
mod table;
mod tabs;
pub mod trends_page;

pub use gap::gap;

use axum::routing::get;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::market::add_trend::AddTrend;
use domain::market::archive_trend::ArchiveTrend;
use domain::market::assess_trend::AssessTrend;
use domain::market::comparison::add_capability::AddCapability;
use domain::market::comparison::add_competitor::AddCompetitor;
use domain::market::comparison::archive_capability::ArchiveCapability;
use domain::market::comparison::archive_competitor::ArchiveCompetitor;
use domain::market::comparison::compare_competitor::CompareCompetitor;
use domain::market::comparison::edit_capability::EditCapability;
use domain::market::comparison::edit_competitor::EditCompetitor;
use domain::market::comparison::note_competitor::NoteCompetitor;
use domain::market::comparison::rate_capability::RateCapability;
use domain::market::comparison::remove_competitor_note::RemoveCompetitorNote;
use domain::market::comparison::restore_capability::RestoreCapability;
use domain::market::comparison::restore_competitor::RestoreCompetitor;
use domain::market::comparison::set_rating_days::SetRatingDays;
use domain::market::edit_customer::EditCustomer;
use domain::market::edit_trend::EditTrend;
use domain::market::personas::add_persona::AddPersona;
use domain::market::personas::add_persona_entry::AddPersonaEntry;
use domain::market::personas::archive_persona::ArchivePersona;
use domain::market::personas::edit_persona::EditPersona;
use domain::market::personas::edit_persona_entry::EditPersonaEntry;
use domain::market::personas::remove_persona_entry::RemovePersonaEntry;
use domain::market::personas::restore_persona::RestorePersona;
use domain::market::restore_trend::RestoreTrend;
use domain::market::segments::add_condition::AddCondition;
use domain::market::segments::add_segment::AddSegment;
use domain::market::segments::archive_segment::ArchiveSegment;
use domain::market::segments::edit_segment::EditSegment;
use domain::market::segments::join_conditions::JoinConditions;
use domain::market::segments::put_in_segment::PutInSegment;
use domain::market::segments::remove_condition::RemoveCondition;
use domain::market::segments::restore_segment::RestoreSegment;
use domain::market::segments::take_out_of_segment::TakeOutOfSegment;

use crate::routes::Routes;

pub fn routes() -> Routes {
    audience(Routes::default())
        .at("/{workspace}/customers", get(customers_page::show))
        .at("/{workspace}/customers.csv", get(customers_page::csv))
        .query(
            "/api/v1/{workspace}/customers",
            "The customers by name, with how often they spoke.",
            customers_page::api,
        )
        .at("/{workspace}/{product}/market", get(trends_page::show))
        .query(
            "/api/v1/{workspace}/trends",
            "The trends of the workspace with how they are assessed and the needs that they explain.",
            trends_page::api,
        )
        .at("/{workspace}/{product}/market/comparison", get(comparison_page::show))
        .at("/{workspace}/{product}/market/comparison.csv", get(comparison_told::csv))
        .at("/{workspace}/{product}/market/competitors", get(competitors_page::show))
        .query(
            "/api/v1/{workspace}/{product}/comparison",
            "Capabilities with how far we and those we compare ourselves with can do them, the evidence, and what they lead to.",
            comparison_told::api,
        )
        .query("/api/v1/{workspace}/competitors", "The competitors of the workspace.", competitors_page::api)
        .command::<AddCompetitor>()
        .command::<EditCompetitor>()
        .command::<CompareCompetitor>()
        .command::<ArchiveCompetitor>()
        .command::<RestoreCompetitor>()
        .command::<NoteCompetitor>()
        .command::<RemoveCompetitorNote>()
        .command::<AddCapability>()
        .command::<EditCapability>()
        .command::<ArchiveCapability>()
        .command::<RestoreCapability>()
        .command::<RateCapability>()
        .command::<SetRatingDays>()
        .command::<AddTrend>()
        .command::<EditTrend>()
        .command::<AssessTrend>()
        .command::<ArchiveTrend>()
        .command::<RestoreTrend>()
        .command::<AddCustomer>()
        .command::<EditCustomer>()
        .command::<AddContact>()
}

/// For whom we build: segments and personas.
fn audience(routes: Routes) -> Routes {
    routes
        .at("/{workspace}/{product}/market/segments", get(segments_page::show))
        .at("/{workspace}/{product}/market/personas", get(personas_page::show))
        .query(
            "/api/v1/{workspace}/segments",
            "The segments of the workspace with their rules, how many are in each now, and what they pay a year.",
            segments_page::api,
        )
        .query(
            "/api/v1/{workspace}/{product}/segments/{number}",
            "A segment by its number: who is in it now, and what they ask for in the product.",
            segments_page::api_one,
        )
        .query("/api/v1/{workspace}/personas", "The personas of the workspace.", personas_page::api)
        .query(
            "/api/v1/{workspace}/{product}/personas/{number}",
            "A persona by its number, with the quotes that stand behind its jobs, pains and gains.",
            personas_page::api_one,
        )
        .command::<AddSegment>()
        .command::<EditSegment>()
        .command::<JoinConditions>()
        .command::<AddCondition>()
        .command::<RemoveCondition>()
        .command::<PutInSegment>()
        .command::<TakeOutOfSegment>()
        .command::<ArchiveSegment>()
        .command::<RestoreSegment>()
        .command::<AddPersona>()
        .command::<EditPersona>()
        .command::<AddPersonaEntry>()
        .command::<EditPersonaEntry>()
        .command::<RemovePersonaEntry>()
        .command::<ArchivePersona>()
        .command::<RestorePersona>()
}
