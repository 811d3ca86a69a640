//! How far a need is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_need::NeedDone;
use super::{Need, NeedId, NeedState};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say how far a need is: open, addressed by something that was released, or satisfied.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SettleNeed {
    pub need: NeedId,
    pub state: NeedState,
}

impl Command for SettleNeed {
    const NAME: &'static str = "settle_need";
    type Subject = (Need, Product);
    type Done = NeedDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Need, Product)> {
        let need: Need = desk.load(self.need)?;
        let product = desk.load(need.product_id.0)?;
        Ok((need, product))
    }

    fn gate(&self, (need, _): &(Need, Product)) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, need.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (need, product): (Need, Product)) -> Result<NeedDone> {
        desk.change(&need, &Need { state: self.state, ..need.clone() })?;
        Ok(NeedDone { id: need.id, key: format!("{}-{}", product.prefix, need.number) })
    }

    fn sentence(&self, done: &NeedDone) -> String {
        format!("{} is {} now.", done.key, self.state.as_str())
    }
}
