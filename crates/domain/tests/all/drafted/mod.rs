//! Executives who read updates, a roadmap to tell them of, and drafts.

use domain::communication::audiences::AudienceId;
use domain::communication::audiences::add_audience::AddAudience;
use domain::communication::audiences::choose_members::ChooseMembers;
use domain::communication::updates::draft_update::DraftUpdate;
use domain::communication::updates::publish_update::PublishUpdate;
use domain::communication::updates::queries::update;
use domain::communication::updates::{Addressed, StatusUpdateId, UpdateDone};
use domain::people::queries::product;
use domain::roadmap::move_feature::MoveFeature;
use domain::roadmap::schedule_feature::ScheduleFeature;
use domain::roadmap::{FeatureId, Horizon};
use domain::spine::moment::Day;
use domain::spine::rights::Role;
use domain::testing::Office;

pub fn executives(office: &Office) -> AudienceId {
    let command = AddAudience { product: office.product, name: "Executives".into(), is_public: false };
    let audience = office.does(&office.ines(), command).unwrap().done.id;
    let roles = vec![Role::Stakeholder, Role::Owner];
    let members = ChooseMembers { audience, is_public: false, roles, segments: String::new() };
    office.does(&office.ines(), members).unwrap();
    audience
}

pub fn on_roadmap(office: &Office, title: &str, stories: &[domain::backlog::StoryId]) -> FeatureId {
    let feature = office.taken_feature(title, &[], stories);
    let place = MoveFeature { feature, horizon: Some(Horizon::Now), after: None, before: None };
    office.does(&office.ines(), place).unwrap();
    feature
}

pub fn plan(feature: FeatureId, ends_on: &str, reason: &str) -> ScheduleFeature {
    let (starts_on, ends_on) = (Day::parse("2026-12-01"), Day::parse(ends_on));
    ScheduleFeature { feature, starts_on, ends_on, precision: None, reason: reason.into() }
}

pub fn draft(office: &Office, audience: AudienceId) -> UpdateDone {
    office.does(&office.ines(), DraftUpdate { audience, overwrite: false }).unwrap().done
}

pub fn read(office: &Office, number: i64) -> Addressed {
    let lena = office.lena();
    office.reads(move |tx| update(tx, &lena, &product(tx, &lena, "INV")?, number))
}

pub fn publish(update: StatusUpdateId, mail: bool) -> PublishUpdate {
    PublishUpdate { update, mail, keep: vec![] }
}

/// What a draft says between a heading and the next.
pub fn part(body: &str, heading: &str) -> String {
    let found = body.split("## ").find(|part| part.starts_with(heading));
    found.map(|part| part[heading.len()..].trim().to_owned()).unwrap_or_default()
}
