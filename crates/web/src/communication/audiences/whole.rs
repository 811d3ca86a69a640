//! One audience with everything that belongs to it.

use domain::communication::audiences::Audience;
use domain::communication::audiences::queries::{self, PersonReached, facts, lens, release_facts};
use domain::communication::audiences::seeing::Lens;
use domain::communication::publications::queries::{LinkRow, links};
use domain::people::Product;
use domain::spine::actor::Actor;
use domain::spine::refusal::Result;

use crate::visit::Visit;

/// A feature or a release, and what it is to the open audience.
pub struct ItemRow {
    pub noun: &'static str,
    pub key: String,
    pub own: String,
    /// What they read; empty: its own title.
    pub title: String,
    pub is_hidden: bool,
    pub is_seen: bool,
}

/// An audience with everything that belongs to it.
pub struct Whole {
    pub audience: Audience,
    pub reached: Vec<PersonReached>,
    pub contacts: usize,
    pub items: Vec<ItemRow>,
    pub links: Vec<LinkRow>,
}

impl Whole {
    pub fn read(visit: &Visit<'_>, product: &Product, audience: Audience, may_tell: bool) -> Result<Self> {
        let (tx, actor): (_, &Actor) = (visit.tx, &visit.actor);
        let lens = lens(tx, actor, &audience)?;
        Ok(Self {
            reached: queries::people_reached(tx, actor, &audience)?,
            contacts: queries::contacts_reached(tx, actor, &audience)?.len(),
            items: items(visit, product, &lens)?,
            links: if may_tell { links(tx, actor, &audience)? } else { Vec::new() },
            audience,
        })
    }
}

/// The features on the roadmap and the releases, those that are something of their own to the audience first.
fn items(visit: &Visit<'_>, product: &Product, lens: &Lens) -> Result<Vec<ItemRow>> {
    let (features, _) = facts(visit.tx, &visit.actor, product)?;
    let releases = release_facts(visit.tx, &visit.actor, product)?;
    let named = |id, own: &str| {
        let title = lens.title(id, own);
        if title == own { String::new() } else { title.to_owned() }
    };
    let features = features.iter().filter(|feature| feature.horizon.is_some()).map(|feature| ItemRow {
        noun: "feature",
        key: feature.key.clone(),
        own: feature.title.clone(),
        title: named(feature.id, &feature.title),
        is_hidden: lens.is_hidden(feature.id),
        is_seen: lens.sees(feature),
    });
    let releases = releases.iter().map(|release| {
        let own = format!("{} {}", release.version, release.name).trim().to_owned();
        ItemRow {
            noun: "release",
            key: release.key.clone(),
            title: named(release.id, &own),
            own,
            is_hidden: lens.is_hidden(release.id),
            is_seen: lens.sees_release(release),
        }
    });
    let mut items: Vec<ItemRow> = features.chain(releases).collect();
    items.sort_by_key(|item| item.title.is_empty() && !item.is_hidden);
    Ok(items)
}
