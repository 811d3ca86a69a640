//! A decision is about an item.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Decision, DecisionDone, DecisionId, DecisionItem, load, queries, refuse_archived, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::search::item_of_key;

/// Say that a decision is about a goal, need, feature, story or release, by its key.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LinkDecision {
    pub decision: DecisionId,
    /// Such as `INV-34`.
    pub key: String,
}

impl Command for LinkDecision {
    const NAME: &'static str = "link_decision";
    type Subject = (Decision, Product);
    type Done = DecisionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Decision, Product)> {
        load(desk, self.decision)
    }

    fn gate(&self, (decision, _): &(Decision, Product)) -> Gate {
        Gate::Product(Permission::RecordDecisions, decision.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (decision, product): (Decision, Product)) -> Result<DecisionDone> {
        refuse_archived(&decision)?;
        link(desk, &decision, "key", &self.key)?;
        Ok(DecisionDone::of(&decision, &product))
    }

    fn sentence(&self, done: &DecisionDone) -> String {
        format!("{} is about {}.", done.key, self.key.trim().to_uppercase())
    }
}

/// Links an item by its key, again if it was linked before. `field` is where the key was typed.
pub(super) fn link(desk: &Desk<'_>, decision: &Decision, field: &'static str, key: &str) -> Result<()> {
    let key = key.trim().to_uppercase();
    let (noun, item) = named(desk, field, &key)?;
    let links = queries::links(desk.tx, desk.workspace(), decision.id)?;
    let known = links.iter().find(|link| link.item_id == item);
    let standing = links.iter().filter(|link| link.archived_at.is_none()).count();
    if standing >= rules::ITEMS_MAX && known.is_none_or(|known| known.archived_at.is_some()) {
        return Refusal::invalid(field, format!("A decision is about {} items at most.", rules::ITEMS_MAX));
    }
    match known {
        Some(known) => desk.change(known, &DecisionItem { archived_at: None, ..known.clone() }),
        None => desk.add(&DecisionItem {
            id: desk.moment.id(),
            product_id: decision.product_id,
            decision_id: decision.id,
            item_noun: noun,
            item_id: item,
            created_at: desk.now(),
            archived_at: None,
        }),
    }
}

/// The item that a key names, if a decision can be about it and the actor may read it.
fn named(desk: &Desk<'_>, field: &'static str, key: &str) -> Result<(String, Uuid)> {
    let unknown =
        || Refusal::invalid(field, format!("There is no item {key} here, or it is not shared with you."));
    let Some((prefix, number)) = rules::key_parts(key) else {
        return Refusal::invalid(field, format!("“{key}” is no key. Write one such as INV-34."));
    };
    let Some(keyed) = item_of_key(desk.tx, desk.workspace(), prefix, number)? else { return unknown() };
    if !rules::ABOUT.contains(&keyed.noun.as_str()) {
        let noun = keyed.noun.replace('_', " ");
        return Refusal::invalid(
            field,
            format!("{key} is a {noun}. A decision is about goals, needs, features, stories or releases."),
        );
    }
    let product = queries::product_of_key(desk.tx, desk.workspace(), prefix)?;
    if product.is_some_and(|product| !desk.actor.may(Permission::Read, product)) {
        return unknown();
    }
    Ok((keyed.noun, keyed.item_id))
}
