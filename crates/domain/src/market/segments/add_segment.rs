//! A new group of customers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Basis, SegmentDone, by_name};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a segment: filled by a rule, whose conditions are added to it, or by hand.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddSegment {
    /// 1 to 100 characters.
    pub name: String,
    /// `all` conditions (if left out), `any` of them, or by `hand`.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub basis: Option<Basis>,
}

impl Command for AddSegment {
    const NAME: &'static str = "add_segment";
    type Subject = ();
    type Done = SegmentDone;

    fn load(&self, _: &Desk<'_>) -> Result<()> {
        Ok(())
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<SegmentDone> {
        let name = text::line("name", "a name for the segment", &self.name, text::NAME_MAX)?;
        Ok(SegmentDone::of(&by_name::add(desk, &name, self.basis.unwrap_or(Basis::All))?))
    }

    fn sentence(&self, done: &SegmentDone) -> String {
        format!("“{}” was added.", done.name)
    }
}
