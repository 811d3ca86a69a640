//! The words of a trend.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_trend::TrendDone;
use super::{Trend, TrendId};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of a trend. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditTrend {
    pub trend: TrendId,
    pub field: TrendText,
    /// The title: 1 to 200 characters. The source: 500. The meaning: 50,000.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a trend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrendText {
    Title,
    Source,
    Meaning,
}

pub(super) fn refuse_archived(trend: &Trend) -> Result<()> {
    match trend.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This trend is archived. Restore it first."),
    }
}

impl Command for EditTrend {
    const NAME: &'static str = "edit_trend";
    type Subject = Trend;
    type Done = TrendDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Trend> {
        desk.load(self.trend)
    }

    fn gate(&self, _: &Trend) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Trend) -> Result<TrendDone> {
        refuse_archived(&before)?;
        let mut after = before.clone();
        let (place, new) = match self.field {
            TrendText::Title => {
                (&mut after.title, text::line("text", "a title", &self.text, text::TITLE_MAX)?)
            }
            TrendText::Source => {
                (&mut after.source, text::optional_line("text", "the source", &self.text, text::LINE_MAX)?)
            }
            TrendText::Meaning => {
                (&mut after.meaning, text::body("text", "what it means for us", &self.text, text::BODY_MAX)?)
            }
        };
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        desk.change(&before, &after)?;
        Ok(TrendDone::of(&after))
    }

    fn sentence(&self, done: &TrendDone) -> String {
        format!("“{}” was edited.", done.title)
    }
}
