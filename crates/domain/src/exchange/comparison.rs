//! The comparison as a table, one row for each cell: out, and in again.

use super::table::{Cells, Sheet, Table};
use super::{Outcome, Place, Row, joined};
use crate::market::comparison::add_capability::AddCapability;
use crate::market::comparison::add_competitor::AddCompetitor;
use crate::market::comparison::queries::{self, CapabilityRow};
use crate::market::comparison::rate_capability::RateCapability;
use crate::market::comparison::{CapabilityId, CompetitorId, Level, Rating, rules};
use crate::people::Product;
use crate::spine::id::ProductId;
use crate::spine::item::Item;
use crate::spine::moment::Day;
use crate::spine::refusal::{Found, Refusal, Result};
use crate::spine::run::run;

/// The columns, in their order.
const COLUMNS: [&str; 7] = ["group", "capability", "who", "level", "evidence", "source", "seen_on"];
/// Who we are, in the column `who`.
const US: &str = "us";

/// One cell of the comparison.
pub struct RatingRow {
    line: usize,
    product: ProductId,
    group: String,
    capability: String,
    who: String,
    level: String,
    evidence: String,
    source: String,
    seen_on: String,
}

/// Columns: `capability who level`, and as far as known `group evidence source seen_on`. `who` is a competitor's name, or `us`.
pub fn read(bytes: &[u8], product: ProductId) -> Result<Vec<RatingRow>> {
    let table = Table::read(bytes)?;
    table.must_have(&["capability", "who", "level"])?;
    Ok(table.rows().map(|row| RatingRow::of(&row, product)).collect())
}

impl RatingRow {
    fn of(row: &Cells<'_>, product: ProductId) -> Self {
        let get = |column: &str| row.get(column).to_owned();
        Self {
            line: row.line,
            product,
            group: get("group"),
            capability: get("capability"),
            who: get("who"),
            level: get("level"),
            evidence: get("evidence"),
            source: get("source"),
            seen_on: get("seen_on"),
        }
    }

    /// The capability by its title, made where there is none.
    fn capability(&self, place: &Place<'_>) -> Result<(CapabilityId, bool)> {
        let there = place.tx.together(queries::capabilities(place.actor, self.product)?)?;
        let named = |one: &&CapabilityRow| one.title.to_lowercase() == self.capability.to_lowercase();
        if let Some(found) = there.iter().find(named) {
            return Ok((found.id, false));
        }
        let (title, group) = (self.capability.clone(), self.group.clone());
        let command = AddCapability { product: self.product, title, group };
        Ok((run(place.tx, place.actor, place.moment, &command)?.done.id, true))
    }

    /// The competitor by its name, made where there is none; none: us.
    fn competitor(&self, place: &Place<'_>) -> Result<Option<CompetitorId>> {
        if self.who.is_empty() {
            return Refusal::invalid("who", "Say who is rated: a competitor’s name, or “us”.");
        }
        if self.who.to_lowercase() == US {
            return Ok(None);
        }
        let there = place.tx.together(queries::competitors(place.actor)?)?;
        if let Some(found) = there.iter().find(|one| one.name.to_lowercase() == self.who.to_lowercase()) {
            return Ok(Some(found.id));
        }
        let command = AddCompetitor { name: self.who.clone(), ..AddCompetitor::default() };
        Ok(Some(run(place.tx, place.actor, place.moment, &command)?.done.id))
    }

    fn day(&self) -> Result<Option<Day>> {
        match (self.seen_on.as_str(), Day::parse(&self.seen_on)) {
            ("", _) => Ok(None),
            (_, Some(day)) => Ok(Some(day)),
            (text, None) => Refusal::invalid("seen_on", format!("“{text}” is no date; write 2026-11-18.")),
        }
    }

    /// Whether a rating says the same already.
    fn is_said(&self, rating: &Rating, level: Option<Level>, seen_on: Option<Day>) -> bool {
        rating.level == level
            && rating.evidence == self.evidence
            && rating.source == self.source
            && seen_on.is_none_or(|day| day == rating.seen_on)
    }
}

impl Row for RatingRow {
    fn line(&self) -> usize {
        self.line
    }

    fn shown(&self) -> (String, String) {
        (self.capability.clone(), joined(&[&self.who, &self.level, &self.evidence]))
    }

    fn bring_in(&self, place: &Place<'_>) -> Result<Outcome> {
        let (level, seen_on) = (rules::level(&self.level)?, self.day()?);
        let (capability, is_new) = self.capability(place)?;
        let competitor = self.competitor(place)?;
        if !is_new {
            let there = place.tx.together(queries::ratings(place.actor, self.product)?)?;
            let cell = |one: &&Rating| one.capability_id == capability && one.competitor_id == competitor;
            if there.iter().find(cell).is_some_and(|one| self.is_said(one, level, seen_on)) {
                return Ok(Outcome::Merged);
            }
        }
        let command = RateCapability {
            capability,
            competitor,
            level: self.level.clone(),
            evidence: self.evidence.clone(),
            source: self.source.clone(),
            seen_on,
        };
        run(place.tx, place.actor, place.moment, &command)?;
        Ok(if is_new { Outcome::Made } else { Outcome::Merged })
    }
}

/// Every known cell of a product's comparison, as a file that can be read back.
pub fn write(place: (&database::Tx<'_>, &crate::spine::actor::Actor), product: ProductId) -> Result<Vec<u8>> {
    let (tx, actor) = place;
    Product::load(tx, actor.workspace, product.0)?.found("product")?;
    let (capabilities, ratings) = (
        tx.together(queries::capabilities(actor, product)?)?,
        tx.together(queries::ratings(actor, product)?)?,
    );
    let competitors = tx.together(queries::competitors(actor)?)?;
    let mut sheet = Sheet::with(&COLUMNS)?;
    for capability in &capabilities {
        let who = competitors.iter().map(|one| (Some(one.id), one.name.as_str()));
        for (competitor, name) in std::iter::once((None, US)).chain(who) {
            let cell = |one: &&Rating| one.capability_id == capability.id && one.competitor_id == competitor;
            let Some(rating) = ratings.iter().find(cell) else { continue };
            let level = rating.level.map_or("unknown", Level::as_str);
            let (group, title, seen_on) =
                (&capability.group_name, &capability.title, rating.seen_on.to_string());
            let cells = [group, title, name, level, &rating.evidence, &rating.source, &seen_on];
            sheet.row(&cells)?;
        }
    }
    sheet.done()
}
