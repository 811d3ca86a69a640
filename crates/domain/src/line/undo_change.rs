//! Taking a change back, from the change log alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::erasing::refuse_final;
use super::merging::taken_back::Merge;
use super::undo_alignment as alignment;
use super::undo_rights::right_of;
use crate::acceptance::{Acceptance, Verdict};
use crate::attachments::Attachment;
use crate::backlog::{self, Criterion, Dependency, Story};
use crate::communication::kano::start_kano_survey::StartKanoSurvey;
use crate::communication::notifications::NotificationSetting;
use crate::communication::notifications::mark::forget;
use crate::communication::publish_release::PublishRelease;
use crate::communication::talk::{Comment, Follower, Mention};
use crate::communication::updates::publish_update::PublishUpdate;
use crate::communication::{Release, Response, Telling};
use crate::discovery::capabilities::CapabilityNeed;
use crate::discovery::personas::PersonaQuote;
use crate::discovery::research::{Interview, Study};
use crate::discovery::{Feedback, Need, NeedGoal, Quote, TrendNeed};
use crate::market::comparison::{Capability, Competitor, CompetitorNote, Rating};
use crate::market::personas::{Persona, PersonaEntry};
use crate::market::segments::{Segment, SegmentCondition, SegmentCustomer};
use crate::market::{Contact, Customer, Trend};
use crate::people::{ApiToken, Person, Product, RoleHeld};
use crate::roadmap::assumptions::{Assumption, Experiment};
use crate::roadmap::capabilities::CapabilityFeature;
use crate::roadmap::scoring::{ScoreAmount, ScoreInput};
use crate::roadmap::{self, AgreementEntry, Feature, FeatureNeed};
use crate::spine::change::{self, Change, Told};
use crate::spine::desk::Desk;
use crate::spine::item::Item;
use crate::spine::jobs;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::skills::{PersonSkill, Skill, StorySkill};
use crate::sprint::{
    Absence, BoardColumn, Impediment, Sprint, SprintVoice, Task, Team, TeamMember, TeamProduct,
};
use crate::strategy::{CheckIn, Goal, KeyResult, Positioning, Vision};

/// Undo a command: every field it changed gets its earlier value back, unless somebody has changed it since.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UndoChange {
    /// The number of the command in the workspace.
    pub change: i64,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangeUndone {
    /// How many items got earlier values back.
    pub items: usize,
}

impl Command for UndoChange {
    const NAME: &'static str = "undo_change";
    type Subject = Vec<Change>;
    type Done = ChangeUndone;

    /// Only what one did oneself, and only with the right to do it still.
    fn load(&self, desk: &Desk<'_>) -> Result<Vec<Change>> {
        let changes = change::of_command(desk.tx, desk.workspace(), self.change)?;
        let own = changes
            .first()
            .is_some_and(|first| first.person_id.is_some() && first.person_id == desk.actor.person);
        if !own {
            return Refusal::not_found("change");
        }
        refuse_final(&changes)?;
        if let Some(merge) = Merge::of(&changes)?
            && merge.is_of_workspace()
        {
            desk.actor.must_in_workspace(merge.right())?;
            return Ok(changes);
        }
        for change in &changes {
            let right = right_of(change)?;
            match change.product_id {
                Some(product) if right != Permission::ManagePeople => desk.actor.must(right, product)?,
                _ => desk.actor.must_in_workspace(right)?,
            }
        }
        Ok(changes)
    }

    fn gate(&self, changes: &Vec<Change>) -> Gate {
        let is_of_workspace = Merge::of(changes).ok().flatten().is_some_and(|merge| merge.is_of_workspace());
        match changes.iter().find_map(|change| change.product_id) {
            Some(product) if !is_of_workspace => Gate::Product(Permission::UndoChanges, product),
            _ => Gate::Workspace(Permission::UndoChanges),
        }
    }

    fn carry_out(&self, desk: &Desk<'_>, changes: Vec<Change>) -> Result<ChangeUndone> {
        hold_back(desk, self.change, &changes)?;
        match Merge::of(&changes)? {
            Some(merge) => merge.take_back(desk, &changes)?,
            None => changes.iter().rev().try_for_each(|change| take_back(desk, change))?,
        }
        forget(desk.tx, desk.workspace(), self.change)?;
        Ok(ChangeUndone { items: changes.len() })
    }

