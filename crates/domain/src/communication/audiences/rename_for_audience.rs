//! What an item is called for an audience.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Audience, AudienceDone, AudienceId, AudienceItem, load, queries, refuse_archived};
use crate::communication::Release;
use crate::communication::decisions::rules::key_parts;
use crate::people::Product;
use crate::roadmap::Feature;
use crate::spine::desk::Desk;
use crate::spine::item::Item;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::search::item_of_key;
use crate::spine::text;

/// Call a feature or a release otherwise for an audience. Without a title it goes by its own again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RenameForAudience {
    pub audience: AudienceId,
    /// Such as `INV-34`.
    pub key: String,
    /// At most 200 characters.
    #[serde(default)]
    pub title: String,
}

impl Command for RenameForAudience {
    const NAME: &'static str = "rename_for_audience";
    type Subject = (Audience, Product);
    type Done = AudienceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product)> {
        load(desk, self.audience)
    }

    fn gate(&self, (audience, _): &(Audience, Product)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (audience, product): (Audience, Product)) -> Result<AudienceDone> {
        refuse_archived(&audience)?;
        let title = text::optional_line("title", "the title", &self.title, text::TITLE_MAX)?;
        set(desk, &audience, &self.key, |item| AudienceItem { title: title.clone(), ..item })?;
        Ok(AudienceDone::of(&audience, &product))
    }

    fn sentence(&self, done: &AudienceDone) -> String {
        let key = self.key.trim().to_uppercase();
        match self.title.trim() {
            "" => format!("“{}” reads {key} by its own title.", done.name),
            title => format!("“{}” reads {key} as “{title}”.", done.name),
        }
    }
}

/// Sets what an item of the product is to an audience.
pub(super) fn set(
    desk: &Desk<'_>,
    audience: &Audience,
    key: &str,
    set: impl Fn(AudienceItem) -> AudienceItem,
) -> Result<()> {
    let (noun, item_id) = named(desk, audience, &key.trim().to_uppercase())?;
    if let Some(known) = queries::item(desk.tx, desk.workspace(), audience.id, item_id)? {
        return desk.change(&known, &set(AudienceItem { archived_at: None, ..known.clone() }));
    }
    desk.add(&set(AudienceItem {
        id: desk.moment.id(),
        product_id: audience.product_id,
        audience_id: audience.id,
        item_noun: noun.into(),
        item_id,
        title: String::new(),
        is_hidden: false,
        created_at: desk.now(),
        archived_at: None,
    }))
}

/// The feature or release of the audience's product with this key.
fn named(desk: &Desk<'_>, audience: &Audience, key: &str) -> Result<(&'static str, Uuid)> {
    let Some((prefix, number)) = key_parts(key) else {
        return Refusal::invalid("key", format!("“{key}” is no key. Write one such as INV-34."));
    };
    let keyed = item_of_key(desk.tx, desk.workspace(), prefix, number)?;
    let of_product = match &keyed {
        Some(keyed) if keyed.noun == Feature::NOUN => {
            let feature: Feature = desk.load(keyed.item_id)?;
            (feature.product_id == audience.product_id).then_some((Feature::NOUN, keyed.item_id))
        }
        Some(keyed) if keyed.noun == Release::NOUN => {
            let release: Release = desk.load(keyed.item_id)?;
            (release.product_id == audience.product_id).then_some((Release::NOUN, keyed.item_id))
        }
        _ => None,
    };
    match of_product {
        Some(found) => Ok(found),
        None => Refusal::invalid("key", format!("{key} is no feature and no release of this product.")),
    }
}
