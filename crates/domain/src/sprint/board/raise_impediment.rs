//! What keeps a story from going on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ImpedimentDone, queries};
use crate::backlog::{InProduct, State, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::sprint::Impediment;

/// Open impediments of a story at most.
const OPEN_MAX: usize = 20;

/// Say what keeps a story from going on. It stays on its card until it is resolved.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RaiseImpediment {
    pub story: StoryId,
    /// 1 to 500 characters.
    pub body: String,
}

impl Command for RaiseImpediment {
    const NAME: &'static str = "raise_impediment";
    type Subject = InProduct;
    type Done = ImpedimentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WorkOnBoard, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<ImpedimentDone> {
        if subject.story.state == State::Accepted {
            return Refusal::conflict("It is accepted; nothing is in its way any more.");
        }
        let body = text::line("body", "what is in the way", &self.body, text::LINE_MAX)?;
        if queries::impediments(desk.tx, desk.actor, &subject.story)?.len() >= OPEN_MAX {
            return Refusal::over_limit("A story has at most 20 open impediments. Resolve one first.");
        }
        let impediment = Impediment {
            id: desk.moment.id(),
            product_id: subject.story.product_id,
            story_id: self.story,
            body,
            resolution: String::new(),
            resolved_at: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&impediment)?;
        Ok(ImpedimentDone { id: impediment.id, key: subject.key() })
    }

    fn sentence(&self, done: &ImpedimentDone) -> String {
        format!("{} is blocked.", done.key)
    }
}