    fn sentence(&self, _: &ChangeUndone) -> String {
        "Taken back.".into()
    }
}

/// What a release, an update or a survey queued is not sent any more. Once the first of it has left, it stays as it is.
fn hold_back(desk: &Desk<'_>, seq: i64, changes: &[Change]) -> Result<()> {
    let is = |name: &str| changes.iter().any(|change| change.command == name);
    let stays = [
        (PublishUpdate::NAME, "Mails have left, so it stays published. Edit it, and publish what mends it."),
        (
            PublishRelease::NAME,
            "Mails to customers have left, so it stays released. Edit its note, or release what mends it.",
        ),
        (StartKanoSurvey::NAME, "Mails to customers have left, so they are asked. End the survey."),
    ];
    match stays.into_iter().find(|(command, _)| is(command)) {
        Some((_, words)) if !jobs::withdraw(desk.tx, desk.workspace(), seq)? => Refusal::conflict(words),
        _ => Ok(()),
    }
}

/// The nouns whose changes can be taken back. A noun that is missing here refuses with a sentence.
fn take_back(desk: &Desk<'_>, change: &Change) -> Result<()> {
    match change.noun.as_str() {
        Story::NOUN => earlier_at(desk, change, |story: Story| {
            backlog::rules::refuse_unsound(story.size())?;
            let rank = backlog::queries::free_rank(desk.tx, desk.workspace(), &story)?;
            Ok(Story { rank, ..story })
        }),
        Criterion::NOUN => earlier::<Criterion>(desk, change),
        Product::NOUN => earlier::<Product>(desk, change),
        Person::NOUN => earlier::<Person>(desk, change),
        RoleHeld::NOUN => earlier::<RoleHeld>(desk, change),
        Feedback::NOUN => earlier::<Feedback>(desk, change),
        Need::NOUN => earlier::<Need>(desk, change),
        Quote::NOUN => earlier::<Quote>(desk, change),
        Dependency::NOUN => earlier::<Dependency>(desk, change),
        Vision::NOUN => earlier::<Vision>(desk, change),
        Positioning::NOUN => earlier::<Positioning>(desk, change),
        Goal::NOUN => earlier::<Goal>(desk, change),
        KeyResult::NOUN => earlier::<KeyResult>(desk, change),
        CheckIn::NOUN => earlier::<CheckIn>(desk, change),
        Feature::NOUN => earlier_at(desk, change, |feature: Feature| {
            let rank = roadmap::ranks::free_rank(desk.tx, desk.workspace(), &feature)?;
            Ok(Feature { rank, ..feature })
        }),
        FeatureNeed::NOUN => earlier::<FeatureNeed>(desk, change),
        NeedGoal::NOUN => earlier::<NeedGoal>(desk, change),
        AgreementEntry::NOUN => earlier::<AgreementEntry>(desk, change),
        Verdict::NOUN => earlier::<Verdict>(desk, change),
        Acceptance::NOUN => earlier::<Acceptance>(desk, change),
        Release::NOUN => earlier::<Release>(desk, change),
        Telling::NOUN => earlier::<Telling>(desk, change),
        Response::NOUN => earlier::<Response>(desk, change),
        ApiToken::NOUN => Refusal::conflict("A token that was made or revoked stays so. Make a new one."),
        _ => take_back_of_sprint(desk, change),
    }
}

fn take_back_of_sprint(desk: &Desk<'_>, change: &Change) -> Result<()> {
    match change.noun.as_str() {
        Team::NOUN => earlier::<Team>(desk, change),
        TeamProduct::NOUN => earlier::<TeamProduct>(desk, change),
        TeamMember::NOUN => earlier::<TeamMember>(desk, change),
        Absence::NOUN => earlier::<Absence>(desk, change),
        BoardColumn::NOUN => earlier::<BoardColumn>(desk, change),
        Sprint::NOUN => earlier::<Sprint>(desk, change),
        SprintVoice::NOUN => earlier::<SprintVoice>(desk, change),
        Task::NOUN => earlier::<Task>(desk, change),
        Impediment::NOUN => earlier::<Impediment>(desk, change),
        Skill::NOUN => earlier::<Skill>(desk, change),
        PersonSkill::NOUN => earlier::<PersonSkill>(desk, change),
        StorySkill::NOUN => earlier::<StorySkill>(desk, change),
        _ => take_back_of_market(desk, change),
    }
}

