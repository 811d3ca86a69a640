//! Who may take a change back: whoever may make it.

use super::merging::merge_feedback::MergeFeedback;
use super::merging::merge_needs::MergeNeeds;
use super::undo_alignment;
use super::undo_change::UndoChange;
use crate::acceptance::{Acceptance, Verdict};
use crate::attachments::Attachment;
use crate::backlog::{Criterion, Dependency, Story};
use crate::communication::publish_release::PublishRelease;
use crate::communication::talk::{Comment, Follower, Mention};
use crate::communication::{Release, Response, Telling};
use crate::discovery::capabilities::CapabilityNeed;
use crate::discovery::personas::PersonaQuote;
use crate::discovery::research::{Interview, Study};
use crate::discovery::ways_in::know_sender::KnowSender;
use crate::discovery::{Feedback, Need, NeedGoal, Quote, TrendNeed};
use crate::market::comparison::{Capability, Competitor, CompetitorNote, Rating};
use crate::market::personas::{Persona, PersonaEntry};
use crate::market::segments::{Segment, SegmentCondition, SegmentCustomer};
use crate::market::{Contact, Customer, Trend};
use crate::people::{Person, Product, RoleHeld};
use crate::roadmap::assumptions::{Assumption, Experiment};
use crate::roadmap::capabilities::CapabilityFeature;
use crate::roadmap::scoring::{ScoreAmount, ScoreInput};
use crate::roadmap::{AgreementEntry, Feature, FeatureNeed};
use crate::scenarios::take_scenario::TakeScenario;
use crate::spine::change::Change;
use crate::spine::item::Item;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::Command;
use crate::sprint::skills::{PersonSkill, Skill, StorySkill};
use crate::sprint::{
    Absence, BoardColumn, Impediment, Sprint, SprintVoice, Task, Team, TeamMember, TeamProduct,
};
use crate::strategy::{CheckIn, Goal, KeyResult, Positioning, Vision};

/// What those who set direction write.
const DIRECTION: [&str; 13] = [
    ScoreInput::NOUN,
    Vision::NOUN,
    Positioning::NOUN,
    Goal::NOUN,
    KeyResult::NOUN,
    CheckIn::NOUN,
    Trend::NOUN,
    Competitor::NOUN,
    CompetitorNote::NOUN,
    Capability::NOUN,
    Rating::NOUN,
    Persona::NOUN,
    PersonaEntry::NOUN,
];

/// What the team says of a story: how large it is, and who makes it.
const ESTIMATED: [&str; 3] = ["points_tenths", "points_high_tenths", "assignee_id"];

/// The right that it took to make a change, which it takes to take it back.
pub(super) fn right_of(change: &Change) -> Result<Permission> {
    let fields = change.field_changes()?;
    let only = |names: &[&str]| fields.iter().all(|field| names.contains(&field.field.as_str()));
    // What an undo archived was added by whoever undid it: they may bring it back.
    let added = change.verb == "added" || (change.command == UndoChange::NAME && only(&["archived_at"]));
    if let Some(right) = right_of_command(&change.command) {
        return Ok(right);
    }
    Ok(match change.noun.as_str() {
        Story::NOUN if added => Permission::ProposeStories,
        Story::NOUN if only(&["rank"]) => Permission::OrderBacklog,
        Story::NOUN if only(&ESTIMATED) => Permission::EstimateStories,
        Story::NOUN if only(&["state", "column_id", "done_at", "rank"]) => Permission::WorkOnBoard,
        Story::NOUN if only(&["state", "column_id", "done_at", "accepted_at"]) => Permission::AcceptStories,
        Story::NOUN if only(&["sprint_id", "column_id", "rank"]) => Permission::PlanSprints,
        Story::NOUN if only(&["release_id"]) => Permission::ReleaseStories,
        Story::NOUN | Criterion::NOUN | Dependency::NOUN => Permission::WriteStories,
        noun if DIRECTION.contains(&noun) => Permission::SetDirection,
        Feature::NOUN if added => Permission::ProposeFeatures,
        Feature::NOUN if only(&["outcome", "outcome_reason", "concluded_at"]) => Permission::ConcludeOutcomes,
        Feature::NOUN if only(&["completed_at", "completion_reason"]) => Permission::AcceptStories,
        Feature::NOUN
            if only(&["decision", "decision_reason", "decided_at", "owner_id", "acknowledged_seq"]) =>
        {
            Permission::DiscussFeatures
        }
        AgreementEntry::NOUN => Permission::DiscussFeatures,
        Feature::NOUN | FeatureNeed::NOUN | ScoreAmount::NOUN => Permission::ShapeFeatures,
        Team::NOUN | TeamProduct::NOUN | TeamMember::NOUN | BoardColumn::NOUN => Permission::SetUpTeams,
        Absence::NOUN => Permission::RecordAbsences,
        Sprint::NOUN => Permission::PlanSprints,
        SprintVoice::NOUN if only(&["answer"]) => Permission::PlanSprints,
        SprintVoice::NOUN => Permission::SpeakOnSprints,
        Task::NOUN | Impediment::NOUN => Permission::WorkOnBoard,
        Verdict::NOUN | Acceptance::NOUN => Permission::AcceptStories,
        Release::NOUN | Telling::NOUN | Response::NOUN => Permission::ReleaseStories,
        Feedback::NOUN if added => Permission::GiveFeedback,
        Feedback::NOUN | Need::NOUN | Quote::NOUN | NeedGoal::NOUN => Permission::DiscoverNeeds,
        Comment::NOUN | Mention::NOUN | Follower::NOUN => Permission::Comment,
        Product::NOUN if only(&["portal", "ask_after_days"]) => Permission::RunPortal,
        Product::NOUN if only(&["rating_days", "formula"]) => Permission::SetDirection,
        Product::NOUN => Permission::ManageProducts,
        Person::NOUN | RoleHeld::NOUN => Permission::ManagePeople,
        noun => {
            let only_ticked = only(&["done_at", "done_by"]);
            undo_alignment::right_of(noun, only_ticked).unwrap_or_else(|| right_of_research(noun))
        }
    })
}

/// Of commands that change several nouns, the right that it took to do all of it.
fn right_of_command(command: &str) -> Option<Permission> {
    match command {
        PublishRelease::NAME => Some(Permission::ReleaseStories),
        MergeFeedback::NAME | MergeNeeds::NAME => Some(Permission::DiscoverNeeds),
        KnowSender::NAME => Some(Permission::ManageCustomers),
        TakeScenario::NAME => Some(Permission::RecordDecisions),
        _ => None,
    }
}

/// The right that it took to change who is known, what is found out and who can do what: customers, research, segments, personas,
/// skills, what they are linked to, and the files on whatever it is.
fn right_of_research(noun: &str) -> Permission {
    match noun {
        Customer::NOUN | Contact::NOUN => Permission::ManageCustomers,
        Segment::NOUN | SegmentCondition::NOUN | SegmentCustomer::NOUN => Permission::ManageCustomers,
        Attachment::NOUN => Permission::AttachFiles,
        Skill::NOUN | PersonSkill::NOUN => Permission::SetUpTeams,
        StorySkill::NOUN => Permission::EstimateStories,
        TrendNeed::NOUN | CapabilityNeed::NOUN | PersonaQuote::NOUN => Permission::DiscoverNeeds,
        Study::NOUN | Interview::NOUN => Permission::DiscoverNeeds,
        CapabilityFeature::NOUN | Assumption::NOUN | Experiment::NOUN => Permission::ShapeFeatures,
        _ => Permission::UndoChanges,
    }
}
