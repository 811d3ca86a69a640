//! A person belongs to an audience by name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, AudienceDone, AudienceId, AudiencePerson, load, queries, refuse_archived};
use crate::people::{Person, Product};
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Add a person to an audience by name.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddAudiencePerson {
    pub audience: AudienceId,
    pub person: PersonId,
}

impl Command for AddAudiencePerson {
    const NAME: &'static str = "add_audience_person";
    type Subject = (Audience, Product, Person);
    type Done = AudienceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product, Person)> {
        let (audience, product) = load(desk, self.audience)?;
        Ok((audience, product, desk.load(self.person)?))
    }

    fn gate(&self, (audience, ..): &(Audience, Product, Person)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (audience, product, person): (Audience, Product, Person),
    ) -> Result<AudienceDone> {
        refuse_archived(&audience)?;
        if person.archived_at.is_some() {
            return Refusal::conflict(format!("{} has left.", person.name));
        }
        match queries::membership(desk.tx, desk.workspace(), audience.id, person.id)? {
            Some(known) => desk.change(&known, &AudiencePerson { archived_at: None, ..known.clone() })?,
            None => desk.add(&AudiencePerson {
                id: desk.moment.id(),
                product_id: audience.product_id,
                audience_id: audience.id,
                person_id: person.id,
                created_at: desk.now(),
                archived_at: None,
            })?,
        }
        Ok(AudienceDone::of(&audience, &product))
    }

    fn sentence(&self, done: &AudienceDone) -> String {
        format!("They belong to “{}”.", done.name)
    }
}
