//! How what is shown to an audience looks: the same on the preview and on the pages that they open.

use askama::Template;
use domain::communication::audiences::DeliveryStage;
use domain::communication::audiences::seeing::{ShownFeature, ShownRelease};
use domain::communication::publications::{Shown, ShownGoal};
use domain::communication::updates::Standing;
use domain::roadmap::Horizon;

use crate::communication::note::{Reader, html_for};
use crate::shell::money;
use crate::words::filters;

/// What is shown, ready to be put on a page. An inside reader's keys lead to the items.
#[derive(Template)]
#[template(path = "communication/publications/_shown.html")]
pub struct Paper<'p> {
    pub shown: &'p Shown,
    pub assets: &'p str,
    /// Before the keys of items; none for those outside.
    pub items_at: Option<String>,
}

impl Paper<'_> {
    fn lane<'f>(&self, features: &'f [ShownFeature], horizon: &Horizon) -> Vec<&'f ShownFeature> {
        features.iter().filter(|feature| feature.horizon == Some(*horizon)).collect()
    }

    fn url(&self, key: &Option<String>) -> Option<String> {
        Some(format!("{}{}", self.items_at.as_ref()?, key.as_ref()?))
    }

    fn body(&self, markdown: &str) -> String {
        let reader = if self.items_at.is_some() { Reader::Inside } else { Reader::Outside };
        html_for(markdown, reader)
    }

    fn demand(&self, feature: &ShownFeature) -> Option<String> {
        let demand = feature.demand?;
        let customers = if demand.accounts == 1 { "customer" } else { "customers" };
        Some(format!("{} {customers}, {} a year", demand.accounts, money(demand.revenue_minor, "EUR")))
    }

    fn releases_of<'r>(&self, releases: &'r [ShownRelease], out: &bool) -> Vec<&'r ShownRelease> {
        releases.iter().filter(|release| release.is_released == *out).collect()
    }

    fn standing_of(&self, goal: &ShownGoal) -> &'static str {
        standing(&goal.standing)
    }

    fn mark_of(&self, goal: &ShownGoal) -> &'static str {
        mark(&goal.standing)
    }
}

pub fn horizon_word(horizon: &Horizon) -> &'static str {
    match horizon {
        Horizon::Now => "Now",
        Horizon::Next => "Next",
        Horizon::Later => "Later",
    }
}

pub fn stage_word(stage: &DeliveryStage) -> &'static str {
    match stage {
        DeliveryStage::Planned => "planned",
        DeliveryStage::InPart => "there in part",
        DeliveryStage::Released => "released",
        DeliveryStage::Concluded => "released and asked about",
    }
}

pub fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::OnTrack => "On track",
        Standing::AtRisk => "At risk",
        Standing::OffTrack => "Off track",
    }
}

/// The mark of a standing among the marks of states.
pub fn mark(standing: &Standing) -> &'static str {
    match standing {
        Standing::OnTrack => "accepted",
        Standing::AtRisk => "doing",
        Standing::OffTrack => "blocked",
    }
}
