//! What was erased: it stays blank, in the log as well.

use database::Param;
use uuid::Uuid;

use super::Desk;
use super::many::{ROWS, places};
use crate::spine::item::Item;
use crate::spine::refusal::{Refusal, Result};

/// Nobody works on what was erased.
pub fn refuse_erased<T: Item, R>() -> Result<R> {
    Refusal::conflict(format!("This {} was erased. Nothing of it can be changed any more.", T::NOUN))
}

impl Desk<'_> {
    /// Blanks what the log holds of the personal and large values of items: history says that they were erased.
    pub fn blank(&self, items: &[Uuid]) -> Result<()> {
        self.blank_where(items, None)
    }

    /// The same of one field alone.
    pub fn blank_field(&self, items: &[Uuid], field: &str) -> Result<()> {
        self.blank_where(items, Some(field))
    }

    fn blank_where(&self, items: &[Uuid], field: Option<&str>) -> Result<()> {
        let workspace = self.workspace();
        for items in items.chunks(ROWS) {
            let mut params: Vec<&dyn Param> = vec![&workspace];
            let mut sql = format!(
                "update held_value set body = null where workspace_id = $1 and item_id in ({})",
                places(&mut params, items)
            );
            if let Some(field) = &field {
                params.push(field);
                sql.push_str(&format!(" and field = ${}", params.len()));
            }
            self.tx.execute(&sql, &params)?;
        }
        Ok(())
    }
}
