//! What the page of the plan and the page of a sprint share.

use std::collections::BTreeMap;

use domain::backlog::{Points, StoryId};
use domain::market::CustomerId;
use domain::roadmap::FeatureId;
use domain::spine::moment::Day;
use domain::sprint::plan::proposal::{self, Proposal, Reasoned, propose};
use domain::sprint::plan::queries::{DemandRow, Inputs, PlanRow};
use domain::sprint::plan::sureness::Percent;

/// The proposal, searched for off the async threads and outside of any transaction; or the sentence why there is none.
pub async fn proposed(inputs: Inputs, wanted: Option<Percent>) -> Result<Proposal, String> {
    let found = tokio::task::spawn_blocking(move || propose(&inputs, wanted)).await;
    match found {
        Ok(answered) => answered.map_err(|refused| refused.sentence),
        Err(_) => Err("The search was stopped. Try again in a moment.".into()),
    }
}

/// Why the best plan has one story in or not, searched for in the same way; nothing where it is not to choose from.
pub async fn reason_of(inputs: Inputs, story: StoryId) -> Option<Reasoned> {
    let found = tokio::task::spawn_blocking(move || proposal::reason_of(&inputs, story)).await;
    found.ok()?.ok()?
}

/// The yearly revenue of the accounts behind these features, and how many they are: each is counted once.
pub fn served(demand: &[DemandRow], features: &[FeatureId]) -> (i64, usize) {
    let rows = demand.iter().filter(|row| features.contains(&row.feature_id));
    let accounts: BTreeMap<CustomerId, i64> = rows.map(|row| (row.customer_id, row.revenue_minor)).collect();
    (accounts.values().sum(), accounts.len())
}

pub fn points<'r>(rows: impl Iterator<Item = &'r PlanRow>) -> Points {
    Points::of_tenths(rows.filter_map(|row| row.points_tenths).map(Points::tenths).sum())
}

/// "30 November to 11 December".
pub fn days(starts_on: &Day, ends_on: &Day) -> String {
    let (first, last) = (starts_on.date(), ends_on.date());
    let begin = if first.month() == last.month() && first.year() == last.year() { "%-d" } else { "%-d %B" };
    format!("{} to {}", first.strftime(begin), last.strftime("%-d %B %Y"))
}
