//! A cell of the comparison.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Capability, CapabilityId, Competitor, CompetitorId, Rating, RatingId, queries, rules};
use crate::market::rules::not_ahead;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Say how far we, or a competitor, can do something, and how one knows. What was said before stays in its history.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RateCapability {
    pub capability: CapabilityId,
    /// Who is rated; leave it out: us.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub competitor: Option<CompetitorId>,
    /// `fully`, `mostly`, `partly`, `announced`, `none`, or `unknown`.
    pub level: String,
    /// What was seen; 1 to 50,000 characters, unless it is unknown.
    #[serde(default)]
    pub evidence: String,
    /// Where; at most 500 characters.
    #[serde(default)]
    pub source: String,
    /// When it was seen; today, if left out.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub seen_on: Option<Day>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Rated {
    pub id: RatingId,
    /// Of whom: the competitor's name, or “we”.
    pub who: String,
    pub capability: String,
}

impl Command for RateCapability {
    const NAME: &'static str = "rate_capability";
    type Subject = (Capability, Option<Competitor>);
    type Done = Rated;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        let competitor = self.competitor.map(|competitor| desk.load(competitor)).transpose()?;
        Ok((desk.load(self.capability)?, competitor))
    }

    fn gate(&self, (capability, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::SetDirection, capability.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (capability, competitor): Self::Subject) -> Result<Rated> {
        rules::refuse_archived_capability(&capability)?;
        if let Some(competitor) = &competitor {
            rules::refuse_archived_competitor(competitor)?;
        }
        let level = rules::level(&self.level)?;
        let evidence = text::body("evidence", "the evidence", &self.evidence, text::BODY_MAX)?;
        if level.is_some() && evidence.is_empty() {
            return Refusal::invalid("evidence", "Say how you know: what was seen, tried or told.");
        }
        let before = queries::rating(desk.tx, desk.workspace(), capability.id, self.competitor)?;
        let rating = Rating {
            id: before.as_ref().map_or_else(|| desk.moment.id(), |before| before.id),
            product_id: capability.product_id,
            capability_id: capability.id,
            competitor_id: self.competitor,
            level,
            evidence,
            source: text::optional_line("source", "the source", &self.source, text::LINE_MAX)?,
            seen_on: not_ahead("seen_on", self.seen_on, desk.now())?,
            rated_by: desk.actor.person,
            created_at: before.as_ref().map_or_else(|| desk.now(), |before| before.created_at),
            archived_at: None,
        };
        match &before {
            Some(before) => desk.change(before, &rating)?,
            None => desk.add(&rating)?,
        }
        let who = competitor.map_or_else(|| "we".into(), |competitor| competitor.name);
        Ok(Rated { id: rating.id, who, capability: capability.title })
    }

    fn sentence(&self, done: &Rated) -> String {
        format!("“{}” was rated: {}, {}.", done.capability, done.who, self.level.trim().to_lowercase())
    }
}
