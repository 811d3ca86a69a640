//! When X then Y: the closed list of what follows from a change, in the same transaction.
//!
//! Nothing else reacts to anything: no callback, no trigger of a rule.

use crate::spine::desk::Desk;
use crate::spine::refusal::Result;

/// Does what follows from everything that the command has touched.
pub(crate) fn react(desk: &Desk<'_>) -> Result<()> {
    for touched in desk.touched() {
        match touched.noun {
            "person" => crate::people::reactions::person_changed(desk, &touched)?,
            "criterion" => crate::acceptance::reactions::criterion_changed(desk, &touched)?,
            "release" => crate::communication::reactions::release_changed(desk, &touched)?,
            _ => {}
        }
        crate::communication::notifications::reactions::tell(desk, &touched)?;
    }
    Ok(())
}
