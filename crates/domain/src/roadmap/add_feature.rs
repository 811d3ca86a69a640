//! A new feature, from a need or out of the blue.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, Feature, FeatureDone, FeatureId, InProduct, Outcome, capabilities, ranks};
use crate::discovery::{Need, NeedId};
use crate::market::comparison::{Capability, CapabilityId};
use crate::people::Product;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::rank::Rank;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a feature. Made from a need it answers that need, and its problem begins with the need's own words.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddFeature {
    pub product: ProductId,
    /// 1 to 200 characters; the need's title if left empty.
    #[serde(default)]
    pub title: String,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub need: Option<NeedId>,
    /// The capability of the comparison that it brings.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub capability: Option<CapabilityId>,
    /// At most 50,000 characters; the need's words if left empty.
    #[serde(default)]
    pub problem: String,
}

impl Command for AddFeature {
    const NAME: &'static str = "add_feature";
    type Subject = (Product, Option<Need>);
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Product, Option<Need>)> {
        let need = self.need.map(|need| desk.load(need)).transpose()?;
        Ok((desk.load(self.product.0)?, need))
    }

    fn gate(&self, (product, _): &(Product, Option<Need>)) -> Gate {
        Gate::Product(Permission::ProposeFeatures, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (product, need): (Product, Option<Need>)) -> Result<FeatureDone> {
        if let Some(need) = &need {
            desk.actor.must(Permission::Read, need.product_id)?;
        }
        let capability: Option<Capability> = self.capability.map(|id| desk.load(id)).transpose()?;
        let asked = need.as_ref();
        let title = or(&self.title, asked.map(|need| need.title.clone()));
        let problem = or(&self.problem, asked.map(problem_of));
        let id: FeatureId = desk.moment.id();
        let last = ranks::last_rank(desk.tx, desk.workspace(), product.id)?;
        let feature = Feature {
            title: text::line("title", "a title", &title, text::TITLE_MAX)?,
            problem: text::body("problem", "the problem", &problem, text::BODY_MAX)?,
            number: desk.next_number::<Feature>(product.id, id)?,
            rank: Rank::between(last.as_ref(), None),
            ..blank_feature(desk, id, product.id)
        };
        desk.add(&feature)?;
        let subject = InProduct { feature, product, is_cited: false };
        if let Some(need) = need {
            subject.answer(desk, need.id)?;
        }
        if let Some(capability) = capability {
            capabilities::link(desk, (id, subject.product.id), &capability)?;
        }
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} was added.", done.key)
    }
}

fn or(given: &str, otherwise: Option<String>) -> String {
    if given.trim().is_empty() { otherwise.unwrap_or_default() } else { given.to_owned() }
}

fn problem_of(need: &Need) -> String {
    let parts = [need.title.as_str(), need.description.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn blank_feature(desk: &Desk<'_>, id: FeatureId, product_id: ProductId) -> Feature {
    Feature {
        id,
        product_id,
        number: 0,
        title: String::new(),
        problem: String::new(),
        who_for: String::new(),
        outcome_measure: String::new(),
        in_scope: String::new(),
        not_in_scope: String::new(),
        constraints: String::new(),
        open_questions: String::new(),
        design_links: String::new(),
        evidence: String::new(),
        decision: Decision::Idea,
        decision_reason: String::new(),
        decided_at: desk.now(),
        horizon: None,
        rank: Rank::first(),
        starts_on: None,
        ends_on: None,
        date_precision: None,
        reach: None,
        impact_percent: None,
        confidence_percent: None,
        effort_tenths: None,
        owner_id: None,
        acknowledged_seq: None,
        completed_at: None,
        completion_reason: String::new(),
        outcome: Outcome::Unknown,
        outcome_reason: String::new(),
        concluded_at: None,
        created_at: desk.now(),
        created_by: desk.actor.person,
        archived_at: None,
    }
}
