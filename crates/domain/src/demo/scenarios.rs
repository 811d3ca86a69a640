//! What Larkbill tries on the roadmap: one that is drafted and worth a look, a capacity to stand beside it, and one that was
//! dropped.

use super::{Cast, Teller};
use crate::roadmap::FeatureId;
use crate::roadmap::queries::features;
use crate::scenarios::ScenarioId;
use crate::scenarios::add_scenario::AddScenario;
use crate::scenarios::change_capacity::ChangeCapacity;
use crate::scenarios::change_scope::ChangeScope;
use crate::scenarios::drop_scenario::DropScenario;
use crate::scenarios::move_in_scenario::MoveInScenario;
use crate::spine::moment::Day;
use crate::spine::refusal::{Found, Result};

pub(super) fn try_out(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let all = features(teller.tx, &teller.actor(cast, "Ines")?, cast.firm.product)?;
    let of = |title: &str| -> Result<FeatureId> {
        Ok(all.iter().find(|feature| feature.title == title).found("feature")?.id)
    };
    let (paid, plans, sequences) =
        (of("Expected-paid date")?, of("Instalment plans")?, of("Reminder sequences")?);

    let note = "The dental fair is in spring. What would it cost the others?";
    let fair = begin(teller, cast, (9, "Instalments before the fair"), note)?;
    put_before(teller, cast, (9, fair), (plans, sequences))?;
    let more = ChangeScope { scenario: fair, feature: plans, left_out: false, stories: 3 };
    teller.does(cast, "Ines", 9, &more)?;
    let out = ChangeScope { scenario: fair, feature: paid, left_out: true, stories: 0 };
    teller.does(cast, "Ines", 9, &out)?;
    let reason = "Three of the largest accounts wait for the expected-paid date.".into();
    teller.does(cast, "Ines", 7, &DropScenario { scenario: fair, reason })?;

    let note = "Budget for the next year: one developer more from February on.";
    let hire = begin(teller, cast, (5, "One developer more from February on"), note)?;
    let from = Some(Day::of(teller.today.plus_days(75).day_in("Europe/Dublin")));
    teller.does(cast, "Ines", 5, &ChangeCapacity { scenario: hire, percent: 125, from })?;

    let note = "Three of the largest accounts wait for the date. What does it cost the reminders?";
    let order = begin(teller, cast, (2, "The expected-paid date first, at a fifth more pace"), note)?;
    put_before(teller, cast, (2, order), (paid, sequences))?;
    let fewer = ChangeScope { scenario: order, feature: sequences, left_out: false, stories: -1 };
    teller.does(cast, "Ines", 2, &fewer)?;
    teller.does(cast, "Ines", 2, &ChangeCapacity { scenario: order, percent: 120, from: None })?;
    Ok(())
}

fn begin(
    teller: &mut Teller<'_>,
    cast: &Cast,
    (days_ago, title): (i64, &str),
    note: &str,
) -> Result<ScenarioId> {
    let command = AddScenario { product: cast.firm.product, title: title.into(), note: note.into() };
    Ok(teller.does(cast, "Ines", days_ago, &command)?.id)
}

fn put_before(
    teller: &mut Teller<'_>,
    cast: &Cast,
    (days_ago, scenario): (i64, ScenarioId),
    (feature, other): (FeatureId, FeatureId),
) -> Result<()> {
    let command = MoveInScenario { scenario, feature, after: None, before: Some(other), last: false };
    teller.does(cast, "Ines", days_ago, &command).map(drop)
}
