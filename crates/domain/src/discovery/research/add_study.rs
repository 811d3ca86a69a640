//! A new question that we set out to answer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Method, Study, StudyDone, StudyInProduct, StudyState};
use crate::people::Product;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a study: a question, whom it is asked, and how it is answered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddStudy {
    pub product: ProductId,
    /// 1 to 200 characters.
    pub question: String,
    /// `interviews` if left out.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub method: Option<Method>,
    /// Whom we look for; at most 50,000 characters.
    #[serde(default)]
    pub people: String,
    /// At most 50,000 characters.
    #[serde(default)]
    pub plan: String,
}

impl Command for AddStudy {
    const NAME: &'static str = "add_study";
    type Subject = Product;
    type Done = StudyDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<StudyDone> {
        let id = desk.moment.id();
        let study = Study {
            id,
            product_id: product.id,
            question: text::line("question", "a question", &self.question, text::TITLE_MAX)?,
            method: self.method.unwrap_or(Method::Interviews),
            people: text::body("people", "whom we look for", &self.people, text::BODY_MAX)?,
            plan: text::body("plan", "the plan", &self.plan, text::BODY_MAX)?,
            findings: String::new(),
            state: StudyState::Planned,
            number: desk.next_number::<Study>(product.id, id)?,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&study)?;
        Ok(StudyInProduct { study, product }.done())
    }

    fn sentence(&self, done: &StudyDone) -> String {
        format!("{} was added.", done.key)
    }
}
