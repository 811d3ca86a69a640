//! The pages of the market, and how much each holds.

use domain::market::queries::{Holds, holds};
use domain::spine::refusal::Result;

use crate::visit::Visit;

/// How many each page of the market holds.
pub struct Tabs(pub Holds);

impl Tabs {
    pub fn read(visit: &Visit<'_>) -> Result<Self> {
        holds(visit.tx, &visit.actor).map(Self)
    }
}
