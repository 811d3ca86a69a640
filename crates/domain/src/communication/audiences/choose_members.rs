//! Who belongs to an audience.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_audience::refuse_second_public;
use super::{Audience, AudienceDone, AudienceId, load, refuse_archived, rules, stored};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::{Permission, Role};
use crate::spine::run::{Command, Gate};

/// Say who belongs to an audience: roles in the product, segments of customers, or everybody. People are added by name.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ChooseMembers {
    pub audience: AudienceId,
    #[serde(default)]
    pub is_public: bool,
    #[serde(default)]
    pub roles: Vec<Role>,
    /// Names of segments as customers carry them, one to a line; 50 at most.
    #[serde(default)]
    pub segments: String,
}

impl Command for ChooseMembers {
    const NAME: &'static str = "choose_members";
    type Subject = (Audience, Product);
    type Done = AudienceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product)> {
        load(desk, self.audience)
    }

    fn gate(&self, (audience, _): &(Audience, Product)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Audience, Product)) -> Result<AudienceDone> {
        refuse_archived(&before)?;
        let after = Audience {
            is_public: self.is_public,
            roles: stored(&Role::ALL, &self.roles, Role::as_str),
            segments: rules::segments(&self.segments)?,
            ..before.clone()
        };
        rules::may_show_demand(&after)?;
        if after.is_public {
            refuse_second_public(desk, &product, after.id)?;
        }
        desk.change(&before, &after)?;
        Ok(AudienceDone::of(&after, &product))
    }

    fn sentence(&self, done: &AudienceDone) -> String {
        format!("Who belongs to “{}” is said.", done.name)
    }
}
