//! Being told what becomes of an item.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::place::Place;
use super::{Follower, FollowerId, queries};
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::{Found, Result};
use crate::spine::run::{Command, Gate};

/// Follow an item: be told what is said at it and what becomes of it. Who made it, is assigned to it or comments on it
/// follows it by itself.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FollowItem {
    /// The key of the item, such as `INV-248`.
    pub item: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FollowDone {
    pub key: String,
}

impl Command for FollowItem {
    const NAME: &'static str = "follow_item";
    type Subject = Place;
    type Done = FollowDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Place> {
        Place::of_key(desk.tx, desk.actor, &self.item)
    }

    fn gate(&self, place: &Place) -> Gate {
        place.gate()
    }

    fn carry_out(&self, desk: &Desk<'_>, place: Place) -> Result<FollowDone> {
        let person = desk.actor.person.found("person")?;
        match queries::follower(desk.tx, desk.workspace(), place.item, person)? {
            Some(before) => {
                desk.change(&before, &Follower { follows: true, archived_at: None, ..before.clone() })?
            }
            None => begin(desk, &place, person, true)?,
        }
        Ok(FollowDone { key: place.key })
    }

    fn sentence(&self, done: &FollowDone) -> String {
        format!("You follow {}.", done.key)
    }
}

/// Somebody takes part, so they follow the item, unless they said before whether they wish to.
pub(super) fn by_itself(desk: &Desk<'_>, place: &Place, person: PersonId) -> Result<()> {
    match queries::follower(desk.tx, desk.workspace(), place.item, person)? {
        Some(said) if said.archived_at.is_none() => Ok(()),
        Some(taken_back) => {
            desk.change(&taken_back, &Follower { follows: true, archived_at: None, ..taken_back.clone() })
        }
        None => begin(desk, place, person, true),
    }
}

/// Writes down for the first time whether somebody follows an item.
pub(super) fn begin(desk: &Desk<'_>, place: &Place, person_id: PersonId, follows: bool) -> Result<()> {
    desk.add(&Follower {
        id: desk.moment.id::<FollowerId>(),
        product_id: place.product,
        noun: place.noun.clone(),
        item_id: place.item,
        person_id,
        follows,
        created_at: desk.now(),
        archived_at: None,
    })
}
