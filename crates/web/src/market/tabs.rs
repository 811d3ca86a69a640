//! The pages of the market, and how much each holds.

use domain::market::comparison::queries::{CompetitorRow, competitors};
use domain::market::trends::trends;
use domain::spine::refusal::Result;

use crate::visit::Visit;

/// How many each page of the market holds.
pub struct Tabs {
    pub trends: usize,
    pub compared: usize,
    pub competitors: usize,
}

impl Tabs {
    pub fn read(visit: &Visit<'_>) -> Result<Self> {
        Ok(Self::of(trends(visit.tx, &visit.actor)?.len(), &competitors(visit.tx, &visit.actor)?))
    }

    pub fn of(trends: usize, competitors: &[CompetitorRow]) -> Self {
        let compared = competitors.iter().filter(|one| one.is_compared).count();
        Self { trends, compared, competitors: competitors.len() }
    }
}
