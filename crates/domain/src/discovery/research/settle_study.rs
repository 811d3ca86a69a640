//! How far a study is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Study, StudyDone, StudyId, StudyInProduct, StudyState, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say how far a study is. It is concluded once its findings are written down.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SettleStudy {
    pub study: StudyId,
    pub state: StudyState,
}

impl Command for SettleStudy {
    const NAME: &'static str = "settle_study";
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
        rules::may_settle_study(&subject.study, self.state)?;
        desk.change(&subject.study, &Study { state: self.state, ..subject.study.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &StudyDone) -> String {
        format!("{} is {} now.", done.key, self.state.as_str())
    }
}
