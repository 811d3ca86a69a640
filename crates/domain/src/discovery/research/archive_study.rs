//! A study that is over.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Study, StudyDone, StudyId, StudyInProduct};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive a study that is not followed any more. Its interviews and their quotes stay. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveStudy {
    pub study: StudyId,
}

impl Command for ArchiveStudy {
    const NAME: &'static str = "archive_study";
    type Subject = StudyInProduct;
    type Done = StudyDone;

    fn load(&self, desk: &Desk<'_>) -> Result<StudyInProduct> {
        StudyInProduct::load(desk, self.study)
    }

    fn gate(&self, subject: &StudyInProduct) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, subject.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: StudyInProduct) -> Result<StudyDone> {
        let archived_at = subject.study.archived_at.or(Some(desk.now()));
        desk.change(&subject.study, &Study { archived_at, ..subject.study.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &StudyDone) -> String {
        format!("{} was archived.", done.key)
    }
}
