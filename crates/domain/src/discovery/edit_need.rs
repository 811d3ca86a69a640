//! The words of a need.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_need::NeedDone;
use super::{Need, NeedId};
use crate::people::Product;
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of a need. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditNeed {
    pub need: NeedId,
    pub field: NeedText,
    /// The title: 1 to 200 characters. The description: 50,000.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NeedText {
    Title,
    Description,
}

impl Command for EditNeed {
    const NAME: &'static str = "edit_need";
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

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Need, Product)) -> Result<NeedDone> {
        let mut after = before.clone();
        let (place, new) = match self.field {
            NeedText::Title => {
                (&mut after.title, text::line("text", "a title", &self.text, text::TITLE_MAX)?)
            }
            NeedText::Description => {
                (&mut after.description, text::body("text", "the description", &self.text, text::BODY_MAX)?)
            }
        };
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        desk.change(&before, &after)?;
        Ok(NeedDone { id: before.id, key: format!("{}-{}", product.prefix, before.number) })
    }

    fn sentence(&self, done: &NeedDone) -> String {
        format!("{} was edited.", done.key)
    }
}
