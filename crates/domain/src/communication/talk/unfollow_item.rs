//! Being told of an item no longer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::follow_item::{FollowDone, begin};
use super::place::Place;
use super::{Follower, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Found, Result};
use crate::spine::run::{Command, Gate};

/// Follow an item no longer, also where one made it, is assigned to it or commented on it. Who is named in a comment or
/// newly assigned is told all the same.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UnfollowItem {
    /// The key of the item, such as `INV-248`.
    pub item: String,
}

impl Command for UnfollowItem {
    const NAME: &'static str = "unfollow_item";
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
                desk.change(&before, &Follower { follows: false, archived_at: None, ..before.clone() })?
            }
            // That they do not wish to is kept, so that no rule makes them follow it by itself.
            None => begin(desk, &place, person, false)?,
        }
        Ok(FollowDone { key: place.key })
    }

    fn sentence(&self, done: &FollowDone) -> String {
        format!("You no longer follow {}.", done.key)
    }
}
