//! Writing a new story.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, Kind, Purpose, State, Story, StoryDone, queries, rules};
use crate::people::Product;
use crate::roadmap::{Feature, FeatureId};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::rank::Rank;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a story. The owner's goes into the backlog; anybody else's is a proposal that the owner takes in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddStory {
    /// The product's id.
    pub product: ProductId,
    /// 1 to 200 characters.
    pub title: String,
    /// As a …
    #[serde(default)]
    pub role: String,
    /// I want …
    #[serde(default)]
    pub want: String,
    /// so that …
    #[serde(default)]
    pub benefit: String,
    /// At most 50,000 characters.
    #[serde(default)]
    pub description: String,
    /// `story` if left out.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub kind: Option<Kind>,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub purpose: Option<Purpose>,
    /// As in `estimate_story`.
    #[serde(default)]
    pub points: String,
    /// The feature that it builds; it has to be taken.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub feature: Option<FeatureId>,
    /// At the top of the backlog instead of its end.
    #[serde(default)]
    pub on_top: bool,
}

impl Command for AddStory {
    const NAME: &'static str = "add_story";
    type Subject = Product;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::ProposeStories, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<StoryDone> {
        let owner = desk.actor.may(Permission::WriteStories, product.id);
        let feature_id = self.feature(desk, &product)?;
        let size = rules::size(&self.points)?;
        let id = desk.moment.id();
        let story = Story {
            id,
            product_id: product.id,
            number: desk.next_number::<Story>(product.id, id.0)?,
            kind: self.kind.unwrap_or(Kind::Story),
            title: text::line("title", "a title", &self.title, text::TITLE_MAX)?,
            role: text::optional_line("role", "the role", &self.role, text::LINE_MAX)?,
            want: text::optional_line("want", "what is wanted", &self.want, text::LINE_MAX)?,
            benefit: text::optional_line("benefit", "the benefit", &self.benefit, text::LINE_MAX)?,
            description: text::body("description", "the description", &self.description, text::BODY_MAX)?,
            purpose: self.purpose.or(feature_id.map(|_| Purpose::Feature)),
            state: if owner { State::Todo } else { State::Proposed },
            rank: self.rank(desk, product.id, owner)?,
            points_tenths: size.points,
            points_high_tenths: size.high,
            assignee_id: None,
            feature_id,
            release_id: None,
            sprint_id: None,
            column_id: None,
            must_have: false,
            hints_aside: String::new(),
            done_at: None,
            accepted_at: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&story)?;
        Ok(StoryDone::of(&InProduct { story, product }))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        format!("{} was added.", done.key)
    }
}

impl AddStory {
    /// A story of which nothing but the title is known.
    pub fn titled(product: ProductId, title: impl Into<String>) -> Self {
        Self {
            product,
            title: title.into(),
            role: String::new(),
            want: String::new(),
            benefit: String::new(),
            description: String::new(),
            kind: None,
            purpose: None,
            points: String::new(),
            feature: None,
            on_top: false,
        }
    }

    fn feature(&self, desk: &Desk<'_>, product: &Product) -> Result<Option<FeatureId>> {
        let feature: Option<Feature> = self.feature.map(|feature| desk.load(feature)).transpose()?;
        if let Some(feature) = &feature {
            rules::may_hold_stories(feature, product.id)?;
        }
        Ok(feature.map(|feature| feature.id))
    }

    fn rank(&self, desk: &Desk<'_>, product: ProductId, owner: bool) -> Result<Rank> {
        if self.on_top && owner {
            let first = queries::first_rank(desk.tx, desk.workspace(), product)?;
            return Ok(Rank::between(None, first.as_ref()));
        }
        let last = queries::last_rank(desk.tx, desk.workspace(), product)?;
        Ok(Rank::between(last.as_ref(), None))
    }
}
