//! The roadmap, or the plan of releases, as an audience sees it today, becomes a revision.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::leaks::refuse_leaks;
use super::queries::{self, Preview};
use super::{Publication, PublicationKind, Published, Shown};
use crate::communication::audiences::{self, Audience, AudienceId, load, refuse_archived};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result, broken};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Publish the roadmap or the plan of releases to an audience, as it sees it now. What the leak check finds is taken out
/// before, or kept by its code.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PublishRoadmap {
    pub audience: AudienceId,
    pub what: RoadmapKind,
    /// The codes of what the leak check finds and what stays knowingly.
    #[serde(default)]
    pub keep: Vec<String>,
}

/// The roadmap, or the plan of releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoadmapKind {
    Roadmap,
    ReleasePlan,
}

impl RoadmapKind {
    pub fn kind(self) -> PublicationKind {
        match self {
            Self::Roadmap => PublicationKind::Roadmap,
            Self::ReleasePlan => PublicationKind::ReleasePlan,
        }
    }

    /// "roadmap", as the middle of a sentence.
    pub fn word(self) -> &'static str {
        match self {
            Self::Roadmap => "roadmap",
            Self::ReleasePlan => "release plan",
        }
    }
}

impl Command for PublishRoadmap {
    const NAME: &'static str = "publish_roadmap";
    type Subject = (Audience, Product);
    type Done = Published;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product)> {
        load(desk, self.audience)
    }

    fn gate(&self, (audience, _): &(Audience, Product)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (audience, product): (Audience, Product)) -> Result<Published> {
        refuse_archived(&audience)?;
        audiences::rules::may_show_demand(&audience)?;
        let Preview { shown, leaks } =
            queries::preview(desk.tx, desk.actor, (&audience, &product), self.what)?;
        let kept = refuse_leaks(&leaks, &self.keep)?;
        let shown = serde_json::to_string(&shown).map_err(broken)?;
        let kind = self.what.kind();
        let newest = queries::newest(desk.tx, desk.actor, &audience, kind)?;
        if newest.as_ref().is_some_and(|newest| newest.shown == shown) {
            return Refusal::conflict(format!(
                "Nothing that they see changed since the last revision of the {}.",
                self.what.word()
            ));
        }
        let publication = Publication {
            id: desk.moment.id(),
            product_id: product.id,
            audience_id: audience.id,
            kind,
            subject_id: audience.id.0,
            number: queries::next_number(desk.tx, desk.workspace(), audience.id.0, kind)?,
            title: format!("{}: {}", product.name, self.what.word()),
            shown,
            kept: serde_json::to_string(&kept).map_err(broken)?,
            mailed: 0,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&publication)?;
        Ok(Published { id: publication.id, revision: publication.number, title: audience.name })
    }

    fn sentence(&self, done: &Published) -> String {
        format!("“{}” reads revision {} of the {}.", done.title, done.revision, self.what.word())
    }
}

impl Shown {
    /// What it says, or none where the stored text is not understood.
    pub fn read(publication: &Publication) -> Result<Self> {
        serde_json::from_str(&publication.shown).map_err(broken)
    }
}
