//! Audiences: to whom we speak, what they see, and how precisely.
//!
//! Segments are kept by name and matched whole and by letter, their members by their rule: an audience stays what it was
//! when a segment gets another name, and reaches nobody of it until it is told so.

pub mod add_audience;
pub mod add_audience_person;
pub mod archive_audience;
pub mod choose_members;
pub mod choose_view;
pub mod edit_audience;
pub mod hide_from_audience;
pub mod queries;
pub mod remove_audience_person;
pub mod rename_for_audience;
pub mod restore_audience;
pub mod rules;
pub mod seeing;

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::people::Product;
use crate::roadmap::{Decision, Horizon};
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Role;

ids! {
    /// Somebody to whom we speak.
    AudienceId,
    /// That a person belongs to an audience by name.
    AudiencePersonId,
    /// What an item is to an audience.
    AudienceItemId,
}

item! {
    /// To whom we speak, what they see and how precisely. It has a key of its product.
    Audience, noun "audience", table "audience" {
        Key id: AudienceId,
        Public product_id: ProductId,
        Public number: i64,
        Public name: String,
        /// Whether everybody belongs: what is published stands on the portal.
        Public is_public: bool,
        /// The roles that belong, words with spaces between them.
        Public roles: String,
        /// The segments of customers that belong, one to a line.
        Public segments: String,
        /// What they see of the roadmap, words with spaces between them. So too the next two.
        Public horizons: String,
        Public decisions: String,
        Public stages: String,
        Public dates: Dates,
        Public shows_demand: bool,
        Public shows_goals: bool,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a person belongs to an audience by name.
    AudiencePerson, noun "audience_person", table "audience_person" {
        Key id: AudiencePersonId,
        Public product_id: ProductId,
        Public audience_id: AudienceId,
        Public person_id: PersonId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A feature or a release that is hidden from an audience, or called otherwise for it.
    AudienceItem, noun "audience_item", table "audience_item" {
        Key id: AudienceItemId,
        Public product_id: ProductId,
        Public audience_id: AudienceId,
        /// `feature` or `release`.
        Public item_noun: String,
        Public item_id: Uuid,
        /// What it is called for them; empty: its own title.
        Public title: String,
        Public is_hidden: bool,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How precisely an audience reads dates.
    Dates { Day = "day", Month = "month", Quarter = "quarter", Never = "never" }
}

words! {
    /// What an audience reads of how far a feature is: the label of its three facts, in four words.
    DeliveryStage { Planned = "planned", InPart = "in_part", Released = "released", Concluded = "concluded" }
}

impl Upkeep for Audience {
    fn words(&self) -> Option<Words> {
        self.archived_at.is_none().then(|| Words { heading: self.name.clone(), rest: String::new() })
    }
}

impl Upkeep for AudiencePerson {}

impl Upkeep for AudienceItem {}

impl Audience {
    pub fn roles(&self) -> Vec<Role> {
        self.roles.split(' ').filter_map(Role::parse).collect()
    }

    pub fn segments(&self) -> Vec<&str> {
        self.segments.lines().collect()
    }

    pub fn horizons(&self) -> Vec<Horizon> {
        self.horizons.split(' ').filter_map(Horizon::parse).collect()
    }

    pub fn decisions(&self) -> Vec<Decision> {
        self.decisions.split(' ').filter_map(Decision::parse).collect()
    }

    pub fn stages(&self) -> Vec<DeliveryStage> {
        self.stages.split(' ').filter_map(DeliveryStage::parse).collect()
    }

    /// Whether somebody outside the firm belongs.
    pub fn is_outside(&self) -> bool {
        self.is_public || !self.segments.is_empty()
    }
}

/// What a caller learns of an audience.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct AudienceDone {
    pub id: AudienceId,
    /// Such as `INV-61`.
    pub key: String,
    /// After the dash of its key.
    pub number: i64,
    pub name: String,
}

impl AudienceDone {
    pub(super) fn of(audience: &Audience, product: &Product) -> Self {
        let key = format!("{}-{}", product.prefix, audience.number);
        Self { id: audience.id, key, number: audience.number, name: audience.name.clone() }
    }
}

/// An audience with its product: what the commands on audiences work on.
pub(super) fn load(desk: &Desk<'_>, id: AudienceId) -> Result<(Audience, Product)> {
    let audience: Audience = desk.load(id)?;
    let product = desk.load(audience.product_id.0)?;
    Ok((audience, product))
}

pub(super) fn refuse_archived(audience: &Audience) -> Result<()> {
    match audience.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This audience is archived. Restore it first."),
    }
}

/// Words as they are stored: each once, in the order of the list they come from.
fn stored<T: Copy + PartialEq>(all: &[T], chosen: &[T], word: impl Fn(T) -> &'static str) -> String {
    let words: Vec<&str> = all.iter().filter(|one| chosen.contains(one)).map(|one| word(*one)).collect();
    words.join(" ")
}
