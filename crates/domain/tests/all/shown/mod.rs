//! Audiences, a roadmap, and what an audience would see of it.

use domain::communication::audiences::add_audience::AddAudience;
use domain::communication::audiences::choose_view::ChooseView;
use domain::communication::audiences::queries::audience;
use domain::communication::audiences::{Audience, AudienceId, Dates, DeliveryStage};
use domain::communication::publications::Shown;
use domain::communication::publications::leaks::Leak;
use domain::communication::publications::publish_roadmap::RoadmapKind;
use domain::communication::publications::queries::preview;
use domain::people::queries::product;
use domain::roadmap::move_feature::MoveFeature;
use domain::roadmap::schedule_feature::ScheduleFeature;
use domain::roadmap::{Decision, FeatureId, Horizon};
use domain::spine::moment::Day;
use domain::testing::Office;

pub fn made(office: &Office, name: &str, is_public: bool) -> AudienceId {
    let command = AddAudience { product: office.product, name: name.into(), is_public };
    office.does(&office.ines(), command).unwrap().done.id
}

pub fn view(audience: AudienceId) -> ChooseView {
    ChooseView {
        audience,
        horizons: vec![Horizon::Now, Horizon::Next],
        decisions: vec![Decision::Taken],
        stages: DeliveryStage::ALL.to_vec(),
        dates: Dates::Quarter,
        shows_demand: false,
        shows_goals: false,
    }
}

/// A feature that is taken and stands on the roadmap, due in March.
pub fn planned(office: &Office, title: &str, horizon: Horizon) -> FeatureId {
    let ines = office.ines();
    let feature = office.taken_feature(title, &[], &[]);
    let place = MoveFeature { feature, horizon: Some(horizon), after: None, before: None };
    office.does(&ines, place).unwrap();
    let day = |text| Day::parse(text);
    let plan = ScheduleFeature {
        feature,
        starts_on: day("2027-01-04"),
        ends_on: day("2027-03-26"),
        precision: None,
        reason: String::new(),
    };
    office.does(&ines, plan).unwrap();
    feature
}

pub fn read(office: &Office, number: i64) -> Audience {
    let (ines, product) = (office.ines(), office.product);
    office.reads(move |tx| audience(tx, &ines, product, number))
}

/// What an audience would see of the roadmap: each title with its date; and what should not be read.
pub fn seen(office: &Office, number: i64) -> (Vec<(String, String)>, Vec<Leak>) {
    let (ines, audience) = (office.ines(), read(office, number));
    office.reads(move |tx| {
        let product = product(tx, &ines, "INV")?;
        let preview = preview(tx, &ines, (&audience, &product), RoadmapKind::Roadmap)?;
        let Shown::Roadmap { features } = preview.shown else { panic!("no roadmap") };
        Ok((features.into_iter().map(|one| (one.title, one.when)).collect(), preview.leaks))
    })
}
