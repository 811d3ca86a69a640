//! Two teams look further ahead: three more sprints are planned, one story is pinned and one is kept out.

use super::sprints::{begun, find, planned};
use super::{Cast, Teller};
use crate::spine::refusal::Result;
use crate::sprint::add_team::AddTeam;
use crate::sprint::ahead::keep_story_out::KeepStoryOut;
use crate::sprint::ahead::pin_story::PinStory;
use crate::sprint::plan::add_team_member::AddTeamMember;
use crate::sprint::plan::put_in_sprint::PutInSprint;
use crate::sprint::{TeamId, TeamMode};

/// What the trade fair in a month is to show.
const PINNED: &str = "Weekly cash forecast by email";
/// Nobody begins with it before the designer is back.
const KEPT_OUT: &str = "Write invoices in the customer’s language";
const OF_RAVI: &str = "Show why an invoice is predicted to be late";

/// After the next sprint of the reminders' team, which begins in 14 days, there are one more of theirs, and two of Ravi's.
pub(super) fn plan(teller: &mut Teller<'_>, cast: &Cast, reminders: TeamId) -> Result<()> {
    let add = AddTeam { product: cast.firm.product, name: "Reporting".into(), mode: TeamMode::Sprints };
    let reporting = teller.does(cast, "Mira", 20, &add)?.id;
    let ravi = AddTeamMember { team: reporting, person: cast.id("Ravi")?, capacity: "8".into() };
    teller.does(cast, "Mira", 20, &ravi)?;
    let next = begun(teller) - 14;
    let forecasts =
        planned(teller, cast, reporting, (next, "A clerk sees which invoice will be late, and why"))?;
    let story = find(teller, cast, OF_RAVI)?;
    teller.does(cast, "Mira", 1, &PutInSprint { sprint: forecasts, story })?;
    planned(teller, cast, reminders, (next - 14, "Money that arrives stops every reminder at once"))?;
    let fair = planned(teller, cast, reporting, (next - 14, "The forecast reaches those who plan the week"))?;
    let story = find(teller, cast, PINNED)?;
    teller.does(cast, "Mira", 1, &PinStory { story, sprint: fair })?;
    let story = find(teller, cast, KEPT_OUT)?;
    teller.does(cast, "Mira", 1, &KeepStoryOut { story })?;
    Ok(())
}
