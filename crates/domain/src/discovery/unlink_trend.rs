//! A trend that does not explain a need after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::link_trend::TrendLinked;
use super::{Need, NeedId, TrendNeed, queries};
use crate::market::{Trend, TrendId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a trend does not explain a need any more.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UnlinkTrend {
    pub trend: TrendId,
    pub need: NeedId,
}

impl Command for UnlinkTrend {
    const NAME: &'static str = "unlink_trend";
    type Subject = (Need, Trend);
    type Done = TrendLinked;

    fn load(&self, desk: &Desk<'_>) -> Result<(Need, Trend)> {
        Ok((desk.load(self.need)?, desk.load(self.trend)?))
    }

    fn gate(&self, (need, _): &(Need, Trend)) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, need.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (need, trend): (Need, Trend)) -> Result<TrendLinked> {
        let linked = queries::trend_need(desk.tx, desk.workspace(), trend.id, need.id)?.found("trend")?;
        let archived_at = linked.archived_at.or(Some(desk.now()));
        desk.change(&linked, &TrendNeed { archived_at, ..linked.clone() })?;
        Ok(TrendLinked { need: need.id, trend: trend.title })
    }

    fn sentence(&self, done: &TrendLinked) -> String {
        format!("“{}” no longer explains the need.", done.trend)
    }
}
