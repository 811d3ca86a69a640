//! The gap of a comparison that is asked for most.

use domain::market::comparison::Level;
use domain::people::Product;
use domain::spine::refusal::Result;

use super::comparison_page::read;
use super::table::{Row, Show, grouped};
use crate::visit::Visit;

/// A capability in which somebody is ahead of us, and who: by their numbers.
pub fn gap(visit: &Visit<'_>, product: &Product) -> Result<Option<(i64, i64)>> {
    let groups = grouped(read(visit, product)?.rows(), Show::Trail);
    let row = groups.first().and_then(|group| group.rows.first());
    let ahead = |row: &Row| {
        row.cells.iter().filter(|cell| cell.of.is_some()).max_by_key(|cell| cell.level.map(Level::grade))?.of
    };
    Ok(row.and_then(|row| Some((row.capability.number, ahead(row)?))))
}
