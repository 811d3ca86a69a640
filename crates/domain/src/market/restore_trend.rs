//! A trend that is back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_trend::TrendDone;
use super::{Trend, TrendId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Restore an archived trend.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreTrend {
    pub trend: TrendId,
}

impl Command for RestoreTrend {
    const NAME: &'static str = "restore_trend";
    type Subject = Trend;
    type Done = TrendDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Trend> {
        desk.load(self.trend)
    }

    fn gate(&self, _: &Trend) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Trend) -> Result<TrendDone> {
        let archived_at = None;
        desk.change(&before, &Trend { archived_at, ..before.clone() })?;
        Ok(TrendDone::of(&before))
    }

    fn sentence(&self, done: &TrendDone) -> String {
        format!("“{}” is back.", done.title)
    }
}
