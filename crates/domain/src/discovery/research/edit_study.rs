//! The words of a study.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Study, StudyDone, StudyId, StudyInProduct, rules};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of a study. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditStudy {
    pub study: StudyId,
    pub field: StudyText,
    /// The question: 1 to 200 characters. The others: 50,000.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a study.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StudyText {
    Question,
    People,
    Plan,
    Findings,
}

impl StudyText {
    fn of(self, study: &mut Study) -> &mut String {
        match self {
            Self::Question => &mut study.question,
            Self::People => &mut study.people,
            Self::Plan => &mut study.plan,
            Self::Findings => &mut study.findings,
        }
    }
}

impl Command for EditStudy {
    const NAME: &'static str = "edit_study";
    type Subject = StudyInProduct;
    type Done = StudyDone;

    fn load(&self, desk: &Desk<'_>) -> Result<StudyInProduct> {
        StudyInProduct::load(desk, self.study)
    }

    fn gate(&self, subject: &StudyInProduct) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, subject.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: StudyInProduct) -> Result<StudyDone> {
        rules::refuse_archived_study(&subject.study)?;
        let new = match self.field {
            StudyText::Question => text::line("text", "a question", &self.text, text::TITLE_MAX)?,
            _ => text::body("text", "this text", &self.text, text::BODY_MAX)?,
        };
        let mut after = subject.study.clone();
        let place = self.field.of(&mut after);
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        desk.change(&subject.study, &after)?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &StudyDone) -> String {
        format!("{} was edited.", done.key)
    }
}
