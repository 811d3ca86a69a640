//! A study that is not over after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Study, StudyDone, StudyId, StudyInProduct};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Bring back an archived study.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreStudy {
    pub study: StudyId,
}

impl Command for RestoreStudy {
    const NAME: &'static str = "restore_study";
    type Subject = StudyInProduct;
    type Done = StudyDone;

    fn load(&self, desk: &Desk<'_>) -> Result<StudyInProduct> {
        StudyInProduct::load(desk, self.study)
    }

    fn gate(&self, subject: &StudyInProduct) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, subject.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: StudyInProduct) -> Result<StudyDone> {
        desk.change(&subject.study, &Study { archived_at: None, ..subject.study.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &StudyDone) -> String {
        format!("{} is back.", done.key)
    }
}
