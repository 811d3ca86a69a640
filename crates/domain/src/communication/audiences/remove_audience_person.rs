//! A person does not belong to an audience by name any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, AudienceDone, AudienceId, AudiencePerson, load, queries};
use crate::people::{Person, Product};
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take a person out of an audience. Who belongs by a role still does.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveAudiencePerson {
    pub audience: AudienceId,
    pub person: PersonId,
}

impl Command for RemoveAudiencePerson {
    const NAME: &'static str = "remove_audience_person";
    type Subject = (Audience, Product, AudiencePerson);
    type Done = AudienceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product, AudiencePerson)> {
        let (audience, product) = load(desk, self.audience)?;
        desk.load::<Person>(self.person)?;
        let member = queries::membership(desk.tx, desk.workspace(), audience.id, self.person)?;
        Ok((audience, product, member.found("person of the audience")?))
    }

    fn gate(&self, (audience, ..): &(Audience, Product, AudiencePerson)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (audience, product, member): (Audience, Product, AudiencePerson),
    ) -> Result<AudienceDone> {
        let archived_at = member.archived_at.or(Some(desk.now()));
        desk.change(&member, &AudiencePerson { archived_at, ..member.clone() })?;
        Ok(AudienceDone::of(&audience, &product))
    }

    fn sentence(&self, done: &AudienceDone) -> String {
        format!("They do not belong to “{}” by name any more.", done.name)
    }
}
