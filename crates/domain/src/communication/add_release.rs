//! A release is planned.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Reach, Release, ReleaseId, ReleaseState};
use crate::people::Product;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

pub(super) const VERSION_MAX: usize = 40;

/// Plan a release: what reaches customers together.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddRelease {
    pub product: ProductId,
    /// Such as `4.8`: 1 to 40 characters.
    pub version: String,
    /// What it is called, at most 100 characters.
    #[serde(default)]
    pub name: String,
    /// The day it is planned for, such as `2026-11-24`.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub planned_on: Option<Day>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReleaseDone {
    pub id: ReleaseId,
    /// Such as `INV-214`.
    pub key: String,
    pub version: String,
}

impl ReleaseDone {
    pub(super) fn of(release: &Release, product: &Product) -> Self {
        let key = format!("{}-{}", product.prefix, release.number);
        Self { id: release.id, key, version: release.version.clone() }
    }
}

impl Command for AddRelease {
    const NAME: &'static str = "add_release";
    type Subject = Product;
    type Done = ReleaseDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::ReleaseStories, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<ReleaseDone> {
        let id: ReleaseId = desk.moment.id();
        let release = Release {
            id,
            product_id: product.id,
            number: desk.next_number::<Release>(product.id, id)?,
            version: text::line("version", "a version, such as 4.8", &self.version, VERSION_MAX)?,
            name: text::optional_line("name", "the name", &self.name, text::NAME_MAX)?,
            state: ReleaseState::Planned,
            audience: Reach::Everyone,
            planned_on: self.planned_on,
            planned_reason: String::new(),
            released_at: None,
            note_title: String::new(),
            note_body: String::new(),
            note_is_draft: true,
            note_published_at: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&release)?;
        Ok(ReleaseDone::of(&release, &product))
    }

    fn sentence(&self, done: &ReleaseDone) -> String {
        format!("{} is planned.", done.version)
    }
}

/// A release with its product: what the commands on releases work on.
pub(super) fn load(desk: &Desk<'_>, id: ReleaseId) -> Result<(Release, Product)> {
    let release: Release = desk.load(id)?;
    let product = desk.load(release.product_id.0)?;
    Ok((release, product))
}
