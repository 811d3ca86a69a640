//! Taking back what was decided, said to audiences, asked of customers, planned around a release or several sprints ahead,
//! tried in a scenario, and opened for feedback to come in.

use super::undo_change::{UndoChange, earlier, earlier_at};
use crate::communication::audiences::{Audience, AudienceItem, AudiencePerson};
use crate::communication::decisions::{Decision, DecisionItem};
use crate::communication::kano::queries::{not_asked, refuse_overtaken};
use crate::communication::kano::rules::refuse_given_up;
use crate::communication::kano::start_kano_survey::mail;
use crate::communication::kano::{KanoAnswer, KanoSurvey};
use crate::communication::launch::LaunchStep;
use crate::communication::publications::{AudienceLink, Publication};
use crate::communication::updates::{StatusUpdate, UpdateGoal};
use crate::discovery::ways_in::{FormOrigin, Mailbox};
use crate::roadmap::Feature;
use crate::scenarios::{Scenario, ScenarioChange};
use crate::spine::change::Change;
use crate::spine::desk::Desk;
use crate::spine::item::Item;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::Command;
use crate::sprint::ahead::{PlanSearch, SprintPin};

/// The right that it took to change one of these nouns. Whom a step of a launch list was given to ticked it by reading.
pub(super) fn right_of(noun: &str, only_ticked: bool) -> Option<Permission> {
    Some(match noun {
        Decision::NOUN | DecisionItem::NOUN => Permission::RecordDecisions,
        Audience::NOUN | AudiencePerson::NOUN | AudienceItem::NOUN | AudienceLink::NOUN => {
            Permission::TellAudiences
        }
        StatusUpdate::NOUN | UpdateGoal::NOUN | Publication::NOUN => Permission::TellAudiences,
        LaunchStep::NOUN if only_ticked => Permission::Read,
        LaunchStep::NOUN => Permission::ReleaseStories,
        Mailbox::NOUN | FormOrigin::NOUN => Permission::OpenWaysIn,
        KanoSurvey::NOUN | KanoAnswer::NOUN | Scenario::NOUN | ScenarioChange::NOUN => {
            Permission::ShapeFeatures
        }
        SprintPin::NOUN | PlanSearch::NOUN => Permission::PlanSprints,
        _ => return None,
    })
}

/// Takes back a change of one of these nouns.
pub(super) fn take_back(desk: &Desk<'_>, change: &Change) -> Result<()> {
    match change.noun.as_str() {
        Decision::NOUN => earlier::<Decision>(desk, change),
        DecisionItem::NOUN => earlier::<DecisionItem>(desk, change),
        Audience::NOUN => earlier::<Audience>(desk, change),
        AudiencePerson::NOUN => earlier::<AudiencePerson>(desk, change),
        AudienceItem::NOUN => earlier::<AudienceItem>(desk, change),
        LaunchStep::NOUN => earlier::<LaunchStep>(desk, change),
        StatusUpdate::NOUN => earlier::<StatusUpdate>(desk, change),
        UpdateGoal::NOUN => earlier::<UpdateGoal>(desk, change),
        Publication::NOUN => earlier::<Publication>(desk, change),
        Mailbox::NOUN => earlier::<Mailbox>(desk, change),
        FormOrigin::NOUN => earlier::<FormOrigin>(desk, change),
        KanoSurvey::NOUN => of_survey(desk, change),
        KanoAnswer::NOUN => earlier::<KanoAnswer>(desk, change),
        SprintPin::NOUN => earlier::<SprintPin>(desk, change),
        PlanSearch::NOUN => earlier::<PlanSearch>(desk, change),
        Scenario::NOUN => earlier::<Scenario>(desk, change),
        ScenarioChange::NOUN => earlier::<ScenarioChange>(desk, change),
        AudienceLink::NOUN => {
            Refusal::conflict("A link that was made or revoked stays so. Make a new one, or revoke it.")
        }
        _ => Refusal::conflict("This can no longer be taken back."),
    }
}

/// Its mails are gone once a survey was taken back; one that ended goes on, unless another was made since.
fn of_survey(desk: &Desk<'_>, change: &Change) -> Result<()> {
    let comes_back = change.field_changes()?.iter().any(|field| field.field == "archived_at");
    if change.command == UndoChange::NAME && comes_back {
        return Refusal::conflict("A survey that was taken back stays so. Start another one.");
    }
    earlier_at(desk, change, |survey: KanoSurvey| {
        let feature: Feature = desk.load(survey.feature_id)?;
        refuse_given_up(&feature, "The feature")?;
        refuse_overtaken(desk.tx, &survey, desk.workspace())?;
        // Mails that came due while it was ended were not sent.
        let waiting = not_asked(desk.tx, desk.workspace(), survey.id)?;
        waiting.into_iter().try_for_each(|answer| mail(desk, answer))?;
        Ok(survey)
    })
}