fn take_back_of_market(desk: &Desk<'_>, change: &Change) -> Result<()> {
    match change.noun.as_str() {
        Customer::NOUN => earlier::<Customer>(desk, change),
        Contact::NOUN => earlier::<Contact>(desk, change),
        Trend::NOUN => earlier::<Trend>(desk, change),
        TrendNeed::NOUN => earlier::<TrendNeed>(desk, change),
        Competitor::NOUN => earlier::<Competitor>(desk, change),
        CompetitorNote::NOUN => earlier::<CompetitorNote>(desk, change),
        Capability::NOUN => earlier::<Capability>(desk, change),
        Rating::NOUN => earlier::<Rating>(desk, change),
        CapabilityNeed::NOUN => earlier::<CapabilityNeed>(desk, change),
        CapabilityFeature::NOUN => earlier::<CapabilityFeature>(desk, change),
        ScoreInput::NOUN => earlier::<ScoreInput>(desk, change),
        ScoreAmount::NOUN => earlier::<ScoreAmount>(desk, change),
        _ => take_back_of_talk(desk, change),
    }
}

fn take_back_of_talk(desk: &Desk<'_>, change: &Change) -> Result<()> {
    match change.noun.as_str() {
        Comment::NOUN => earlier::<Comment>(desk, change),
        Attachment::NOUN => earlier::<Attachment>(desk, change),
        Mention::NOUN => earlier::<Mention>(desk, change),
        Follower::NOUN => earlier::<Follower>(desk, change),
        NotificationSetting::NOUN => earlier::<NotificationSetting>(desk, change),
        _ => take_back_of_research(desk, change),
    }
}

fn take_back_of_research(desk: &Desk<'_>, change: &Change) -> Result<()> {
    match change.noun.as_str() {
        Study::NOUN => earlier::<Study>(desk, change),
        Interview::NOUN => earlier::<Interview>(desk, change),
        Assumption::NOUN => earlier::<Assumption>(desk, change),
        Experiment::NOUN => earlier::<Experiment>(desk, change),
        Segment::NOUN => earlier::<Segment>(desk, change),
        SegmentCondition::NOUN => earlier::<SegmentCondition>(desk, change),
        SegmentCustomer::NOUN => earlier::<SegmentCustomer>(desk, change),
        Persona::NOUN => earlier::<Persona>(desk, change),
        PersonaEntry::NOUN => earlier::<PersonaEntry>(desk, change),
        PersonaQuote::NOUN => earlier::<PersonaQuote>(desk, change),
        _ => alignment::take_back(desk, change),
    }
}

pub(super) fn earlier<T: Item>(desk: &Desk<'_>, change: &Change) -> Result<()> {
    earlier_at(desk, change, |earlier: T| Ok(earlier))
}

/// The earlier values, at a place that is free.
pub(super) fn earlier_at<T: Item>(
    desk: &Desk<'_>,
    change: &Change,
    place: impl Fn(T) -> Result<T>,
) -> Result<()> {
    let now: T = desk.load(change.item_id)?;
    if change.verb == "added" {
        if change::newest_of_item(desk.tx, desk.workspace(), change.item_id)? > change.seq {
            return Refusal::conflict("Somebody has worked on it since; archive it instead.");
        }
        let archived = Json::String(desk.now().exact().to_string());
        return desk.change(&now, &now.with(&[("archived_at", archived)])?);
    }
    let mut fields = Vec::new();
    for changed in change.field_changes()? {
        let Some(field) = T::FIELDS.iter().position(|field| field.name == changed.field) else { continue };
        let (before, after) = (told(desk, changed.before)?, told(desk, changed.after)?);
        if now.json(field)? != after {
            return Refusal::conflict(
                "Somebody has changed this since; taking it back would lose their work.",
            );
        }
        fields.push((T::FIELDS[field].name, before));
    }
    desk.change(&now, &place(now.with(&fields)?)?)
}

/// A value as the log tells it.
pub(super) fn told(desk: &Desk<'_>, told: Told) -> Result<Json> {
    match told {
        Told::Nothing => Ok(Json::Null),
        Told::Is(value) => Ok(value),
        Told::Held(id) => match change::held(desk.tx, desk.workspace(), id)? {
            Some(value) => Ok(value),
            None => Refusal::conflict("What stood there was erased and cannot come back."),
        },
        Told::Secret => Refusal::conflict("A password or token cannot be taken back; set a new one."),
    }
}
