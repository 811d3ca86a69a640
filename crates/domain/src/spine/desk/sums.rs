//! Sums that are kept beside the rows: how many stand under an item by their state, and who asks for what.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::Desk;
use crate::spine::item::Item;
use crate::spine::refusal::Result;

/// What is to be added, or taken away.
#[derive(Default)]
pub(super) struct Sums {
    /// By the item, the noun that stands under it, and its state.
    under: BTreeMap<(Uuid, &'static str, &'static str), i64>,
    /// By what is asked for and the account.
    demand: BTreeMap<(Uuid, Uuid), i64>,
}

impl Sums {
    pub fn with<T: Item>(mut self, item: &T, by: i64) -> Self {
        if let Some(state) = item.tally() {
            for over in item.stands_under() {
                *self.under.entry((over, T::NOUN, state)).or_default() += by;
            }
        }
        if let Some(asked) = item.asks() {
            *self.demand.entry(asked).or_default() += by;
        }
        self
    }
}

impl Desk<'_> {
    pub(super) fn keep(&self, sums: Sums) -> Result<()> {
        let workspace = self.workspace();
        for ((item, noun, state), by) in sums.under.into_iter().filter(|(_, by)| *by != 0) {
            let sql = "
                insert into item_tally (workspace_id, item_id, noun, state, n) values ($1, $2, $3, $4, $5)
                on conflict (workspace_id, item_id, noun, state) do update set n = item_tally.n + $5";
            self.tx.execute(sql, &[&workspace, &item, &noun, &state, &by])?;
        }
        for ((need, customer), by) in sums.demand.into_iter().filter(|(_, by)| *by != 0) {
            let sql = "
                insert into demand (workspace_id, need_id, customer_id, quotes) values ($1, $2, $3, $4)
                on conflict (workspace_id, need_id, customer_id) do update set quotes = demand.quotes + $4";
            self.tx.execute(sql, &[&workspace, &need, &customer, &by])?;
            if by < 0 {
                let sql = "
                    delete from demand
                     where workspace_id = $1 and need_id = $2 and customer_id = $3 and quotes = 0";
                self.tx.execute(sql, &[&workspace, &need, &customer])?;
            }
        }
        Ok(())
    }
}
