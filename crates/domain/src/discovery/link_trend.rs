//! Why a need is now: the trend that explains it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Need, NeedId, TrendNeed, queries};
use crate::market::{Trend, TrendId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a trend explains why a need is now. It may explain several.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LinkTrend {
    pub trend: TrendId,
    pub need: NeedId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TrendLinked {
    pub need: NeedId,
    /// The trend's title.
    pub trend: String,
}

impl Command for LinkTrend {
    const NAME: &'static str = "link_trend";
    type Subject = (Need, Trend);
    type Done = TrendLinked;

    fn load(&self, desk: &Desk<'_>) -> Result<(Need, Trend)> {
        Ok((desk.load(self.need)?, desk.load(self.trend)?))
    }

    fn gate(&self, (need, _): &(Need, Trend)) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, need.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (need, trend): (Need, Trend)) -> Result<TrendLinked> {
        if trend.archived_at.is_some() {
            return Refusal::conflict("This trend is archived. Restore it first.");
        }
        match queries::trend_need(desk.tx, desk.workspace(), trend.id, need.id)? {
            Some(linked) => desk.change(&linked, &TrendNeed { archived_at: None, ..linked.clone() })?,
            None => desk.add(&TrendNeed {
                id: desk.moment.id(),
                product_id: need.product_id,
                trend_id: trend.id,
                need_id: need.id,
                created_at: desk.now(),
                archived_at: None,
            })?,
        }
        Ok(TrendLinked { need: need.id, trend: trend.title })
    }

    fn sentence(&self, done: &TrendLinked) -> String {
        format!("“{}” explains the need now.", done.trend)
    }
}
