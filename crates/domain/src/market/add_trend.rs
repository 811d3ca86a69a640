//! A new signal of the market.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Trend, TrendId, rules};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a trend: a dated signal of where the market goes. Whoever assesses it at once has reviewed it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct AddTrend {
    /// 1 to 200 characters.
    pub title: String,
    /// Where it is known from; at most 500 characters.
    #[serde(default)]
    pub source: String,
    /// What it means for us; at most 50,000 characters.
    #[serde(default)]
    pub meaning: String,
    /// When it was seen; today, if left out.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub seen_on: Option<Day>,
    /// How much it would change for us, 1 to 5; empty: not assessed yet.
    #[serde(default)]
    pub impact: String,
    /// How certain it is to come, 1 to 5.
    #[serde(default)]
    pub certainty: String,
    /// When it takes effect; empty: it does already.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub expected_on: Option<Day>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TrendDone {
    pub id: TrendId,
    pub number: i64,
    pub title: String,
}

impl TrendDone {
    pub(super) fn of(trend: &Trend) -> Self {
        Self { id: trend.id, number: trend.number, title: trend.title.clone() }
    }
}

impl Command for AddTrend {
    const NAME: &'static str = "add_trend";
    type Subject = ();
    type Done = TrendDone;

    fn load(&self, _: &Desk<'_>) -> Result<()> {
        Ok(())
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<TrendDone> {
        let id: TrendId = desk.moment.id();
        // No place on earth is a whole day ahead of the clock.
        let today = Day::of(desk.now().day_in("UTC"));
        let seen_on = self.seen_on.unwrap_or(today);
        if today.plus_days(1) < seen_on {
            return Refusal::invalid(
                "seen_on",
                "This day is still to come. Say under “takes effect” when it is expected.",
            );
        }
        let (impact, certainty) = rules::assessment(&self.impact, &self.certainty)?;
        let reviewed = impact.map(|_| desk.now());
        let trend = Trend {
            id,
            number: desk.next_workspace_number::<Trend>(id)?,
            title: text::line("title", "a title", &self.title, text::TITLE_MAX)?,
            source: text::optional_line("source", "the source", &self.source, text::LINE_MAX)?,
            meaning: text::body("meaning", "what it means for us", &self.meaning, text::BODY_MAX)?,
            seen_on,
            impact,
            certainty,
            expected_on: self.expected_on,
            review_days: rules::REVIEW_DAYS,
            reviewed_at: reviewed,
            reviewed_by: reviewed.and(desk.actor.person),
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&trend)?;
        Ok(TrendDone::of(&trend))
    }

    fn sentence(&self, done: &TrendDone) -> String {
        format!("“{}” is on the list of trends.", done.title)
    }
}
