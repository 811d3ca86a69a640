//! Somebody new to whom we speak.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, AudienceDone, AudienceId, Dates, queries};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add an audience. It begins with what is safe: what was taken, without demand; in public also without dates and goals.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddAudience {
    pub product: ProductId,
    /// 1 to 100 characters.
    pub name: String,
    /// Whether everybody belongs; a product has one public audience at most.
    #[serde(default)]
    pub is_public: bool,
}

impl Command for AddAudience {
    const NAME: &'static str = "add_audience";
    type Subject = Product;
    type Done = AudienceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::TellAudiences, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<AudienceDone> {
        let id: AudienceId = desk.moment.id();
        if self.is_public {
            refuse_second_public(desk, &product, id)?;
        }
        let audience = Audience {
            id,
            product_id: product.id,
            number: desk.next_number::<Audience>(product.id, id)?,
            name: text::line("name", "a name", &self.name, text::NAME_MAX)?,
            is_public: self.is_public,
            roles: String::new(),
            segments: String::new(),
            horizons: "now next later".into(),
            decisions: "taken".into(),
            stages: "planned in_part released concluded".into(),
            dates: if self.is_public { Dates::Never } else { Dates::Month },
            shows_demand: false,
            shows_goals: !self.is_public,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&audience)?;
        Ok(AudienceDone::of(&audience, &product))
    }

    fn sentence(&self, done: &AudienceDone) -> String {
        format!("“{}” is an audience now. Say who belongs, and what they see.", done.name)
    }
}

/// A product speaks to one public: its portal shows what is published to it.
pub(super) fn refuse_second_public(desk: &Desk<'_>, product: &Product, own: AudienceId) -> Result<()> {
    match queries::public_of(desk.tx, desk.workspace(), product.id)?.filter(|other| other.id != own) {
        None => Ok(()),
        Some(other) => {
            Refusal::conflict(format!("“{}” is public already, and a product has one public.", other.name))
        }
    }
}
