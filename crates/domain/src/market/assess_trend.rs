//! How much a trend would change, how certain it is, and when: looked at again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_trend::TrendDone;
use super::{Trend, TrendId, rules};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Review a trend. What was said before stays in its history, also where nothing is different.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AssessTrend {
    pub trend: TrendId,
    /// How much it would change for us, 1 to 5.
    pub impact: String,
    /// How certain it is to come, 1 to 5.
    pub certainty: String,
    /// When it takes effect; empty: it does already.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub expected_on: Option<Day>,
    /// For how many days this holds, 7 to 730; empty: as before.
    #[serde(default)]
    pub review_days: String,
}

impl Command for AssessTrend {
    const NAME: &'static str = "assess_trend";
    type Subject = Trend;
    type Done = TrendDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Trend> {
        desk.load(self.trend)
    }

    fn gate(&self, _: &Trend) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Trend) -> Result<TrendDone> {
        super::edit_trend::refuse_archived(&before)?;
        let (impact, certainty) = rules::assessment(&self.impact, &self.certainty)?;
        if impact.is_none() {
            return Refusal::invalid("impact", "Say how much it would change for us, 1 to 5.");
        }
        let after = Trend {
            impact,
            certainty,
            expected_on: self.expected_on,
            review_days: rules::review_days(&self.review_days)?.unwrap_or(before.review_days),
            reviewed_at: Some(desk.now()),
            reviewed_by: desk.actor.person,
            ..before.clone()
        };
        desk.change(&before, &after)?;
        Ok(TrendDone::of(&after))
    }

    fn sentence(&self, done: &TrendDone) -> String {
        format!("“{}” was reviewed.", done.title)
    }
}
