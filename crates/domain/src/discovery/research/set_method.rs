//! How a question is answered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Method, Study, StudyDone, StudyId, StudyInProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say how the question of a study is answered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetMethod {
    pub study: StudyId,
    pub method: Method,
}

impl Command for SetMethod {
    const NAME: &'static str = "set_method";
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
        desk.change(&subject.study, &Study { method: self.method, ..subject.study.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &StudyDone) -> String {
        format!("{} is answered by {} now.", done.key, self.method.word())
    }
}
